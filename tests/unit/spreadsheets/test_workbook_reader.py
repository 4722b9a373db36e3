"""Files as curators have them: every format, what stands beside the values, and what is refused."""

import csv
import io
import resource
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from repository import ROOT

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.sheet import Mark, MergedRange, Sheet
from ccdp_graph.workbook.delimited import read_delimited
from ccdp_graph.workbook.reader import read_workbook


def new() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    return book, sheet


def first(path: Path) -> Sheet:
    return read_workbook(path).sheets[0]


def text_file(folder: Path, content: bytes, name: str = "survey.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (b"Name,Country\nLima,Peru\n", ()),
        (b"\xef\xbb\xbfName,Country\nLima,Peru\n", ()),
        (b"sep=;\nName;Country\nLima;Peru\n", ()),
        (b"Name;Country\nLima;Peru\n", ("columns were taken to be parted by semicolons",)),
        (
            "Name\tCountry\nLima\tPeru\n".encode("utf-16"),
            ("columns were taken to be parted by tabs",),
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
    assert book.remarks == ("read as cp1252 text; check the accents",)


def test_rows_of_different_lengths_are_said(tmp_path: Path) -> None:
    book = read_workbook(text_file(tmp_path, b"A,B,C\n1,2,3\n1,2\n1,2,3\n"))
    assert "rows have 2 to 3 columns (see line 3)" in book.remarks[0]


def test_line_breaks_in_quotation_marks_stay_in_the_cell(tmp_path: Path) -> None:
    rows = first(text_file(tmp_path, b'A,B\n"one\ntwo",3\n')).rows
    assert rows[1] == ("one\ntwo", "3")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"PK\x00\x01", "is no text"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        ("a.xlsx", b"\x00\x01\x02" * 50, "not a whole workbook"),
        ("a.xlsx", b"PK\x03\x04broken", "not a whole workbook"),
        ("a.pdf", b"%PDF", "not a workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(WorkbookError, match=said):
        read_workbook(text_file(tmp_path, content, name))


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
        1: Mark(link="https://a.example.org/"),
        2: Mark(struck="gone"),
        3: Mark(struck="old"),
        4: Mark(comment="ask again"),
        5: Mark(formula="=1+1"),
        6: Mark(shown="45%"),
        8: Mark(link="https://b.example.org", shown="there"),
    }
    rows = read.sheets[0].rows
    assert [rows[6][0], rows[8][0], rows[9][0]] == ["#N/A", date(2018, 1, 1), 2018]
    assert read.sheets[0].merged == (MergedRange(1, 2, 3, 2),)
    assert read.sheets[0].hidden_rows == {4}
    assert read.sheets[0].hidden_columns == {3}
    assert [sheet.hidden for sheet in read.sheets] == [False, True]


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Survey">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, rows: str, doctype: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", CONTENT.format(rows=rows, doctype=doctype))
    return path


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
        (1, 1): Mark(link="https://a.example.org/"),
        (2, 1): Mark(comment="ask"),
    }
    assert sheet.hidden_rows == {2}


def test_an_ods_that_repeats_a_value_a_billion_times_is_refused(tmp_path: Path) -> None:
    rows = (
        "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
        "table:number-columns-repeated='16384' office:value-type='string'><text:p>x</text:p>"
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises(WorkbookError, match="reaches to cell XFD1048576"):
        read_workbook(ods(tmp_path / "bomb.ods", rows))


BILLION = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def test_entities_of_an_ods_are_never_expanded(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell office:value-type='string'><text:p>&i;</text:p>"
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises(WorkbookError, match="not a whole workbook"):
        read_workbook(ods(tmp_path / "bomb.ods", rows, BILLION))


def with_part(path: Path, source: Path, part: str, change: tuple[bytes, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            content = old.read(name)
            made.writestr(name, content.replace(*change, 1) if name == part else content)
    return path


def simple(path: Path) -> Path:
    book, sheet = new()
    sheet["A1"] = "word"
    sheet["A2"] = "other"
    book.save(path)
    return path


def test_entities_of_an_xlsx_are_never_expanded(tmp_path: Path) -> None:
    source = simple(tmp_path / "a.xlsx")
    declared = with_part(
        *(tmp_path / "b.xlsx", source, "xl/sharedStrings.xml"),
        (b"<sst", BILLION.encode() + b"<sst"),
    )
    used = with_part(
        tmp_path / "c.xlsx", declared, "xl/sharedStrings.xml", (b"<t>word</t>", b"<t>&i;</t>")
    )
    bounded = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
        "from ccdp_graph.errors import WorkbookError\n"
        "from ccdp_graph.workbook.reader import read_workbook\n"
        "try:\n    print(max(len(str(v)) for r in read_workbook(Path(sys.argv[1])).sheets[0].rows"
        " for v in r))\n"
        "except WorkbookError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", bounded, str(used)], capture_output=True, text=True, check=True
    )
    said = done.stdout.strip()
    assert not said.isdigit() or int(said) < 1000


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(200):
                part.write(b"0" * 1024**2)
    with pytest.raises(WorkbookError, match=r"unpacks from .* KiB to 200 MiB"):
        read_workbook(path)


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    source = simple(tmp_path / "a.xlsx")
    content = bytearray(source.read_bytes())
    with zipfile.ZipFile(source) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    name = b"xl/worksheets/sheet1.xml"
    entry = content.rindex(name) - 46
    content[entry + 24 : entry + 28] = (size // 2).to_bytes(4, "little")
    with pytest.raises(WorkbookError, match=r"sheet1\.xml is (broken|larger)"):
        read_workbook(text_file(tmp_path, bytes(content), "lie.xlsx"))


def test_a_stray_cell_far_away_is_named(tmp_path: Path) -> None:
    book, sheet = new()
    sheet["A1"] = "x"
    sheet["XFD1048576"] = "y"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(WorkbookError, match="reaches to cell XFD1048576, far beyond its 2 filled"):
        read_workbook(tmp_path / "stray.xlsx")


def test_a_row_of_16384_columns_and_long_cells_are_read_whole(tmp_path: Path) -> None:
    book, sheet = new()
    sheet.cell(1, 16_384, "last")
    sheet.cell(1, 1, "x" * 32_767)
    book.save(tmp_path / "wide.xlsx")
    row = first(tmp_path / "wide.xlsx").rows[0]
    assert (len(row), row[-1], len(str(row[0]))) == (16_384, "last", 32_767)


def test_a_million_empty_formatted_rows_cost_little(tmp_path: Path) -> None:
    source = simple(tmp_path / "a.xlsx")
    empty = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(3, 1_000_000))
    part = "xl/worksheets/sheet1.xml"
    path = with_part(tmp_path / "b.xlsx", source, part, (b"</sheetData>", empty + b"</sheetData>"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(first(path).rows) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_the_bundled_workbooks_have_links_that_lead_elsewhere() -> None:
    sheet = first(ROOT / "examples" / "federated-networks.xlsx")
    elsewhere = [
        place
        for place, mark in sheet.marks.items()
        if mark.link.rstrip("/") != str(sheet.rows[place[0] - 1][place[1] - 1]).rstrip("/")
    ]
    assert len(elsewhere) == 53
