"""The pages of resources, their indexes, and the same data in files for programs."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from ccdp_graph.i18n import WORDS, languages
from ccdp_graph.markup import escaped
from ccdp_graph.rdf import name, rdf_xml_and_json_ld, turtle_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import CONCEPT, PLACE, Resource, SiteGraph, Value
from ccdp_graph.web.html import Cells, HtmlWriter, writer_of
from ccdp_graph.web.layout import Choice, Filter, Head, Link, ListPage, PageLayout
from ccdp_graph.web.record import (
    Fact,
    PropertyNames,
    Row,
    adopters,
    description,
    display_value,
    external_rows,
    facts_of,
    rows,
)
from ccdp_graph.web.signposting import TYPES, link_set, links_of
from ccdp_graph.web.structured_data import SchemaOrgView, page_json, script_text
from ccdp_graph.web.summary import summary_groups

File = tuple[str, bytes]

_Users = tuple[str, list[tuple[Value, str]]]

_COLUMNS = {PLACE: ("skos:broader",), CONCEPT: ("skos:inScheme", "skos:broader")}
"""The columns of the indexes of vocabularies; those of records are declared with their kind."""

_AGENT = name("prov:agent")

_MAX_SUMMARY_LENGTH = 300

_LEAD = ' class="lead"'

_ADOPTER_HEADINGS = ("name", "kind", "country", "holder", "partner")

_EXTERNAL_HEADINGS = ("catalogue", "called", "changed")


def resource_files(
    graph: SiteGraph,
    view: SchemaOrgView,
    resource: Resource,
    layout: PageLayout,
    names: Mapping[str, PropertyNames],
) -> Iterator[File]:
    """Yield a resource's pages in each language, its statements in three formats, its link set.

    Args:
        view: The whole graph in the view for schema.org.
        names: The names of properties, by language.
    """
    links = links_of(resource, graph, layout)
    facts = facts_of(graph, resource)
    for language in languages():
        yield (
            page_path(resource.path, language),
            _resource_page(graph, view, resource, facts, layout, names[language], language, links),
        )
    statements = sorted(set(graph.statements(resource)))
    yield f"{resource.path}.ttl", turtle_of(statements, layout.shortener).encode()
    xml, json_text = rdf_xml_and_json_ld(statements, layout.shortener.prefixes)
    yield f"{resource.path}.jsonld", json_text
    yield f"{resource.path}.rdf", xml
    yield f"{resource.path}.linkset.json", link_set(resource, layout, links)


def index_files(
    graph: SiteGraph, kind: str, layout: PageLayout, names: Mapping[str, PropertyNames]
) -> Iterator[File]:
    """Yield the index of a kind: a table of all, and lists to filter by, without scripts."""
    resources = graph.of_kind(kind)
    predicates = graph.types[kind].index if kind in graph.types else _COLUMNS[kind]
    for language in languages():
        property_names = names[language]
        ordered = sorted(
            resources, key=lambda t: (graph.label(t.term, language)[0].casefold(), t.path)
        )
        page = ListPage(
            title=graph.kind_plural(kind, language),
            headings=(WORDS[language]["name"], *(property_names[name(p)] for p in predicates)),
            rows=[
                (
                    (display_value(graph, resource.term, language),),
                    *(_values(graph, resource, predicate, language) for predicate in predicates),
                )
                for resource in ordered
            ],
            filters=tuple(
                _filter(graph, resources, predicate, language, property_names[name(predicate)])
                for predicate in predicates
            ),
        )
        path = f"{kind}/index"
        yield page_path(path, language), layout.list_page(page, path, language)


def _resource_page(
    graph: SiteGraph,
    view: SchemaOrgView,
    resource: Resource,
    facts: Sequence[Fact],
    layout: PageLayout,
    names: PropertyNames,
    language: str,
    links: Sequence[Link],
) -> bytes:
    title, title_language = graph.label(resource.term, language)
    words, writer = WORDS[language], writer_of(resource.path, language)
    summary = description(graph, resource, names, language)
    record_rows = rows(graph, resource, facts, names, language)
    uses = adopters(graph, resource, language)
    external = external_rows(graph, resource, language)
    users = _user_groups(graph, resource, names, language, {row[0][0] for row in uses})
    uncited = words["listed" if resource.kind in _COLUMNS else "derived"]
    content = layout.fill(
        "resource.html",
        writer,
        {
            "kind": writer.cell((_kind(graph, resource, language),)),
            "name": writer.element("h1", Value(title, language=title_language)),
            "lead": "\n" + writer.element("p", summary.values[0], _LEAD) if summary else "",
            "adopters": _table(
                writer, words["adopters"], [words[w] for w in _ADOPTER_HEADINGS], uses
            ),
            "facts": _facts_html(graph, resource, record_rows, users, writer),
            "elsewhere": _table(
                writer, words["described"], [words[w] for w in _EXTERNAL_HEADINGS], external
            ),
            "reasons": writer.reasons(
                (summary, *record_rows) if summary and summary.cells else record_rows, uncited
            ),
            "citation": escaped(_citation(title, resource, layout, language)),
            "files": _files(resource, writer.root),
            "iri": escaped(resource.iri),
        },
    )
    head = Head(
        title,
        (summary.values[0].text if summary else title)[:_MAX_SUMMARY_LENGTH],
        links,
        script_text(page_json(graph, view, resource, layout.publication, language)),
    )
    return layout.render_page(content, head, resource.path, language)


def _facts_html(
    graph: SiteGraph,
    resource: Resource,
    record_rows: Sequence[Row],
    users: Iterable[_Users],
    writer: HtmlWriter,
) -> str:
    """Write the facts of a resource and its users, the summary first."""
    words = WORDS[writer.language]
    kind = graph.types.get(resource.kind)
    groups, other_rows = summary_groups(kind, record_rows, writer.language)
    users_html = "".join(
        [
            f'\n<h2>{escaped(heading)}</h2>\n<ul class="users">{writer.named(user_values)}\n</ul>'
            for heading, user_values in users
        ]
    )
    facts = (
        f'\n<h2>{escaped(words["more"])}</h2>\n<dl class="facts">{writer.facts(other_rows)}\n</dl>'
    )
    other_facts = facts if other_rows else ""
    if not groups:
        return users_html + other_facts
    heading = f'\n<h2 class="unseen">{escaped(words["glance"])}</h2>\n'
    return heading + writer.summary(groups, words) + other_facts + users_html


def _table(writer: HtmlWriter, title: str, headings: Sequence[str], rows: Sequence[Cells]) -> str:
    """Write a table under its heading, if there is anything to show."""
    if not rows:
        return ""
    table = writer.table(f"{title} ({len(rows)})", headings, rows)
    return f"\n<h2>{escaped(title)}</h2>{table}"


def _files(resource: Resource, root: str) -> str:
    return "".join(
        [
            f'\n  <li><a href="{escaped(root + resource.path + ending)}"'
            f' type="{media_type}">{format_name}</a></li>'
            for ending, (format_name, media_type) in TYPES.items()
        ]
    )


def _kind(graph: SiteGraph, resource: Resource, language: str) -> Value:
    """Return the kind of a resource (for a concept, its vocabulary), with a link to its index."""
    for scheme in graph.facts.values(resource.term, "skos:inScheme")[:1]:
        return display_value(graph, scheme, language)
    kind = resource.kind
    has_index = kind in graph.types or kind in _COLUMNS
    link = page_path(f"{kind}/index", language) if has_index else ""
    return Value(graph.kind_label(kind, language), link)


def _user_groups(
    graph: SiteGraph,
    resource: Resource,
    names: PropertyNames,
    language: str,
    listed: Container[Value],
) -> list[_Users]:
    """Group the users of a resource by kind, with their roles: in the heading, if all are alike.

    Args:
        listed: Users that are already listed.
    """
    by_user: dict[Resource, set[str]] = {}
    for predicate, user in graph.users.get(resource.term, ()):
        by_user.setdefault(user, set()).add(predicate)
    by_kind: dict[str, list[tuple[Value, str]]] = {kind: [] for kind in graph.kinds}
    for user, predicates in by_user.items():
        roles = (
            predicates - {_AGENT} or predicates
        )  # it only repeats another role, for other programs
        role_names = ", ".join(sorted({names[role] for role in roles}))
        value = display_value(graph, user.term, language)
        if value not in listed:
            by_kind[user.kind].append((value, role_names))
    return [
        _user_group(graph.kind_plural(kind, language), users)
        for kind, users in by_kind.items()
        if users
    ]


def _user_group(heading: str, users: list[tuple[Value, str]]) -> _Users:
    heading = f"{heading} ({len(users)})"
    roles = {role for _, role in users}
    if len(roles) == 1:
        heading = f"{heading} – {roles.pop()}"
        users = [(value, "") for value, _ in users]
    return heading, sorted(users, key=lambda user: (user[0].text.casefold(), user[0].link))


def _values(
    graph: SiteGraph, resource: Resource, predicate: str, language: str
) -> tuple[Value, ...]:
    values = graph.facts.values(resource.term, predicate)
    return tuple(display_value(graph, value, language) for value in values)


def _filter(
    graph: SiteGraph, resources: Sequence[Resource], predicate: str, language: str, label: str
) -> Filter:
    numbers: dict[Value, int] = {}
    for resource in resources:
        for value in _values(graph, resource, predicate, language):
            numbers[value] = numbers.get(value, 0) + 1
    ordered = sorted(numbers, key=lambda value: (value.text.casefold(), value.link))
    return Filter(label, tuple(Choice(value, numbers[value]) for value in ordered))


def _citation(title: str, resource: Resource, layout: PageLayout, language: str) -> str:
    settings, publication = layout.settings, layout.publication
    site_title = settings.title.get(language) or settings.title.get("en", "")
    version = f"{WORDS[language]['version']} {publication.version}"
    return (
        f"{settings.publisher} ({publication.day[:4]}). {title}. {site_title}, {version}, "
        f"{publication.day}. "
        f"{publication.address(page_path(resource.path, language))} ({resource.iri})"
    )
