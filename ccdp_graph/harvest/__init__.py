"""Catalogues of others: visited, read, mended where possible, and kept."""
