"""The pages of things, their indexes, and the files that say the same to programs."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ccdp_graph.i18n import INDEXES, WORDS
from ccdp_graph.rdf import name, rdf_xml_and_json_ld, turtle_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import KINDS, LANGUAGES, Resource, SiteGraph, Value
from ccdp_graph.web.html import Cells, HtmlWriter, escaped, writer_of
from ccdp_graph.web.layout import Choice, Filter, Head, Link, ListPage, PageLayout
from ccdp_graph.web.record import (
    Fact,
    PropertyNames,
    Row,
    adopters,
    described_elsewhere,
    description,
    display_value,
    facts_of,
    rows,
)
from ccdp_graph.web.signposting import TYPES, link_set, links_of
from ccdp_graph.web.structured_data import SchemaOrgView, page_json, script_text
from ccdp_graph.web.summary import summary_groups

File = tuple[str, bytes]

_Users = tuple[str, list[tuple[Value, str]]]

_COLUMNS = {
    "resource": ("ccdp:resourceType", "dcterms:spatial", "dcterms:conformsTo"),
    "network": ("dcterms:type", "ccdp:coordinatingCountry", "dcterms:conformsTo"),
    "organisation": ("dcterms:spatial",),
    "place": ("skos:broader",),
    "concept": ("skos:inScheme", "skos:broader"),
}

_AGENT = name("prov:agent")

_LISTED = frozenset({"place", "concept"})

_MAX_SUMMARY_LENGTH = 300

_LEAD = ' class="lead"'

_ADOPTERS = ("name", "kind", "country", "holder", "partner")

_ELSEWHERE = ("catalogue", "called", "changed")


def thing_files(
    graph: SiteGraph,
    view: SchemaOrgView,
    thing: Resource,
    frame: PageLayout,
    names: Mapping[str, PropertyNames],
) -> Iterator[File]:
    """Give the pages of a thing in each language, its statements in three formats, its link set.

    Args:
        view: The whole graph in the view for schema.org.
        names: The names of properties, by language.
    """
    links = links_of(thing, graph, frame)
    facts = facts_of(graph, thing)
    for language in LANGUAGES:
        yield (
            page_path(thing.path, language),
            _thing_page(graph, view, thing, facts, frame, names[language], language, links),
        )
    statements = sorted(set(graph.statements(thing)))
    yield f"{thing.path}.ttl", turtle_of(statements, frame.names).encode()
    xml, json_text = rdf_xml_and_json_ld(statements, frame.names.prefixes)
    yield f"{thing.path}.jsonld", json_text
    yield f"{thing.path}.rdf", xml
    yield f"{thing.path}.linkset.json", link_set(thing, frame, links)


def index_files(
    graph: SiteGraph, kind: str, frame: PageLayout, names: Mapping[str, PropertyNames]
) -> Iterator[File]:
    """Give the index of a kind: a table of all, and lists to choose by, which need no script."""
    things = graph.of_kind(kind)
    for language in LANGUAGES:
        own = names[language]
        predicates = _COLUMNS[kind]
        listed = sorted(things, key=lambda t: (graph.label(t.term, language)[0].casefold(), t.path))
        page = ListPage(
            title=WORDS[language][INDEXES[kind]],
            headings=(WORDS[language]["name"], *(own[name(p)] for p in predicates)),
            rows=[
                (
                    (display_value(graph, thing.term, language),),
                    *(_values(graph, thing, predicate, language) for predicate in predicates),
                )
                for thing in listed
            ],
            filters=tuple(
                _filter(graph, things, predicate, language, own[name(predicate)])
                for predicate in predicates
            ),
        )
        path = f"{kind}/index"
        yield page_path(path, language), frame.list_page(page, path, language)


def _thing_page(
    graph: SiteGraph,
    view: SchemaOrgView,
    thing: Resource,
    facts: Sequence[Fact],
    frame: PageLayout,
    names: PropertyNames,
    language: str,
    links: Sequence[Link],
) -> bytes:
    title, title_language = graph.label(thing.term, language)
    words, writer = WORDS[language], writer_of(thing.path, language)
    said = description(graph, thing, names, language)
    known = rows(graph, thing, facts, names, language)
    uses = adopters(graph, thing, language)
    elsewhere = described_elsewhere(graph, thing, language)
    users = _users(graph, thing, names, language, {row[0][0] for row in uses})
    uncited = words["listed" if thing.kind in _LISTED else "derived"]
    content = frame.filled(
        "thing.html",
        writer,
        {
            "kind": writer.cell((_kind(graph, thing, language),)),
            "name": writer.element("h1", Value(title, language=title_language)),
            "lead": "\n" + writer.element("p", said.values[0], _LEAD) if said else "",
            "adopters": _table(writer, words["adopters"], [words[w] for w in _ADOPTERS], uses),
            "told": _told(thing, known, users, writer),
            "elsewhere": _table(
                writer, words["described"], [words[w] for w in _ELSEWHERE], elsewhere
            ),
            "reasons": writer.reasons((said, *known) if said and said.cells else known, uncited),
            "citation": escaped(_citation(title, thing, frame, language)),
            "files": _files(thing, writer.root),
            "iri": escaped(thing.iri),
        },
    )
    head = Head(
        title,
        (said.values[0].text if said else title)[:_MAX_SUMMARY_LENGTH],
        links,
        script_text(page_json(graph, view, thing, frame.edition, language)),
    )
    return frame.laid_out(content, head, thing.path, language)


def _told(
    thing: Resource, known: Sequence[Row], users: Iterable[_Users], writer: HtmlWriter
) -> str:
    """Write the facts of a thing and who names it, what is wanted at once first."""
    words = WORDS[writer.language]
    groups, more = summary_groups(thing.kind, known, writer.language)
    naming = "".join(
        [
            f'\n<h2>{escaped(heading)}</h2>\n<ul class="users">{writer.named(things)}\n</ul>'
            for heading, things in users
        ]
    )
    facts = f'\n<h2>{escaped(words["more"])}</h2>\n<dl class="facts">{writer.facts(more)}\n</dl>'
    rest = facts if more else ""
    if not groups:
        return naming + rest
    heading = f'\n<h2 class="unseen">{escaped(words["glance"])}</h2>\n'
    return heading + writer.glance(groups, words) + rest + naming


def _table(writer: HtmlWriter, title: str, headings: Sequence[str], rows: Sequence[Cells]) -> str:
    """Write a table under its heading, if there is anything to show."""
    if not rows:
        return ""
    table = writer.table(f"{title} ({len(rows)})", headings, rows)
    return f"\n<h2>{escaped(title)}</h2>{table}"


def _files(thing: Resource, root: str) -> str:
    return "".join(
        [
            f'\n  <li><a href="{escaped(root + thing.path + ending)}" type="{kind}">{text}</a></li>'
            for ending, (text, kind) in TYPES.items()
        ]
    )


def _kind(graph: SiteGraph, thing: Resource, language: str) -> Value:
    """Name the kind of a thing, a concept's by its vocabulary, with the way to all such things."""
    for scheme in graph.facts.values(thing.term, "skos:inScheme")[:1]:
        return display_value(graph, scheme, language)
    word = WORDS[language][thing.kind]
    return Value(word, page_path(f"{thing.kind}/index", language) if thing.kind in INDEXES else "")


def _users(
    graph: SiteGraph,
    thing: Resource,
    names: PropertyNames,
    language: str,
    told: Container[Value],
) -> list[_Users]:
    """Tell who names a thing, by kind, and as what: in the heading, where all do it alike.

    Args:
        told: Who was told of already.
    """
    by_user: dict[Resource, set[str]] = {}
    for predicate, user in graph.users.get(thing.term, ()):
        by_user.setdefault(user, set()).add(predicate)
    by_kind: dict[str, list[tuple[Value, str]]] = {kind: [] for kind in KINDS}
    for user, predicates in by_user.items():
        roles = predicates - {_AGENT} or predicates  # it repeats a role for other programs
        said = ", ".join(sorted({names[each] for each in roles}))
        shown = display_value(graph, user.term, language)
        if shown not in told:
            by_kind[user.kind].append((shown, said))
    return [_listed(kind, users, language) for kind, users in by_kind.items() if users]


def _listed(kind: str, users: list[tuple[Value, str]], language: str) -> _Users:
    heading = f"{WORDS[language][INDEXES.get(kind, 'catalogues')]} ({len(users)})"
    alike = {said for _, said in users}
    if len(alike) == 1:
        heading = f"{heading} – {alike.pop()}"
        users = [(shown, "") for shown, _ in users]
    return heading, sorted(users, key=lambda each: (each[0].text.casefold(), each[0].link))


def _values(graph: SiteGraph, thing: Resource, predicate: str, language: str) -> tuple[Value, ...]:
    values = graph.facts.values(thing.term, predicate)
    return tuple(display_value(graph, value, language) for value in values)


def _filter(
    graph: SiteGraph, things: Sequence[Resource], predicate: str, language: str, label: str
) -> Filter:
    numbers: dict[Value, int] = {}
    for thing in things:
        for value in _values(graph, thing, predicate, language):
            numbers[value] = numbers.get(value, 0) + 1
    ordered = sorted(numbers, key=lambda value: (value.text.casefold(), value.link))
    return Filter(label, tuple(Choice(value, numbers[value]) for value in ordered))


def _citation(title: str, thing: Resource, frame: PageLayout, language: str) -> str:
    project, edition = frame.project, frame.edition
    whole = project.title.get(language) or project.title.get("en", "")
    version = f"{WORDS[language]['version']} {edition.version}"
    return (
        f"{project.publisher} ({edition.day[:4]}). {title}. {whole}, {version}, {edition.day}. "
        f"{edition.address(page_path(thing.path, language))} ({thing.iri})"
    )
