"""Records of other catalogues: their documents in, statements that we can keep and trace out."""
