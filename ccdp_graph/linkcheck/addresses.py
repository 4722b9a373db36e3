"""The web addresses in a graph, with the cells and organisations they come from."""

from collections import defaultdict
from dataclasses import dataclass

from ccdp_graph.analysis import read_facts, select_rows, values_of
from ccdp_graph.model import CellEvidence, RecordTypes
from ccdp_graph.rdf import expand
from ccdp_graph.sparql import Store

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
SELECT DISTINCT ?thing ?holder WHERE {{
  {properties}
  ?thing ?property ?holder .
  ?holder a foaf:Organization .
}}
"""


@dataclass(frozen=True, slots=True)
class WebLink:
    """One web address of one resource.

    Attributes:
        thing: The IRI of the resource; `property` that of the property.
        organisation: The name of the organisation that holds or coordinates it, or empty.
        cells: The cells that it comes from.
    """

    url: str
    thing: str
    property: str
    organisation: str
    cells: tuple[CellEvidence, ...]


def outgoing_links(store: Store, types: RecordTypes) -> tuple[WebLink, ...]:
    """Return every address of websites, sources, documentation and licences, by resource."""
    catalogue = read_facts(store, types)
    holders: defaultdict[str, set[str]] = defaultdict(set)
    responsible = values_of("property", (name for kind in types for name in kind.responsible))
    for thing, holder in select_rows(store, _HOLDERS.format(properties=responsible)):
        holders[thing.value].add(catalogue.label(holder.value))
    cells = catalogue.cells(properties=_PROPERTIES)
    links = []
    query = _ADDRESSES.format(properties=values_of("property", _PROPERTIES))
    for thing, prop, url in select_rows(store, query):
        organisations = holders.get(thing.value) or holders.get(
            thing.value.rpartition("/")[0], set()
        )
        links.append(
            WebLink(
                url.value,
                thing.value,
                prop.value,
                "; ".join(sorted(organisations)),
                cells.get((thing.value, prop.value), ()),
            )
        )
    return tuple(sorted(links, key=lambda link: (link.thing, link.property, link.url)))
