"""A build given to other catalogues and stores: planned first, then applied."""
