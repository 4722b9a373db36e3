"""The formats of reports, each of several parts in a module of its own."""
