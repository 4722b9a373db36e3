"""The kinds of sources, one a module: how each is recognised, entered and fetched."""
