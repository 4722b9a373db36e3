"""What several packages share: workbooks, column files, records, concepts, reports, answers."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
