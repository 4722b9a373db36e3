"""RDF as text: namespaces, terms, parsing, serialization, and an index of statements."""
