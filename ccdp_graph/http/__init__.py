"""One polite, address-checked client for everything that is not a SPARQL endpoint."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
