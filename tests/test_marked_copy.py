"""The curator's own workbook comes back marked, and nothing else of it has changed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill

from ccdp_graph.cell import CellRef
from ccdp_graph.cli.main import main
from ccdp_graph.curating import check_workbook
from ccdp_graph.model.finding import Finding, Severity
from ccdp_graph.pipeline import build
from ccdp_graph.project_files import open_project
from ccdp_graph.workbook.marked_copy import marked_copy
from ccdp_graph.workbook.problems_sheet import TITLE, problems

ROOT = Path(__file__).resolve().parents[1]
FILES = open_project(ROOT)
SHEET = "Bob's survey"
GREEN = PatternFill("solid", fgColor="0000FF00")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(["Resource name", "Country", "Resource type", "Data types", "Cases", "Notes"])
    sheet.append(["Lima", "Holand", "Cohort", "clinical; genetik", "=20+3", "=cmd|'/c calc'!A1"])
    sheet.append(["Oslo", "Norway", "Cohort", "clinical", 12, "fine"])
    sheet["F2"].data_type = "s"
    sheet["B2"].comment = Comment("ask the desk", "Reviewer")
    sheet["B2"].fill = GREEN
    sheet.column_dimensions["F"].width = 44
    own = Rule(type="cellIs", operator="greaterThan", formula=["10"], dxf=None)
    sheet.conditional_formatting.add("E2:E3", own)
    sheet.freeze_panes = "B2"
    book.create_sheet("Problems")["A1"] = "my own list"
    path = tmp_path / "survey.xlsx"
    book.save(path)
    return path


def checked(path: Path) -> Path:
    made = path.with_name(f"{path.stem}.checked.xlsx")
    made.write_bytes(check_workbook(path, FILES).content)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)


def test_a_faulty_cell_is_commented_below_the_curators_own_words(survey: Path) -> None:
    sheet = load_workbook(checked(survey))[SHEET]
    comment = sheet["B2"].comment
    assert comment is not None
    assert comment.text == (
        "ask the desk\n— ccdp check —\n"
        "Country 'Holand' is not in the country list; kept as text. Did you mean 'Netherlands'?"
    )
    assert comment.author == "Reviewer"
    assert sheet["B3"].comment is None


def test_layout_formulas_and_styles_stay(survey: Path) -> None:
    before, after = load_workbook(survey)[SHEET], load_workbook(checked(survey))[SHEET]
    assert [[c.value for c in row] for row in after.iter_rows()] == [
        [c.value for c in row] for row in before.iter_rows()
    ]
    assert after["E2"].value == "=20+3"
    assert after["F2"].data_type == "s"
    assert after["B2"].fill.fgColor.rgb == before["B2"].fill.fgColor.rgb
    assert after.column_dimensions["F"].width == 44
    assert after.freeze_panes == "B2"


def colours(path: Path) -> dict[str, str]:
    sheet = load_workbook(path)[SHEET]
    return {
        cell: rule.dxf.fill.bgColor.rgb
        for area in sheet.conditional_formatting
        for rule in area.rules
        if "ccdp check" in rule.formula[0]
        for cell in str(area.sqref).split()
    }


def test_severities_have_their_colours(survey: Path) -> None:
    found = colours(checked(survey))
    assert found["B2"].endswith("F4B6A6")
    assert found["D2"].endswith("FFE08A")
    assert "B3" not in found


def test_the_list_comes_first_with_links_to_the_cells(survey: Path) -> None:
    book = load_workbook(checked(survey))
    assert book.sheetnames == ["Problems (ccdp)", SHEET, "Problems"]
    sheet = book["Problems (ccdp)"]
    assert sheet["A1"].value == TITLE
    assert [sheet.cell(5, n).value for n in range(1, 6)] == [
        "Violation",
        f"{SHEET}!B2",
        "Country 'Holand' is not in the country list; kept as text",
        "Holand",
        "Did you mean 'Netherlands'?",
    ]
    assert sheet["B5"].hyperlink.location == "'Bob''s survey'!B2"
    texts = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in texts)


def test_checking_the_checked_file_again_changes_no_byte(survey: Path) -> None:
    once = checked(survey)
    assert check_workbook(once, FILES).content == once.read_bytes()


def test_a_mended_cell_loses_its_mark_and_keeps_its_own(survey: Path) -> None:
    once = checked(survey)
    book = load_workbook(once)
    book[SHEET]["B2"] = "Netherlands"
    book.save(once)
    once.write_bytes(check_workbook(once, FILES).content)
    sheet = load_workbook(once)[SHEET]
    assert sheet["B2"].comment is not None
    assert sheet["B2"].comment.text == "ask the desk"
    assert "B2" not in colours(once)
    own = [r for area in sheet.conditional_formatting for r in area.rules if r.operator]
    assert len(own) == 1


def test_a_checked_file_gives_the_same_graph(survey: Path) -> None:
    assert build([checked(survey)], FILES).turtle() == build([survey], FILES).turtle()


def test_a_csv_comes_back_as_a_marked_workbook(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Resource name,Country,Notes\nLima,Holand,=1+1\n", encoding="utf-8")
    done = run(str(path))
    assert done.exit_code == 1
    assert "holds its values only" in done.output
    sheet = load_workbook(tmp_path / "survey.checked.xlsx")["survey"]
    assert sheet["B2"].comment is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


def test_the_workbook_itself_is_never_written_over(survey: Path) -> None:
    before = survey.read_bytes()
    done = run(str(survey), "-o", str(survey))
    assert done.exit_code == 2
    assert "is the workbook itself" in done.output
    assert survey.read_bytes() == before


def test_another_file_is_not_written_over_without_force(survey: Path) -> None:
    other = survey.with_name("other.xlsx")
    other.write_bytes(survey.read_bytes())
    assert "is no checked copy" in run(str(survey), "-o", str(other)).output
    assert run(str(survey), "-o", str(other), "--force").exit_code == 1
    assert run(str(survey), "-o", str(other)).exit_code == 1


def test_a_finding_on_a_merged_cell_marks_the_range(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Country", "Resource name", "Cases"], ["Holand", "A", 1], [None, "B", 2]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "merged.xlsx")
    made = load_workbook(checked(tmp_path / "merged.xlsx"))
    comment = made["Sheet"]["A2"].comment
    assert comment is not None
    assert "Holand" in comment.text


def test_what_has_its_cure_named_comes_first_within_a_severity() -> None:
    plain = Finding(Severity.WARNING, "a", "r1")
    cure = Finding(Severity.WARNING, "z", "r2", suggestion="Did you mean 'x'?")
    grave = Finding(Severity.VIOLATION, "y", "r3")
    assert [p.finding for p in problems([plain, cure, grave])] == [grave, cure, plain]


def test_very_many_faults_are_marked_up_to_a_limit(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Resource name", "Country"])
    path = tmp_path / "many.xlsx"
    book.save(path)
    findings = [
        Finding(Severity.WARNING, "wrong", "r", (CellRef("many.xlsx", "Sheet", row, 2),), raw="x")
        for row in range(2, 10_102)
    ]
    content = marked_copy(path.read_bytes(), findings, macros=False)
    path.write_bytes(content)
    assert load_workbook(path)["Problems"]["A2"].value == (
        "0 Violation, 10100 Warning, 0 Info; 100 more cells are not marked"
    )
