"""The views of a graph that target catalogues get, one entry each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.i18n import Texts
from ccdp_graph.model import Settings
from ccdp_graph.profiles.dcat_ap import dcat_ap_view
from ccdp_graph.profiles.fair_data_point import fair_data_point_view
from ccdp_graph.profiles.healthdcat_ap import healthdcat_ap_view
from ccdp_graph.profiles.schema_org import schema_org_view
from ccdp_graph.rdf import GraphIndex, Statement


@dataclass(frozen=True, slots=True)
class View:
    """One view of a graph.

    Attributes:
        statements: Makes it of the public graph.
        download: What it is called among the downloads of a site, where it is one.
        released: What it is called among the files of a release, where it is one.
    """

    statements: Callable[[GraphIndex, Settings], Iterator[Statement]]
    download: Mapping[str, str] | None = None
    released: Mapping[str, str] | None = None


VIEWS: Mapping[str, View] = {
    "dcat-ap-3": View(
        dcat_ap_view, Texts("As DCAT-AP 3"), released=Texts("The catalogue as DCAT-AP 3")
    ),
    "healthdcat-ap": View(
        healthdcat_ap_view,
        Texts("As HealthDCAT-AP, as far as the data allow"),
        released=Texts("The catalogue as HealthDCAT-AP, as far as the data allow"),
    ),
    "fdp": View(fair_data_point_view, released=Texts("As a FAIR Data Point serves it")),
    "schema-org": View(schema_org_view),
}


def view(
    name: str, graph: GraphIndex | Iterable[Statement], settings: Settings
) -> tuple[Statement, ...]:
    """Return one view of a public graph, as distinct statements, sorted.

    A view adds only what follows from the graph or stands in ccdp.toml; it never invents a value.

    Args:
        name: One of `VIEWS`.
        graph: Its statements, or an index of them.
    """
    index = graph if isinstance(graph, GraphIndex) else GraphIndex.of(graph)
    # views come nearly sorted, which a set would lose
    return tuple(sorted(dict.fromkeys(VIEWS[name].statements(index, settings))))
