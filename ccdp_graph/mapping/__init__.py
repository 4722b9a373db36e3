"""YARRRML over tidy records: from a plan to statements, each with its provenance."""
