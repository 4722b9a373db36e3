"""One table, written for spreadsheets, pages and Markdown: text stays text in all of them."""

import csv
import io
import re

import html5lib
import pytest
from hypothesis import given, strategies as st

from ccdp_graph.model.solutions import Solutions, Term
from ccdp_graph.model.table import Table, TableCell, TableColumn, columns_of, csv_lines

HTML = "{http://www.w3.org/1999/xhtml}"


def one(cell: TableCell, column: TableColumn | None = None) -> Table:
    return Table("A & B", (column or TableColumn("<H>"),), ((cell,),))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
RFC_4180 = re.compile(f"(?:{FIELD},{FIELD}\r\n)*")


@given(st.lists(st.lists(texts, min_size=2, max_size=2)))
def test_csv_has_the_grammar_of_rfc_4180_and_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(rows))
    assert RFC_4180.fullmatch(text)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows


def test_csv_has_the_line_ends_and_quotes_of_rfc_4180() -> None:
    table = Table("", columns_of(("a", "b")), (('say "no"', "x\ny"), (None, 7)))
    assert table.csv_text() == 'a,b\r\n"say ""no""","x\ny"\r\n,7\r\n'


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"])
def test_a_formula_is_text_in_csv_even_as_a_heading(text: str) -> None:
    answers = Solutions(("a",), {"a": text}, ((Term("literal", text),),))
    for written in (answers.csv_text(), answers.table("t").csv_text()):
        assert list(csv.reader(io.StringIO(written, newline=""))) == [[f"'{text}"], [f"'{text}"]]


def test_numbers_stay_numbers_in_csv() -> None:
    table = Table("", columns_of("ab"), ((-2, "-2.5"),))
    assert table.csv_text() == "a,b\r\n-2,-2.5\r\n"


def test_markdown_shows_text_as_it_is_and_links_names() -> None:
    table = one(TableCell("a|b\n<i> &lt; & *c*", "https://example.org/a|b"), TableColumn("H#"))
    assert table.markdown() == (
        "| H\\# |\n| --- |\n| [a\\|b \\<i\\> \\&lt; & \\*c\\*](<https://example.org/a%7Cb>) |\n"
    )


def test_html_is_valid_and_says_what_is_a_heading_a_number_and_in_another_language() -> None:
    columns = (TableColumn("<H>"), TableColumn("Where", kind="place"), TableColumn("Number"))
    row = (TableCell("é & <b>", language="fr"), TableCell("S!A1", "https://example.org/?a&b"), 7)
    named = (TableCell("name", is_heading=True), None, "")
    text = Table("A & 'B'", columns, (row, named)).html("en")
    tree = html5lib.HTMLParser(strict=True).parseFragment(text)
    assert [cell.get("scope") for cell in tree.iter(f"{HTML}th")] == ["col", "col", "col", "row"]
    told = [(dict(cell.attrib), "".join(cell.itertext())) for cell in tree.iter(f"{HTML}td")]
    assert told == [
        ({"lang": "fr"}, "é & <b>"),
        ({"class": "where"}, "S!A1"),
        ({"class": "number"}, "7"),
        ({"class": "where"}, ""),
        ({}, ""),
    ]
    assert [link.get("href") for link in tree.iter(f"{HTML}a")] == ["https://example.org/?a&b"]
    assert tree[0].get("aria-label") == "A & 'B'"
