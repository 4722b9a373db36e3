"""Commands that publish and release."""
