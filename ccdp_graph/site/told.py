"""What a page tells of a thing: one row a property, with its values and the cells behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ccdp_graph.model.citation import Citation
from ccdp_graph.publishing.facts import A, language_of, name, text_of
from ccdp_graph.rdf.namespaces import shorten
from ccdp_graph.site.edition import page_path
from ccdp_graph.site.things import SiteGraph, Thing, chosen
from ccdp_graph.site.wording import WORDS

_FIRST = tuple(
    map(
        name,
        (
            "dcterms:type",
            "ccdp:resourceType",
            "dcterms:spatial",
            "ccdp:coordinatingCountry",
            "ccdp:geographicScope",
            "dcterms:conformsTo",
            "ccdp:federationApproach",
            "ccdp:governance",
            "ccdp:governanceText",
            "ccdp:coordinatingOrganisation",
            "ccdp:technicalPartner",
            "dcterms:publisher",
            "dcterms:contributor",
            "adms:status",
            "ccdp:verification",
            "dcat:contactPoint",
            "dcat:landingPage",
        ),
    )
)
"""What a reader wants to know at once."""

_PLACE = {predicate: number for number, predicate in enumerate(_FIRST)}
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
_OF_RECORD = tuple(map(name, ("ccdp:verification", "dcterms:source", "dcterms:modified")))
_LONGEST_TEXT = 160


class Value(NamedTuple):
    """A value as a reader sees it; `link` is an address, or a way from the root of the site."""

    text: str
    link: str = ""
    language: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A property, its values, and the cells (of links, the decisions) that say so."""

    label: str
    values: tuple[Value, ...]
    cells: tuple[str, ...]


def rows(
    graph: SiteGraph, thing: Thing, words: Mapping[str, str], language: str
) -> tuple[Row, ...]:
    """Tell what is known of a thing, the most wanted first.

    Args:
        words: The names of properties.
    """
    found = list(_own(graph, thing, words, language))
    for part in graph.parts.get(thing.term, ()):
        if graph.facts.is_a(part, "dcat:CatalogRecord"):
            for predicate in _OF_RECORD:
                values = graph.facts.by_subject[part].get(predicate, [])
                if values:
                    found.append((predicate, _row(graph, part, predicate, values, words, language)))
    found.sort(key=lambda each: (_PLACE.get(each[0], len(_PLACE)), each[1].label.casefold()))
    return tuple(row for _, row in found)


def description(graph: SiteGraph, thing: Thing, language: str) -> Row | None:
    """Return what a thing is said to be, with its cells."""
    said = graph.definition(thing.term, language)
    if said is None:
        return None
    where = _cells(graph, [(thing.term, _DESCRIPTION)])
    return Row("", (Value(said[0], language=said[1]),), where)


def described_elsewhere(
    graph: SiteGraph, thing: Thing, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    """Tell how other catalogues describe a thing: catalogue, title, date; one row a record."""
    rows: list[tuple[tuple[Value, ...], ...]] = []
    for described in graph.elsewhere.records.get(thing.term, ()):
        title, said_in = described.title(language)
        shown = _outside(f"<{described.address}>")
        link = Value(title, shown.link, said_in, outside=bool(shown.link))
        rows.append(((Value(described.catalogue),), (link,), (Value(described.modified),)))
    return rows


def _own(
    graph: SiteGraph, thing: Thing, words: Mapping[str, str], language: str
) -> Iterator[tuple[str, Row]]:
    for predicate, values in sorted(graph.facts.by_subject[thing.term].items()):
        if predicate == _MISSING:
            for missing in values:
                yield _lacking(graph, missing, words, language)
        elif predicate not in _HIDDEN:
            yield predicate, _row(graph, thing.term, predicate, values, words, language)


def _lacking(
    graph: SiteGraph, missing: str, words: Mapping[str, str], language: str
) -> tuple[str, Row]:
    about = "".join(graph.facts.values(missing, "rdf:predicate")[:1]) or _MISSING
    reasons = graph.facts.values(missing, "ccdp:reason")
    said = ", ".join(graph.label(reason, language)[0] for reason in reasons)
    text = WORDS[language]["missing"].format(said)
    return about, Row(word_of(words, about), (Value(text),), _cells(graph, [(missing, _REASON)]))


def _row(
    graph: SiteGraph,
    subject: str,
    predicate: str,
    values: Sequence[str],
    words: Mapping[str, str],
    language: str,
) -> Row:
    keys = [(subject, predicate)]
    below = f"{subject[:-1]}/"
    for value in values:
        if value.startswith(below):  # a period or contact: its own cells
            keys += [(value, inner) for inner in graph.facts.by_subject.get(value, {})]
    shown = (shown_value(graph, value, language) for value in sorted(values))
    decided = graph.elsewhere.reasons.get((subject, predicate), ())
    cells = (*_cells(graph, keys), *decided)
    return Row(word_of(words, predicate), tuple(dict.fromkeys(shown)), cells)


def shown_value(graph: SiteGraph, value: str, language: str) -> Value:
    """Show a term to a reader: as a text, or as a link to its page here or elsewhere."""
    if value.startswith('"'):
        return Value(text_of(value), language=language_of(value))
    thing = graph.things.get(value)
    if thing is not None:
        text, said_in = graph.label(value, language)
        return Value(text, page_path(thing.path, language), said_in)
    if graph.facts.is_a(value, "dcterms:PeriodOfTime"):
        return Value(_period(graph, value, language))
    contact = graph.facts.values(value, "vcard:hasEmail", "vcard:hasURL")
    if contact:
        return _outside(contact[0])
    named = chosen(graph.facts.values(value, "dcterms:title", "vcard:fn"), language)
    if named:
        scheme = graph.schemes.get(value)
        return Value(named[0], page_path(scheme, language) if scheme else "", named[1])
    return _outside(value, graph.elsewhere.names.get(value, ""))


def _outside(term: str, called: str = "") -> Value:
    """Show something of another place by its address, and by its name there if that is known."""
    address = term[1:-1]
    text = address.removeprefix("mailto:")
    if called:
        text = f"{called} ({address.partition('://')[2]})"
    if address.startswith(("http://", "https://", "mailto:")):
        return Value(text, address, outside=True)
    return Value(text)


def _period(graph: SiteGraph, period: str, language: str) -> str:
    start = "".join(map(text_of, graph.facts.values(period, "dcat:startDate")[:1]))
    end = "".join(map(text_of, graph.facts.values(period, "dcat:endDate")[:1]))
    if start and end:
        return f"{start}–{end}"
    return WORDS[language]["since" if start else "until"].format(start or end)


def word_of(words: Mapping[str, str], predicate: str) -> str:
    """Name a property for a reader."""
    return words.get(predicate[1:-1]) or shorten(predicate[1:-1])


def _cells(graph: SiteGraph, keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    lists = [found for s, p in keys if (found := graph.cells.get((s[1:-1], p[1:-1])))]
    if len(lists) == 1:  # as nearly always: each list is in order, and names no cell twice
        return tuple(map(_said, lists[0]))
    return tuple(map(_said, sorted(set().union(*lists))))


@lru_cache(maxsize=4096)  # each language of a page says the same
def _said(citation: Citation) -> str:
    text = " ".join(citation.text.split())
    text = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
    header = f" ({citation.header})" if citation.header else ""
    return f"{citation.cell.sheet}!{citation.cell.address}{header}: {text}"
