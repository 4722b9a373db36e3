"""Downloads of the whole catalogue: each view, everything with provenance, and tables."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.files import Written, read_text
from ccdp_graph.model import RecordType, escape_formula
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
from ccdp_graph.web.graph import LANGUAGES, Resource, SiteGraph, chosen
from ccdp_graph.web.record import display_value

GRAPH = "graph"

VIEWS = {
    GRAPH: ("Everything, without provenance", "Tout, sans la provenance"),
    "dcat-ap-3": ("As DCAT-AP 3", "Selon DCAT-AP 3"),
    "healthdcat-ap": (
        "As HealthDCAT-AP, as far as the data allow",
        "Selon HealthDCAT-AP, autant que les faits le permettent",
    ),
}

_ONTOLOGY = ("The ontology: our own terms", "L’ontologie : nos propres termes")

_VOCABULARY = ("A vocabulary: {0}", "Un vocabulaire : {0}")

_QUADS = (
    "Everything, with the source cell of each statement",
    "Tout, avec la cellule derrière chaque énoncé",
)

_TABLE = ("{} as a table", "Les {} en tableau")

_CSVW = ("What the columns of {} mean (CSVW)", "Ce que signifient les colonnes de {} (CSVW)")

_SURVEY = {
    "en": ("A blank survey in English", "Un questionnaire vierge en anglais"),
    "fr": ("A blank survey in French", "Un questionnaire vierge en français"),
}

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
        titles: What it holds, in English and French.
    """

    path: str
    content: bytes
    type: str
    titles: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Download:
    """A download that has been written, without its content.

    Attributes:
        file: Its path, size and checksum.
        titles: What it holds, in English and French.
    """

    file: Written
    type: str
    titles: tuple[str, str]

    @property
    def path(self) -> str:
        """Its path in the site."""
        return self.file.path

    def title(self, language: str) -> str:
        """Return what it holds in a language."""
        return self.titles[LANGUAGES.index(language)]


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
    surveys = make_templates(project, (), tuple(_SURVEY))
    for (language, titles), survey in zip(_SURVEY.items(), surveys, strict=True):
        yield DownloadFile(f"dumps/survey-{language}.xlsx", survey, _XLSX, titles)


def terminology_dumps(graph: SiteGraph, shortener: Shortener) -> Iterator[DownloadFile]:
    """Yield the ontology and the vocabularies, each vocabulary as it is written."""
    terms = tuple(sorted(graph.terminology.ontology.all_statements()))
    yield from rdf_dumps("ontology", terms, shortener, _ONTOLOGY)
    for path in sorted(set(graph.terminology.files.values())):
        scheme = next(term for term, file in graph.terminology.files.items() if file == path)
        scheme_titles = graph.terminology.vocabularies.values(scheme, "dcterms:title")
        titles = [
            _VOCABULARY[n].format(*(chosen(scheme_titles, language) or [path.stem]))
            for n, language in enumerate(LANGUAGES)
        ]
        yield DownloadFile(
            graph.terminology.dump_path(scheme),
            read_text(path).encode(),
            "text/turtle",
            (titles[0], titles[1]),
        )


def rdf_dumps(
    stem: str,
    statements: tuple[Statement, ...],
    shortener: Shortener,
    titles: tuple[str, str],
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
    titles = (_TABLE[0].format(kind.plural("en")), _TABLE[1].format(kind.plural_within("fr")))
    resources = graph.of_kind(kind.name)
    columns = list(_columns(graph, resources))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["iri", *(column.name for column in columns)])
    for resource in resources:
        writer.writerow(
            [resource.iri, *(column.cells.get(resource.term, "") for column in columns)]
        )
    file = f"{kind.collection}.csv"
    yield DownloadFile(f"dumps/{file}", buffer.getvalue().encode(), "text/csv", titles)
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": titles[0],
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
    metadata_titles = (_CSVW[0].format(file), _CSVW[1].format(file))
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
