"""Names in a spreadsheet, and which of our things they stand for."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.files import read_text, write_file
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.linking.entities import concepts_of, things_of
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.name_lists import index_text, parse_index
from ccdp_graph.linking.names import NamedThing
from ccdp_graph.model import Answers, ConceptIndex, Sheet, Term, cell_text
from ccdp_graph.project import Project
from ccdp_graph.rdf import normalised
from ccdp_graph.sparql import GraphStore
from ccdp_graph.spreadsheets import answers_workbook, read_workbook

_HEADER_WITHIN = 50  # rows

_MATCHED = ("IRI", "Match", "Type", "Score", "Evidence", "Other candidates")


def build_name_index(store: GraphStore, files: Project) -> tuple[NamedThing, ...]:
    """Return all that a name may stand for: things of the graph, and concepts."""
    return (*things_of(store), *_concepts(files))


def index_json(things: Iterable[NamedThing], files: Project) -> str:
    """Return the static index of the things of a graph, and of all concepts."""
    title = files.project.title.get("en") or next(iter(files.project.title.values()), "")
    return index_text((*things, *_concepts(files)), title)


def read_index(path: Path) -> tuple[NamedThing, ...]:
    """Read a static index.

    Raises:
        AssetError: It cannot be read, or is none.
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
) -> Answers:
    """Write our IRIs beside the names of a spreadsheet's column.

    Shape: the rows under the header, and what was found for each name: an IRI only where just one
    thing bears it, else the candidates in words.

    Args:
        column: The header over the names; the first sheet that has it is read.
        kind: Compare with things of this kind alone.
        country_column: The header over the countries that go with the names, if there is one.

    Raises:
        WorkbookError: The file cannot be read, or has no such column, or nothing is of that
            kind; names the nearest.
    """
    sheet, header = _headed(path, column)
    titles = [cell_text(value) for value in sheet.rows[header]]
    name_place = _place(titles, column, path)
    country_place = _place(titles, country_column, path) if country_column else None
    index = NameIndex.of(_of_kind(things, kind))
    known: dict[tuple[str, str], tuple[Term | None, ...]] = {}
    rows = []
    for row in sheet.rows[header + 1 :]:
        texts = [cell_text(row[n]) if n < len(row) else "" for n in range(len(titles))]
        if not any(texts):
            continue
        country = "" if country_place is None else _country(texts[country_place], countries)
        asked = texts[name_place], country
        if asked not in known:
            known[asked] = _matched(index, *asked)
        rows.append((*(Term("literal", text) if text else None for text in texts), *known[asked]))
    headings = [*titles, *_MATCHED]
    variables = tuple(f"c{number}" for number in range(len(headings)))
    return Answers(variables, dict(zip(variables, headings, strict=True)), tuple(rows))


def count_matched(matched: Answers) -> int:
    """Return how many rows have got an IRI."""
    place = len(matched.variables) - len(_MATCHED)
    return sum(row[place] is not None for row in matched.rows)


def matches_file(path: Path, source: Path, matched: Answers) -> None:
    """Write matched names as .xlsx or .csv, as the name says.

    Raises:
        OutputError: It is neither, or is the spreadsheet itself, or cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise OutputError(f"{path}: is no .xlsx or .csv file; give a name that ends so")
    if path.exists() and path.samefile(source):
        raise OutputError(f"{path}: is the spreadsheet itself; give another -o FILE")
    content = answers_workbook(matched, "Matches") if suffix == ".xlsx" else matched.csv_text()
    write_file(path, content)


def _concepts(files: Project) -> tuple[NamedThing, ...]:
    return concepts_of(files.concept_index(files.vocabularies()))


def _of_kind(things: Iterable[NamedThing], kind: str) -> tuple[NamedThing, ...]:
    known = tuple(things)
    chosen = tuple(thing for thing in known if kind in ("", thing.kind))
    if kind and not chosen:
        near = did_you_mean(kind, {thing.kind for thing in known})
        raise WorkbookError(f"nothing is of the type '{kind}'{near}")
    return chosen


def _headed(path: Path, column: str) -> tuple[Sheet, int]:
    """Find the first sheet and row that has a header."""
    seen: dict[str, None] = {}
    for sheet in read_workbook(path).sheets:
        for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            texts = [cell_text(value) for value in row]
            if normalised(column) in map(normalised, texts):
                return sheet, number
            seen |= dict.fromkeys(text for text in texts if text) if number == 0 else {}
    there = did_you_mean(column, seen) if seen else "; it is empty"
    raise WorkbookError(f"{path}: has no column '{column}'{there}")


def _place(titles: Sequence[str], column: str, path: Path) -> int:
    keys = [normalised(title) for title in titles]
    if normalised(column) not in keys:
        known = [title for title in titles if title]
        raise WorkbookError(f"{path}: has no column '{column}'{did_you_mean(column, known)}")
    return keys.index(normalised(column))


def _country(text: str, countries: ConceptIndex | None) -> str:
    concept = countries.find(text, ("country",)) if countries and text else None
    codes: Iterable[str] = concept.notations if concept else ()
    return next((code for code in codes if len(code) == 2), "")


def _matched(index: NameIndex, name: str, country: str) -> tuple[Term | None, ...]:
    if not name:
        return (None,) * len(_MATCHED)
    sure, candidates = index.sure(NamedThing("", name, "", country=country))
    if not candidates:
        return (*(None,) * 4, Term("literal", "no name is like it"), None)
    first = candidates[0]
    others = "; ".join(
        f"{candidate.thing.name} ({candidate.score}) {candidate.thing.iri}"
        for candidate in candidates[0 if sure is None else 1 :]
    )
    told: Mapping[str, Term | None] = {
        "IRI": Term("uri", sure.iri) if sure else None,
        "Match": Term("literal", sure.name) if sure else None,
        "Type": Term("literal", sure.kind) if sure else None,
        "Score": Term("literal", str(first.score)),
        "Evidence": Term("literal", "; ".join(first.evidence) if sure else "in doubt: choose"),
        "Other candidates": Term("literal", others) if others else None,
    }
    return tuple(told[heading] for heading in _MATCHED)
