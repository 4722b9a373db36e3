"""Immutable versions: made, described, and verified."""
