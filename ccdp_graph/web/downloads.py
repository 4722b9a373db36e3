"""The whole catalogue to download: each view, everything with provenance, and tables."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.files import Written, read_text
from ccdp_graph.model import escape_formula
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
from ccdp_graph.release import Release, with_version
from ccdp_graph.web.edition import Publication
from ccdp_graph.web.graph import LANGUAGES, Resource, SiteGraph, chosen
from ccdp_graph.web.record import display_value

GRAPH = "graph"

VIEWS = {
    GRAPH: ("Everything, without provenance", "Tout, sans la provenance"),
    "dcat-ap-3": ("As DCAT-AP 3", "Selon DCAT-AP 3"),
    "healthdcat-ap": (
        "As HealthDCAT-AP, as far as the facts go",
        "Selon HealthDCAT-AP, autant que les faits le permettent",
    ),
}

_ONTOLOGY = ("The ontology: our own terms", "L’ontologie : nos propres termes")

_VOCABULARY = ("A vocabulary: {0}", "Un vocabulaire : {0}")

_QUADS = (
    "Everything, with the cell behind each statement",
    "Tout, avec la cellule derrière chaque énoncé",
)

TABLES = {
    "resource": ("Data resources as a table", "Les ressources de données en tableau"),
    "network": ("Networks as a table", "Les réseaux en tableau"),
    "organisation": ("Organisations as a table", "Les organisations en tableau"),
}

_CSVW = ("What the columns of {} mean (CSVW)", "Ce que signifient les colonnes de {} (CSVW)")

_SURVEY = {
    "en": ("A blank survey in English", "Un questionnaire vierge en anglais"),
    "fr": ("A blank survey in French", "Un questionnaire vierge en français"),
}

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_SEPARATORS = "|¦‖"

_REPLACED = "/"

_GUARDED = "A text that a spreadsheet would take for a formula has an apostrophe before it."

_NO_COLUMN = {A, name("ccdp:missingValue"), name("prov:qualifiedAttribution")}

_THING = "<"

_NOT_IN_NAME = re.compile("[^A-Za-z0-9_]+")

_ByKind = dict[str, dict[str, list[str]]]
"""Texts by kind of value and by thing."""


@dataclass(frozen=True, slots=True)
class DownloadFile:
    """A file to download.

    Attributes:
        titles: What it holds, in English and French.
    """

    path: str
    content: bytes
    type: str
    titles: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download that is written, without its content.

    Attributes:
        file: Where it is, its size and checksum.
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
    told: tuple[Statement, ...],
    graph: SiteGraph,
    names: Shortener,
    edition: Publication,
    releases: Sequence[Release] = (),
) -> Iterator[DownloadFile]:
    """Give the whole graph to download, as it is or in one of the `VIEWS`.

    Args:
        told: It or the view of it, sorted.
        releases: The oldest first; the catalogue says that it follows them.
    """
    if stem != GRAPH:
        told = with_version(told, graph.facts, edition.version, releases)
    yield from rdf_dumps(stem, told, names, VIEWS[stem])


def quads_dumps(quads: Path) -> Iterator[DownloadFile]:
    """Give the whole graph with its provenance to download."""
    yield DownloadFile("dumps/graph.nq", quads.read_bytes(), "application/n-quads", _QUADS)


def survey_dumps(files: Project) -> Iterator[DownloadFile]:
    """Give a blank survey a language to download."""
    surveys = make_templates(files, (), tuple(_SURVEY))
    for (language, titles), survey in zip(_SURVEY.items(), surveys, strict=True):
        yield DownloadFile(f"dumps/survey-{language}.xlsx", survey, _XLSX, titles)


def lore_dumps(graph: SiteGraph, names: Shortener) -> Iterator[DownloadFile]:
    """Give ontology and vocabularies to download, each vocabulary as it is written."""
    terms = tuple(sorted(graph.lore.ontology.all_statements()))
    yield from rdf_dumps("ontology", terms, names, _ONTOLOGY)
    for path in sorted(set(graph.lore.files.values())):
        scheme = next(term for term, file in graph.lore.files.items() if file == path)
        called = graph.lore.vocabularies.values(scheme, "dcterms:title")
        titles = [
            _VOCABULARY[n].format(*(chosen(called, language) or [path.stem]))
            for n, language in enumerate(LANGUAGES)
        ]
        yield DownloadFile(
            graph.lore.dump_path(scheme),
            read_text(path).encode(),
            "text/turtle",
            (titles[0], titles[1]),
        )


def rdf_dumps(
    stem: str,
    statements: tuple[Statement, ...],
    names: Shortener,
    titles: tuple[str, str],
) -> Iterator[DownloadFile]:
    """Give statements to download, as Turtle, RDF/XML and JSON-LD."""
    path = f"dumps/{stem}"
    yield DownloadFile(f"{path}.ttl", turtle_of(statements, names).encode(), "text/turtle", titles)
    xml, json_text = rdf_xml_and_json_ld(statements, names.prefixes)
    yield DownloadFile(f"{path}.rdf", xml, "application/rdf+xml", titles)
    yield DownloadFile(f"{path}.jsonld", json_text, "application/ld+json", titles)


def table_dumps(graph: SiteGraph, kind: str, edition: Publication) -> Iterator[DownloadFile]:
    """Give things of one of the `TABLES` as CSV, with what CSVW says of it.

    Shape: a row a thing; a column a property, and one more for each further language or datatype
    of its values; concepts, organisations and countries stand by their English names.
    """
    titles, things = TABLES[kind], graph.of_kind(kind)
    columns = list(_columns(graph, things))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["iri", *(column.name for column in columns)])
    for thing in things:
        writer.writerow([thing.iri, *(column.cells.get(thing.term, "") for column in columns)])
    file = f"{kind}s.csv"
    yield DownloadFile(f"dumps/{file}", out.getvalue().encode(), "text/csv", titles)
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": titles[0],
        "dc:description": _GUARDED,
        "dc:modified": edition.day,
        "tableSchema": {
            "aboutUrl": "{+iri}",
            "primaryKey": "iri",
            "columns": [
                {"name": "iri", "titles": "iri", "required": True, "suppressOutput": True},
                *(column.told() for column in columns),
            ],
        },
    }
    content = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    about = (_CSVW[0].format(file), _CSVW[1].format(file))
    yield DownloadFile(f"dumps/{file}-metadata.json", content, "application/csvm+json", about)


@dataclass(frozen=True, slots=True)
class _Column:
    """The values of a property that are alike.

    Attributes:
        kind: `<` for things, else what N-Triples writes behind the text: language or datatype.
        separator: What parts several values of one cell.
        cells: By thing.
    """

    name: str
    predicate: str
    kind: str
    separator: str
    cells: Mapping[str, str]

    def told(self) -> dict[str, Any]:
        """Tell of the column in the words of CSVW.

        Only texts and numbers are values of the property that it is called after: where the graph
        has a thing, the table has its name.
        """
        column = {"name": self.name, "titles": self.name, "separator": self.separator}
        if self.kind == _THING:
            said = f"Names of what {shorten(self.predicate[1:-1])} leads to"
            return column | {"dc:description": said}
        column["propertyUrl"] = self.predicate[1:-1]
        return column | _typed(self.kind)


def _typed(kind: str) -> dict[str, Any]:
    if kind.startswith("@"):
        return {"lang": kind[1:]}
    if kind.startswith(f"^^<{XSD}"):
        return {"datatype": kind.removeprefix(f"^^<{XSD}")[:-1]}
    return {"datatype": {"@id": kind[3:-1], "base": "string"}} if kind else {}


def _columns(graph: SiteGraph, things: Sequence[Resource]) -> Iterator[_Column]:
    """Give the columns of all properties, by property."""
    found: dict[str, _ByKind] = {}
    for thing in things:
        for predicate, values in graph.facts.by_subject[thing.term].items():
            by_kind = found.setdefault(predicate, {})
            for value in sorted(values):
                text = display_value(graph, value, "en").text
                kind = value.rpartition('"')[2] if value.startswith('"') else _THING
                by_kind.setdefault(kind, {}).setdefault(thing.term, []).append(text)
    for predicate in sorted(found.keys() - _NO_COLUMN):
        yield from _of_property(predicate, found[predicate])


def _of_property(predicate: str, by_kind: _ByKind) -> Iterator[_Column]:
    """Give the columns of a property: the first has its name, others say their kind in theirs."""
    for number, kind in enumerate(sorted(by_kind, key=_by_use)):
        own = [shorten(predicate[1:-1])]
        if number:
            own.append(re.split("[@#/]", kind.rstrip(">"))[-1] or "text")
        texts = by_kind[kind]
        parted = _separator(text for each in texts.values() for text in each)
        cells = {
            term: escape_formula(parted.join(text.replace(parted, _REPLACED) for text in each))
            for term, each in texts.items()
        }
        yield _Column(_NOT_IN_NAME.sub("_", "_".join(own)), predicate, kind, parted, cells)


def _by_use(kind: str) -> tuple[int, str]:
    return ([_THING, "@en", ""].index(kind) if kind in {_THING, "@en", ""} else 3, kind)


def _separator(texts: Iterable[str]) -> str:
    """Choose what parts values: the first sign that none of them has, if there is one."""
    used = set().union(*texts)
    return next((sign for sign in _SEPARATORS if sign not in used), _SEPARATORS[0])
