"""The pages of the vocabularies: each as a tree of its concepts, with definitions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ccdp_graph.i18n import OVERVIEW_WORDS, TERM_WORDS, WORDS
from ccdp_graph.rdf import GraphIndex, text_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, SiteGraph, Value, chosen
from ccdp_graph.web.layout import ListPage, PageLayout
from ccdp_graph.web.pages.ontology import ONTOLOGY
from ccdp_graph.web.pages.records import File

INDEX = "vocabulary/index"


@dataclass(frozen=True, slots=True)
class Node:
    """One concept of a tree.

    Attributes:
        number: How many records and other things name it.
    """

    anchor: str
    label: Value
    definition: str
    language: str
    codes: str
    number: int
    below: tuple["Node", ...]


def vocabulary_files(graph: SiteGraph, frame: PageLayout) -> Iterator[File]:
    """Give a page a vocabulary, and their index."""
    facts = _all_concepts(graph)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for concept in facts.typed("skos:Concept"):
        for scheme in facts.values(concept, "skos:inScheme"):
            members[scheme].append(concept)
    for language in LANGUAGES:
        for scheme, path in graph.schemes.items():
            yield (
                page_path(path, language),
                _page(graph, facts, scheme, members[scheme], path, frame, language),
            )
        yield page_path(INDEX, language), _index(graph, facts, members, frame, language)


def _all_concepts(graph: SiteGraph) -> GraphIndex:
    """Return what the vocabularies say, and the graph of concepts that are in none of them."""
    known, facts = graph.lore.vocabularies, graph.facts
    every = {*facts.typed("skos:Concept"), *facts.typed("skos:ConceptScheme")}
    others = sorted(every - known.by_subject.keys())
    said = (statement for term in others for statement in facts.statements(term))
    return GraphIndex.of(chain(known.all_statements(), said))


def _page(
    graph: SiteGraph,
    facts: GraphIndex,
    scheme: str,
    concepts: Sequence[str],
    path: str,
    frame: PageLayout,
    language: str,
) -> bytes:
    words = TERM_WORDS[language]
    title = _said(facts, scheme, "dcterms:title", language) or ("", "")
    lead = _said(facts, scheme, "dcterms:description", language) or ("", "")
    file = graph.lore.dump_path(scheme)
    head = [
        (words[name], [Value(text_of(v), v[1:-1] if v[0] == "<" else "", outside=v[0] == "<")])
        for name in ("owl:versionInfo", "dcterms:modified", "dcterms:source", "dcterms:license")
        for v in facts.values(scheme, name)[:1]
    ]
    head += [(words["rights"], [Value(text_of(v))]) for v in facts.values(scheme, "dcterms:rights")]
    head += [(words["file"], [Value(file.rpartition("/")[2], file)])] if file else []
    return frame.page(
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
    """Put each concept below the broader one; one that has none in the scheme is at the top."""
    own = set(concepts)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for concept in concepts:
        above = [b for b in facts.values(concept, "skos:broader") if b in own and b != concept]
        below[above[0] if above else ""].append(concept)
    seen: set[str] = set()

    def nodes(parent: str) -> tuple[Node, ...]:
        fresh = [concept for concept in below[parent] if concept not in seen]
        seen.update(fresh)
        made = [_node(graph, facts, concept, nodes(concept), language) for concept in fresh]
        return tuple(sorted(made, key=lambda node: (node.label.text.casefold(), node.anchor)))

    tops = nodes("")
    rest = [concept for concept in concepts if concept not in seen]  # broader in a circle
    return (*tops, *(_node(graph, facts, concept, (), language) for concept in rest))


def _node(
    graph: SiteGraph, facts: GraphIndex, concept: str, below: tuple[Node, ...], language: str
) -> Node:
    end = concept[1:-1].rstrip("/#").rpartition("/")[2]
    label = _said(facts, concept, "skos:prefLabel", language) or (end, "")
    definition = _said(facts, concept, "skos:definition", language) or ("", "")
    thing = graph.things.get(concept)
    codes = (text_of(code) for code in facts.values(concept, "skos:notation"))
    return Node(
        anchor=end,
        label=Value(label[0], page_path(thing.path, language) if thing else "", label[1]),
        definition=definition[0],
        language=definition[1],
        codes=", ".join(code for code in codes if code.casefold() != label[0].casefold()),
        number=len({user.term for _, user in graph.users.get(concept, ())}),
        below=below,
    )


def _said(facts: GraphIndex, term: str, name: str, language: str) -> tuple[str, str] | None:
    return chosen(facts.values(term, name), language)


def _index(
    graph: SiteGraph,
    facts: GraphIndex,
    members: Mapping[str, Sequence[str]],
    frame: PageLayout,
    language: str,
) -> bytes:
    words = TERM_WORDS[language]
    rows: list[tuple[tuple[Value, ...], ...]] = []
    for scheme, path in graph.schemes.items():
        title = _said(facts, scheme, "dcterms:title", language) or (path.rpartition("/")[2], "")
        lead = _said(facts, scheme, "dcterms:description", language) or ("", "")
        concepts = members.get(scheme, ())
        used = sum(concept in graph.things for concept in concepts)
        file = graph.lore.dump_path(scheme)
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
    of_terms = Value(OVERVIEW_WORDS[language]["ontology"], page_path(ONTOLOGY, language))
    all_concepts = Value(words["all-concepts"], page_path("concept/index", language))
    rows += [((link,), (), (), (), ()) for link in (all_concepts, of_terms)]
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
    return frame.list_page(page, INDEX, language)
