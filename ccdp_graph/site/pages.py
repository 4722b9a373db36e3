"""The pages of things, their indexes, and the files that say the same to programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ccdp_graph.publishing.facts import Facts, name
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.turtle import turtle_of
from ccdp_graph.site.edition import page_path
from ccdp_graph.site.glance import at_a_glance
from ccdp_graph.site.rendering import Choice, Filter, Frame, Link, ListPage
from ccdp_graph.site.search_engines import page_json, script_markup
from ccdp_graph.site.things import KINDS, LANGUAGES, SiteGraph, Thing
from ccdp_graph.site.told import (
    Value,
    described_elsewhere,
    description,
    rows,
    shown_value,
    word_of,
)
from ccdp_graph.site.wording import INDEXES, WORDS
from ccdp_graph.store.serialising import json_ld, rdf_xml

File = tuple[str, bytes]
TYPES = {
    ".ttl": ("Turtle", "text/turtle"),
    ".jsonld": ("JSON-LD", "application/ld+json"),
    ".rdf": ("RDF/XML", "application/rdf+xml"),
}
_LINK_SET = "application/linkset+json"
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
    graph: SiteGraph, view: Facts, thing: Thing, frame: Frame, words: Mapping[str, Any]
) -> Iterator[File]:
    """Give the pages of a thing in each language, its statements in three formats, its link set.

    Args:
        view: The whole graph in the view for schema.org.
        words: The names of properties, by language.
    """
    links = _links(thing, frame)
    for language in LANGUAGES:
        yield (
            page_path(thing.path, language),
            _thing_page(graph, view, thing, frame, words[language], language, links),
        )
    statements = sorted(set(graph.statements(thing)))
    prefixes = {**PREFIXES, "ccdpi": frame.project.base}
    yield f"{thing.path}.ttl", turtle_of(statements, prefixes).encode()
    yield f"{thing.path}.jsonld", json_ld(statements)
    yield f"{thing.path}.rdf", rdf_xml(statements, prefixes)
    yield f"{thing.path}.linkset.json", _link_set(thing, frame, links)


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
    view: Facts,
    thing: Thing,
    frame: Frame,
    names: Mapping[str, str],
    language: str,
    links: Sequence[Link],
) -> bytes:
    title, title_language = graph.label(thing.term, language)
    said = description(graph, thing, language)
    document = page_json(graph, view, thing, frame.edition, language)
    known = rows(graph, thing, names, language)
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
        known=known,
        uncited=WORDS[language]["listed" if thing.kind in _LISTED else "derived"],
        elsewhere=described_elsewhere(graph, thing, language),
        users=_users(graph, thing, names, language),
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
    word = WORDS[language][thing.kind]
    for scheme in graph.facts.values(thing.term, "skos:inScheme")[:1]:
        word = shown_value(graph, scheme, language).text
    return Value(word, page_path(f"{thing.kind}/index", language) if thing.kind in INDEXES else "")


def _users(
    graph: SiteGraph, thing: Thing, names: Mapping[str, str], language: str
) -> list[tuple[str, list[tuple[Value, str]]]]:
    """Tell who names a thing, by kind, and as what: in the heading, where all do it alike."""
    by_user: dict[Thing, set[str]] = {}
    for predicate, user in graph.users.get(thing.term, ()):
        by_user.setdefault(user, set()).add(predicate)
    by_kind: dict[str, list[tuple[Value, str]]] = {kind: [] for kind in KINDS}
    for user, predicates in by_user.items():
        roles = predicates - {_AGENT} or predicates  # it repeats a role for other programs
        said = ", ".join(sorted({word_of(names, each) for each in roles}))
        by_kind[user.kind].append((shown_value(graph, user.term, language), said))
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


def _links(thing: Thing, frame: Frame) -> tuple[Link, ...]:
    address = frame.edition.address
    found = [Link("cite-as", thing.iri), Link("type", "https://schema.org/AboutPage")]
    if thing.kind == "resource":
        found.append(Link("type", "https://schema.org/Dataset"))
    found += [
        Link("describedby", address(thing.path + ending), kind)
        for ending, (_, kind) in TYPES.items()
    ]
    found += [Link("license", frame.project.licence)] if frame.project.licence else []
    found += [Link("linkset", address(f"{thing.path}.linkset.json"), _LINK_SET)]
    return tuple(found)


def _link_set(thing: Thing, frame: Frame, links: Sequence[Link]) -> bytes:
    """Write the links of a thing as a link set. Source: RFC 9264, section 4.2."""
    context: dict[str, Any] = {"anchor": frame.edition.address(page_path(thing.path, "en"))}
    for link in links:
        target = {"href": link.href} | ({"type": link.type} if link.type else {})
        if link.rel != "linkset":
            context.setdefault(link.rel, []).append(target)
    backwards = [
        {
            "anchor": frame.edition.address(thing.path + ending),
            "describes": [{"href": context["anchor"], "type": "text/html"}],
        }
        for ending in TYPES
    ]
    return (json.dumps({"linkset": [context, *backwards]}, indent=2) + "\n").encode()
