"""The days on which records were changed."""

from collections.abc import Mapping

from ccdp_graph.rdf.index import text_of
from ccdp_graph.site.things import SiteGraph


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
