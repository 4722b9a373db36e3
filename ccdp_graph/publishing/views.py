"""The views by name: what a target catalogue is given of the public graph."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from ccdp_graph.model.settings import Project
from ccdp_graph.publishing.dcat_ap import dcat_ap
from ccdp_graph.publishing.fair_data_point import fair_data_point
from ccdp_graph.publishing.healthdcat_ap import healthdcat_ap
from ccdp_graph.publishing.schema_org import schema_org
from ccdp_graph.rdf.index import Facts
from ccdp_graph.rdf.terms import Statement

VIEWS: Mapping[str, Callable[[Facts, Project], Iterator[Statement]]] = MappingProxyType(
    {
        "dcat-ap-3": dcat_ap,
        "healthdcat-ap": healthdcat_ap,
        "fdp": fair_data_point,
        "schema-org": schema_org,
    }
)


def view(name: str, graph: Facts | Iterable[Statement], project: Project) -> tuple[Statement, ...]:
    """Return one view of a public graph: distinct statements, sorted.

    A view adds only what follows from the facts or stands in ccdp.toml; it never invents a value.

    Args:
        name: One of `VIEWS`.
        graph: Its statements, or these already by subject and property.
    """
    facts = graph if isinstance(graph, Facts) else Facts.of(graph)
    # views come nearly sorted, and a set would lose that
    return tuple(sorted(dict.fromkeys(VIEWS[name](facts, project))))
