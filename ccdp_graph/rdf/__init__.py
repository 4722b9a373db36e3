"""Terms, Turtle and the asset folders: what every stage stands on."""
