"""SHACL engines: over statements, over a store, and pySHACL for the rest."""
