"""Spreadsheets of childhood-cancer data resources as a linked, checked, queryable graph.

The main job in Python: `project_files.open_project`, `pipeline.build`, `pipeline.write`.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ccdp-graph")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0.0.0"
