"""The pages of things, their indexes, and the files that say the same to programs."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from ccdp_graph.publishing.facts import name
from ccdp_graph.rdf.turtle import turtle_of
from ccdp_graph.site.adopters import adopters
from ccdp_graph.site.edition import page_path
from ccdp_graph.site.glance import at_a_glance
from ccdp_graph.site.rendering import Choice, Filter, Frame, Link, ListPage
from ccdp_graph.site.search_engines import EngineView, page_json, script_markup
from ccdp_graph.site.signposting import TYPES, link_set, links_of
from ccdp_graph.site.things import KINDS, LANGUAGES, SiteGraph, Thing, Value
from ccdp_graph.site.told import (
    Fact,
    described_elsewhere,
    description,
    facts_of,
    rows,
    shown_value,
    word_of,
)
from ccdp_graph.site.wording import INDEXES, WORDS
from ccdp_graph.store.serialising import rdf_xml_and_json_ld

File = tuple[str, bytes]
_COLUMNS = {
    "resource": ("ccdp:resourceType", "dcterms:spatial", "dcterms:conformsTo"),
    "network": ("dcterms:type", "ccdp:coordinatingCountry", "dcterms:conformsTo"),
    "organisation": ("dcterms:spatial",),
    "place": ("skos:broader",),
    "concept": ("skos:inScheme", "skos:broader"),
}
_AGENT = name("prov:agent")
_LISTED = frozenset({"place", "concept"})
_LONGEST_SUMMARY = 300


def thing_files(
    graph: SiteGraph, view: EngineView, thing: Thing, frame: Frame, words: Mapping[str, Any]
) -> Iterator[File]:
    """Give the pages of a thing in each language, its statements in three formats, its link set.

    Args:
        view: The whole graph in the view for schema.org.
        words: The names of properties, by language.
    """
    links = links_of(thing, graph, frame)
    facts = facts_of(graph, thing)
    for language in LANGUAGES:
        yield (
            page_path(thing.path, language),
            _thing_page(graph, view, thing, facts, frame, words[language], language, links),
        )
    statements = sorted(set(graph.statements(thing)))
    yield f"{thing.path}.ttl", turtle_of(statements, frame.names).encode()
    xml, json_text = rdf_xml_and_json_ld(statements, frame.names.prefixes)
    yield f"{thing.path}.jsonld", json_text
    yield f"{thing.path}.rdf", xml
    yield f"{thing.path}.linkset.json", link_set(thing, frame, links)


def index_files(
    graph: SiteGraph, kind: str, frame: Frame, words: Mapping[str, Any]
) -> Iterator[File]:
    """Give the index of a kind: a table of all, and lists to choose by, which need no script."""
    things = graph.of_kind(kind)
    for language in LANGUAGES:
        own = words[language]
        predicates = _COLUMNS[kind]
        listed = sorted(things, key=lambda t: (graph.label(t.term, language)[0].casefold(), t.path))
        page = ListPage(
            title=WORDS[language][INDEXES[kind]],
            headings=(WORDS[language]["name"], *(word_of(own, name(p)) for p in predicates)),
            rows=[
                (
                    (shown_value(graph, thing.term, language),),
                    *(_values(graph, thing, predicate, language) for predicate in predicates),
                )
                for thing in listed
            ],
            filters=tuple(
                _filter(graph, things, predicate, language, word_of(own, name(predicate)))
                for predicate in predicates
            ),
        )
        path = f"{kind}/index"
        yield page_path(path, language), frame.list_page(page, path, language)


def _thing_page(
    graph: SiteGraph,
    view: EngineView,
    thing: Thing,
    facts: Sequence[Fact],
    frame: Frame,
    names: Mapping[str, str],
    language: str,
    links: Sequence[Link],
) -> bytes:
    title, title_language = graph.label(thing.term, language)
    said = description(graph, thing, names, language)
    document = page_json(graph, view, thing, frame.edition, language)
    known = rows(graph, thing, facts, names, language)
    uses = adopters(graph, thing, language)
    glance, more = at_a_glance(thing.kind, known, language)
    return frame.page(
        "thing.html",
        thing.path,
        language,
        title=title,
        title_language=title_language,
        summary=(said.values[0].text if said else title)[:_LONGEST_SUMMARY],
        kind=_kind(graph, thing, language),
        said=said,
        glance=glance,
        more=more,
        known=(said, *known) if said and said.cells else known,
        uncited=WORDS[language]["listed" if thing.kind in _LISTED else "derived"],
        elsewhere=described_elsewhere(graph, thing, language),
        adopters=uses,
        users=_users(graph, thing, names, language, {row[0][0] for row in uses}),
        citation=_citation(title, thing, frame, language),
        files=[
            {"path": thing.path + ending, "text": text, "type": kind}
            for ending, (text, kind) in TYPES.items()
        ],
        iri=thing.iri,
        links=links,
        script=script_markup(document),
    )


def _kind(graph: SiteGraph, thing: Thing, language: str) -> Value:
    """Name the kind of a thing, a concept's by its vocabulary, with the way to all such things."""
    for scheme in graph.facts.values(thing.term, "skos:inScheme")[:1]:
        return shown_value(graph, scheme, language)
    word = WORDS[language][thing.kind]
    return Value(word, page_path(f"{thing.kind}/index", language) if thing.kind in INDEXES else "")


def _users(
    graph: SiteGraph,
    thing: Thing,
    names: Mapping[str, str],
    language: str,
    told: Container[Value],
) -> list[tuple[str, list[tuple[Value, str]]]]:
    """Tell who names a thing, by kind, and as what: in the heading, where all do it alike.

    Args:
        told: Who was told of already.
    """
    by_user: dict[Thing, set[str]] = {}
    for predicate, user in graph.users.get(thing.term, ()):
        by_user.setdefault(user, set()).add(predicate)
    by_kind: dict[str, list[tuple[Value, str]]] = {kind: [] for kind in KINDS}
    for user, predicates in by_user.items():
        roles = predicates - {_AGENT} or predicates  # it repeats a role for other programs
        said = ", ".join(sorted({word_of(names, each) for each in roles}))
        shown = shown_value(graph, user.term, language)
        if shown not in told:
            by_kind[user.kind].append((shown, said))
    return [_listed(kind, users, language) for kind, users in by_kind.items() if users]


def _listed(
    kind: str, users: list[tuple[Value, str]], language: str
) -> tuple[str, list[tuple[Value, str]]]:
    heading = f"{WORDS[language][INDEXES.get(kind, 'catalogues')]} ({len(users)})"
    alike = {said for _, said in users}
    if len(alike) == 1:
        heading = f"{heading} – {alike.pop()}"
        users = [(shown, "") for shown, _ in users]
    return heading, sorted(users, key=lambda each: (each[0].text.casefold(), each[0].link))


def _values(graph: SiteGraph, thing: Thing, predicate: str, language: str) -> tuple[Value, ...]:
    values = graph.facts.values(thing.term, predicate)
    return tuple(shown_value(graph, value, language) for value in values)


def _filter(
    graph: SiteGraph, things: Sequence[Thing], predicate: str, language: str, label: str
) -> Filter:
    numbers: dict[Value, int] = {}
    for thing in things:
        for value in _values(graph, thing, predicate, language):
            numbers[value] = numbers.get(value, 0) + 1
    ordered = sorted(numbers, key=lambda value: (value.text.casefold(), value.link))
    return Filter(label, tuple(Choice(value, numbers[value]) for value in ordered))


def _citation(title: str, thing: Thing, frame: Frame, language: str) -> str:
    project, edition = frame.project, frame.edition
    whole = project.title.get(language) or project.title.get("en", "")
    version = f"{WORDS[language]['version']} {edition.version}"
    return (
        f"{project.publisher} ({edition.day[:4]}). {title}. {whole}, {version}, {edition.day}. "
        f"{edition.address(page_path(thing.path, language))} ({thing.iri})"
    )
