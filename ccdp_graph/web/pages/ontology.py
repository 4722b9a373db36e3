"""The page of our own terms: what each means, where an IRI of the ontology leads to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ccdp_graph.i18n import OVERVIEW_WORDS, TERM_WORDS
from ccdp_graph.rdf import CCDP, A, GraphIndex, shorten, text_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, SiteGraph, Value, chosen
from ccdp_graph.web.layout import PageLayout
from ccdp_graph.web.pages.records import File

ONTOLOGY = "ontology"

DUMPS = tuple(f"dumps/ontology{ending}" for ending in (".ttl", ".rdf", ".jsonld"))

_KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "rdfs:Datatype")

_NAMESPACE = f"<{CCDP}"

_LINKED = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "rdfs:range",
    "rdfs:seeAlso",
    "skos:exactMatch",
    "skos:closeMatch",
    "dcterms:isReplacedBy",
)

_TOLD = ("skos:example", "skos:scopeNote", "skos:editorialNote")

_HEAD = ("owl:versionInfo", "owl:versionIRI", "vann:preferredNamespaceUri", "dcterms:modified")


@dataclass(frozen=True, slots=True)
class Term:
    """One term as the page shows it.

    Attributes:
        anchor: The end of its IRI.
        rows: What is said of it, beside its definition.
    """

    anchor: str
    label: Value
    definition: Value
    iri: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


def ontology_files(graph: SiteGraph, frame: PageLayout) -> Iterator[File]:
    """Give the page of our own terms, by kind; its anchors are the ends of their IRIs."""
    facts = graph.lore.ontology
    heads = facts.typed("owl:Ontology")
    uses = _uses(graph)
    for language in LANGUAGES:
        words = TERM_WORDS[language]
        groups = [
            (words[kind], kind.partition(":")[2].lower(), _terms(facts, kind, uses, language))
            for kind in _KINDS
        ]
        title = _first(facts, heads, "dcterms:title", language)
        text = frame.page(
            "ontology.html",
            ONTOLOGY,
            language,
            title=title.text or OVERVIEW_WORDS[language]["ontology"],
            lead=_first(facts, heads, "dcterms:description", language).text,
            head=[
                (words[name], tuple(_linked(facts, value, language) for value in values))
                for name in _HEAD
                for head in heads
                if (values := facts.values(head, name))
            ],
            groups=[group for group in groups if group[2]],
            words_of_terms=words,
            contents=OVERVIEW_WORDS[language]["contents"],
            files=[(path.rpartition("/")[2], path) for path in DUMPS],
        )
        yield page_path(ONTOLOGY, language), text


def _terms(facts: GraphIndex, kind: str, uses: Counter[str], language: str) -> list[Term]:
    words = TERM_WORDS[language]
    found = []
    for term in facts.typed(kind):
        if not term.startswith(_NAMESPACE):
            continue
        anchor = term.removeprefix(_NAMESPACE)[:-1]
        rows = [
            (words[name], tuple(_linked(facts, value, language) for value in values))
            for name in _LINKED
            if (values := facts.values(term, name))
        ]
        for name in _TOLD:
            said = _first(facts, [term], name, language)
            if said.text:
                rows.append((words[name], (said,)))
        rows.append((words["uses"], (Value(str(uses[term])),)))
        label = _first(facts, [term], "rdfs:label", language)
        definition = _first(facts, [term], "skos:definition", language)
        label = label if label.text else Value(anchor)
        found.append(Term(anchor, label, definition, term[1:-1], tuple(rows)))
    return sorted(found, key=lambda each: (each.label.text.casefold(), each.anchor))


def _first(facts: GraphIndex, subjects: list[str], name: str, language: str) -> Value:
    said = chosen((v for subject in subjects for v in facts.values(subject, name)), language)
    return Value(said[0], language=said[1]) if said else Value("")


def _linked(facts: GraphIndex, value: str, language: str) -> Value:
    """Show a value: a term of ours by its anchor, another by its prefixed name."""
    if value.startswith('"'):
        return Value(text_of(value))
    if value.startswith(_NAMESPACE) and value in facts.by_subject:
        anchor = value.removeprefix(_NAMESPACE)[:-1]
        return Value(f"ccdp:{anchor}", f"{page_path(ONTOLOGY, language)}#{anchor}")
    return Value(shorten(value[1:-1]), value[1:-1], outside=True)


def _uses(graph: SiteGraph) -> Counter[str]:
    """Count the statements that use each property, and the instances of each class."""
    found: Counter[str] = Counter()
    for own in graph.facts.by_subject.values():
        for predicate, values in own.items():
            found[predicate] += len(values)
        found.update(own.get(A, ()))
    return found
