"""The web addresses that a graph gives its readers, with the cells and organisations behind."""

from collections import defaultdict
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import ask_rows, read_facts, values_of
from ccdp_graph.model.evidence import Citation
from ccdp_graph.rdf.namespaces import expand
from ccdp_graph.sparql.store import GraphStore

_PROPERTIES = tuple(
    map(
        expand,
        "dcat:landingPage dcterms:source dcterms:license foaf:homepage foaf:page "
        "vcard:hasURL".split(),
    )
)

_ADDRESSES = """
SELECT DISTINCT ?thing ?property ?url WHERE {{
  {properties}
  ?thing ?property ?url .
  FILTER (isIRI(?url) && (STRSTARTS(STR(?url), "http:") || STRSTARTS(STR(?url), "https:")))
}}
"""

_HOLDERS = """
SELECT DISTINCT ?thing ?holder WHERE {
  ?thing dcterms:publisher|ccdp:coordinatingOrganisation ?holder .
  ?holder a foaf:Organization .
}
"""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One address that one thing gives.

    Attributes:
        thing: The IRI of what gives it, and `property` how.
        organisation: The name of who holds or coordinates that thing, or nothing.
        cells: The cells that it came from.
    """

    url: str
    thing: str
    property: str
    organisation: str
    cells: tuple[Citation, ...]


def outgoing(store: GraphStore) -> tuple[Outgoing, ...]:
    """Find every address of websites, sources, documentation and licences; by thing."""
    facts = read_facts(store)
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for thing, holder in ask_rows(store, _HOLDERS):
        holders[thing.value].add(facts.label(holder.value))
    cells = facts.cells(properties=_PROPERTIES)
    found = []
    asked = _ADDRESSES.format(properties=values_of("property", _PROPERTIES))
    for thing, told, url in ask_rows(store, asked):
        whose = holders.get(thing.value) or holders.get(thing.value.rpartition("/")[0], set())
        found.append(
            Outgoing(
                url.value,
                thing.value,
                told.value,
                "; ".join(sorted(whose)),
                cells.get((thing.value, told.value), ()),
            )
        )
    return tuple(sorted(found, key=lambda out: (out.thing, out.property, out.url)))
