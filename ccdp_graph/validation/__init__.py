"""Whether a graph conforms: shapes, engines, results, and the cells behind them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
