"""Stores, and the answers that they give to stored questions."""
