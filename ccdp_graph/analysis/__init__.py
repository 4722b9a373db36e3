"""What a graph shows as a whole: matrix, gaps, matches, differences, reasons."""
