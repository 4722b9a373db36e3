"""The ontology page, which the IRIs of our own terms lead to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ccdp_graph.i18n import OVERVIEW_WORDS, TERM_WORDS, languages
from ccdp_graph.rdf import CCDP, A, GraphIndex, shorten, text_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value, chosen
from ccdp_graph.web.layout import PageLayout
from ccdp_graph.web.pages.records import File

ONTOLOGY = "ontology"

DUMPS = tuple(f"dumps/ontology{ending}" for ending in (".ttl", ".rdf", ".jsonld"))

_KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "rdfs:Datatype")

_NAMESPACE = f"<{CCDP}"

_LINK_PROPERTIES = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "rdfs:range",
    "rdfs:seeAlso",
    "skos:exactMatch",
    "skos:closeMatch",
    "dcterms:isReplacedBy",
)

_NOTES = ("skos:example", "skos:scopeNote", "skos:editorialNote")

_METADATA = ("owl:versionInfo", "owl:versionIRI", "vann:preferredNamespaceUri", "dcterms:modified")


@dataclass(frozen=True, slots=True)
class Term:
    """One term as shown on the page.

    Attributes:
        anchor: The local name of its IRI.
        rows: Its properties beside the definition.
    """

    anchor: str
    label: Value
    definition: Value
    iri: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


def ontology_files(graph: SiteGraph, layout: PageLayout) -> Iterator[File]:
    """Yield the ontology page, by kind; its anchors are the local names of the terms."""
    facts = graph.terminology.ontology
    ontologies = facts.typed("owl:Ontology")
    uses = _uses(graph)
    for language in languages():
        words = TERM_WORDS[language]
        groups = [
            (words[kind], kind.partition(":")[2].lower(), _terms(facts, kind, uses, language))
            for kind in _KINDS
        ]
        title = _first(facts, ontologies, "dcterms:title", language)
        text = layout.page(
            "ontology.html",
            ONTOLOGY,
            language,
            title=title.text or OVERVIEW_WORDS[language]["ontology"],
            lead=_first(facts, ontologies, "dcterms:description", language).text,
            head=[
                (words[name], tuple(_term_value(facts, value, language) for value in values))
                for name in _METADATA
                for ontology in ontologies
                if (values := facts.values(ontology, name))
            ],
            groups=[group for group in groups if group[2]],
            words_of_terms=words,
            contents=OVERVIEW_WORDS[language]["contents"],
            files=[(path.rpartition("/")[2], path) for path in DUMPS],
        )
        yield page_path(ONTOLOGY, language), text


def _terms(facts: GraphIndex, kind: str, uses: Counter[str], language: str) -> list[Term]:
    words = TERM_WORDS[language]
    terms = []
    for term in facts.typed(kind):
        if not term.startswith(_NAMESPACE):
            continue
        anchor = term.removeprefix(_NAMESPACE)[:-1]
        rows = [
            (words[name], tuple(_term_value(facts, value, language) for value in values))
            for name in _LINK_PROPERTIES
            if (values := facts.values(term, name))
        ]
        for name in _NOTES:
            text = _first(facts, [term], name, language)
            if text.text:
                rows.append((words[name], (text,)))
        rows.append((words["uses"], (Value(str(uses[term])),)))
        label = _first(facts, [term], "rdfs:label", language)
        definition = _first(facts, [term], "skos:definition", language)
        label = label if label.text else Value(anchor)
        terms.append(Term(anchor, label, definition, term[1:-1], tuple(rows)))
    return sorted(terms, key=lambda term: (term.label.text.casefold(), term.anchor))


def _first(facts: GraphIndex, subjects: list[str], name: str, language: str) -> Value:
    best = chosen((v for subject in subjects for v in facts.values(subject, name)), language)
    return Value(best[0], language=best[1]) if best else Value("")


def _term_value(facts: GraphIndex, value: str, language: str) -> Value:
    """Display a value: our own term as a link to its anchor, another by its prefixed name."""
    if value.startswith('"'):
        return Value(text_of(value))
    if value.startswith(_NAMESPACE) and value in facts.by_subject:
        anchor = value.removeprefix(_NAMESPACE)[:-1]
        return Value(f"ccdp:{anchor}", f"{page_path(ONTOLOGY, language)}#{anchor}")
    return Value(shorten(value[1:-1]), value[1:-1], outside=True)


def _uses(graph: SiteGraph) -> Counter[str]:
    """Count the statements that use each property, and the instances of each class."""
    uses: Counter[str] = Counter()
    for description in graph.facts.by_subject.values():
        for predicate, values in description.items():
            uses[predicate] += len(values)
        uses.update(description.get(A, ()))
    return uses
