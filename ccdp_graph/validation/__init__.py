"""SHACL, and the way from its results back to cells."""
