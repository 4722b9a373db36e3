"""The rows below a header, each with its cells by column name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.cell import CellRef
from ccdp_graph.model.columns import ColumnFile
from ccdp_graph.model.identifiers import Named
from ccdp_graph.model.sheet import FilledCell
from ccdp_graph.workbook.header import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One row below a header.

    Attributes:
        by_name: The filled cells of known columns, by column name.
        others: The filled cells of columns that the mapping does not know.
    """

    table: Table
    number: int
    by_name: Mapping[str, tuple[CellRef, str]]
    others: tuple[tuple[CellRef, str], ...]

    @property
    def column_file(self) -> ColumnFile:
        """The mapping of the row's sheet."""
        return self.table.column_file

    @property
    def place(self) -> tuple[str, str, int]:
        """Workbook, sheet and row number: what tells rows apart."""
        return self.table.sheet.workbook, self.table.sheet.name, self.number

    @property
    def named(self) -> Named:
        """What the row's id is given for."""
        name = self.text(self.column_file.primary_key)
        return Named(self.column_file.kind, name, self.text("acronym"))

    def text(self, column: str) -> str:
        """Return the text of a column, or nothing."""
        return self.by_name[column][1] if column in self.by_name else ""

    def cells(self) -> tuple[tuple[CellRef, str], ...]:
        """Return all filled cells, from left to right."""
        return tuple(sorted([*self.by_name.values(), *self.others]))


def rows_of(table: Table) -> Iterator[Row]:
    """Give the rows of a table that have a filled cell."""
    for number in range(table.header_row + 1, len(table.sheet.rows) + 1):
        by_name: dict[str, tuple[CellRef, str]] = {}
        others: list[tuple[CellRef, str]] = []
        for cell, text in table.sheet.filled(number):
            if cell.column in table.columns:
                by_name[table.columns[cell.column].name] = (cell, text)
            else:
                others.append((cell, text))
        if by_name or others:
            yield Row(table, number, by_name, tuple(others))


def filled_cells(rows: Iterable[Row]) -> Iterator[FilledCell]:
    """Give every filled cell of some rows."""
    for row in rows:
        for cell, text in row.cells():
            yield FilledCell(cell, row.table.header(cell.column), text)
