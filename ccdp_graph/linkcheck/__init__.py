"""Whether the web addresses of a graph still answer."""
