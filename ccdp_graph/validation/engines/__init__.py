"""SHACL engines: on statements, inside a store, and pySHACL for the rest."""
