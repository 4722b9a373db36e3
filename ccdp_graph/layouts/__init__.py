"""A new layout is inspected, drafted, and adopted by a person's answers."""
