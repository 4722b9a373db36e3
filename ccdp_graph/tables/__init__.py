"""Sheets become records: headers, kinds of row, the values of cells, organisations."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
