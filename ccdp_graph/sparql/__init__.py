"""One store protocol: Oxigraph in the process, or a SPARQL endpoint."""
