"""HTML that is filled by templates: escaped, whole, and one document."""

import pytest
from jinja2 import UndefinedError
from repository import ROOT

from ccdp_graph.markup.html import render, trusted

SHOWN = {
    "language": "en",
    "title": 'A "title" & <more>',
    "picture": trusted("<svg></svg>"),
    "table": "Table",
    "headings": (),
    "rows": (),
}


def test_a_value_is_escaped_and_our_own_html_is_not() -> None:
    page = render("charts", "connections.html", **SHOWN)
    assert "<h1>A &#34;title&#34; &amp; &lt;more&gt;</h1>" in page
    assert "<svg></svg>" in page


def test_what_a_template_lacks_is_an_error_and_no_gap() -> None:
    less = {name: value for name, value in SHOWN.items() if name != "rows"}
    with pytest.raises(UndefinedError, match="'rows' is undefined"):
        render("charts", "connections.html", **less)


def test_all_styles_of_documents_stand_in_one_file() -> None:
    templates = [p for p in (ROOT / "ccdp_graph").rglob("*.html") if "</style>" in p.read_text()]
    assert [path.name for path in templates] == ["document.html"]
