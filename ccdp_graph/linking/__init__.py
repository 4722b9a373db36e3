"""Links to the world's identifiers: names compared, suggested, reviewed, reconciled."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
