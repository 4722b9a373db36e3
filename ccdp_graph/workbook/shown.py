"""Cells as a person sees them: without what is struck through, with merged cells filled."""

from collections.abc import Iterator
from dataclasses import dataclass

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n.messages import message
from ccdp_graph.model.report import Finding, Severity
from ccdp_graph.model.workbook import Mark, Sheet, cell_text

_NO_MARK = Mark()

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One filled cell of a row.

    Attributes:
        cell: Where its value stands; for a merged range its first cell, maybe rows above.
        column: The column in which it is shown.
        raw: What stands there.
        text: What is to be read: nothing for an error value or where all is struck through.
    """

    cell: CellRef
    column: int
    raw: str
    text: str
    mark: Mark = _NO_MARK


def shown_cells(sheet: Sheet, row: int) -> tuple[ShownCell, ...]:
    """Return the filled cells of a row (from 1), and those merged into it from above."""
    values = sheet.rows[row - 1]
    found = [
        _shown(sheet, row, column, column)
        for column, value in enumerate(values, start=1)
        if cell_text(value)
    ]
    for merged in sheet.merged:
        if merged.first_row < row <= merged.last_row:
            shown = _shown(sheet, merged.first_row, merged.first_column, merged.first_column)
            found += [shown] if shown.raw else []
    return tuple(sorted(found, key=lambda shown: shown.column))


def cell_findings(sheet: Sheet, first: int, last: int) -> Iterator[Finding]:
    """Say which cells of some rows hold no value that can be read as it stands."""
    for (row, column), mark in sorted(sheet.marks.items()):
        if first <= row <= last:
            cell = CellRef(sheet.workbook, sheet.name, row, column)
            if mark.formula:
                yield Finding(
                    Severity.WARNING,
                    message("formula", formula=mark.formula),
                    "workbook#formula",
                    (cell,),
                    raw=mark.formula,
                    suggestion=message("formula-cure"),
                )
            if mark.comment and not _value_at(sheet, row, column):
                yield Finding(
                    Severity.INFO,
                    message("comment", text=mark.comment),
                    "workbook#comment",
                    (cell,),
                    raw=mark.comment,
                )
            if mark.struck:
                yield Finding(
                    Severity.INFO,
                    message("struck", text=mark.struck),
                    "workbook#struck",
                    (cell,),
                    raw=mark.struck,
                    suggestion=message("struck-cure"),
                )
    for row in range(first, last + 1):
        for column, value in enumerate(sheet.rows[row - 1], start=1):
            if isinstance(value, str) and value.strip().upper() in _ERRORS:
                yield Finding(
                    Severity.WARNING,
                    message("error", text=value.strip()),
                    "workbook#error",
                    (CellRef(sheet.workbook, sheet.name, row, column),),
                    raw=value.strip(),
                    suggestion=message("error-cure"),
                )


def _shown(sheet: Sheet, row: int, column: int, shown_in: int) -> ShownCell:
    raw = _value_at(sheet, row, column)
    mark = sheet.marks.get((row, column), _NO_MARK)
    raw = mark.shown or raw
    text = raw.replace(mark.struck, "", 1).strip() if mark.struck else raw
    text = "" if raw.upper() in _ERRORS else text
    cell = CellRef(sheet.workbook, sheet.name, row, column)
    return ShownCell(cell, shown_in, raw, text, mark)


def _value_at(sheet: Sheet, row: int, column: int) -> str:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cell_text(values[column - 1]) if column <= len(values) else ""
