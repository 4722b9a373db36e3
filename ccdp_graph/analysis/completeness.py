"""Whether records have the values asked for, or why not: no, unknown, empty or not asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import AVAILABILITY, CatalogueIndex, is_reason, select_strings
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.model import CellEvidence
from ccdp_graph.rdf import CCDP

ANSWERED, EMPTY, AS_TEXT, NOT_ASKED = "answered", "empty", "as-text", "not-asked"

Cells = Mapping[tuple[str, str], tuple[CellEvidence, ...]]

_Column = tuple[str, str, int]  # workbook, sheet, column

_Row = tuple[str, str, int]  # workbook, sheet, row

_REASON = CCDP + "reason"

_MISSING = """
SELECT DISTINCT ?record ?property ?reason ?missing WHERE {
  ?record ccdp:missingValue ?missing .
  ?missing rdf:predicate ?property ; ccdp:reason ?reason .
}
ORDER BY ?record ?property ?reason ?missing
"""

_FILLED = """
SELECT ?record ?workbook ?sheet ?number ?address WHERE {
  GRAPH ?graph {
    ?row a ccdp:Row ; foaf:primaryTopic ?record ; ccdp:rowNumber ?number ;
      dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
    ?cell dcterms:isPartOf ?row ; ccdp:sheetName ?sheet ; ccdp:address ?address .
  }
}
"""


@dataclass(frozen=True, slots=True)
class _Filled:
    """The filled cells of a record by column, and the rows that describe it."""

    cells: Mapping[_Column, CellRef]
    rows: frozenset[_Row]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What every record says about some properties.

    Attributes:
        words: For each record and property, `answered`, a reason such as `unknown`, `as-text`,
            `empty` or `not-asked`.
        cells: For each record and property, the cells that say so, or that are empty.
    """

    words: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]


def read_completeness(
    catalogue: CatalogueIndex,
    properties_of: Mapping[str, Iterable[str]],
    known_cells: Cells | None = None,
) -> Completeness:
    """Return what each record says about the properties of its kind.

    A filled cell that did not become a concept is text only. A column that is missing, or empty in
    every row of the sheet, counts as not asked; in a graph without provenance neither can be told
    from an empty cell.

    Args:
        properties_of: The IRIs of the properties for each kind of record.
        known_cells: The cells behind each subject and property, if already read.
    """
    properties = {name for names in properties_of.values() for name in names} | {_REASON}
    if known_cells is None:
        cited_cells = catalogue.cells(properties=properties)
    else:
        cited_cells = {
            key: citations for key, citations in known_cells.items() if key[1] in properties
        }
    reasons: dict[tuple[str, str], str] = {}
    cells = {key: citations for key, citations in cited_cells.items() if key[1] != _REASON}
    for record, name, reason, missing in select_strings(catalogue.store, _MISSING):
        key = record, name
        reasons.setdefault(key, _reason_id(reason))
        cells[key] = (*cells.get(key, ()), *cited_cells.get((missing, _REASON), ()))
    columns: defaultdict[str, set[_Column]] = defaultdict(set)
    for (record, property_name), citations in cells.items():
        if record in catalogue.records:  # a cell may also give the country of an organisation
            columns[property_name].update(_column(citation.cell) for citation in citations)
    filled, nothing = _filled(catalogue), _Filled({}, frozenset())
    words = {}
    for kind, names in properties_of.items():
        for property_name in names:
            stated = catalogue.stated([property_name], kind)
            for record in catalogue.of_kind(kind):
                key = record, property_name
                word = _stated(stated.get(record, frozenset())) or reasons.get(key)
                if word is None:
                    word, where = _unstated(filled.get(record, nothing), columns[property_name])
                    cells[key] = where
                words[key] = word
    return Completeness(words, cells)


def _stated(values: frozenset[str]) -> str | None:
    """Return "answered" if there is a value, or the reason given in its place."""
    if not values:
        return None
    return ANSWERED if any(not is_reason(v) for v in values) else _reason_id(min(values))


def _unstated(filled: _Filled, columns: set[_Column]) -> tuple[str, tuple[CellEvidence, ...]]:
    """Return why a record has no value, and the cells where it would be."""
    texts = [CellEvidence(filled.cells[column]) for column in columns if column in filled.cells]
    if texts:
        return AS_TEXT, tuple(sorted(texts))
    empty = {
        CellEvidence(CellRef(*row, column))
        for row in filled.rows
        for *sheet, column in columns
        if row[:2] == tuple(sheet)
    }
    return (NOT_ASKED if filled.rows and not empty else EMPTY), tuple(sorted(empty))


def _filled(catalogue: CatalogueIndex) -> dict[str, _Filled]:
    """Read the filled cells of each record; in each column, the last one."""
    cells_of: defaultdict[str, dict[_Column, CellRef]] = defaultdict(dict)
    for record, book, sheet, row, address in select_strings(catalogue.store, _FILLED):
        if record in catalogue.records:
            cell = CellRef(book, sheet, int(row), column_number(address.rstrip("0123456789")))
            column = _column(cell)
            cells_of[record][column] = max(cell, cells_of[record].get(column, cell))
    return {
        record: _Filled(cells, frozenset(cell[:3] for cell in cells.values()))
        for record, cells in cells_of.items()
    }


def _column(cell: CellRef) -> _Column:
    return cell.workbook, cell.sheet, cell.column


def _reason_id(reason: str) -> str:
    return reason.removeprefix(AVAILABILITY + "/")
