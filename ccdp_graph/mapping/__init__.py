"""YARRRML over tidy records: from a plan to statements, each with its provenance."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
