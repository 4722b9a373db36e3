"""Workbooks that are bombs, liars or very large: refused in one line, or read at little cost."""

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from workbook_files import first, new, ods, text_file

from ccdp_graph.errors import WorkbookError
from ccdp_graph.spreadsheets.reader import read_workbook

BILLION = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


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


def test_an_ods_that_repeats_a_value_a_billion_times_is_refused(tmp_path: Path) -> None:
    rows = (
        "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
        "table:number-columns-repeated='16384' office:value-type='string'><text:p>x</text:p>"
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises(WorkbookError, match="extends to cell XFD1048576"):
        read_workbook(ods(tmp_path / "bomb.ods", rows))


def test_entities_of_an_ods_are_never_expanded(tmp_path: Path) -> None:
    rows = (
        "<table:table-row><table:table-cell office:value-type='string'><text:p>&i;</text:p>"
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises(WorkbookError, match="not a complete workbook"):
        read_workbook(ods(tmp_path / "bomb.ods", rows, BILLION))


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
        "from ccdp_graph.spreadsheets.reader import read_workbook\n"
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
    with pytest.raises(WorkbookError, match=r"would unpack from .* KiB to 200 MiB"):
        read_workbook(path)


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    source = simple(tmp_path / "a.xlsx")
    content = bytearray(source.read_bytes())
    with zipfile.ZipFile(source) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    name = b"xl/worksheets/sheet1.xml"
    entry = content.rindex(name) - 46
    content[entry + 24 : entry + 28] = (size // 2).to_bytes(4, "little")
    with pytest.raises(WorkbookError, match=r"sheet1\.xml is (damaged|larger)"):
        read_workbook(text_file(tmp_path, bytes(content), "lie.xlsx"))


def test_a_stray_cell_far_away_is_named(tmp_path: Path) -> None:
    book, sheet = new()
    sheet["A1"] = "x"
    sheet["XFD1048576"] = "y"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(WorkbookError, match="extends to cell XFD1048576, far beyond its 2 filled"):
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
