"""Target catalogues: a view for each, what it demands, and a verdict."""
