"""Files as curators have them: every format, what stands beside the values, and what is refused."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from repository import ROOT
from workbook_files import first, new, ods, text_file

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.workbook import CellAnnotation, MergedRange
from ccdp_graph.spreadsheets.delimited import read_delimited
from ccdp_graph.spreadsheets.reader import read_workbook


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (b"Name,Country\nLima,Peru\n", ()),
        (b"\xef\xbb\xbfName,Country\nLima,Peru\n", ()),
        (b"sep=;\nName;Country\nLima;Peru\n", ()),
        (b"Name;Country\nLima;Peru\n", ("columns were assumed to be separated by semicolons",)),
        (
            "Name\tCountry\nLima\tPeru\n".encode("utf-16"),
            ("columns were assumed to be separated by tabs",),
        ),
    ],
)
def test_a_text_file_says_what_was_guessed(
    tmp_path: Path, content: bytes, remarks: tuple[str, ...]
) -> None:
    book = read_workbook(text_file(tmp_path, content))
    assert book.sheets[0].rows == (("Name", "Country"), ("Lima", "Peru"))
    assert book.remarks == remarks


def test_an_old_encoding_is_guessed_and_said(tmp_path: Path) -> None:
    words = "Nom,Pays\nHôpital départemental de la Réunion,France\nRégistre général,Côte d’Ivoire\n"
    book = read_workbook(text_file(tmp_path, words.encode("cp1252")))
    assert book.sheets[0].rows[1] == ("Hôpital départemental de la Réunion", "France")
    assert book.remarks == ("read as cp1252 text; check the accented letters",)


def test_rows_of_different_lengths_are_said(tmp_path: Path) -> None:
    book = read_workbook(text_file(tmp_path, b"A,B,C\n1,2,3\n1,2\n1,2,3\n"))
    assert "rows have from 2 to 3 columns (see line 3)" in book.remarks[0]


def test_line_breaks_in_quotation_marks_stay_in_the_cell(tmp_path: Path) -> None:
    rows = first(text_file(tmp_path, b'A,B\n"one\ntwo",3\n')).rows
    assert rows[1] == ("one\ntwo", "3")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"PK\x00\x01", "not a text file"),
        (
            "a.xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
            "a web page with the extension",
        ),
        ("a.xlsx", b"\x00\x01\x02" * 50, "not a complete workbook"),
        ("a.xlsx", b"PK\x03\x04broken", "not a complete workbook"),
        ("a.pdf", b"%PDF", "not a workbook"),
        ("a.csv", b'A,B\n1,"' + b"open\n" * 50_000, "line .* is a quotation mark left open"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(WorkbookError, match=said):
        read_workbook(text_file(tmp_path, content, name))


def test_a_line_that_is_longer_than_a_cell_may_be_is_read(tmp_path: Path) -> None:
    wide = b";".join([b"x" * 1000] * 200)
    assert len(first(text_file(tmp_path, wide + b"\n" + wide)).rows[1]) == 200


def test_a_text_file_that_calls_itself_a_workbook_is_read(tmp_path: Path) -> None:
    rows = first(text_file(tmp_path, b"Name\tCountry\nLima\tPeru\n", "export.xls")).rows
    assert rows[1] == ("Lima", "Peru")


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
ROWS = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_any_table_of_texts_comes_back_the_same(
    rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    content = f"sep={delimiter}\n{out.getvalue()}".encode(encoding)
    read = read_delimited(content, Path("law.csv")).rows
    kept = [row for row in read if row]
    assert kept == [tuple(value or None for value in row) for row in rows]


def test_what_a_sheet_says_beside_its_values_is_read(tmp_path: Path) -> None:
    book, sheet = new()
    sheet["A1"] = "link"
    sheet["A1"].hyperlink = "https://a.example.org/"
    sheet["A2"] = "gone"
    sheet["A2"].font = Font(strike=True)
    sheet["A3"] = CellRichText("keep ", TextBlock(InlineFont(strike=True), "old"), " new")
    sheet["A4"] = "noted"
    sheet["A4"].comment = Comment("ask again", "desk")
    sheet["A5"] = "=1+1"
    sheet["A6"] = 0.45
    sheet["A6"].number_format = "0%"
    sheet["A7"] = "#N/A"
    sheet["A7"].data_type = "e"
    sheet["A8"] = '=HYPERLINK("https://b.example.org","there")'
    sheet["A9"] = date(2018, 1, 1)
    sheet["A10"] = 2018.0
    sheet["B1"] = "merged"
    sheet.merge_cells("B1:B3")
    sheet["C4"] = "hidden"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Back")
    hidden["A1"] = 1
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "marks.xlsx")
    read = read_workbook(tmp_path / "marks.xlsx")
    marks = {row: mark for (row, _), mark in read.sheets[0].marks.items()}
    assert marks == {
        1: CellAnnotation(link="https://a.example.org/"),
        2: CellAnnotation(struck="gone"),
        3: CellAnnotation(struck="old"),
        4: CellAnnotation(comment="ask again"),
        5: CellAnnotation(formula="=1+1"),
        6: CellAnnotation(shown="45%"),
        8: CellAnnotation(link="https://b.example.org", shown="there"),
    }
    rows = read.sheets[0].rows
    assert [rows[6][0], rows[8][0], rows[9][0]] == ["#N/A", date(2018, 1, 1), 2018]
    assert read.sheets[0].merged == (MergedRange(1, 2, 3, 2),)
    assert read.sheets[0].hidden_rows == {4}
    assert read.sheets[0].hidden_columns == {3}
    assert [sheet.hidden for sheet in read.sheets] == [False, True]


def test_links_comments_and_hidden_rows_of_an_ods_are_read(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell office:value-type='string'>"
        "<text:p><text:a xlink:href='https://a.example.org/'>link</text:a></text:p>"
        "</table:table-cell></table:table-row>"
        "<table:table-row table:visibility='collapse'>"
        "<table:table-cell office:value-type='string'><office:annotation><text:p>ask</text:p>"
        "</office:annotation><text:p>noted</text:p></table:table-cell></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048574'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    sheet = first(ods(tmp_path / "survey.ods", rows))
    assert sheet.rows[0][0] == "link"
    assert len(sheet.rows) == 2
    assert sheet.marks == {
        (1, 1): CellAnnotation(link="https://a.example.org/"),
        (2, 1): CellAnnotation(comment="ask"),
    }
    assert sheet.hidden_rows == {2}


def test_the_bundled_workbooks_have_links_that_lead_elsewhere() -> None:
    sheet = first(ROOT / "examples" / "federated-networks.xlsx")
    elsewhere = [
        place
        for place, mark in sheet.marks.items()
        if mark.link.rstrip("/") != str(sheet.rows[place[0] - 1][place[1] - 1]).rstrip("/")
    ]
    assert len(elsewhere) == 53
