"""Connections as SVG: organisations on the left, networks in the middle, the rest on the right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis import Connection, Connections, Node
from ccdp_graph.charts.svg import element, picture, shortened, text_of
from ccdp_graph.i18n import Texts
from ccdp_graph.model import NETWORK, ORGANISATION

_BOX, _STEP, _GAP = (320.0, 20.0), 26.0, 230.0

_MARGIN, _TOP = 16.0, 96.0

_SMALL = 11.0

_MIN_WIDTH = 900.0  # for the legend

# Okabe and Ito's colours, distinguishable without full colour vision; dashes help too.
_LINES: Mapping[str, tuple[str, str]] = {
    "coordinator": ("#0072b2", ""),
    "partner": ("#d55e00", "6 3"),
    "data-model": ("#009e73", ""),
    "country": ("#8a6d00", "2 3"),
}

_OTHER_LINE = ("#555555", "8 3 2 3")

_FILLS = {NETWORK: "#fff6d5", ORGANISATION: "#e3f1fa"}

_OTHER_FILL = "#eef3ee"

_ROUNDS = 4  # of sorting one column by the others; more make no visible difference

_WORDS = Texts(
    (
        "Networks and what connects them",
        "{networks} networks, {others} other nodes, {lines} connections. They are also listed in a "
        "table: below, or with --format html or graphml.",
    )
)


@dataclass(frozen=True, slots=True)
class _Column:
    """Nodes one above the other; a heading takes up a place as well."""

    x: float
    entries: tuple[Node | str, ...]


def connections_picture(connections: Connections) -> str:
    """Draw connections as SVG.

    Positions are found by sorting each column by the mean position of connected nodes, a fixed
    number of times, so that the same connections give the same picture. Each node has a line of
    its own, so that labels never overlap; long ones are cut, and hovering shows them in full.
    """
    columns = _columns(connections)
    height = _STEP * max(len(column.entries) for column in columns)
    places: dict[str, tuple[float, float]] = {}
    boxes: list[str] = []
    for column in columns:
        words = sum(isinstance(entry, str) for entry in column.entries)
        step = (height - words * _STEP) / max(1, len(column.entries) - words)
        y = _TOP
        for entry in column.entries:
            if isinstance(entry, str):
                boxes.append(_heading(entry, column.x, y + 0.5 * _STEP))
                y += _STEP
            else:
                places[entry.iri] = (column.x, y + 0.5 * step)
                boxes.append(_box(entry, *places[entry.iri], connections.headings))
                y += step
    lines = _lines(connections, places)
    title, description_template = _WORDS[connections.language]
    networks = len(connections.of_kind(NETWORK))
    description = description_template.format(
        networks=networks,
        others=len(connections.nodes) - networks,
        lines=len(connections.connections),
    )
    return picture(
        title,
        description,
        element("style", "g.line:hover path{stroke-width:3.5;stroke-opacity:1}"),
        element("text", title, x=_MARGIN, y=_MARGIN + 14, font_size=16),
        *_legend(connections),
        *lines,
        *boxes,
        size=(max(_MIN_WIDTH, columns[-1].x + _BOX[0] + _MARGIN), _TOP + height + _MARGIN),
    )


def _columns(connections: Connections) -> tuple[_Column, ...]:
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for connection in connections.connections:
        joined[connection.network].add(connection.other)
        joined[connection.other].add(connection.network)
    rest = dict.fromkeys(
        node.kind for node in connections.nodes if node.kind not in {NETWORK, ORGANISATION}
    )
    middle = list(connections.of_kind(NETWORK))
    left = list(connections.of_kind(ORGANISATION))
    right = [list(connections.of_kind(kind)) for kind in rest]
    for _ in range(_ROUNDS):
        shares = _shares(middle)
        left = _sorted(left, joined, shares)
        right = [_sorted(nodes, joined, shares) for nodes in right]
        outer = _shares(left) | _shares([node for nodes in right for node in nodes])
        middle = _sorted(middle, joined, outer)
    words = connections.headings
    stacked: list[Node | str] = []
    for kind, nodes in zip(rest, right, strict=True):
        stacked += [words[kind], *nodes]
    filled: list[list[Node | str]] = [[words[ORGANISATION], *left]] if left else []
    filled += [[words[NETWORK], *middle], *([stacked] if stacked else [])]
    return tuple(
        _Column(_MARGIN + number * (_BOX[0] + _GAP), tuple(entries))
        for number, entries in enumerate(filled)
    )


def _shares(nodes: Sequence[Node]) -> dict[str, float]:
    """Return how far down its column each node is, from 0 to 1."""
    return {node.iri: (number + 0.5) / len(nodes) for number, node in enumerate(nodes)}


def _sorted(
    nodes: Sequence[Node], joined: Mapping[str, set[str]], shares: Mapping[str, float]
) -> list[Node]:
    def middle(node: Node) -> float:
        others = sorted(shares[other] for other in joined[node.iri] if other in shares)
        return sum(others) / len(others) if others else 1.0

    return sorted(nodes, key=lambda node: (round(middle(node), 6), node.label.casefold(), node.iri))


def _heading(text: str, x: float, y: float) -> str:
    size = _SMALL + 2
    return element("text", text_of(text), x=x, y=y + 5, font_size=size, font_weight="bold")


def _box(node: Node, x: float, y: float, headings: Mapping[str, str]) -> str:
    return element(
        "g",
        element("title", text_of(f"{headings[node.kind]}: {node.label}")),
        element(
            "rect",
            x=x,
            y=y - _BOX[1] / 2,
            width=_BOX[0],
            height=_BOX[1],
            rx=3,
            fill=_FILLS.get(node.kind, _OTHER_FILL),
            stroke="#888888",
        ),
        element(
            "text",
            text_of(shortened(node.label, _BOX[0] - 12, _SMALL)),
            x=x + 6,
            y=y + 4,
            font_size=_SMALL,
        ),
    )


def _lines(connections: Connections, places: Mapping[str, tuple[float, float]]) -> list[str]:
    names = {node.iri: node.label for node in connections.nodes}
    elements = []
    for connection in connections.connections:
        (x, y), (other_x, other_y) = places[connection.network], places[connection.other]
        start, end = (x, other_x + _BOX[0]) if other_x < x else (x + _BOX[0], other_x)
        half = (start + end) / 2
        colour, dashes = _line_of(connection)
        path = element(
            "path",
            d=f"M{start:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {other_y:.1f} "
            f"{end:.1f} {other_y:.1f}",
            fill="none",
            stroke=colour,
            stroke_width=1.4,
            stroke_opacity=0.75,
            **({"stroke_dasharray": dashes} if dashes else {}),
        )
        tooltip = f"{names[connection.network]} – {connection.heading}: {names[connection.other]}"
        elements.append(element("g", element("title", text_of(tooltip)), path, class_="line"))
    return elements


def _line_of(connection: Connection) -> tuple[str, str]:
    return _LINES.get(connection.kind, _OTHER_LINE)


def _legend(connections: Connections) -> list[str]:
    kinds = {connection.kind: connection for connection in connections.connections}
    elements = []
    for number, connection in enumerate(kinds.values()):
        x, y = _MARGIN + 220 * number, _MARGIN + 42
        colour, dashes = _line_of(connection)
        elements.append(
            element(
                "path",
                d=f"M{x:.1f} {y:.1f}h40",
                stroke=colour,
                stroke_width=2,
                **({"stroke_dasharray": dashes} if dashes else {}),
            )
        )
        elements.append(
            element("text", text_of(connection.heading), x=x + 48, y=y + 4, font_size=_SMALL)
        )
    return elements
