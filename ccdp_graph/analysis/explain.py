"""The origin of each statement (`ccdp why`): workbook, cell, text and mapping rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts, select_rows
from ccdp_graph.analysis.labels import PropertyWords, find_thing, word_for
from ccdp_graph.errors import QueryError
from ccdp_graph.files import line_of
from ccdp_graph.i18n import Texts, did_you_mean
from ccdp_graph.mapping import Rule, mapping_rules, rules_for
from ccdp_graph.model import CellEvidence, ColumnFile, RecordTypes, Solutions, Term
from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import XSD, iri, normalised, shorten
from ccdp_graph.sparql import Store

_HEADINGS = Texts(
    (
        "Subject IRI",
        "Property IRI",
        "Property",
        "Value",
        "Name of the value",
        "Workbook",
        "Sheet",
        "Cell",
        "Header",
        "Text of the cell",
        "Mapping",
        "Column",
        "Date of the workbook",
    )
)

VARIABLES = (
    "subject property property_name value value_name workbook sheet cell header text mapping "
    "column date"
).split()

_STATEMENTS = """
SELECT DISTINCT ?subject ?property ?value WHERE {{
  ?subject ?property ?value .
  FILTER (?subject = {subject} || strstarts(str(?subject), "{inside}"))
}}
ORDER BY ?subject ?property ?value
"""

_DATES = """
SELECT DISTINCT ?workbook ?date WHERE {
  GRAPH ?graph { ?file a ccdp:Workbook ; dcterms:title ?workbook ; dcterms:modified ?date }
}
ORDER BY ?workbook ?date
"""

_Statement = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class MappingLines:
    """Where the mapping says what becomes of a cell.

    Attributes:
        rules: Those of all YARRRML files.
        columns: Each column file, with the place of each of its columns by name.
    """

    rules: tuple[Rule, ...]
    columns: tuple[tuple[ColumnFile, Mapping[str, str]], ...]


@kept
def read_mapping_lines(project: Project) -> MappingLines:
    """Read where the mapping says what becomes of a cell.

    Raises:
        AssetError: A file of the mapping is wrong; names the line.
    """
    prefixes = {"ccdpi": project.settings.base}
    rules = tuple(
        rule
        for path in project.files("mapping/*.yarrrml.yml")
        for rule in mapping_rules(project.mapping_text(path), path, prefixes)
    )
    bundled = project.folders.layers[0] / "mapping"
    columns = []
    for path, file in zip(
        project.files("mapping/*.columns.yml"), project.column_files(), strict=True
    ):
        texts = [project.text(p) for p in (path, bundled / path.name) if p.is_file()]
        columns.append((file, {c.name: _declared(c.name, path, texts) for c in file.columns}))
    return MappingLines(rules, tuple(columns))


@dataclass(frozen=True, slots=True)
class _Explained:
    """All that is needed to explain a statement."""

    catalogue: CatalogueIndex
    cells: Mapping[tuple[str, str], tuple[CellEvidence, ...]]
    lines: MappingLines
    dates: Mapping[str, str]
    words: Mapping[str, str]


def why(
    store: Store,
    types: RecordTypes,
    subject: str,
    property_name: str | None = None,
    *,
    lines: MappingLines,
    names: PropertyWords,
    language: str = "en",
) -> Solutions:
    """Return where each statement about something, or about one of its properties, comes from.

    Provenance records the subject and property for a cell: if several cells share both, every
    value is listed with every cell. A statement without a cell comes from a constant in a mapping
    or from the project's settings.

    Args:
        subject: An IRI, an id or a name; its parts (period, contact, missing values) are included.
        property_name: A property: its IRI, prefixed or local name, or the header of its column.
        names: What properties are called.

    Raises:
        QueryError: The graph has no such subject, or it does not have that property.
    """
    subject_iri = find_thing(store, types, subject)
    text = _STATEMENTS.format(subject=iri(subject_iri), inside=f"{subject_iri}/")
    statements: list[_Statement] = list(select_rows(store, text))
    if not statements:
        raise QueryError(f"the graph has no statements about {subject_iri}")
    catalogue = read_facts(store, types, language)
    record = catalogue.records.get(subject_iri)
    words = names.in_language(language, *([record.kind] if record else []))
    if property_name is not None:
        stated = sorted({name.value for _, name, _ in statements})
        property_iri = _property(stated, words, property_name)
        statements = [s for s in statements if s[1].value == property_iri]
    explained = _Explained(
        catalogue,
        catalogue.cells(subjects={subject.value for subject, _, _ in statements}),
        lines,
        {book.value: day.value for book, day in select_rows(store, _DATES)},
        words,
    )
    rows = (row for statement in statements for row in _explain(explained, statement))
    return Solutions.of(VARIABLES, _HEADINGS[language], rows)


def _property(names: Iterable[str], words: Mapping[str, str], text: str) -> str:
    """Return the property that a word stands for, among those of the subject."""
    properties: dict[str, str] = {}
    for name in names:
        local = name.rpartition("#")[2].rpartition("/")[2]
        for word in (name, shorten(name), local, words.get(name, "")):
            properties.setdefault(normalised(word), name)
    property_iri = properties.get(normalised(text))
    if property_iri is None:
        labels = {word_for(words, name) for name in properties.values()}
        raise QueryError(f"there is no property '{text}' there{did_you_mean(text, labels)}")
    return property_iri


def _explain(
    explained: _Explained, statement: _Statement
) -> Iterable[tuple[Term | str | None, ...]]:
    subject, name, value = statement
    rules = rules_for(explained.lines.rules, subject.value, name.value, value)
    label = explained.catalogue.labels.get(value.value) if value.type == "uri" else None
    first = (subject, name, word_for(explained.words, name.value), value, label)
    for citation in explained.cells.get((subject.value, name.value), (None,)):
        if citation is None:
            place: list[str] = ["", "", "", "", ""]
            narrowed: Sequence[Rule] = rules
            column = ""
        else:
            cell = citation.cell
            place = [cell.workbook, cell.sheet, cell.address, citation.header, citation.text]
            narrowed, column = _narrowed(explained.lines, rules, citation)
        day = explained.dates.get(place[0], "")
        rule_places = "; ".join(dict.fromkeys(rule.place for rule in narrowed))
        date = Term("literal", day, datatype=XSD + "date") if day else None
        yield (*first, *place, rule_places, column, date)


def _narrowed(
    lines: MappingLines, rules: Sequence[Rule], citation: CellEvidence
) -> tuple[Sequence[Rule], str]:
    """Keep the rules that read the cell's column, and return where that column is declared."""
    documents = {document for rule in rules for document in rule.documents}
    header = normalised(citation.header)
    for column_file, places in lines.columns:
        if column_file.table not in documents:
            continue
        for column in column_file.columns:
            if header in map(normalised, column.titles):
                keys = {column.name, f"{column.name}_text"}
                rules_of_table = [rule for rule in rules if column_file.table in rule.documents]
                rules_of_column = [rule for rule in rules_of_table if keys & set(rule.keys)]
                return rules_of_column or rules_of_table, places[column.name]
    return rules, ""


def _declared(name: str, path: Path, texts: Sequence[str]) -> str:
    """Return where a column is declared: the project's own column file, or a bundled one."""
    lines = (line_of(text, f"name: {name}") for text in texts)
    line = next(filter(None, lines), None)
    return f"{path.name}, line {line}" if line else path.name
