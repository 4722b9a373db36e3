"""Spreadsheets of childhood-cancer data resources as a linked, checked, queryable graph.

The main job in Python: `project_files.open_project`, `pipeline.build`, `pipeline.write`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str


def __getattr__(name: str) -> str:
    """Look the version up when it is asked for: that takes longer than all else at the start."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("ccdp-graph")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0.0.0"
