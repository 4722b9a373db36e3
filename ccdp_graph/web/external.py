"""External descriptions of our resources: names, links and the reasons for them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccdp_graph.model import Link, Links, Row
from ccdp_graph.project import LINKS
from ccdp_graph.rdf import PREFIXES, iri
from ccdp_graph.sparql import Store

SOURCE_PAGES = "source"
"""The folder of the pages of harvested catalogues."""

_HARVESTED = "/graph/harvest/"

_PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())

_RECORDS = """
SELECT DISTINCT ?thing ?other ?graph ?catalogue ?title ?page ?modified
WHERE {
  { ?thing skos:exactMatch ?other }
  UNION { ?thing skos:exactMatch ?between . ?between skos:exactMatch ?other }
  UNION { ?thing skos:exactMatch ?between . ?other skos:exactMatch ?between }
  FILTER (?other != ?thing)
  GRAPH ?graph {
    ?record a dcat:CatalogRecord ; foaf:primaryTopic ?other .
    ?other dcterms:title ?title .
    OPTIONAL { ?holder dcat:record ?record ; dcterms:title ?catalogue }
    OPTIONAL { ?other dcat:landingPage ?page }
    OPTIONAL { ?other dcterms:modified ?modified }
  }
}
ORDER BY ?thing ?graph ?other ?catalogue ?title ?page ?modified
"""


@dataclass(frozen=True, slots=True)
class ExternalDescription:
    """One of our things as another catalogue describes it.

    Attributes:
        page: The page of the catalogue on this site, without language and extension, if any.
        titles: Its titles in that catalogue, by language.
        address: Its page in that catalogue, or its IRI.
        modified: The date given by that catalogue, or empty.
    """

    catalogue: str
    page: str
    titles: Mapping[str, str]
    address: str
    modified: str

    def title(self, language: str) -> tuple[str, str]:
        """Return its title and the language of it, preferably the one requested."""
        available = next((key for key in (language, "en", "") if key in self.titles), None)
        chosen = min(self.titles) if available is None else available
        return self.titles[chosen], chosen


@dataclass(frozen=True, slots=True)
class ExternalDescriptions:
    """Links from our resources, as shown on pages; terms are in N-Triples syntax.

    Attributes:
        names: The names of external resources in their catalogues.
        reasons: By our resource and property, who decided on its links, when and why.
        records: By our resource, how other catalogues describe it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    records: Mapping[str, tuple[ExternalDescription, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, links: Links, store: Store) -> "ExternalDescriptions":
        """Collect the accepted links, and the harvested records of their targets."""
        reasons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for link in links.accepted:
            reasons[iri(link.subject), iri(link.predicate)].append(_reason(link))
        by_thing: defaultdict[str, list[ExternalDescription]] = defaultdict(list)
        for thing, description in _described(store):
            by_thing[thing].append(description)
        return cls(
            {iri(link.object): link.object_label for link in links.accepted},
            {about: tuple(sorted(set(texts))) for about, texts in reasons.items()},
            {thing: tuple(descriptions) for thing, descriptions in by_thing.items()},
        )


def _described(store: Store) -> Iterator[tuple[str, ExternalDescription]]:
    by_record: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in store.rows(_PREFIXES + _RECORDS):
        thing, other, graph = row[:3]
        if thing and other and graph and thing.type == other.type == "uri":
            by_record[thing.value, graph.value, other.value].append(row)
    for (thing_iri, graph_iri, other_iri), rows in by_record.items():
        catalogues, pages, days = (
            sorted({term.value for row in rows if (term := row[place])}) for place in (3, 5, 6)
        )
        name = graph_iri.partition(_HARVESTED)[2]
        titles = {term.language: term.value for row in rows if (term := row[4])}
        yield (
            iri(thing_iri),
            ExternalDescription(
                catalogue=catalogues[0] if catalogues else graph_iri.rpartition("/")[2],
                page=f"{SOURCE_PAGES}/{name}" if name else "",
                titles=titles,
                address=pages[0] if pages else other_iri,
                modified=days[-1][:10] if days else "",
            ),
        )


def _reason(link: Link) -> str:
    remarks = ", ".join(filter(None, (link.comment, link.author, link.day)))
    return f"mapping/{LINKS}: {link.object_label or link.object}; {remarks}"
