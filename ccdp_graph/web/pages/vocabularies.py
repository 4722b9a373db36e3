"""The pages of the vocabularies: each as a tree of its concepts, with definitions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ccdp_graph.i18n import OVERVIEW_WORDS, TERM_WORDS, WORDS, languages
from ccdp_graph.rdf import GraphIndex, text_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value, chosen
from ccdp_graph.web.layout import ListPage, PageLayout
from ccdp_graph.web.pages.ontology import ONTOLOGY
from ccdp_graph.web.pages.records import File

INDEX = "vocabulary/index"


@dataclass(frozen=True, slots=True)
class Node:
    """One concept in the tree.

    Attributes:
        number: How many records and other resources refer to it.
    """

    anchor: str
    label: Value
    definition: str
    language: str
    codes: str
    number: int
    below: tuple["Node", ...]


def vocabulary_files(graph: SiteGraph, layout: PageLayout) -> Iterator[File]:
    """Yield one page per vocabulary, and their index."""
    facts = _all_concepts(graph)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for concept in facts.typed("skos:Concept"):
        for scheme in facts.values(concept, "skos:inScheme"):
            members[scheme].append(concept)
    for language in languages():
        for scheme, path in graph.schemes.items():
            yield (
                page_path(path, language),
                _page(graph, facts, scheme, members[scheme], path, layout, language),
            )
        yield page_path(INDEX, language), _index(graph, facts, members, layout, language)


def _all_concepts(graph: SiteGraph) -> GraphIndex:
    """Return the vocabularies, and the concepts of the graph that are in none of them."""
    vocabularies, facts = graph.terminology.vocabularies, graph.facts
    terms = {*facts.typed("skos:Concept"), *facts.typed("skos:ConceptScheme")}
    others = sorted(terms - vocabularies.by_subject.keys())
    statements = (statement for term in others for statement in facts.statements(term))
    return GraphIndex.of(chain(vocabularies.all_statements(), statements))


def _page(
    graph: SiteGraph,
    facts: GraphIndex,
    scheme: str,
    concepts: Sequence[str],
    path: str,
    layout: PageLayout,
    language: str,
) -> bytes:
    words = TERM_WORDS[language]
    title = _text_of(facts, scheme, "dcterms:title", language) or ("", "")
    lead = _text_of(facts, scheme, "dcterms:description", language) or ("", "")
    file = graph.terminology.dump_path(scheme)
    head = [
        (words[name], [Value(text_of(v), v[1:-1] if v[0] == "<" else "", outside=v[0] == "<")])
        for name in ("owl:versionInfo", "dcterms:modified", "dcterms:source", "dcterms:license")
        for v in facts.values(scheme, name)[:1]
    ]
    head += [(words["rights"], [Value(text_of(v))]) for v in facts.values(scheme, "dcterms:rights")]
    head += [(words["file"], [Value(file.rpartition("/")[2], file)])] if file else []
    return layout.page(
        "vocabulary.html",
        path,
        language,
        title=title[0] or path.rpartition("/")[2],
        lead=lead[0],
        head=head,
        tree=_tree(graph, facts, concepts, language),
        iri=scheme[1:-1],
        words_of_terms=words,
        number=len(concepts),
        index=Value(WORDS[language]["vocabularies"], page_path(INDEX, language)),
    )


def _tree(
    graph: SiteGraph, facts: GraphIndex, concepts: Sequence[str], language: str
) -> tuple[Node, ...]:
    """Put each concept below its broader one; one without a broader one is at the top."""
    members = set(concepts)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for concept in concepts:
        broader = [
            b for b in facts.values(concept, "skos:broader") if b in members and b != concept
        ]
        below[broader[0] if broader else ""].append(concept)
    seen: set[str] = set()

    def nodes(parent: str) -> tuple[Node, ...]:
        unseen = [concept for concept in below[parent] if concept not in seen]
        seen.update(unseen)
        made_nodes = [_node(graph, facts, concept, nodes(concept), language) for concept in unseen]
        return tuple(sorted(made_nodes, key=lambda node: (node.label.text.casefold(), node.anchor)))

    tops = nodes("")
    circular = [
        concept for concept in concepts if concept not in seen
    ]  # in a cycle of broader concepts
    return (*tops, *(_node(graph, facts, concept, (), language) for concept in circular))


def _node(
    graph: SiteGraph, facts: GraphIndex, concept: str, below: tuple[Node, ...], language: str
) -> Node:
    local_name = concept[1:-1].rstrip("/#").rpartition("/")[2]
    label = _text_of(facts, concept, "skos:prefLabel", language) or (local_name, "")
    definition = _text_of(facts, concept, "skos:definition", language) or ("", "")
    resource = graph.things.get(concept)
    codes = (text_of(code) for code in facts.values(concept, "skos:notation"))
    return Node(
        anchor=local_name,
        label=Value(label[0], page_path(resource.path, language) if resource else "", label[1]),
        definition=definition[0],
        language=definition[1],
        codes=", ".join(code for code in codes if code.casefold() != label[0].casefold()),
        number=len({user.term for _, user in graph.users.get(concept, ())}),
        below=below,
    )


def _text_of(facts: GraphIndex, term: str, name: str, language: str) -> tuple[str, str] | None:
    return chosen(facts.values(term, name), language)


def _index(
    graph: SiteGraph,
    facts: GraphIndex,
    members: Mapping[str, Sequence[str]],
    layout: PageLayout,
    language: str,
) -> bytes:
    words = TERM_WORDS[language]
    rows: list[tuple[tuple[Value, ...], ...]] = []
    for scheme, path in graph.schemes.items():
        title = _text_of(facts, scheme, "dcterms:title", language) or (path.rpartition("/")[2], "")
        lead = _text_of(facts, scheme, "dcterms:description", language) or ("", "")
        concepts = members.get(scheme, ())
        used = sum(concept in graph.things for concept in concepts)
        file = graph.terminology.dump_path(scheme)
        rows.append(
            (
                (Value(title[0], page_path(path, language), title[1]),),
                (Value(lead[0], language=lead[1]),),
                (Value(str(len(concepts))),),
                (Value(str(used)),),
                (Value(file.rpartition("/")[2], file),) if file else (),
            )
        )
    rows.sort(key=lambda row: row[0][0].text.casefold())
    ontology_link = Value(OVERVIEW_WORDS[language]["ontology"], page_path(ONTOLOGY, language))
    all_concepts = Value(words["all-concepts"], page_path("concept/index", language))
    rows += [((link,), (), (), (), ()) for link in (all_concepts, ontology_link)]
    page = ListPage(
        WORDS[language]["vocabularies"],
        (
            WORDS[language]["vocabulary"],
            words["holds"],
            words["concepts"],
            words["used"],
            words["file"],
        ),
        rows,
        caption=WORDS[language]["vocabularies"],
        lead=words["lead"],
    )
    return layout.list_page(page, INDEX, language)
