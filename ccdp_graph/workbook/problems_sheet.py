"""The first sheet of a marked copy: what is wrong, where, and what to do, the cheapest first."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ccdp_graph.model.finding import Finding, Severity
from ccdp_graph.model.sheet import Sheet, cell_text
from ccdp_graph.workbook.writing import put_text

if TYPE_CHECKING:
    from openpyxl import Workbook

TITLE = "Problems found by ccdp check"
"""The text of the first cell, by which the sheet is known again."""

_NAME = "Problems"
_HEADINGS = ("Severity", "Cell", "What is wrong", "What stands there", "What to do", "Cells")
_WIDTHS = (12, 26, 70, 40, 46, 8)


class Problem(NamedTuple):
    """One row: a finding, and in how many cells the same is found."""

    finding: Finding
    cells: int

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the gravest first, then what has its cure named, then what mends most cells."""
        ready = self.finding.suggestion.startswith("Did you mean")
        return (self.finding.severity.rank, not ready, -self.cells, self.finding.order)


def problems(findings: Sequence[Finding]) -> list[Problem]:
    """Return the rows of the sheet.

    Shape: one a cell for what is wrong; one a kind for what is only worth knowing.
    """
    kinds = Counter((finding.rule, finding.message) for finding in findings)
    rules = Counter(finding.rule for finding in findings)
    found: dict[object, Problem] = {}
    for finding in findings:
        info = finding.severity is Severity.INFO
        key: object = (finding.rule, finding.message) if info else finding
        number = kinds[finding.rule, finding.message] if info else rules[finding.rule]
        found.setdefault(key, Problem(finding, number))
    return sorted(found.values(), key=lambda problem: problem.order)


def is_problems(sheet: Sheet) -> bool:
    """Tell whether a sheet is one that `add_problems` made."""
    return bool(sheet.rows and sheet.rows[0]) and cell_text(sheet.rows[0][0]) == TITLE


def add_problems(book: "Workbook", findings: Sequence[Finding], left_out: int) -> None:
    """Put the list of problems before the other sheets, in the place of an earlier one.

    Args:
        left_out: How many cells could not be marked because there are too many.
    """
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    for old in [ws for ws in book.worksheets if ws["A1"].value == TITLE]:
        book.remove(old)
    taken = {name.lower() for name in book.sheetnames}
    name = _NAME if _NAME.lower() not in taken else f"{_NAME} (ccdp)"
    sheet = book.create_sheet(name, 0)
    book.active = 0
    put_text(sheet, 1, 1, TITLE).font = Font(bold=True, size=14)
    counts = Counter(finding.severity for finding in findings)
    told = ", ".join(f"{counts[severity]} {severity.label}" for severity in Severity)
    told += f"; {left_out} more cells are not marked" if left_out else ""
    put_text(sheet, 2, 1, told)
    for column, heading in enumerate(_HEADINGS, start=1):
        put_text(sheet, 4, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    for row, problem in enumerate(problems(findings), start=5):
        finding = problem.finding
        texts = (
            *(finding.severity.label, finding.place, finding.message),
            *(finding.raw, finding.suggestion),
        )
        for column, text in enumerate(texts, start=1):
            cell = put_text(sheet, row, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, len(_HEADINGS), problem.cells).alignment = Alignment(vertical="top")
        if finding.cells and finding.cells[0].sheet in book.sheetnames:
            target = finding.cells[0]
            place = "'" + target.sheet.replace("'", "''") + f"'!{target.address}"
            link = sheet.cell(row, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
            link.font = Font(color="0563C1", underline="single")
    sheet.freeze_panes = "A5"
    sheet.auto_filter.ref = f"A4:F{max(sheet.max_row, 5)}"
