"""One polite, address-checked client for everything that is not a SPARQL endpoint."""
