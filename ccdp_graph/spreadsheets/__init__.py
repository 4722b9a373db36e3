"""Formats in and out: workbooks read, surveys made, and copies annotated."""
