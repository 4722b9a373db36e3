"""From a validation result to the cells that hold its value, or should hold it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Texts
from ccdp_graph.rdf import iri
from ccdp_graph.validation.results import Result

_NO_COLUMN = Texts("The sheet has no column for this: add one, or ignore this finding.")

_NO_CELL = Texts("No column of any sheet provides this.")

_FROM_FILE = Texts("This does not come from a cell, but from {file}.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result comes from.

    Attributes:
        cells: The cells of the value, the empty cell of a missing value, or a cell of the row.
        file: The project file that holds the value, if no cell does.
        lacks_column: Whether the sheet has no column for the missing value.
    """

    cells: tuple[CellRef, ...] = ()
    file: str = ""
    lacks_column: bool = False

    def remark(self, language: str) -> str:
        """Return what the cells cannot show: that the value has no column, or comes from a file."""
        if self.file:
            words = _FROM_FILE
        elif self.lacks_column:
            words = _NO_COLUMN if self.cells else _NO_CELL
        else:
            return ""
        return words[language].format(file=self.file)


@dataclass(frozen=True, slots=True)
class ProvenanceLookup:
    """Finds the cells behind a subject and a property.

    Attributes:
        cells: The cells behind statements, by subject and predicate in N-Triples.
        rows: A cell of the row that describes each subject.
        columns: The column number by workbook, sheet and property (IRI).
        defaults: The file that states a value for every row, by predicate and object in N-Triples.
        file_of: Returns the project file that describes a term (N-Triples), or an empty text.
    """

    cells: Mapping[tuple[str, str], tuple[CellRef, ...]] = field(default_factory=dict)
    rows: Mapping[str, CellRef] = field(default_factory=dict)
    columns: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    defaults: Mapping[tuple[str, str], str] = field(default_factory=dict)
    file_of: Callable[[str], str] = field(default=lambda _: "")

    def locate(self, result: Result) -> Place:
        """Trace a result to cells, or to a file of the project."""
        row = self.rows.get(result.focus_node)
        path = result.rule.path
        if path is None:
            return self._outside_cells(result) if row is None else Place((row,))
        predicate = iri(path)
        default = self.defaults.get((predicate, result.value or ""))
        if default is not None:
            return Place(() if row is None else (row,), default)
        cells = self.cells.get((result.focus_node, predicate), ())
        if cells:
            return Place(cells)
        if row is None:
            return self._outside_cells(result)
        column = self.columns.get((row.workbook, row.sheet, path))
        if column is None:
            return Place((row,), lacks_column=result.value is None and bool(self.columns))
        return Place((row._replace(column=column),))

    def _outside_cells(self, result: Result) -> Place:
        file = self.file_of(result.focus_node)
        return Place(file=file, lacks_column=not file and bool(self.rows))
