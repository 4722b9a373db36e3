"""The site: pages and files that any web host serves, made of the views of a graph."""
