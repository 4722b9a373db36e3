"""Stored questions: their parameters, their answers, and how these are written."""
