"""The list of problems, which `ccdp check` inserts before the curator's sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import MESSAGES, Plural, Texts
from ccdp_graph.model import Finding, Severity
from ccdp_graph.spreadsheets.own_sheets import TITLES
from ccdp_graph.spreadsheets.writer import clean, put_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


SHEET_NAMES = Texts(("Problems", "Problems (ccdp)"))

COLOURS = {  # they differ in lightness too, and words say the same
    Severity.VIOLATION: "F4A582",
    Severity.WARNING: "FFE699",
    Severity.INFO: "DEEBF7",
}

MAX_LISTED_PROBLEMS = 10_000

_MEANINGS = Texts(
    {
        Severity.VIOLATION: "Violation: must be corrected",
        Severity.WARNING: "Warning: should be corrected",
        Severity.INFO: "Info: could be more complete; cells are coloured where their text was not "
        "understood",
    }
)

_HEADINGS = Texts(("Severity", "Cell", "What is wrong", "Cell content", "Suggestion", "Cells"))

_TEXTS = Texts(
    {
        "none": "No problems were found.",
        "unlisted": "{number} more are not listed",
        "unmarked": Plural(
            "{number:n} more cell with a problem is not marked",
            "{number:n} more cells with problems are not marked",
        ),
        "and": " and ",
        "first": "{notes}: correct these first, then check again.",
    }
)

_REPLACEMENT_BEGINS = tuple(text.partition("{")[0] for text in MESSAGES["near"].values())

_WIDTHS = (11, 26, 60, 36, 48, 8)

_NAME_CELL = "A2"

_HEADER_ROW = 8

_MAX_LINKS = 65_530  # Excel's limit on one sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list: a finding, and the number of cells with the same problem."""

    finding: Finding
    number: int

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: see `problems_of`."""
        finding = self.finding
        has_replacement = finding.suggestion.startswith(_REPLACEMENT_BEGINS)
        effort = 0 if has_replacement else 1 if finding.raw else 2
        return (finding.severity.rank, effort, -self.number, finding.message, finding.order)


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """List findings so that the next one is always the easiest to correct.

    Order: the most severe first; then those with a replacement at hand ("Did you mean 'Peru'?"),
    those whose text must be rewritten, those whose value must be asked for; then those with most
    cells, since one correction fits them all; then by message, sheet, row and column. Violations
    and Warnings have one line per cell; an Info has one line for all its cells on a sheet, with
    the first of them.
    """
    listed = list(findings)
    counts = Counter(map(_group_key, listed))
    problems = [Problem(finding, counts[_group_key(finding)]) for finding in listed]
    firsts: dict[object, Problem] = {}
    for problem in sorted(problems, key=lambda problem: problem.order):
        is_info = problem.finding.severity is Severity.INFO
        firsts.setdefault(_group_key(problem.finding) if is_info else id(problem), problem)
    return tuple(firsts.values())


def _group_key(finding: Finding) -> tuple[str, ...]:
    sheet = finding.cells[0].sheet if finding.cells else ""
    return finding.severity.label, sheet, finding.message, finding.suggestion


def is_problems_sheet(sheet: "Worksheet") -> bool:
    """Tell whether a sheet is our list, whatever its name."""
    return sheet["A1"].value in TITLES.values()


def remove_problem_list(book: "Workbook") -> str:
    """Remove our list from a workbook; return the name of the file that it was about, or ""."""
    name = ""
    for sheet in [sheet for sheet in book.worksheets if is_problems_sheet(sheet)]:
        name = name or str(sheet[_NAME_CELL].value or "")
        book.remove(sheet)
    return name


def insert_problem_list(
    book: "Workbook",
    name: str,
    findings: Sequence[Finding],
    anchors: Mapping[CellRef, CellRef],
    *,
    unmarked: int,
    language: str,
) -> int:
    """Insert the list before the other sheets, and return the number of its lines.

    Args:
        name: Of the curator's file.
        anchors: By cell of a finding, the cell to link to: of merged cells the first.
        unmarked: The number of cells with problems beyond the most that are marked.
        language: Of the findings and of the list.
    """
    taken_names = {title.lower() for title in book.sheetnames}
    candidates = SHEET_NAMES[language]
    title = next((name for name in candidates if name.lower() not in taken_names), candidates[-1])
    sheet = book.create_sheet(title, 0)
    problems = problems_of(findings)
    listed = problems[:MAX_LISTED_PROBLEMS]
    left_out = {"unlisted": len(problems) - len(listed), "unmarked": unmarked}
    _write_head(sheet, name, findings, left_out, language)
    for row, problem in enumerate(listed, start=_HEADER_ROW + 1):
        _write_line(sheet, row, problem, anchors, language)
    if not listed:
        put_text(sheet, _HEADER_ROW + 1, 3, _TEXTS[language]["none"])
    _format_sheet(sheet, _HEADINGS[language])
    for worksheet in book.worksheets:  # otherwise several sheets would be edited at once
        worksheet.sheet_view.tabSelected = worksheet is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    return len(listed)


def _write_head(
    sheet: "Worksheet",
    name: str,
    findings: Sequence[Finding],
    left_out: Mapping[str, int],
    language: str,
) -> None:
    from openpyxl.styles import Alignment, PatternFill

    _set_font(put_text(sheet, 1, 1, TITLES[language]), bold=True, size=14)
    put_text(sheet, 2, 1, clean(name))
    counts = Counter(finding.severity for finding in findings)
    for row, (severity, meaning) in enumerate(_MEANINGS[language].items(), start=3):
        cell = put_text(sheet, row, 1, str(counts[severity]))
        cell.value = counts[severity]
        cell.alignment = Alignment(horizontal="left")
        cell.fill = PatternFill("solid", start_color=COLOURS[severity])
        put_text(sheet, row, 2, meaning)
    texts = _TEXTS[language]
    notes = [texts[key].format(number=number) for key, number in left_out.items() if number]
    if notes:
        text = texts["first"].format(notes=texts["and"].join(notes))
        _set_font(put_text(sheet, 6, 1, text), bold=True)


def _write_line(
    sheet: "Worksheet",
    row: int,
    problem: Problem,
    anchors: Mapping[CellRef, CellRef],
    language: str,
) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    finding = problem.finding
    texts = (
        finding.severity.label_in(language),
        finding.place_in(language),
        finding.message,
        finding.raw,
        finding.suggestion,
    )
    for column, text in enumerate(texts, start=1):
        cell = put_text(sheet, row, column, clean(text))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    # not every program fits the row height to the text
    lines = max(1 + len(text) // width for text, width in zip(texts, _WIDTHS, strict=False))
    sheet.row_dimensions[row].height = min(15 * lines, 300)
    sheet.cell(row, 1).fill = PatternFill("solid", start_color=COLOURS[finding.severity])
    sheet.cell(row, 6, problem.number).alignment = Alignment(vertical="top")
    anchor = anchors.get(finding.cells[0]) if finding.cells else None
    if anchor is not None and row <= _MAX_LINKS:
        quoted = anchor.sheet.replace("'", "''")
        link = Hyperlink(ref=f"B{row}", location=f"'{quoted}'!{anchor.address}")
        sheet.cell(row, 2).hyperlink = link
        _set_font(sheet.cell(row, 2), color="0563C1", underline="single")


def _format_sheet(sheet: "Worksheet", headings: Sequence[str]) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), start=1):
        cell = put_text(sheet, _HEADER_ROW, column, heading)
        _set_font(cell, bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:F{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def _set_font(cell: "Cell | MergedCell", **changes: Any) -> None:
    from openpyxl.styles import Font

    cell.font = Font(**{"name": cell.font.name, "size": cell.font.sz, **changes})
