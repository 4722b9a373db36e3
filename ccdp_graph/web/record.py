"""The content of a resource's page: a row per property, its users, its changes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ccdp_graph.i18n import NAMES, WORDS
from ccdp_graph.model import PARTNER, CellEvidence
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
    """Names of properties for readers; the properties are in N-Triples syntax.

    >>> PropertyNames({"http://purl.org/dc/terms/title": "title"})["<http://purl.org/dc/terms/title>"]
    'Title'
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the names of some properties, by IRI."""
        super().__init__()
        self._words = words

    def __missing__(self, predicate: str) -> str:
        """Create and keep the name of a property."""
        label = self._words.get(predicate[1:-1]) or shorten(predicate[1:-1])
        capitalised = self[predicate] = label[:1].upper() + label[1:]
        return capitalised


class Row(NamedTuple):
    """A property, its values, and the cells (or decisions on links) behind them."""

    predicate: str
    label: str
    values: tuple[Value, ...]
    cells: tuple[str, ...]


class Fact(NamedTuple):
    """A property of a resource, not yet in a language, and the cells behind it.

    Attributes:
        lacking: Whether the terms are reasons for a missing value.
    """

    predicate: str
    terms: tuple[str, ...]
    cells: tuple[str, ...]
    lacking: bool = False


def facts_of(graph: SiteGraph, resource: Resource) -> tuple[Fact, ...]:
    """Return the facts of a resource and of its catalogue record."""
    facts = list(_facts_of_resource(graph, resource))
    for part in graph.parts.get(resource.term, ()):
        if graph.facts.is_a(part, "dcat:CatalogRecord"):
            description = graph.facts.by_subject[part]
            facts += [
                _fact(graph, part, p, description[p]) for p in _OF_RECORD if description.get(p)
            ]
    return tuple(facts)


def rows(
    graph: SiteGraph,
    resource: Resource,
    facts: Iterable[Fact],
    names: PropertyNames,
    language: str,
) -> tuple[Row, ...]:
    """Return the facts of a resource as rows, by the names of the properties.

    A name that only repeats the heading of the page is left out.
    """
    title = graph.label(resource.term, language)[0]
    all_rows = (_row(graph, fact, names, language) for fact in facts)
    kept = (row for row in all_rows if not _repeats_title(row, title))
    return tuple(sorted(kept, key=lambda row: (row.label.casefold(), row.predicate)))


def _repeats_title(row: Row, title: str) -> bool:
    """Return whether a row only repeats the title, once per language."""
    return (
        row.predicate in _NAMING
        and any(value.text == title for value in row.values)
        and len({value.language for value in row.values}) == len(row.values)
    )


def description(
    graph: SiteGraph, resource: Resource, names: PropertyNames, language: str
) -> Row | None:
    """Return the definition of a resource, with its cells."""
    definition = graph.definition(resource.term, language)
    if definition is None:
        return None
    cells = _cells(graph, [(resource.term, _DESCRIPTION)])
    return Row(
        _DESCRIPTION, names[_DESCRIPTION], (Value(definition[0], language=definition[1]),), cells
    )


def external_rows(
    graph: SiteGraph, resource: Resource, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    """Return how other catalogues describe a resource: one row per record."""
    rows: list[tuple[tuple[Value, ...], ...]] = []
    for description in graph.external.records.get(resource.term, ()):
        title, title_language = description.title(language)
        outside = _external_value(f"<{description.address}>", language)
        link = Value(title, outside.link, title_language, outside=bool(outside.link))
        page = page_path(description.page, language) if description.page else ""
        catalogue = Value(description.catalogue, page)
        rows.append(((catalogue,), (link,), (Value(description.modified),)))
    return rows


def _facts_of_resource(graph: SiteGraph, resource: Resource) -> Iterator[Fact]:
    for predicate, values in sorted(graph.facts.by_subject[resource.term].items()):
        if predicate == _MISSING:
            yield from (_missing_fact(graph, missing) for missing in values)
        elif predicate not in _HIDDEN:
            yield _fact(graph, resource.term, predicate, values)


def _missing_fact(graph: SiteGraph, missing: str) -> Fact:
    predicate = "".join(graph.facts.values(missing, "rdf:predicate")[:1]) or _MISSING
    reasons = tuple(graph.facts.values(missing, "ccdp:reason"))
    return Fact(predicate, reasons, _cells(graph, [(missing, _REASON)]), lacking=True)


def _fact(graph: SiteGraph, subject: str, predicate: str, values: Sequence[str]) -> Fact:
    keys = [(subject, predicate)]
    prefix = f"{subject[:-1]}/"
    for value in values:
        if value.startswith(prefix):  # a period or contact: its own cells
            keys += [(value, inner) for inner in graph.facts.by_subject.get(value, {})]
    reasons = graph.external.reasons.get((subject, predicate), ())
    return Fact(predicate, tuple(sorted(values)), (*_cells(graph, keys), *reasons))


def _row(graph: SiteGraph, fact: Fact, names: PropertyNames, language: str) -> Row:
    if fact.lacking:
        reasons = ", ".join(graph.label(reason, language)[0] for reason in fact.terms)
        values: tuple[Value, ...] = (Value(WORDS[language]["missing"].format(reason=reasons)),)
    else:
        displayed = [display_value(graph, term, language) for term in fact.terms]
        values = tuple(dict.fromkeys(displayed)) if len(displayed) > 1 else tuple(displayed)
    return Row(fact.predicate, names[fact.predicate], values, fact.cells)


def display_value(graph: SiteGraph, value: str, language: str) -> Value:
    """Return a term as a displayed value: a text, or a link to its page here or elsewhere."""
    if value.startswith('"'):
        return Value(text_of(value), language=language_of(value))
    key = "displayed", value, language
    return graph.memo.get(key, lambda: _display(graph, value, language))


def _display(graph: SiteGraph, value: str, language: str) -> Value:
    resource = graph.things.get(value)
    if resource is not None:
        text, label_language = graph.label(value, language)
        return Value(text, page_path(resource.path, language), label_language)
    if graph.facts.is_a(value, "dcterms:PeriodOfTime"):
        return Value(_period(graph, value, language))
    contact = graph.facts.values(value, "vcard:hasEmail", "vcard:hasURL")
    if contact:
        return _external_value(contact[0], language)
    title = chosen(graph.facts.values(value, "dcterms:title", "vcard:fn"), language)
    if title:
        scheme = graph.schemes.get(value)
        return Value(title[0], page_path(scheme, language) if scheme else "", title[1])
    return _external_value(value, language, graph.external.names.get(value, ""))


def _external_value(term: str, language: str, name: str = "") -> Value:
    """Display an external resource by its address, and its name there if known."""
    address = term[1:-1]
    if address in NAMES[language]:
        return Value(NAMES[language][address])
    if not address.startswith(("http://", "https://", "mailto:")):
        return Value(f"{name} ({address})" if name else address)
    text = re.sub("^(https?://|mailto:)", "", address).removesuffix("/")
    return Value(f"{name} ({text})" if name else text, address, outside=True)


def _period(graph: SiteGraph, period: str, language: str) -> str:
    start = "".join(map(text_of, graph.facts.values(period, "dcat:startDate")[:1]))
    end = "".join(map(text_of, graph.facts.values(period, "dcat:endDate")[:1]))
    if start and end:
        return f"{start}–{end}"
    return WORDS[language]["since" if start else "until"].format(start=start, end=end)


def _cells(graph: SiteGraph, keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    lists = [evidence for s, p in keys if (evidence := graph.cells.get((s[1:-1], p[1:-1])))]
    if len(lists) == 1:  # as nearly always: each list is sorted and without duplicates
        return tuple(map(_citation_text, lists[0]))
    return tuple(map(_citation_text, sorted(set().union(*lists))))


@lru_cache(maxsize=4096)  # a page of a country or a concept says the same of many
def _citation_text(citation: CellEvidence) -> str:
    text = " ".join(citation.text.split())
    text = text if len(text) <= _MAX_TEXT_LENGTH else f"{text[:_MAX_TEXT_LENGTH]}…"
    header = f" ({citation.header})" if citation.header else ""
    return f"{citation.cell.sheet}!{citation.cell.address}{header}: {text}"


_ADOPTION_PROPERTIES = frozenset(map(name, ("dcterms:conformsTo", "healthdcatap:hasCodingSystem")))


def adopters(
    graph: SiteGraph, resource: Resource, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    """Return the records that use a resource, with places, holders and technical partners."""
    users = {
        user.term: graph.types[user.kind]
        for predicate, user in graph.users.get(resource.term, ())
        if predicate in _ADOPTION_PROPERTIES and user.kind in graph.types
    }
    rows = [
        (
            (display_value(graph, term, language),),
            (Value(kind.label(language)),),
            *(
                tuple(
                    display_value(graph, value, language)
                    for value in graph.facts.values(term, *properties)
                )
                for properties in (
                    ("dcterms:spatial",),
                    kind.responsible,
                    kind.organisations.get(PARTNER, ()),
                )
            ),
        )
        for term, kind in sorted(users.items(), key=lambda user: user[0])
    ]
    return sorted(rows, key=lambda row: (row[1][0].text, row[0][0].text.casefold()))


def days_of_change(graph: SiteGraph) -> Mapping[str, str]:
    """Return, by resource with a page, the date of its record, the latest first."""
    days = {}
    for record in graph.facts.typed("dcat:CatalogRecord"):
        for topic in graph.facts.values(record, "foaf:primaryTopic"):
            changed = graph.facts.values(record, "dcterms:modified")
            if topic in graph.things and changed:
                days[topic] = text_of(changed[-1])[:10]
    ordered = sorted(sorted(days), key=lambda topic: days[topic], reverse=True)
    return {topic: days[topic] for topic in ordered}
