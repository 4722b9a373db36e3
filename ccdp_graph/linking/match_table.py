"""Matching the names in a spreadsheet column with our entities."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.files import read_text, write_file
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.linking.entities import concepts_of, read_entities
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.name_lists import index_text, parse_index
from ccdp_graph.linking.names import NamedThing
from ccdp_graph.model import ConceptIndex, RecordTypes, Sheet, Solutions, Term, cell_text
from ccdp_graph.rdf import normalised
from ccdp_graph.sparql import Store
from ccdp_graph.spreadsheets import read_workbook, tables_workbook

_MAX_HEADER_ROW = 50  # rows

_Match = tuple[Term | str | int | None, ...]
"""The texts of `_MATCH_COLUMNS`."""

_MATCH_COLUMNS = ("IRI", "Match", "Type", "Score", "Evidence", "Other candidates")


def build_name_index(
    store: Store, types: RecordTypes, concepts: ConceptIndex
) -> tuple[NamedThing, ...]:
    """Return everything that a name may refer to: entities of the graph, and concepts."""
    return (*read_entities(store, types), *concepts_of(concepts))


def index_json(
    things: Iterable[NamedThing], concepts: ConceptIndex, titles: Mapping[str, str]
) -> str:
    """Return the static index of the entities of a graph and of all concepts.

    Args:
        titles: Of the project, by language.
    """
    title = titles.get("en") or next(iter(titles.values()), "")
    return index_text((*things, *concepts_of(concepts)), title)


def read_index(path: Path) -> tuple[NamedThing, ...]:
    """Read a static index.

    Raises:
        AssetError: It cannot be read, or is not an index.
    """
    return parse_index(read_text(path), path)


def match_names(
    path: Path,
    column: str,
    things: Iterable[NamedThing],
    *,
    kind: str = "",
    country_column: str = "",
    countries: ConceptIndex | None = None,
) -> Solutions:
    """Match the names in a spreadsheet's column with our IRIs.

    Shape: the rows under the header, and the match of each name: an IRI only if exactly one
    entity has that name, otherwise the candidates as text.

    Args:
        column: The header of the column of names; the first sheet that has it is read.
        kind: Only compare with entities of this type.
        country_column: The header of the column of countries, if there is one.

    Raises:
        WorkbookError: The file cannot be read, or has no such column, or nothing is of that
            kind; names the nearest.
    """
    sheet, header = _find_header(path, column)
    headers = [cell_text(value) for value in sheet.rows[header]]
    name_column = _column_number(headers, column, path)
    country_number = _column_number(headers, country_column, path) if country_column else None
    index = NameIndex.of(_of_kind(things, kind))
    matches: dict[tuple[str, str], _Match] = {}
    rows = []
    for row in sheet.rows[header + 1 :]:
        texts = [cell_text(row[n]) if n < len(row) else "" for n in range(len(headers))]
        if not any(texts):
            continue
        country = "" if country_number is None else _country(texts[country_number], countries)
        key = texts[name_column], country
        if key not in matches:
            matches[key] = _matched(index, *key)
        rows.append((*texts, *matches[key]))
    headings = [*headers, *_MATCH_COLUMNS]
    return Solutions.of([f"c{number}" for number in range(len(headings))], headings, rows)


def count_matched(matched: Solutions) -> int:
    """Return how many rows have an IRI."""
    column = len(matched.variables) - len(_MATCH_COLUMNS)
    return sum(row[column] is not None for row in matched.rows)


def matches_file(path: Path, source: Path, matched: Solutions) -> None:
    """Write matched names as .xlsx or .csv, depending on the file name.

    Raises:
        OutputError: It is neither, or is the spreadsheet itself, or cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise OutputError(
            f"{path}: is not an .xlsx or .csv file; give a name with one of these endings"
        )
    if path.exists() and path.samefile(source):
        raise OutputError(f"{path}: is the spreadsheet itself; give another -o FILE")
    is_text = suffix == ".csv"
    write_file(path, matched.csv_text() if is_text else tables_workbook(matched.table("Matches")))


def _of_kind(things: Iterable[NamedThing], kind: str) -> tuple[NamedThing, ...]:
    every = tuple(things)
    of_kind = tuple(thing for thing in every if kind in ("", thing.kind))
    if kind and not of_kind:
        near = did_you_mean(kind, {thing.kind for thing in every})
        raise WorkbookError(f"nothing has the type '{kind}'{near}")
    return of_kind


def _find_header(path: Path, column: str) -> tuple[Sheet, int]:
    """Find the first sheet and row that has a header."""
    headers: dict[str, None] = {}
    for sheet in read_workbook(path).sheets:
        for number, row in enumerate(sheet.rows[:_MAX_HEADER_ROW]):
            texts = [cell_text(value) for value in row]
            if normalised(column) in map(normalised, texts):
                return sheet, number
            headers |= dict.fromkeys(text for text in texts if text) if number == 0 else {}
    hint = did_you_mean(column, headers) if headers else "; it is empty"
    raise WorkbookError(f"{path}: has no column '{column}'{hint}")


def _column_number(headers: Sequence[str], column: str, path: Path) -> int:
    keys = [normalised(title) for title in headers]
    if normalised(column) not in keys:
        named = [title for title in headers if title]
        raise WorkbookError(f"{path}: has no column '{column}'{did_you_mean(column, named)}")
    return keys.index(normalised(column))


def _country(text: str, countries: ConceptIndex | None) -> str:
    concept = countries.find(text, ("country",)) if countries and text else None
    codes: Iterable[str] = concept.notations if concept else ()
    return next((code for code in codes if len(code) == 2), "")


def _matched(index: NameIndex, name: str, country: str) -> _Match:
    if not name:
        return (None,) * len(_MATCH_COLUMNS)
    sure, candidates = index.resolve(NamedThing("", name, "", country=country))
    if not candidates:
        return (*(None,) * 4, "no similar name", None)
    first = candidates[0]
    others = "; ".join(
        f"{candidate.thing.name} ({candidate.score}) {candidate.thing.iri}"
        for candidate in candidates[0 if sure is None else 1 :]
    )
    if sure is None:
        return (None, "", "", first.score, "ambiguous: choose one", others)
    evidence = "; ".join(first.evidence)
    return (Term("uri", sure.iri), sure.name, sure.kind, first.score, evidence, others)
