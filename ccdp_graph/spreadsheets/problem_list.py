"""The list of problems, which `ccdp check` inserts before the curator's sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import MESSAGES, Plural, Texts
from ccdp_graph.model import Finding, Severity, Table, TableCell, TableRow, columns_of
from ccdp_graph.spreadsheets.own_sheets import TITLES
from ccdp_graph.spreadsheets.writer import write_table

if TYPE_CHECKING:
    from openpyxl import Workbook
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

_REPLACEMENT_BEGINS = tuple(texts["near"].partition("{")[0] for texts in MESSAGES.values())

_WIDTHS = (11, 26, 60, 36, 48, 8)

_NAME_CELL = "A2"


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
    nothing = (None, None, _TEXTS[language]["none"], None, None, None)
    table = Table(
        title,
        columns_of(_HEADINGS[language], _WIDTHS),
        tuple(_line(problem, anchors, language) for problem in listed) or (nothing,),
        head=_head(name, findings, left_out, language),
    )
    write_table(sheet, table)
    for worksheet in book.worksheets:  # otherwise several sheets would be edited at once
        worksheet.sheet_view.tabSelected = worksheet is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    return len(listed)


def _head(
    name: str, findings: Sequence[Finding], left_out: Mapping[str, int], language: str
) -> tuple[TableRow, ...]:
    counts = Counter(finding.severity for finding in findings)
    texts = _TEXTS[language]
    notes = [texts[key].format(number=number) for key, number in left_out.items() if number]
    return (
        (TableCell(TITLES[language], is_heading=True),),
        (name,),
        *(
            (TableCell(counts[severity], fill=COLOURS[severity]), meaning)
            for severity, meaning in _MEANINGS[language].items()
        ),
        (texts["first"].format(notes=texts["and"].join(notes)) if notes else None,),
        (None,),
    )


def _line(problem: Problem, anchors: Mapping[CellRef, CellRef], language: str) -> TableRow:
    finding = problem.finding
    anchor = anchors.get(finding.cells[0]) if finding.cells else None
    return (
        TableCell(finding.severity.label_in(language), fill=COLOURS[finding.severity]),
        TableCell(finding.place_in(language), anchor.link if anchor else ""),
        finding.message,
        finding.raw,
        finding.suggestion,
        problem.number,
    )
