"""Formats in and out: workbooks read, surveys made, and copies annotated."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
