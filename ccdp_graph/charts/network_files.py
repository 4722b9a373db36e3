"""Connections as a self-contained HTML page, and as GraphML for graph programs."""

from ccdp_graph.analysis import Connections
from ccdp_graph.charts.network_diagram import connections_picture
from ccdp_graph.charts.svg import element, text_of
from ccdp_graph.i18n import Texts
from ccdp_graph.markup import render, trusted

_WORDS = Texts(
    (
        "Networks and what connects them",
        "The same as a table",
        ("Network", "Through", "Name"),
    )
)

_KEYS = (("label", "node"), ("kind", "node"), ("iri", "node"), ("kind", "edge"), ("label", "edge"))


def connections_page(connections: Connections) -> str:
    """Write one HTML file with picture and table; it loads nothing and runs no scripts."""
    title, table, headings = _WORDS[connections.language]
    nodes = {node.iri: node for node in connections.nodes}
    rows = [(nodes[c.network], c.heading, nodes[c.other], c.kind) for c in connections.connections]
    rows.sort(
        key=lambda row: (row[0].label.casefold(), row[0].iri, row[3], row[2].label.casefold())
    )
    return render(
        "charts",
        "connections.html",
        language=connections.language,
        title=title,
        picture=trusted(connections_picture(connections)),
        table=table,
        headings=headings,
        rows=[row[:3] for row in rows],
    )


def connections_graphml(connections: Connections) -> str:
    """Write GraphML: nodes with label, kind and IRI, edges with kind and label.

    Source: GraphML Primer, sections "Declaring a Graph" and "GraphML-Attributes".
    """
    keys = [
        element(
            "key",
            id_=f"{target}-{name}",
            for_=target,
            **{"attr.name": name, "attr.type": "string"},
        )
        for name, target in _KEYS
    ]
    numbers = {node.iri: f"n{number}" for number, node in enumerate(connections.nodes)}
    nodes = [
        element(
            "node",
            *_data("node", label=node.label, kind=node.kind, iri=node.iri),
            id_=numbers[node.iri],
        )
        for node in connections.nodes
    ]
    edges = [
        element(
            "edge",
            *_data("edge", kind=connection.kind, label=connection.heading),
            source=numbers[connection.network],
            target=numbers[connection.other],
        )
        for connection in connections.connections
    ]
    graph = element("graph", "\n", "\n".join([*nodes, *edges]), "\n", edgedefault="undirected")
    content = ("\n", "\n".join(keys), "\n", graph, "\n")
    namespace = "http://graphml.graphdrawing.org/xmlns"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element("graphml", *content, xmlns=namespace)
        + "\n"
    )


def _data(target: str, **values: str) -> list[str]:
    return [
        element("data", text_of(value), key=f"{target}-{name}") for name, value in values.items()
    ]
