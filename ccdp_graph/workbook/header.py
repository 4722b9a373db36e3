"""Which mapping a sheet belongs to, and where its header stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.errors import WorkbookError
from ccdp_graph.model.columns import Column, ColumnFile
from ccdp_graph.model.concept_index import normalised
from ccdp_graph.model.sheet import Sheet, Workbook, cell_text

_SEARCHED_ROWS = 50  # a header stands below a title and some notes, not deeper
_FEWEST_COLUMNS = 3
_LEAST_SHARE = 0.4  # of the header's cells that the mapping must know


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose mapping and header row are known.

    Attributes:
        header_row: As shown in the spreadsheet.
        columns: By column number (from 1), what it holds.
        unknown: By column number, the header text that no mapping knows.
    """

    sheet: Sheet
    column_file: ColumnFile
    header_row: int
    columns: Mapping[int, Column]
    unknown: Mapping[int, str]

    def header(self, column: int) -> str:
        """Return the header text of a column, or its letter's number where it has none."""
        row = self.sheet.rows[self.header_row - 1]
        return cell_text(row[column - 1]) if column <= len(row) else ""


def find_tables(workbook: Workbook, column_files: Sequence[ColumnFile]) -> tuple[Table, ...]:
    """Find the sheets of a workbook that a mapping knows.

    A sheet goes to the mapping that knows most of its header; it must know the key column, three
    columns at least and two in five of all that the header names.

    Raises:
        WorkbookError: No sheet is known, or two sheets claim the same mapping.
    """
    tables = [
        table for sheet in workbook.sheets if (table := find_table(sheet, column_files)) is not None
    ]
    if not tables:
        names = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets)
        known = ", ".join(f.column(f.primary_key).title for f in column_files)
        raise WorkbookError(
            f"{workbook.name}: no mapping knows any of its sheets ({names}); a header row must "
            f"have a key column ({known}) and others of mapping/*.columns.yml"
        )
    by_name: dict[str, Table] = {}
    for table in tables:
        name = table.column_file.table
        if name in by_name:
            raise WorkbookError(
                f"{workbook.name}: the sheets '{by_name[name].sheet.name}' and "
                f"'{table.sheet.name}' both look like {name}; take one out or give it "
                "another workbook"
            )
        by_name[name] = table
    return tuple(tables)


def find_table(sheet: Sheet, column_files: Sequence[ColumnFile]) -> Table | None:
    """Find the header row of a sheet and the mapping that knows most of it, if any does."""
    best: tuple[float, int] = (0.0, 0)
    found: Table | None = None
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        texts = {n: text for n, value in enumerate(row, start=1) if (text := cell_text(value))}
        if len(texts) < _FEWEST_COLUMNS:
            continue
        for column_file in column_files:
            columns = _match(texts, column_file)
            share = len(columns) / len(texts)
            key = any(column.name == column_file.primary_key for column in columns.values())
            if not key or len(columns) < _FEWEST_COLUMNS or share < _LEAST_SHARE:
                continue
            if (share, len(columns)) > best:
                best = (share, len(columns))
                unknown = {n: text for n, text in texts.items() if n not in columns}
                found = Table(sheet, column_file, number, columns, unknown)
    return found


def _match(texts: Mapping[int, str], column_file: ColumnFile) -> dict[int, Column]:
    """Give each header the column that knows it; the earlier title of a column wins."""
    ranked = [
        (rank, order, column)
        for order, column in enumerate(column_file.columns)
        for rank, _ in enumerate(column.titles)
    ]
    by_title = {
        normalised(column.titles[rank]): column
        for rank, _, column in sorted(ranked, key=lambda entry: entry[:2], reverse=True)
    }
    columns: dict[int, Column] = {}
    for number, text in texts.items():
        column = by_title.get(normalised(text))
        if column is not None and column not in columns.values():
            columns[number] = column
    return columns
