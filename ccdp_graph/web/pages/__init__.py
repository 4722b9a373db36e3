"""The pages: a module a kind."""
