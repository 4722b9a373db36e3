"""What travels from stage to stage: frozen values, without input or output."""
