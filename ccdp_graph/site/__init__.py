"""The site as files: all pages, discovery files and the FAIR Data Point tree."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
