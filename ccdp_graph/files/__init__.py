"""Files that a fault leaves whole: atomic writes, text assets, and work shared by processes."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
