"""The list of problems that `ccdp check` puts before the curator's own sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import MESSAGES
from ccdp_graph.model import Finding, Severity
from ccdp_graph.spreadsheets.own_sheets import TITLES
from ccdp_graph.spreadsheets.writer import clean, put_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet


NAMES = {
    "en": ("Problems", "Problems (ccdp)"),
    "fr": ("Problèmes", "Problèmes (ccdp)"),
}

COLOURS = {  # told apart by lightness too, and never the only sign: there are words beside them
    Severity.VIOLATION: "F4A582",
    Severity.WARNING: "FFE699",
    Severity.INFO: "DEEBF7",
}

MAX_LISTED_PROBLEMS = 10_000

_MEANINGS = {
    "en": {
        Severity.VIOLATION: "Violation: has to be mended",
        Severity.WARNING: "Warning: should be mended",
        Severity.INFO: "Info: could say more; a cell is coloured where its text was not understood",
    },
    "fr": {
        Severity.VIOLATION: "Violation : doit être corrigé",
        Severity.WARNING: "Avertissement : devrait être corrigé",
        Severity.INFO: "Information : pourrait en dire plus ; une cellule est colorée là où son "
        "texte n’a pas été compris",
    },
}

_HEADINGS = {
    "en": ("Severity", "Cell", "What is wrong", "What stands there", "Suggestion", "Cells"),
    "fr": ("Gravité", "Cellule", "Ce qui ne va pas", "Ce qui s’y trouve", "Que faire", "Cellules"),
}

_TEXTS = {
    "en": {
        "none": "Nothing was found.",
        "unlisted": "{0} more are not listed",
        "unmarked": "{0} more faulty cells are not marked",
        "and": " and ",
        "first": "{0}: mend these first, then check again.",
    },
    "fr": {
        "none": "Rien n’a été trouvé.",
        "unlisted": "{0} autres ne sont pas listés",
        "unmarked": "{0} autres cellules fautives ne sont pas marquées",
        "and": " et ",
        "first": "{0} : corrigez d’abord ceux-ci, puis vérifiez à nouveau.",
    },
}

_READY = tuple(text.partition("{")[0] for text in MESSAGES["near"].values())

_WIDTHS = (11, 26, 60, 36, 48, 8)

_NAME_CELL = "A2"

_HEADER_ROW = 8

_MAX_LINKS = 65_530  # Excel's limit on one sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the list: a finding, and how many cells the same problem concerns."""

    finding: Finding
    number: int

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: see `problems_of`."""
        finding = self.finding
        ready = finding.suggestion.startswith(_READY)
        ease = 0 if ready else 1 if finding.raw else 2
        return (finding.severity.rank, ease, -self.number, finding.message, finding.order)


def problems_of(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """List findings so that the next one is always the cheapest to mend.

    Order: the gravest first; then those with a word ready to be written ("Did you mean 'Peru'?"),
    those where a text is to be rewritten, those where somebody must be asked for a value; then
    those that concern most cells, since one look mends them all; then by message, sheet, row and
    column. Violations and Warnings have a line a cell; an Info has one line for all cells of a
    sheet that it is true of, with the first of them.
    """
    found = list(findings)
    numbers = Counter(map(_kind, found))
    problems = [Problem(finding, numbers[_kind(finding)]) for finding in found]
    firsts: dict[object, Problem] = {}
    for problem in sorted(problems, key=lambda problem: problem.order):
        info = problem.finding.severity is Severity.INFO
        firsts.setdefault(_kind(problem.finding) if info else id(problem), problem)
    return tuple(firsts.values())


def _kind(finding: Finding) -> tuple[str, ...]:
    sheet = finding.cells[0].sheet if finding.cells else ""
    return finding.severity.label, sheet, finding.message, finding.suggestion


def is_problems_sheet(sheet: "Worksheet") -> bool:
    """Tell our list from a sheet of the curator's, whatever its name."""
    return sheet["A1"].value in TITLES.values()


def remove_problem_list(book: "Workbook") -> str:
    """Take our list out of a workbook; return the name of the file that it spoke of, or nothing."""
    name = ""
    for sheet in [sheet for sheet in book.worksheets if is_problems_sheet(sheet)]:
        name = name or str(sheet[_NAME_CELL].value or "")
        book.remove(sheet)
    return name


def insert_problem_list(
    book: "Workbook",
    name: str,
    findings: Sequence[Finding],
    places: Mapping[CellRef, CellRef],
    *,
    unmarked: int,
    language: str,
) -> int:
    """Put the list before the other sheets, and return how many lines it has.

    Args:
        name: Of the curator's file.
        places: By cell of a finding, the cell to jump to: the first one of merged cells.
        unmarked: How many faulty cells have no mark because there are too many of them.
        language: Of the findings, and of the list.
    """
    taken = {title.lower() for title in book.sheetnames}
    names = NAMES[language]
    title = next((name for name in names if name.lower() not in taken), names[-1])
    sheet = book.create_sheet(title, 0)
    problems = problems_of(findings)
    listed = problems[:MAX_LISTED_PROBLEMS]
    left = {"unlisted": len(problems) - len(listed), "unmarked": unmarked}
    _head(sheet, name, findings, left, language)
    for row, problem in enumerate(listed, start=_HEADER_ROW + 1):
        _line(sheet, row, problem, places, language)
    if not listed:
        put_text(sheet, _HEADER_ROW + 1, 3, _TEXTS[language]["none"])
    _lay_out(sheet, _HEADINGS[language])
    for other in book.worksheets:  # else several sheets would be edited at once
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    return len(listed)


def _head(
    sheet: "Worksheet",
    name: str,
    findings: Sequence[Finding],
    left: Mapping[str, int],
    language: str,
) -> None:
    from openpyxl.styles import Alignment, PatternFill

    _font(put_text(sheet, 1, 1, TITLES[language]), bold=True, size=14)
    put_text(sheet, 2, 1, clean(name))
    numbers = Counter(finding.severity for finding in findings)
    for row, (severity, meaning) in enumerate(_MEANINGS[language].items(), start=3):
        cell = put_text(sheet, row, 1, str(numbers[severity]))
        cell.value = numbers[severity]
        cell.alignment = Alignment(horizontal="left")
        cell.fill = PatternFill("solid", start_color=COLOURS[severity])
        put_text(sheet, row, 2, meaning)
    said = _TEXTS[language]
    told = [said[what].format(number) for what, number in left.items() if number]
    if told:
        text = said["first"].format(said["and"].join(told))
        _font(put_text(sheet, 6, 1, text), bold=True)


def _line(
    sheet: "Worksheet",
    row: int,
    problem: Problem,
    places: Mapping[CellRef, CellRef],
    language: str,
) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    finding = problem.finding
    texts = (
        finding.severity.name_in(language),
        finding.place_in(language),
        finding.message,
        finding.raw,
        finding.suggestion,
    )
    for column, text in enumerate(texts, start=1):
        cell = put_text(sheet, row, column, clean(text))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    # not every program fits the height of a row to its text
    lines = max(1 + len(text) // width for text, width in zip(texts, _WIDTHS, strict=False))
    sheet.row_dimensions[row].height = min(15 * lines, 300)
    sheet.cell(row, 1).fill = PatternFill("solid", start_color=COLOURS[finding.severity])
    sheet.cell(row, 6, problem.number).alignment = Alignment(vertical="top")
    place = places.get(finding.cells[0]) if finding.cells else None
    if place is not None and row <= _MAX_LINKS:
        quoted = place.sheet.replace("'", "''")
        link = Hyperlink(ref=f"B{row}", location=f"'{quoted}'!{place.address}")
        sheet.cell(row, 2).hyperlink = link
        _font(sheet.cell(row, 2), color="0563C1", underline="single")


def _lay_out(sheet: "Worksheet", headings: Sequence[str]) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), start=1):
        cell = put_text(sheet, _HEADER_ROW, column, heading)
        _font(cell, bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:F{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def _font(cell: "Cell | MergedCell", **changes: Any) -> None:
    from openpyxl.styles import Font

    cell.font = Font(**{"name": cell.font.name, "size": cell.font.sz, **changes})
