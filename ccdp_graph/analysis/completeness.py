"""Whether a record answers what was asked of it: no, unknown, empty and not asked kept apart."""

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
  VALUES ?kind { ccdp:DataResource ccdp:Network }
  ?record a ?kind .
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
    """The filled cells of the rows that describe a record, by column; and these rows."""

    cells: Mapping[_Column, CellRef]
    rows: frozenset[_Row]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What every record says to some properties.

    Attributes:
        words: By record and property, `answered`, a reason such as `unknown`, `as-text`, `empty`
            or `not-asked`.
        cells: By record and property, the cells that say so, or that are empty.
    """

    words: Mapping[tuple[str, str], str]
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]


def read_answering(
    facts: CatalogueIndex, asked: Mapping[str, Iterable[str]], known: Cells | None = None
) -> Completeness:
    """Tell what each record says to the properties asked of its kind.

    A cell that is filled but became no concept is text only. A column that no row of the sheet
    fills, or that the sheet lacks, counts as not asked; where the graph has no provenance, the two
    cannot be told from an empty cell.

    Args:
        asked: The IRIs of the properties, by kind of record.
        known: The cells that speak of each subject and property, where they are read already.
    """
    properties = {name for names in asked.values() for name in names} | {_REASON}
    if known is None:
        said = facts.cells(properties=properties)
    else:
        said = {key: found for key, found in known.items() if key[1] in properties}
    reasons: dict[tuple[str, str], str] = {}
    cells = {key: found for key, found in said.items() if key[1] != _REASON}
    for record, name, reason, missing in select_strings(facts.store, _MISSING):
        key = record, name
        reasons.setdefault(key, _word(reason))
        cells[key] = (*cells.get(key, ()), *said.get((missing, _REASON), ()))
    columns: defaultdict[str, set[_Column]] = defaultdict(set)
    for (one, asked_name), citations in cells.items():
        if one in facts.records:  # of an organisation too a cell may say the country
            columns[asked_name].update(_column(citation.cell) for citation in citations)
    filled, nothing = _filled(facts), _Filled({}, frozenset())
    words = {}
    for kind, names in asked.items():
        for asked_name in names:
            stated = facts.stated([asked_name], kind)
            for one in facts.of_kind(kind):
                key = one, asked_name
                word = _stated(stated.get(one, frozenset())) or reasons.get(key)
                if word is None:
                    word, where = _unstated(filled.get(one, nothing), columns[asked_name])
                    cells[key] = where
                words[key] = word
    return Completeness(words, cells)


def _stated(values: frozenset[str]) -> str | None:
    """Return "answered" for a value that is there, or the reason that stands in its stead."""
    if not values:
        return None
    return ANSWERED if any(not is_reason(v) for v in values) else _word(min(values))


def _unstated(own: _Filled, asking: set[_Column]) -> tuple[str, tuple[CellEvidence, ...]]:
    """Tell why a record states nothing, and the cells where it would stand."""
    texts = [CellEvidence(own.cells[column]) for column in asking if column in own.cells]
    if texts:
        return AS_TEXT, tuple(sorted(texts))
    empty = {
        CellEvidence(CellRef(*row, column))
        for row in own.rows
        for *sheet, column in asking
        if row[:2] == tuple(sheet)
    }
    return (NOT_ASKED if own.rows and not empty else EMPTY), tuple(sorted(empty))


def _filled(facts: CatalogueIndex) -> dict[str, _Filled]:
    """Read, by record, the filled cells of the rows that describe it; of a column, the last."""
    found: defaultdict[str, dict[_Column, CellRef]] = defaultdict(dict)
    for record, book, sheet, row, address in select_strings(facts.store, _FILLED):
        if record in facts.records:
            cell = CellRef(book, sheet, int(row), column_number(address.rstrip("0123456789")))
            column = _column(cell)
            found[record][column] = max(cell, found[record].get(column, cell))
    return {
        record: _Filled(cells, frozenset(cell[:3] for cell in cells.values()))
        for record, cells in found.items()
    }


def _column(cell: CellRef) -> _Column:
    return cell.workbook, cell.sheet, cell.column


def _word(reason: str) -> str:
    return reason.removeprefix(AVAILABILITY + "/")
