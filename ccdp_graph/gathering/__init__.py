"""Fetching the documents of another catalogue, one after the other, until there are no more."""
