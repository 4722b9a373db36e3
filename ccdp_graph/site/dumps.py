"""The whole catalogue to download: each view, everything with provenance, and tables."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.model.answers import guarded
from ccdp_graph.model.release import Release
from ccdp_graph.model.statements import Statement
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.publishing.facts import A, name
from ccdp_graph.publishing.release import versioned
from ccdp_graph.rdf.assets import read_text
from ccdp_graph.rdf.namespaces import PREFIXES, shorten
from ccdp_graph.rdf.turtle import Shortener, turtle_of
from ccdp_graph.site.edition import Edition
from ccdp_graph.site.things import LANGUAGES, SiteGraph, chosen
from ccdp_graph.site.told import shown_value
from ccdp_graph.store.serialising import rdf_xml_and_json_ld
from ccdp_graph.surveying import make_templates

_VIEWS = {
    "dcat-ap-3": ("As DCAT-AP 3", "Selon DCAT-AP 3"),
    "healthdcat-ap": (
        "As HealthDCAT-AP, as far as the facts go",
        "Selon HealthDCAT-AP, autant que les faits le permettent",
    ),
}
_WHOLE = ("Everything, without provenance", "Tout, sans la provenance")
_ONTOLOGY = ("The ontology: our own terms", "L’ontologie : nos propres termes")
_VOCABULARY = ("A vocabulary: {0}", "Un vocabulaire : {0}")
_QUADS = (
    "Everything, with the cell behind each statement",
    "Tout, avec la cellule derrière chaque énoncé",
)
_TABLES = {
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
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file to download.

    Attributes:
        titles: What it holds, in English and French.
    """

    path: str
    content: bytes
    type: str
    titles: tuple[str, str]

    def title(self, language: str) -> str:
        """Return what it holds in a language."""
        return self.titles[LANGUAGES.index(language)]


def dumps(
    statements: tuple[Statement, ...],
    quads: bytes,
    graph: SiteGraph,
    files: ProjectFiles,
    edition: Edition,
    releases: Sequence[Release] = (),
) -> Iterator[Dump]:
    """Give all files to download.

    Args:
        statements: The public graph, sorted; `quads` it and its provenance.
        releases: The oldest first; the catalogue says that it follows them.
    """
    names = Shortener({**PREFIXES, "ccdpi": files.project.base})
    views = {"graph": (statements, _WHOLE)}
    for stem, titles in _VIEWS.items():
        own = versioned(stem, graph.facts, files.project, edition.version, releases)
        views[stem] = own, titles
    for stem, (own, titles) in views.items():
        yield from rdf_dumps(stem, own, names, titles)
    yield from _lore(graph, names)
    yield Dump("dumps/graph.nq", quads, "application/n-quads", _QUADS)
    for kind, titles in _TABLES.items():
        yield from _table(graph, kind, titles, edition)
    surveys = make_templates(files, (), tuple(_SURVEY))
    for (language, titles), survey in zip(_SURVEY.items(), surveys, strict=True):
        yield Dump(f"dumps/survey-{language}.xlsx", survey, _XLSX, titles)


def _lore(graph: SiteGraph, names_of_terms: Shortener) -> Iterator[Dump]:
    """Give ontology and vocabularies, each vocabulary as it is written."""
    terms = tuple(sorted(graph.lore.ontology.all_statements()))
    yield from rdf_dumps("ontology", terms, names_of_terms, _ONTOLOGY)
    for path in sorted(set(graph.lore.files.values())):
        scheme = next(term for term, file in graph.lore.files.items() if file == path)
        names = graph.lore.vocabularies.values(scheme, "dcterms:title")
        titles = [
            _VOCABULARY[n].format(*(chosen(names, language) or [path.stem]))
            for n, language in enumerate(LANGUAGES)
        ]
        yield Dump(
            graph.lore.dump_path(scheme),
            read_text(path).encode(),
            "text/turtle",
            (titles[0], titles[1]),
        )


def rdf_dumps(
    stem: str,
    statements: tuple[Statement, ...],
    prefixes: Mapping[str, str] | Shortener,
    titles: tuple[str, str],
) -> Iterator[Dump]:
    """Give statements to download, as Turtle, RDF/XML and JSON-LD."""
    path = f"dumps/{stem}"
    names = prefixes if isinstance(prefixes, Shortener) else Shortener(prefixes)
    yield Dump(f"{path}.ttl", turtle_of(statements, names).encode(), "text/turtle", titles)
    xml, json_text = rdf_xml_and_json_ld(statements, names.prefixes)
    yield Dump(f"{path}.rdf", xml, "application/rdf+xml", titles)
    yield Dump(f"{path}.jsonld", json_text, "application/ld+json", titles)


def _table(
    graph: SiteGraph, kind: str, titles: tuple[str, str], edition: Edition
) -> Iterator[Dump]:
    """Give things as CSV, with what CSVW says of it.

    Shape: a row a thing, a column a property; several values of one are parted by `|`, and
    concepts, organisations and countries stand by their English names.
    """
    things = graph.of_kind(kind)
    used = {p for thing in things for p in graph.facts.by_subject[thing.term]}
    predicates = sorted(used - {A, name("ccdp:missingValue"), name("prov:qualifiedAttribution")})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [shorten(predicate[1:-1]).replace(":", "_") for predicate in predicates]
    writer.writerow(["iri", *names])
    for thing in things:
        own = graph.facts.by_subject[thing.term]
        cells = [_cell(graph, sorted(own.get(predicate, ()))) for predicate in predicates]
        writer.writerow([thing.iri, *cells])
    file = f"{kind}s.csv"
    yield Dump(f"dumps/{file}", out.getvalue().encode(), "text/csv", titles)
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file,
        "dc:title": titles[0],
        "dc:modified": edition.day,
        "tableSchema": {
            "primaryKey": "iri",
            "columns": [
                {"name": "iri", "titles": "iri", "datatype": "anyURI", "required": True},
                *(
                    {
                        "name": label,
                        "titles": label,
                        "propertyUrl": predicate[1:-1],
                        "separator": _SEPARATOR,
                    }
                    for label, predicate in zip(names, predicates, strict=True)
                ),
            ],
        },
    }
    content = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    about = (_CSVW[0].format(file), _CSVW[1].format(file))
    yield Dump(f"dumps/{file}-metadata.json", content, "application/csvm+json", about)


def _cell(graph: SiteGraph, values: list[str]) -> str:
    texts = (shown_value(graph, value, "en").text.replace(_SEPARATOR, "¦") for value in values)
    return guarded(_SEPARATOR.join(texts))
