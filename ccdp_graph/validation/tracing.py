"""From a validation result back to the cells that gave its value, or that should have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ccdp_graph.cell import CellRef
from ccdp_graph.rdf import iri
from ccdp_graph.validation.results import Result

_NO_COLUMN = {
    "en": "The sheet has no column for it: add one, or leave it out.",
    "fr": "La feuille n’a pas de colonne pour cela : ajoutez-en une, ou passez outre.",
}

_NO_CELL = {
    "en": "No column of a sheet supplies it.",
    "fr": "Aucune colonne d’une feuille ne le fournit.",
}

_FROM_FILE = {
    "en": "No cell gave it: it comes from {file}.",
    "fr": "Aucune cellule ne l’a donné : cela vient de {file}.",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a result leads back to.

    Attributes:
        cells: The cells of the value, the empty one of a missing value, or the row's own.
        file: The file of the project that the value came from, where no cell gave it.
        lacks_column: Whether no column of the sheet could supply what is missing.
    """

    cells: tuple[CellRef, ...] = ()
    file: str = ""
    lacks_column: bool = False

    def remark(self, language: str) -> str:
        """Say what the cells do not: that no column, or no cell, could supply the value."""
        if self.file:
            words = _FROM_FILE
        elif self.lacks_column:
            words = _NO_COLUMN if self.cells else _NO_CELL
        else:
            return ""
        return words.get(language, words["en"]).format(file=self.file)


@dataclass(frozen=True, slots=True)
class ProvenanceLookup:
    """The way from a thing and a property to cells.

    Attributes:
        cells: By subject and predicate as N-Triples, the cells that gave the statements.
        rows: By subject, a cell of the row that describes it.
        columns: By workbook, sheet and property (IRI), the column number that would hold it.
        defaults: By predicate and object as N-Triples, the file that states this value for every
            row.
        file_of: Names the file of the project that describes a term (N-Triples), or nothing.
    """

    cells: Mapping[tuple[str, str], tuple[CellRef, ...]] = field(default_factory=dict)
    rows: Mapping[str, CellRef] = field(default_factory=dict)
    columns: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    defaults: Mapping[tuple[str, str], str] = field(default_factory=dict)
    file_of: Callable[[str], str] = field(default=lambda _: "")

    def place(self, result: Result) -> Place:
        """Lead a result back to cells, or to a file of the project."""
        row = self.rows.get(result.focus_node)
        path = result.rule.path
        if path is None:
            return self._elsewhere(result) if row is None else Place((row,))
        predicate = iri(path)
        default = self.defaults.get((predicate, result.value or ""))
        if default is not None:
            return Place(() if row is None else (row,), default)
        given = self.cells.get((result.focus_node, predicate), ())
        if given:
            return Place(given)
        if row is None:
            return self._elsewhere(result)
        column = self.columns.get((row.workbook, row.sheet, path))
        if column is None:
            return Place((row,), lacks_column=result.value is None and bool(self.columns))
        return Place((row._replace(column=column),))

    def _elsewhere(self, result: Result) -> Place:
        file = self.file_of(result.focus_node)
        return Place(file=file, lacks_column=not file and bool(self.rows))
