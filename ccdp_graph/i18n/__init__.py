"""Words for people: messages, the texts of pages, and near misses of what was typed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
