"""The faces of a stored question: values, command-line choices, HTTP operation, form, Turtle, pages."""
