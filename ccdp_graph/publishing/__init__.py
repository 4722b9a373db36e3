"""What each target catalogue is given: views of the public graph, as statements."""
