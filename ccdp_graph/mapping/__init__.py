"""YARRRML mappings, and what they make of tidy records."""
