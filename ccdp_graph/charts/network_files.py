"""Connections as a self-contained HTML page, and as GraphML for graph programs."""

from ccdp_graph.analysis import Connections
from ccdp_graph.charts.network_diagram import connections_picture
from ccdp_graph.charts.svg import element, text_of
from ccdp_graph.i18n import Texts

_WORDS = Texts(
    (
        "Networks and what connects them",
        "The same as a table",
        ("Network", "Through", "Name"),
    )
)

_STYLE = (
    "body{font-family:'DejaVu Sans',Verdana,Arial,sans-serif;margin:1rem;color:#111;"
    "background:#fff}div{overflow-x:auto}"
    "div:focus-visible,a:focus-visible{outline:3px solid #b35900}svg{max-width:none}"
    "table{border-collapse:collapse}"
    "th,td{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    "th{background:#eee}a{color:#00529b}"
)

_KEYS = (("label", "node"), ("kind", "node"), ("iri", "node"), ("kind", "edge"), ("label", "edge"))


def connections_page(connections: Connections) -> str:
    """Write one HTML file with picture and table; it loads nothing and runs no scripts."""
    title, table, headings = _WORDS[connections.language]
    names = {node.iri: node.label for node in connections.nodes}
    rows = [
        element(
            "tr",
            element("td", _link(connection.network, names[connection.network])),
            element("td", text_of(connection.heading)),
            element("td", _link(connection.other, names[connection.other])),
        )
        for connection in sorted(
            connections.connections,
            key=lambda c: (
                names[c.network].casefold(),
                c.network,
                c.kind,
                names[c.other].casefold(),
            ),
        )
    ]
    head = element("tr", *(element("th", text_of(word), scope="col") for word in headings))
    return (
        "<!DOCTYPE html>\n"
        + element(
            "html",
            element(
                "head",
                '<meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                element("title", text_of(title)),
                element("style", _STYLE),
            ),
            "\n",
            element(
                "body",
                element(
                    "main",
                    element("h1", text_of(title)),
                    _region(title, connections_picture(connections)),
                    element("h2", text_of(table)),
                    _region(
                        table, element("table", element("thead", head), element("tbody", *rows))
                    ),
                ),
            ),
            lang=connections.language,
        )
        + "\n"
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


def _region(label: str, content: str) -> str:
    """Wrap what may be wider than the window, so that it scrolls on its own, also by keyboard."""
    return element("div", content, role="region", aria_label=label, tabindex="0")


def _data(target: str, **values: str) -> list[str]:
    return [
        element("data", text_of(value), key=f"{target}-{name}") for name, value in values.items()
    ]


def _link(iri: str, label: str) -> str:
    if iri.startswith(("http://", "https://")):
        return element("a", text_of(label), href=iri)
    return text_of(label)
