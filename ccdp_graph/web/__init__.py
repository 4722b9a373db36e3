"""Routes, view models, and their representations in HTML, RDF and JSON."""
