"""Downloads of the whole catalogue: each view, everything with provenance, and tables."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph import profiles
from ccdp_graph.files import Written, read_text
from ccdp_graph.i18n import Texts, complete_languages, language_name
from ccdp_graph.model import RecordType, capitalised, csv_lines, escape_formula
from ccdp_graph.project import Project, make_templates
from ccdp_graph.rdf import (
    XSD,
    A,
    Shortener,
    Statement,
    name,
    rdf_xml_and_json_ld,
    shorten,
    turtle_of,
)
from ccdp_graph.releases import Release, with_version
from ccdp_graph.web.edition import Publication
from ccdp_graph.web.graph import Resource, SiteGraph, chosen
from ccdp_graph.web.record import display_value

GRAPH = "graph"

VIEWS: Mapping[str, Mapping[str, str]] = {
    GRAPH: Texts("Everything, without provenance"),
    **{name: view.download for name, view in profiles.VIEWS.items() if view.download},
}

_ONTOLOGY = Texts("The ontology: our own terms")

_VOCABULARY = Texts("A vocabulary: {title}")

_QUADS = Texts("Everything, with the source cell of each statement")

_TABLE = Texts("{records} as a table")

_CSVW = Texts("What the columns of {file} mean (CSVW)")

_SURVEY = Texts("A blank survey in {language}")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_SEPARATORS = "|¦‖"

_SEPARATOR_REPLACEMENT = "/"

_GUARD_NOTE = "Text that a spreadsheet would read as a formula starts with an apostrophe."

_NO_COLUMN = {A, name("ccdp:missingValue"), name("prov:qualifiedAttribution")}

_IRI_KIND = "<"

_NOT_IN_NAME = re.compile("[^A-Za-z0-9_]+")

_ByKind = dict[str, dict[str, list[str]]]
"""Texts by kind of value and by resource."""


@dataclass(frozen=True, slots=True)
class DownloadFile:
    """A download.

    Attributes:
        titles: What it holds, by language.
    """

    path: str
    content: bytes
    type: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Download:
    """A download that has been written, without its content.

    Attributes:
        file: Its path, size and checksum.
        titles: What it holds, by language.
    """

    file: Written
    type: str
    titles: Mapping[str, str]

    @property
    def path(self) -> str:
        """Its path in the site."""
        return self.file.path

    def title(self, language: str) -> str:
        """Return what it holds in a language."""
        return self.titles[language]


def view_dumps(
    stem: str,
    statements: tuple[Statement, ...],
    graph: SiteGraph,
    shortener: Shortener,
    publication: Publication,
    releases: Sequence[Release] = (),
) -> Iterator[DownloadFile]:
    """Yield the downloads of the whole graph, or of one of the `VIEWS`.

    Args:
        statements: The graph or the view, sorted.
        releases: The oldest first; the catalogue says that it follows them.
    """
    if stem != GRAPH:
        statements = with_version(statements, graph.facts, publication.version, releases)
    yield from rdf_dumps(stem, statements, shortener, VIEWS[stem])


def quads_dumps(quads: Path) -> Iterator[DownloadFile]:
    """Yield the download of the whole graph with its provenance."""
    yield DownloadFile("dumps/graph.nq", quads.read_bytes(), "application/n-quads", _QUADS)


def survey_dumps(project: Project) -> Iterator[DownloadFile]:
    """Yield a blank survey per language."""
    offered = complete_languages()
    for language, survey in zip(offered, make_templates(project, (), offered), strict=True):
        titles = {
            shown_in: text.format(language=language_name(language, shown_in))
            for shown_in, text in _SURVEY.items()
        }
        yield DownloadFile(f"dumps/survey-{language}.xlsx", survey, _XLSX, titles)


def terminology_dumps(graph: SiteGraph, shortener: Shortener) -> Iterator[DownloadFile]:
    """Yield the ontology and the vocabularies, each vocabulary as it is written."""
    terms = tuple(sorted(graph.terminology.ontology.all_statements()))
    yield from rdf_dumps("ontology", terms, shortener, _ONTOLOGY)
    for path in sorted(set(graph.terminology.files.values())):
        scheme = next(term for term, file in graph.terminology.files.items() if file == path)
        scheme_titles = graph.terminology.vocabularies.values(scheme, "dcterms:title")
        titles = {
            language: text.format(title=(chosen(scheme_titles, language) or [path.stem])[0])
            for language, text in _VOCABULARY.items()
        }
        yield DownloadFile(
            graph.terminology.dump_path(scheme),
            read_text(path).encode(),
            "text/turtle",
            titles,
        )


def rdf_dumps(
    stem: str,
    statements: tuple[Statement, ...],
    shortener: Shortener,
    titles: Mapping[str, str],
) -> Iterator[DownloadFile]:
    """Yield statements as Turtle, RDF/XML and JSON-LD."""
    path = f"dumps/{stem}"
    yield DownloadFile(
        f"{path}.ttl", turtle_of(statements, shortener).encode(), "text/turtle", titles
    )
    xml, json_text = rdf_xml_and_json_ld(statements, shortener.prefixes)
    yield DownloadFile(f"{path}.rdf", xml, "application/rdf+xml", titles)
    yield DownloadFile(f"{path}.jsonld", json_text, "application/ld+json", titles)


def table_dumps(
    graph: SiteGraph, kind: RecordType, publication: Publication
) -> Iterator[DownloadFile]:
    """Yield the records of a kind as CSV, with its CSVW metadata.

    Shape: one row per resource; one column per property, and one more for each further language or
    datatype of its values; concepts, organisations and countries appear by their English names.
    """
    titles = {
        language: capitalised(text.format(records=kind.plural_within(language)))
        for language, text in _TABLE.items()
    }
    resources = graph.of_kind(kind.name)
    columns = list(_columns(graph, resources))
    rows = (
        [resource.iri, *(column.cells.get(resource.term, "") for column in columns)]
        for resource in resources
    )
    text = "".join(csv_lines([["iri", *(column.name for column in columns)], *rows]))
    file = f"{kind.collection}.csv"
    yield DownloadFile(f"dumps/{file}", text.encode(), "text/csv", titles)
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": titles["en"],
        "dc:description": _GUARD_NOTE,
        "dc:modified": publication.day,
        "tableSchema": {
            "aboutUrl": "{+iri}",
            "primaryKey": "iri",
            "columns": [
                {"name": "iri", "titles": "iri", "required": True, "suppressOutput": True},
                *(column.description() for column in columns),
            ],
        },
    }
    content = (json.dumps(metadata, ensure_ascii=False, indent=2) + "\n").encode()
    metadata_titles = {language: text.format(file=file) for language, text in _CSVW.items()}
    yield DownloadFile(
        f"dumps/{file}-metadata.json", content, "application/csvm+json", metadata_titles
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """The values of a property that share a kind.

    Attributes:
        kind: `<` for resources, else what follows the text in N-Triples: language or datatype.
        separator: Separates several values in one cell.
        cells: The cells, by resource.
    """

    name: str
    predicate: str
    kind: str
    separator: str
    cells: Mapping[str, str]

    def description(self) -> dict[str, Any]:
        """Describe the column in CSVW.

        Only texts and numbers are values of the property that the column is named after: for a
        resource in the graph, the table has its name.
        """
        column = {"name": self.name, "titles": self.name, "separator": self.separator}
        if self.kind == _IRI_KIND:
            text = f"Names of the values of {shorten(self.predicate[1:-1])}"
            return column | {"dc:description": text}
        column["propertyUrl"] = self.predicate[1:-1]
        return column | _typed(self.kind)


def _typed(kind: str) -> dict[str, Any]:
    if kind.startswith("@"):
        return {"lang": kind[1:]}
    if kind.startswith(f"^^<{XSD}"):
        return {"datatype": kind.removeprefix(f"^^<{XSD}")[:-1]}
    return {"datatype": {"@id": kind[3:-1], "base": "string"}} if kind else {}


def _columns(graph: SiteGraph, resources: Sequence[Resource]) -> Iterator[_Column]:
    """Yield the columns of all properties, by property."""
    by_predicate: dict[str, _ByKind] = {}
    for resource in resources:
        for predicate, values in graph.facts.by_subject[resource.term].items():
            by_kind = by_predicate.setdefault(predicate, {})
            for value in sorted(values):
                text = display_value(graph, value, "en").text
                kind = value.rpartition('"')[2] if value.startswith('"') else _IRI_KIND
                by_kind.setdefault(kind, {}).setdefault(resource.term, []).append(text)
    for predicate in sorted(by_predicate.keys() - _NO_COLUMN):
        yield from _property_columns(predicate, by_predicate[predicate])


def _property_columns(predicate: str, by_kind: _ByKind) -> Iterator[_Column]:
    """Yield the columns of a property: the first has its name, the others add their kind."""
    for number, kind in enumerate(sorted(by_kind, key=_by_use)):
        name_parts = [shorten(predicate[1:-1])]
        if number:
            name_parts.append(re.split("[@#/]", kind.rstrip(">"))[-1] or "text")
        texts = by_kind[kind]
        separator = _separator(
            text for texts_of_resource in texts.values() for text in texts_of_resource
        )
        cells = {
            term: escape_formula(
                separator.join(
                    text.replace(separator, _SEPARATOR_REPLACEMENT) for text in texts_of_resource
                )
            )
            for term, texts_of_resource in texts.items()
        }
        yield _Column(
            _NOT_IN_NAME.sub("_", "_".join(name_parts)), predicate, kind, separator, cells
        )


def _by_use(kind: str) -> tuple[int, str]:
    return ([_IRI_KIND, "@en", ""].index(kind) if kind in {_IRI_KIND, "@en", ""} else 3, kind)


def _separator(texts: Iterable[str]) -> str:
    """Choose a separator: the first character that none of the values contains, if any."""
    characters = set().union(*texts)
    return next((sign for sign in _SEPARATORS if sign not in characters), _SEPARATORS[0])
