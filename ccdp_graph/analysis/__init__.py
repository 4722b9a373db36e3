"""What can be learnt from a graph as a whole: matrix, gaps, origins, matches, differences."""
