"""The picture of connections is the same each time, well-formed, and asks for nothing outside."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from ccdp_graph.analysis.catalogue import CatalogueIndex
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.network import THROUGH, Connection, Connections, Node, connect
from ccdp_graph.charts.network_diagram import connections_picture
from ccdp_graph.charts.network_files import connections_graphml, connections_page
from ccdp_graph.project.project import Project

PCDC = "https://w3id.org/ccdp/id/network/pcdc"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def every(facts: CatalogueIndex, files: Project) -> Connections:
    known = read_dimensions(files)
    return connect(facts, [known[name] for name in THROUGH])


def test_labels_never_meet_and_stay_within_the_picture(every: Connections) -> None:
    root = ET.fromstring(connections_picture(every))
    boxes = [
        tuple(float(e.attrib[key]) for key in ("x", "y", "width", "height"))
        for e in root.iter()
        if e.tag.endswith("rect") and "rx" in e.attrib
    ]
    assert len(boxes) == len(every.nodes) > 200
    by_column: dict[float, list[float]] = {}
    for x, y, width, height in boxes:
        by_column.setdefault(x, []).append(y)
        assert x + width <= float(root.attrib["width"])
        assert y + height <= float(root.attrib["height"])
    assert len(by_column) == 3
    for places in by_column.values():
        ordered = sorted(places)
        assert all(b - a > 20 for a, b in pairwise(ordered))


def test_the_same_connections_give_the_same_picture(every: Connections) -> None:
    turned = Connections(
        every.nodes, tuple(reversed(every.connections)), every.headings, every.language
    )
    first, second = (
        {e.attrib["y"] for e in ET.fromstring(connections_picture(c)).iter() if "rx" in e.attrib}
        for c in (every, turned)
    )
    assert first == second
    assert connections_picture(every) == connections_picture(every)


def test_page_holds_picture_and_table_and_asks_for_nothing(every: Connections) -> None:
    text = connections_page(every)
    assert text.count("<tr>") == len(every.connections) + 1
    assert text.count("<svg") == 1
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\bsrc=|@import|url\(", text)
    for node in every.of_kind("network"):
        assert node.iri in text


def test_graphml_has_every_node_and_connection(every: Connections) -> None:
    root = ET.fromstring(connections_graphml(every))
    assert len(root.findall(f".//{GRAPHML}node")) == len(every.nodes)
    edges = root.findall(f".//{GRAPHML}edge")
    assert len(edges) == len(every.connections)
    nodes = {node.attrib["id"] for node in root.findall(f".//{GRAPHML}node")}
    assert {e.attrib[end] for e in edges for end in ("source", "target")} <= nodes
    keys = {key.attrib["id"] for key in root.findall(f"{GRAPHML}key")}
    assert {data.attrib["key"] for data in root.findall(f".//{GRAPHML}data")} == keys


def test_neighbours_share_an_organisation(facts: CatalogueIndex, files: Project) -> None:
    known = read_dimensions(files)
    roles = [known["coordinator"], known["partner"]]
    alone = connect(facts, roles, [PCDC])
    near = connect(facts, roles, [PCDC], with_neighbours=True)
    assert [node.iri for node in alone.of_kind("network")] == [PCDC]
    own = {each.other for each in alone.connections}
    assert len(near.of_kind("network")) > 3
    for node in near.of_kind("network"):
        assert own & {each.other for each in near.connections if each.network == node.iri}


def test_a_network_without_connections_still_stands_in_the_picture(facts: CatalogueIndex) -> None:
    made = connect(facts, [], [PCDC])
    assert "Pediatric Cancer Data Commons" in connections_picture(made)
    assert "Réseaux" in connections_picture(connect(facts, [], [PCDC], language="fr"))


@given(st.text(), st.text())
def test_files_are_well_formed_whatever_the_names(network: str, partner: str) -> None:
    made = Connections(
        (
            Node("https://example.org/n", network, "network"),
            Node("https://example.org/p", partner, "organisation"),
        ),
        (Connection("https://example.org/n", "https://example.org/p", "partner", partner),),
        {"network": "Networks", "organisation": "Organisations"},
    )
    ET.fromstring(connections_picture(made))
    ET.fromstring(connections_graphml(made))
    assert connections_page(made).count("<script") == 0
