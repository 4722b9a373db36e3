"""The project: its settings, and the layers of assets that it is made of."""
