"""Links to the world's identifiers: names compared, suggested, reviewed, reconciled."""
