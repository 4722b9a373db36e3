"""What a page tells of a thing: a row a property; who uses it; when it changed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ccdp_graph.i18n import NAMES, WORDS
from ccdp_graph.model import CellEvidence
from ccdp_graph.rdf import A, language_of, name, shorten, text_of
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import (
    Resource,
    SiteGraph,
    Value,
    chosen,
)

_DESCRIPTION = name("dcterms:description")

_MISSING = name("ccdp:missingValue")

_REASON = name("ccdp:reason")

_HIDDEN = {
    A,
    _DESCRIPTION,
    *map(
        name,
        (
            "prov:qualifiedAttribution",
            "skos:inScheme",
            "dcat:dataset",
            "dcat:record",
            "dcat:resource",
            "foaf:primaryTopic",
        ),
    ),
}

_NAMING = frozenset(map(name, ("dcterms:title", "foaf:name", "skos:prefLabel")))

_OF_RECORD = tuple(
    map(name, ("ccdp:verification", "dcterms:source", "ccdp:sourceText", "dcterms:modified"))
)

_MAX_TEXT_LENGTH = 160


class PropertyNames(dict[str, str]):
    """Names of properties for readers; the properties are written as N-Triples does.

    >>> PropertyNames({"http://purl.org/dc/terms/title": "title"})["<http://purl.org/dc/terms/title>"]
    'Title'
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take what some properties are called, by IRI."""
        super().__init__()
        self._words = words

    def __missing__(self, predicate: str) -> str:
        """Name a property for the first time."""
        said = self._words.get(predicate[1:-1]) or shorten(predicate[1:-1])
        found = self[predicate] = said[:1].upper() + said[1:]
        return found


class Row(NamedTuple):
    """A property, its values, and the cells (of links, the decisions) that say so."""

    predicate: str
    label: str
    values: tuple[Value, ...]
    cells: tuple[str, ...]


class Fact(NamedTuple):
    """A property of a thing, in no language yet, and the cells that say so.

    Attributes:
        lacking: Whether the terms are reasons why there is no value.
    """

    predicate: str
    terms: tuple[str, ...]
    cells: tuple[str, ...]
    lacking: bool = False


def facts_of(graph: SiteGraph, thing: Resource) -> tuple[Fact, ...]:
    """Return what is known of a thing and of its record."""
    found = list(_own(graph, thing))
    for part in graph.parts.get(thing.term, ()):
        if graph.facts.is_a(part, "dcat:CatalogRecord"):
            own = graph.facts.by_subject[part]
            found += [_fact(graph, part, p, own[p]) for p in _OF_RECORD if own.get(p)]
    return tuple(found)


def rows(
    graph: SiteGraph,
    thing: Resource,
    facts: Iterable[Fact],
    names: PropertyNames,
    language: str,
) -> tuple[Row, ...]:
    """Tell what is known of a thing, by the names of the properties.

    A name that only says the heading of the page again is left out.
    """
    title = graph.label(thing.term, language)[0]
    told = (_row(graph, fact, names, language) for fact in facts)
    kept = (row for row in told if not _only_says(row, title))
    return tuple(sorted(kept, key=lambda row: (row.label.casefold(), row.predicate)))


def _only_says(row: Row, title: str) -> bool:
    """Tell whether a row only names a thing by its title, once a language."""
    return (
        row.predicate in _NAMING
        and any(value.text == title for value in row.values)
        and len({value.language for value in row.values}) == len(row.values)
    )


def description(
    graph: SiteGraph, thing: Resource, names: PropertyNames, language: str
) -> Row | None:
    """Return what a thing is said to be, with its cells."""
    said = graph.definition(thing.term, language)
    if said is None:
        return None
    where = _cells(graph, [(thing.term, _DESCRIPTION)])
    return Row(_DESCRIPTION, names[_DESCRIPTION], (Value(said[0], language=said[1]),), where)


def described_elsewhere(
    graph: SiteGraph, thing: Resource, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    """Tell how other catalogues describe a thing: catalogue, title, date; one row a record."""
    rows: list[tuple[tuple[Value, ...], ...]] = []
    for described in graph.elsewhere.records.get(thing.term, ()):
        title, said_in = described.title(language)
        shown = _outside(f"<{described.address}>", language)
        link = Value(title, shown.link, said_in, outside=bool(shown.link))
        page = page_path(described.page, language) if described.page else ""
        catalogue = Value(described.catalogue, page)
        rows.append(((catalogue,), (link,), (Value(described.modified),)))
    return rows


def _own(graph: SiteGraph, thing: Resource) -> Iterator[Fact]:
    for predicate, values in sorted(graph.facts.by_subject[thing.term].items()):
        if predicate == _MISSING:
            yield from (_lacking(graph, missing) for missing in values)
        elif predicate not in _HIDDEN:
            yield _fact(graph, thing.term, predicate, values)


def _lacking(graph: SiteGraph, missing: str) -> Fact:
    about = "".join(graph.facts.values(missing, "rdf:predicate")[:1]) or _MISSING
    reasons = tuple(graph.facts.values(missing, "ccdp:reason"))
    return Fact(about, reasons, _cells(graph, [(missing, _REASON)]), lacking=True)


def _fact(graph: SiteGraph, subject: str, predicate: str, values: Sequence[str]) -> Fact:
    keys = [(subject, predicate)]
    below = f"{subject[:-1]}/"
    for value in values:
        if value.startswith(below):  # a period or contact: its own cells
            keys += [(value, inner) for inner in graph.facts.by_subject.get(value, {})]
    decided = graph.elsewhere.reasons.get((subject, predicate), ())
    return Fact(predicate, tuple(sorted(values)), (*_cells(graph, keys), *decided))


def _row(graph: SiteGraph, fact: Fact, names: PropertyNames, language: str) -> Row:
    if fact.lacking:
        said = ", ".join(graph.label(reason, language)[0] for reason in fact.terms)
        values: tuple[Value, ...] = (Value(WORDS[language]["missing"].format(said)),)
    else:
        shown = [display_value(graph, term, language) for term in fact.terms]
        values = tuple(dict.fromkeys(shown)) if len(shown) > 1 else tuple(shown)
    return Row(fact.predicate, names[fact.predicate], values, fact.cells)


def display_value(graph: SiteGraph, value: str, language: str) -> Value:
    """Show a term to a reader: as a text, or as a link to its page here or elsewhere."""
    if value.startswith('"'):
        return Value(text_of(value), language=language_of(value))
    found = graph.shown.get((value, language))
    if found is None:
        found = graph.shown[value, language] = _shown(graph, value, language)
    return found


def _shown(graph: SiteGraph, value: str, language: str) -> Value:
    thing = graph.things.get(value)
    if thing is not None:
        text, said_in = graph.label(value, language)
        return Value(text, page_path(thing.path, language), said_in)
    if graph.facts.is_a(value, "dcterms:PeriodOfTime"):
        return Value(_period(graph, value, language))
    contact = graph.facts.values(value, "vcard:hasEmail", "vcard:hasURL")
    if contact:
        return _outside(contact[0], language)
    named = chosen(graph.facts.values(value, "dcterms:title", "vcard:fn"), language)
    if named:
        scheme = graph.schemes.get(value)
        return Value(named[0], page_path(scheme, language) if scheme else "", named[1])
    return _outside(value, language, graph.elsewhere.names.get(value, ""))


def _outside(term: str, language: str, called: str = "") -> Value:
    """Show something of another place by its address, and by its name there if that is known."""
    address = term[1:-1]
    if address in NAMES[language]:
        return Value(NAMES[language][address])
    if not address.startswith(("http://", "https://", "mailto:")):
        return Value(f"{called} ({address})" if called else address)
    text = re.sub("^(https?://|mailto:)", "", address).removesuffix("/")
    return Value(f"{called} ({text})" if called else text, address, outside=True)


def _period(graph: SiteGraph, period: str, language: str) -> str:
    start = "".join(map(text_of, graph.facts.values(period, "dcat:startDate")[:1]))
    end = "".join(map(text_of, graph.facts.values(period, "dcat:endDate")[:1]))
    if start and end:
        return f"{start}–{end}"
    return WORDS[language]["since" if start else "until"].format(start or end)


def _cells(graph: SiteGraph, keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    lists = [found for s, p in keys if (found := graph.cells.get((s[1:-1], p[1:-1])))]
    if len(lists) == 1:  # as nearly always: each list is in order, and names no cell twice
        return tuple(map(_said, lists[0]))
    return tuple(map(_said, sorted(set().union(*lists))))


@lru_cache(maxsize=4096)  # a page of a country or a concept says the same of many
def _said(citation: CellEvidence) -> str:
    text = " ".join(citation.text.split())
    text = text if len(text) <= _MAX_TEXT_LENGTH else f"{text[:_MAX_TEXT_LENGTH]}…"
    header = f" ({citation.header})" if citation.header else ""
    return f"{citation.cell.sheet}!{citation.cell.address}{header}: {text}"


_ADOPTING = frozenset(map(name, ("dcterms:conformsTo", "healthdcatap:hasCodingSystem")))

_KINDS = ("network", "resource")

_COLUMNS = (
    ("dcterms:spatial",),
    ("ccdp:coordinatingOrganisation", "dcterms:publisher"),
    ("ccdp:technicalPartner",),
)


def adopters(
    graph: SiteGraph, thing: Resource, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    """Return the networks and resources that use a thing: places, holders, technical partners."""
    users = {
        user.term: user
        for predicate, user in graph.users.get(thing.term, ())
        if predicate in _ADOPTING and user.kind in _KINDS
    }
    rows = [
        (
            (display_value(graph, user.term, language),),
            (Value(WORDS[language][user.kind]),),
            *(
                tuple(
                    display_value(graph, value, language)
                    for value in graph.facts.values(user.term, *properties)
                )
                for properties in _COLUMNS
            ),
        )
        for user in sorted(users.values(), key=lambda each: (_KINDS.index(each.kind), each.term))
    ]
    return sorted(rows, key=lambda row: (row[1][0].text, row[0][0].text.casefold()))


def days_of_change(graph: SiteGraph) -> Mapping[str, str]:
    """Return, by thing with a page, the day as of which its record is, the latest first."""
    days = {}
    for record in graph.facts.typed("dcat:CatalogRecord"):
        for topic in graph.facts.values(record, "foaf:primaryTopic"):
            changed = graph.facts.values(record, "dcterms:modified")
            if topic in graph.things and changed:
                days[topic] = text_of(changed[-1])[:10]
    ordered = sorted(sorted(days), key=lambda topic: days[topic], reverse=True)
    return {topic: days[topic] for topic in ordered}
