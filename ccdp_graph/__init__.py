"""Spreadsheets of childhood-cancer data resources as a linked, checked, queryable graph.

Everything that is imported from here is public, and stays as it is within a major version; all that
lies in the packages below is not. A name is loaded when it is first asked for, so that the start of
the command line costs little.

>>> from ccdp_graph import ask, build, open_store
"""

import lazy_loader

_load, __dir__, _names = lazy_loader.attach_stub(__name__, __file__)
__all__ = ["__version__", *_names]  # noqa: PLE0604, the stub says which


def __getattr__(name: str) -> object:
    """Load a name; the version is looked up only then, for that takes longer than all else."""
    if name != "__version__":
        return _load(name)
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("ccdp-graph")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0.0.0"
