"""Commands that link and harvest."""
