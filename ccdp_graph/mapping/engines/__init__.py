"""What runs a compiled mapping over records."""
