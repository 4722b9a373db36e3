"""The marked copy: what is wrong stands in the cell, and the curator's workbook stays theirs."""

import io
import os
import re
import shutil
import subprocess
import sys
import threading
import warnings
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from repository import ROOT

from ccdp_graph.cell import CellRef
from ccdp_graph.cli.main import main
from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.report import Finding, Severity
from ccdp_graph.model.workbook import CellAnnotation, Sheet, Workbook
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.spreadsheets.annotated import marked_copy, values_workbook
from ccdp_graph.spreadsheets.annotated_file import write_marked_copy
from ccdp_graph.spreadsheets.own_sheets import LINE, with_our_comment, without_own_marks
from ccdp_graph.spreadsheets.problem_list import MAX_LISTED_PROBLEMS, problems_of
from ccdp_graph.spreadsheets.reader import read_workbook

# what openpyxl says of the newer drop-down lists when a test looks at a copy
pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension")

EXAMPLE = ROOT / "examples" / "federated-networks.xlsx"
SURVEY = "Registries' survey"
ATTACK = "=cmd|'/c calc'!A1"
GREEN = "0092D050"
HEADER = [
    *("Resource name", "Country", "Resource type", "Organisation", "Coverage", "Data types"),
    *("Start year", "Cases", "Website", "Source URL", "Notes"),
]
GOOD = ["Biobank", "A hospital", "National", "Clinical", 2001, 12, "https://example.org/"]
LISTS = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:dataValidations count="1" '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$2</xm:f>'
    b"</x14:formula1><xm:sqref>C4:C6</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    b"</extLst>"
)


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def messy(path: Path) -> Path:
    """Write a workbook as curators have them: faults, fills, comments, merges, formulas."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet(SURVEY)
    sheet.append(["Childhood cancer registries"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(HEADER)
    sheet.append(["North registry", "Holand", *GOOD, "https://example.org/n", ATTACK])
    sheet.append(["South registry", "Peru", *GOOD, "no address", "a note"])
    sheet.append(["East registry", None, *GOOD, "https://example.org/e", "a note"])
    sheet["K4"].data_type = "s"
    sheet["H4"] = "=200+14"
    sheet["H5"] = "many"
    sheet.merge_cells("G5:G6")
    sheet["G5"] = "soon"
    sheet["B4"].comment = Comment("Ask the office\n", "Curator")
    sheet["C4"].comment = Comment("Sure of this", "Curator")
    for address in ("B4", "B5"):
        sheet[address].fill = PatternFill("solid", start_color=GREEN)
    sheet["A4"].font = Font(bold=True)
    style = DifferentialStyle(fill=PatternFill("solid", end_color="00FF00"))
    rule = Rule("cellIs", operator="greaterThan", formula=["100"], dxf=style, priority=7)
    sheet.conditional_formatting.add("H4:H6", rule)
    choice = DataValidation("list", '"Biobank,Registry"')
    choice.add("C4:C6")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "B4"
    sheet.column_dimensions["B"].width = 22
    sheet.column_dimensions["J"].hidden = True
    sheet.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    own = book.create_sheet("Problems")
    own.append(["Open questions of mine"])
    book.create_sheet("Lists").append(["Biobank"])
    book.save(path)
    change(
        path,
        {
            "xl/worksheets/sheet1.xml": [
                (rb"(<f>200\+14</f>)<v ?/>", rb"\1<v>214</v>"),
                (rb"</worksheet>", LISTS + b"</worksheet>"),
            ]
        },
    )
    return path


def change(
    path: Path,
    changes: Mapping[str, list[tuple[bytes, bytes]]],
    parts: Mapping[str, bytes] | None = None,
) -> None:
    """Rewrite parts of a workbook as openpyxl cannot write them."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    for name, pairs in changes.items():
        for pattern, new in pairs:
            contents[name], number = re.subn(pattern, new, contents[name])
            assert number == 1, (name, pattern)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (contents | dict(parts or {})).items():
            archive.writestr(name, content)


def opened(path: Path) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(path, rich_text=True)
    return {sheet.title: sheet for sheet in book.worksheets}


def colour(sheet: Worksheet, address: str) -> str:
    """Return the colour that is seen at a cell because of our marks."""
    found = [
        rule
        for cells in sheet.conditional_formatting
        for rule in cells.rules
        if address in cells.sqref and "ccdp check" in rule.formula[0]
    ]
    assert len(found) <= 1
    return found[0].dxf.fill.end_color.rgb[-6:] if found else ""


def said(sheet: Worksheet, address: str) -> str:
    comment = sheet[address].comment
    return comment.text if comment else ""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = messy(tmp_path_factory.mktemp("checked") / "survey.xlsx")
    before = path.read_bytes()
    done = invoke("check", path)
    assert done.exit_code == 1, done.output
    assert "findings: Violation\t2" in done.stdout
    assert "survey.checked.xlsx" in done.stdout
    assert done.stderr == ""
    assert path.read_bytes() == before
    return path.with_name("survey.checked.xlsx")


def test_a_faulty_cell_is_coloured_and_says_what_to_write(checked: Path) -> None:
    sheet = opened(checked)[SURVEY]
    assert "Country 'Holand' is not in the country list" in said(sheet, "B4")
    assert said(sheet, "B4").endswith("Did you mean 'Netherlands'?")
    assert "is required" in said(sheet, "B6")
    assert "not a number" in said(sheet, "H5")
    assert "not a web address" in said(sheet, "J5")
    violation, warning = colour(sheet, "B4"), colour(sheet, "H5")
    assert colour(sheet, "B6") == violation != warning
    assert warning
    assert colour(sheet, "B5") == "" == said(sheet, "B5")


def test_a_fault_in_merged_cells_is_marked_at_the_first_of_them(checked: Path) -> None:
    sheets = opened(checked)
    assert "not a year" in said(sheets[SURVEY], "G5")
    assert colour(sheets[SURVEY], "G5")


def test_missing_values_that_are_nice_to_have_are_listed_not_marked(checked: Path) -> None:
    sheets = opened(checked)
    assert said(sheets[SURVEY], "A4") == ""
    rows = list(sheets["Problems (ccdp)"].values)
    contact = [row for row in rows if "The contact would be useful" in str(row[2])]
    assert [(row[0], row[5]) for row in contact] == [("Info", 3)]


def test_the_curators_layout_formulas_and_words_stay(checked: Path) -> None:
    sheet = opened(checked)[SURVEY]
    assert said(sheet, "B4").startswith(f"Ask the office\n\n\n{LINE}\n")
    assert said(sheet, "C4") == "Sure of this"
    assert sheet["B4"].fill.start_color.rgb == GREEN
    assert sheet["A4"].font.bold
    assert sheet["H4"].value == "=200+14"
    assert (sheet["K4"].value, sheet["K4"].data_type) == (ATTACK, "s")
    assert sheet.freeze_panes == "B4"
    assert sheet.column_dimensions["B"].width == 22
    assert sheet.column_dimensions["J"].hidden
    assert sheet.protection.sheet
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "G5:G6"}
    own = [r for c in sheet.conditional_formatting for r in c.rules if r.type == "cellIs"]
    assert [rule.formula for rule in own] == [["100"]]
    assert sheet.data_validations.dataValidation[0].formula1 == '"Biobank,Registry"'
    with zipfile.ZipFile(checked) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert sum(LISTS in part for part in parts) == 1


def test_results_of_formulas_are_kept_for_programs_that_do_not_calculate(checked: Path) -> None:
    sheet = next(sheet for sheet in read_workbook(checked).sheets if sheet.name == SURVEY)
    assert sheet.rows[3][7] == 214


def test_a_sheet_of_the_curators_that_is_called_problems_stays(checked: Path) -> None:
    sheets = opened(checked)
    assert list(sheets) == ["Problems (ccdp)", SURVEY, "Problems", "Lists"]
    assert sheets["Problems"]["A1"].value == "Open questions of mine"


def test_the_list_has_the_gravest_and_cheapest_first_and_no_live_formula(checked: Path) -> None:
    sheet = opened(checked)["Problems (ccdp)"]
    rows = list(sheet.iter_rows(min_row=9, values_only=True))
    severities = [Severity(str(row[0])) for row in rows]
    assert severities == sorted(severities)
    assert rows[0][1:5] == (
        f"{SURVEY}!B4",
        "Country 'Holand' is not in the country list; kept as text",
        "Holand",
        "Did you mean 'Netherlands'?",
    )
    assert sheet["A2"].value == "survey.xlsx"
    assert sheet.freeze_panes == "A9"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_links_jump_to_cells_that_exist(checked: Path) -> None:
    sheets = opened(checked)
    links = [
        row[1].hyperlink for row in sheets["Problems (ccdp)"].iter_rows(min_row=9) if row[1].value
    ]
    assert links
    for link in links:
        assert link is not None
        assert link.location
        name, address = link.location.rsplit("!", 1)
        sheet = sheets[name[1:-1].replace("''", "'")]
        assert sheet[address].row <= sheet.max_row
    assert links[0] is not None
    assert links[0].location == "'Registries'' survey'!B4"


def test_checking_the_checked_workbook_gives_the_same_bytes(checked: Path) -> None:
    done = invoke("check", checked)
    assert done.exit_code == 1
    again = checked.with_name("survey.checked-2.xlsx")
    assert again.read_bytes() == checked.read_bytes()


def test_a_checked_workbook_builds_the_same_graph(checked: Path) -> None:
    files = open_project(ROOT)
    original = build([checked.with_name("survey.xlsx")], files)
    marked = build([checked], files)
    assert marked.turtle() == original.turtle()
    assert [f.message for f in marked.report.findings] == [
        f.message for f in original.report.findings
    ]


def test_a_mended_cell_loses_its_mark_and_shows_its_own_fill_again(
    checked: Path, tmp_path: Path
) -> None:
    mended = tmp_path / "mended.xlsx"
    book = openpyxl.load_workbook(checked)
    book[SURVEY]["B4"] = "Netherlands"
    book[SURVEY]["B6"] = "Chile"
    book.save(mended)
    assert invoke("check", mended).exit_code == 0
    sheet = opened(tmp_path / "mended.checked.xlsx")[SURVEY]
    assert said(sheet, "B4") == "Ask the office\n"
    assert sheet["B4"].fill.start_color.rgb == GREEN
    assert sheet["B6"].comment is None
    assert colour(sheet, "B4") == colour(sheet, "B6") == ""
    assert colour(sheet, "H5")


def test_a_copy_that_may_hold_mended_cells_is_not_written_over(
    checked: Path, tmp_path: Path
) -> None:
    path = shutil.copy(checked.with_name("survey.xlsx"), tmp_path)
    target = tmp_path / "survey.checked.xlsx"
    for _ in range(2):  # as we wrote it, it may be replaced
        assert invoke("check", path).exit_code == 1
    book = openpyxl.load_workbook(target)
    book.save(target)
    before = target.read_bytes()
    done = invoke("check", path)
    assert done.exit_code == 2
    assert "may hold corrected cells" in done.stderr
    assert target.read_bytes() == before
    assert invoke("check", path, "--force").exit_code == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("survey.xlsx", "is the workbook itself"),
        ("other.xlsx", "not a marked copy"),
        ("marked.ods", "is a .xlsx file"),
        ("sub.xlsx", "is a folder"),
        ("absent/marked.xlsx", "cannot be written"),
    ],
)
def test_a_target_that_is_not_ours_is_refused_in_one_line(
    tmp_path: Path, target: str, words: str
) -> None:
    shutil.copy(EXAMPLE, tmp_path / "survey.xlsx")
    shutil.copy(EXAMPLE, tmp_path / "other.xlsx")
    (tmp_path / "sub.xlsx").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = invoke("check", tmp_path / "survey.xlsx", "-o", tmp_path / target)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_workbook_without_violations_is_status_0_and_has_its_words_marked(tmp_path: Path) -> None:
    done = invoke("check", EXAMPLE, "-o", tmp_path / "networks.xlsx")
    assert done.exit_code == 0
    sheet = opened(tmp_path / "networks.xlsx")["Federated networks"]
    assert "Info: " in said(sheet, "G98")
    assert colour(sheet, "G98")


def test_macros_stay_and_the_same_bytes_come_whatever_the_hash_seed(tmp_path: Path) -> None:
    path = messy(tmp_path / "survey.xlsm")
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    macro = (
        b'<Override PartName="/xl/vbaProject.bin" '
        b'ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    types = [
        (rb"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml", kind),
        (rb"</Types>", macro),
    ]
    change(path, {"[Content_Types].xml": types}, {"xl/vbaProject.bin": b"the macros"})
    copies = []
    for seed in ("1", "2"):
        words = [sys.executable, "-m", "ccdp_graph", "check", path.name]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 1, done.stderr
        copies.append((tmp_path / "survey.checked.xlsm").read_bytes())
    assert copies[0] == copies[1]
    assert invoke("check", tmp_path / "survey.checked.xlsm").exit_code == 1
    assert (tmp_path / "survey.checked-2.xlsm").read_bytes() == copies[0]
    with zipfile.ZipFile(io.BytesIO(copies[0])) as archive:
        assert archive.read("xl/vbaProject.bin") == b"the macros"
        assert kind in archive.read("[Content_Types].xml")


def test_what_the_copy_cannot_keep_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    shutil.copy(EXAMPLE, path)
    change(path, {}, {"xl/slicers/slicer1.xml": b"<slicers/>", "xl/media/image1.png": b"x"})
    done = invoke("check", path)
    assert done.exit_code == 0
    assert done.stderr == "note: the copy lacks pictures; slicers\n"


def test_what_other_threads_are_warned_of_is_not_taken_for_a_loss_of_the_copy() -> None:
    ended = threading.Event()

    def warn() -> None:
        while not ended.is_set():
            warnings.warn("of another thread", UserWarning, stacklevel=1)

    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        other = threading.Thread(target=warn)
        other.start()
        try:
            copy = marked_copy(EXAMPLE.read_bytes(), EXAMPLE.name, [])
        finally:
            ended.set()
            other.join()
    assert copy.lost == ()
    assert {str(warning.message) for warning in shown} == {"of another thread"}


def finding(row: int, **changes: object) -> Finding:
    given: dict[str, object] = {
        "severity": Severity.WARNING,
        "message": "Cases 'x' is not a number",
        "rule": "survey#cases",
        "cells": (CellRef("a.xlsx", "Survey", row, 2),),
        "raw": "x",
        **changes,
    }
    return Finding(**given)  # type: ignore[arg-type]


def plain(*rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Survey"
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "No problems were found."), ("fr", "Aucun problème n’a été trouvé.")],
)
def test_a_workbook_without_problems_says_so(language: str, text: str) -> None:
    copy = marked_copy(plain(("Name", "Cases")), "a.xlsx", [], language=language)
    (said, *others) = (
        openpyxl.load_workbook(io.BytesIO(copy.content))
        .worksheets[0]
        .iter_rows(min_row=9, values_only=True)
    )
    assert (copy.marked, copy.listed, others) == (0, 0, [])
    assert said == (None, None, text, None, None, None)


def test_very_many_findings_mark_the_gravest_and_say_how_many_are_left_out(tmp_path: Path) -> None:
    findings = [finding(row) for row in range(2, MAX_LISTED_PROBLEMS + 102)]
    findings.append(finding(1, severity=Severity.VIOLATION))
    copy = marked_copy(plain(("Name", "Cases")), "a.xlsx", findings)
    assert (copy.marked, copy.listed) == (MAX_LISTED_PROBLEMS, MAX_LISTED_PROBLEMS)
    (tmp_path / "a.xlsx").write_bytes(copy.content)
    sheets = opened(tmp_path / "a.xlsx")
    assert said(sheets["Survey"], "B1").startswith(f"{LINE}\nViolation")
    assert said(sheets["Survey"], f"B{MAX_LISTED_PROBLEMS + 100}") == ""
    note = str(sheets["Problems"]["A6"].value)
    assert note.startswith(
        "101 more are not listed and 101 more cells with problems are not marked"
    )


def test_text_that_no_workbook_can_hold_does_not_break_the_copy(tmp_path: Path) -> None:
    hostile = "\x00\x1b=1+1"
    content = plain(("Name", "Cases"), ("a", "b"))
    given = [
        finding(2, raw=hostile, message=f"Not a number: {hostile}", suggestion="=HYPERLINK(1)"),
        finding(2, raw="@SUM(1)", message="-1+1"),
        Finding(Severity.INFO, "A remark on the whole", "workbook#guess"),
        finding(9, cells=(CellRef("a.xlsx", "Gone", 1, 1),)),
    ]
    (tmp_path / "a.xlsx").write_bytes(marked_copy(content, "a.xlsx", given).content)
    sheets = opened(tmp_path / "a.xlsx")
    assert said(sheets["Survey"], "B2").count("Warning") == 2
    cells = [cell for row in sheets["Problems"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    guarded = [cell for cell in cells if str(cell.value).startswith(("=", "@", "-"))]
    assert len(guarded) == 4, "what is left of a text may be a formula too"
    assert all(cell.quotePrefix for cell in guarded)


def test_the_style_of_a_column_is_seen_in_an_empty_cell_that_gets_a_comment(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plain(("Name", "Cases"))))
    book["Survey"].column_dimensions["B"].fill = PatternFill("solid", start_color=GREEN)
    book["Survey"].row_dimensions[8].font = Font(bold=True)
    book["Survey"]["XFD1048576"] = "a stray cell"
    out = io.BytesIO()
    book.save(out)
    given = [finding(7, raw=""), finding(8, raw="")]
    (tmp_path / "a.xlsx").write_bytes(marked_copy(out.getvalue(), "a.xlsx", given).content)
    sheet = opened(tmp_path / "a.xlsx")["Survey"]
    assert sheet["B7"].fill.start_color.rgb == GREEN
    assert sheet["B8"].font.bold


def test_cheapest_first() -> None:
    ready = finding(9, message="Country 'Peruu'", suggestion="Did you mean 'Peru'?")
    often = [finding(row, message="Cases 'many'") for row in (3, 4)]
    once = finding(2, message="Cases 'a few'")
    absent = [finding(row, message="Fill in 'Cases'", raw="") for row in (5, 6, 7)]
    info = [finding(row, severity=Severity.INFO, message="Contact", raw="") for row in (1, 2)]
    problems = problems_of([*info, *absent, once, *often, ready])
    assert [p.finding for p in problems] == [ready, *often, once, *absent, info[0]]
    assert [p.number for p in problems] == [1, 2, 2, 1, 3, 3, 3, 2]


def test_our_comments_are_not_read_as_the_curators() -> None:
    marks = {
        (1, 1): CellAnnotation(comment=with_our_comment("Ask Ana", "Not a year")),
        (1, 2): CellAnnotation(comment=with_our_comment("", "Not a year")),
        (1, 3): CellAnnotation(
            link="https://example.org/", comment=with_our_comment("", "Not a year")
        ),
        (1, 4): CellAnnotation(struck="gone"),
    }
    book = Workbook("a.xlsx", "", None, (Sheet("a.xlsx", "Survey", ((1, 2, 3, 4),), marks),))
    assert without_own_marks(book).sheets[0].marks == {
        (1, 1): CellAnnotation(comment="Ask Ana"),
        (1, 3): CellAnnotation(link="https://example.org/"),
        (1, 4): CellAnnotation(struck="gone"),
    }


def test_values_of_other_formats_stand_in_the_same_cells(tmp_path: Path) -> None:
    rows = ((None, "Name"), (date(2020, 2, 29), ATTACK), (1.5, True))
    book = Workbook("a.ods", "", date(2020, 1, 1), (Sheet("a.ods", "Survey", rows),))
    (tmp_path / "a.xlsx").write_bytes(values_workbook(book))
    read = read_workbook(tmp_path / "a.xlsx")
    assert read.modified == date(2020, 1, 1)
    assert [row[:2] for row in read.sheets[0].rows] == [tuple(row) for row in rows]
    assert opened(tmp_path / "a.xlsx")["Survey"]["B2"].data_type == "s"


def test_a_workbook_that_is_saved_while_it_is_read_is_not_marked(tmp_path: Path) -> None:
    path = messy(tmp_path / "survey.xlsx")
    report = build([path], open_project(ROOT)).report
    path.write_bytes(EXAMPLE.read_bytes())
    with pytest.raises(WorkbookError, match=r"survey\.xlsx: changed while being read"):
        write_marked_copy(path, tmp_path / "copy.xlsx", report)
    assert not (tmp_path / "copy.xlsx").exists()


def test_a_workbook_that_cannot_be_rewritten_is_an_error_that_names_it() -> None:
    with pytest.raises(WorkbookError, match=r"a\.xlsx: cannot be marked"):
        marked_copy(b"no zip", "a.xlsx", [])


def test_styles_and_charts_of_other_programs_settle_at_the_first_check(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    book = openpyxl.load_workbook(messy(path), rich_text=True)
    chart = BarChart()
    chart.add_data(Reference(book[SURVEY], min_col=8, min_row=3, max_row=6))
    chart.title = "a title"
    book["Lists"].add_chart(chart)
    book["Lists"]["A1"].font = Font(italic=True)
    book.save(path)
    twin = (
        rb'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1">'
        rb'<protection locked="1" hidden="0"/></xf>'
    )
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").split(b"<cellXfs")[1].split(b"</cellXfs>")[0]
    number = styles.count(b"<xf ")
    cell = rb'<c r="A1" s="%d"' % number
    change(
        path,
        {
            "xl/styles.xml": [(rb"</cellXfs>", twin + rb"</cellXfs>")],
            "xl/worksheets/sheet3.xml": [(rb'<c r="A1" s="\d+"', cell)],
            "xl/charts/chart1.xml": [(rb"<a:t>a title</a:t>", rb"<a:t/>")],
        },
    )
    assert invoke("check", path).exit_code == 1
    first = tmp_path / "survey.checked.xlsx"
    assert invoke("check", first).exit_code == 1
    assert (tmp_path / "survey.checked-2.xlsx").read_bytes() == first.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert b"None" not in archive.read("xl/charts/chart1.xml")
