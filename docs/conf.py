"""How Sphinx builds these pages: `sphinx-build -W docs public-docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "ccdp_graph"
author = "The ccdp_graph developers"
copyright = "The ccdp_graph developers. Text under CC BY 4.0"  # noqa: A001, Sphinx calls it so
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "commands",
    "file_formats",
]
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = "ccdp_graph"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
smartquotes = False  # options begin with two hyphens
