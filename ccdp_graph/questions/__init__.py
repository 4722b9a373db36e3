"""The faces of a stored question: its values, formats, HTTP operation, form, Turtle and pages."""
