"""Names of our things and of the world's, and which of them may be the same."""
