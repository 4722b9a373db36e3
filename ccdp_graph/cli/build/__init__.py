"""Commands that build and fix."""
