"""Files that a fault leaves whole: atomic writes, text assets, and work shared by processes."""
