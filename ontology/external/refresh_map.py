"""Make the pinned shapes of the world's countries anew from the file that they come from.

    python ontology/external/refresh_map.py countries-50m.json

countries-50m.json is of the npm package world-atlas (`npm pack world-atlas@2.0.2`), which holds
the countries of Natural Earth as TopoJSON; names come from countries.ttl beside this script.
Nothing is fetched. Set `AS_OF` to the day of the copy when it is renewed.

The shapes are drawn on an equal-area map (Equal Earth), so that a country takes as much room as it
has land, and simplified border by border, so that neighbours still meet.
"""

import argparse
import hashlib
import heapq
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rdflib import SKOS, Graph, Literal, URIRef

from ccdp_graph.rdf.turtle import read_turtle

AS_OF = "2026-11-25"
HERE = Path(__file__).resolve().parent
AT = "http://publications.europa.eu/resource/authority/country/"
M49 = "https://w3id.org/ccdp/ontology#m49"
WIDTH = 2000
TOLD = {
    "title": "Natural Earth 4.1.0: countries, 1:50 million, on an equal-area map (Equal Earth)",
    "source": "https://www.npmjs.com/package/world-atlas, version 2.0.2, countries-50m.json",
    "license": "https://creativecommons.org/publicdomain/mark/1.0/",
}
COLUMNS = ("id", "en", "fr", "x", "y", "dot", "path")
# Codes that the list of countries has no M49 number for.
NUMBERS = {"158": "TWN"}
# Lands that Natural Earth draws as parts of a country and the list of countries names apart:
# whose part, and the box (west, south, east, north) that they lie in.
APART = {
    "GUF": ("FRA", (-55, 2, -51, 6)),
    "GLP": ("FRA", (-62, 15.7, -60.9, 16.6)),
    "MTQ": ("FRA", (-61.3, 14.3, -60.7, 15)),
    "MYT": ("FRA", (44.9, -13.1, 45.4, -12.5)),
    "REU": ("FRA", (55, -21.5, 56, -20.7)),
    "SJM": ("NOR", (-10, 70.5, 35, 81)),
    "BES": ("NLD", (-68.5, 12, -62.9, 17.7)),
}
# Where lie those that the file does not draw, or not apart (east, north).
PLACES = {
    "BVT": (3.4, -54.4),
    "CCK": (96.8, -12.2),
    "CXR": (105.6, -10.5),
    "GIB": (-5.35, 36.1),
    "TKL": (-171.8, -9.2),
    "TUV": (179.2, -8.5),
    "UMI": (166.6, 19.3),
}
SMALL = 40  # square units, about 13,000 km²: a country below is a dot too
APART_BY = 11  # units: dots nearer to each other are moved apart
LEAST_RING = 4  # square units: smaller islands are left out, but for a country's largest
TOLERANCE = 1.6  # square units: a point is left out where it adds a smaller triangle
Point = tuple[float, float]
Ring = list[Point]


def projected(east: float, north: float) -> Point:
    """Put a place on the map. Source: Šavrič, Patterson and Jenny, The Equal Earth map projection.

    The map is `WIDTH` wide; x grows to the right and y downwards, from its upper left corner.
    """
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(north)))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    square = theta * theta
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * math.radians(east) * math.cos(theta) / (math.sqrt(3) * slope)
    y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
    half = 2 * math.pi / (math.sqrt(3) * a1)
    scale = WIDTH / 2 / half
    return WIDTH / 2 + x * scale, 1.3173627591574133 * scale - y * scale


def arcs_of(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Read the borders in degrees. Source: the TopoJSON format, section 2.1.4."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        places = []
        for across, up in arc:
            x, y = x + across, y + up
            places.append((x * wide + west, y * high + south))
        found.append(places)
    return found


def simplified(line: Sequence[Point]) -> list[Point]:
    """Leave out what adds least to a border as it is drawn, place by place.

    Source: Visvalingam and Whyatt, Line generalisation by repeated elimination of points.
    """
    seen = [projected(*place) for place in line]
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    gone: set[int] = set()

    def triangle(n: int) -> float:
        return abs(area([seen[before[n]], seen[n], seen[after[n]]]))

    waiting = [(triangle(n), n) for n in range(1, len(line) - 1)]
    heapq.heapify(waiting)
    least = 4 if line[0] == line[-1] else 2
    while waiting and len(line) - len(gone) > least:
        size, n = heapq.heappop(waiting)
        if n in gone or size != triangle(n):
            continue
        if size >= TOLERANCE:
            break
        gone.add(n)
        after[before[n]], before[after[n]] = after[n], before[n]
        for near in (before[n], after[n]):
            if 0 < near < len(line) - 1:
                heapq.heappush(waiting, (triangle(near), near))
    return [place for n, place in enumerate(line) if n not in gone]


def area(ring: Sequence[Point]) -> float:
    """Return the area within a ring; its sign tells which way round it goes."""
    turned = (*ring[1:], ring[0])
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, turned, strict=True)) / 2


def ring_of(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> Ring:
    """Join borders to a ring; a number below zero stands for a border the other way round."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else list(reversed(arcs[~number]))
        ring += arc[1:] if ring else arc
    return ring


def polygons(shape: Mapping[str, Any]) -> Iterator[list[list[int]]]:
    """Yield the polygons of a shape, each as its rings."""
    yield from shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def parted(ring: Ring) -> list[Ring]:
    """Cut a ring of degrees at the edge of the map, where it goes on at the other side."""
    whole = ring[:1]
    for east, north in ring[1:]:
        turns = round((whole[-1][0] - east) / 360)
        whole.append((east + 360 * turns, north))
    if abs(whole[-1][0] - whole[0][0]) > 180:  # round the pole: the map cuts it as it is
        return [ring]
    found = []
    for turns in (-360, 0, 360):
        part = [(east + turns, north) for east, north in whole]
        part = clipped(clipped(part, 180, 1), -180, -1)
        if len(part) > 2:
            found.append(part)
    return found


def clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Keep what lies west (side 1) or east (side -1) of a meridian.

    Source: Sutherland and Hodgman, Reentrant polygon clipping.
    """
    found: Ring = []
    for (west, south), (east, north) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        if side * west <= side * edge:
            found.append((west, south))
        if (side * west < side * edge) != (side * east < side * edge) and west != east:
            found.append((edge, south + (north - south) * (edge - west) / (east - west)))
    return found


def drawn(ring: Ring) -> Ring:
    """Put a ring on the map: long straight pieces bend with it."""
    places = ring[:1]
    for (west, south), (east, north) in itertools.pairwise((*ring, ring[0])):
        far = max(abs(east - west), abs(north - south))
        steps = max(1, math.ceil(far / 3)) if far < 180 else 1
        places += [
            (west + (east - west) * n / steps, south + (north - south) * n / steps)
            for n in range(1, steps + 1)
        ]
    return [projected(*place) for place in places]


def part_of(code: str, ring: Ring) -> str:
    """Return the country that a piece of land belongs to, by its outer ring in degrees."""
    for part, (whole, (west, south, east, north)) in APART.items():
        if whole == code and all(west <= x <= east and south <= y <= north for x, y in ring):
            return part
    return code


def countries_of(topology: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, list[Ring]]:
    """Return the rings of each country on the map, the largest first; "" is land of none."""
    arcs = [simplified(arc) for arc in arcs_of(topology)]
    found: defaultdict[str, list[Ring]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id", ""), "")
        for polygon in polygons(shape):
            rings = [ring_of(numbers, arcs) for numbers in polygon]
            found[part_of(code, rings[0])] += [drawn(p) for ring in rings for p in parted(ring)]
    return {code: sorted(rings, key=lambda ring: -abs(area(ring))) for code, rings in found.items()}


def middle(ring: Ring) -> Point:
    """Return a point well within a ring: of a grid, the one that is farthest from its border."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    step = max(max(xs) - min(xs), max(ys) - min(ys)) / 40 or 1
    places = [
        (min(xs) + step * (n + 0.5), min(ys) + step * (m + 0.5))
        for n in range(math.ceil((max(xs) - min(xs)) / step))
        for m in range(math.ceil((max(ys) - min(ys)) / step))
    ]
    inside = [place for place in places if is_within(place, ring)]
    return max(inside or [ring[0]], key=lambda place: distance(place, ring))


def is_within(place: Point, ring: Ring) -> bool:
    """Tell whether a place lies within a ring."""
    x, y = place
    turned = (*ring[1:], ring[0])
    crossed = (
        (v > y) != (b > y) and x < (a - u) * (y - v) / (b - v) + u
        for (u, v), (a, b) in zip(ring, turned, strict=True)
    )
    return sum(crossed) % 2 == 1


def distance(place: Point, ring: Ring) -> float:
    """Return how far a place lies from the nearest border."""
    x, y = place
    nearest = math.inf
    for (u, v), (a, b) in zip(ring, (*ring[1:], ring[0]), strict=True):
        length = (a - u) ** 2 + (b - v) ** 2
        along = max(0, min(1, ((x - u) * (a - u) + (y - v) * (b - v)) / length)) if length else 0
        nearest = min(nearest, math.hypot(x - u - along * (a - u), y - v - along * (b - v)))
    return nearest


def moved_apart(dots: Mapping[str, Point]) -> dict[str, Point]:
    """Move dots as little as needed for each to be seen: small islands lie close together."""
    found = dict(sorted(dots.items()))
    for _ in range(500):
        near = [
            (one, other)
            for one, other in itertools.combinations(found, 2)
            if math.dist(found[one], found[other]) < APART_BY - 0.01
        ]
        if not near:
            break
        for one, other in near:
            (x, y), (u, v) = found[one], found[other]
            length = math.dist((x, y), (u, v))
            if length >= APART_BY:
                continue
            a, b = ((u - x) / length, (v - y) / length) if length > 0.5 else (0.0, 1.0)
            half = (APART_BY - length) / 2
            found[one] = (x - a * half, y - b * half)
            found[other] = (u + a * half, v + b * half)
    return found


def path_of(rings: Iterable[Ring]) -> str:
    """Write rings as an SVG path of whole numbers, step by step."""
    return "".join(filter(None, map(_path_of, rings)))


def _path_of(ring: Ring) -> str:
    points = [(round(x), round(y)) for x, y in ring]
    steps = [(a - x, b - y) for (x, y), (a, b) in itertools.pairwise(points) if (x, y) != (a, b)]
    if steps and points[0] == points[-1]:
        steps.pop()
    if len(steps) < 2:
        return ""
    told = "".join(
        f"{'' if a < 0 or not n else ' '}{a}{'' if b < 0 else ' '}{b}"
        for n, (a, b) in enumerate(steps)
    )
    return f"M{points[0][0]} {points[0][1]}l{told}z"


def rows(topology: Mapping[str, Any], names: Graph) -> Iterator[dict[str, str]]:
    """Yield a row a country, and at last one without an id for land that no country has."""
    listed = {
        str(node).removeprefix(AT): node
        for node in names.subjects(SKOS.inScheme, URIRef(AT.rstrip("/")))
        if isinstance(node, URIRef)
    }
    codes = dict(NUMBERS)
    for code, node in listed.items():
        for notation in names.objects(node, SKOS.notation):
            if isinstance(notation, Literal) and str(notation.datatype) == M49:
                codes[str(notation)] = code
    shapes = countries_of(topology, codes)
    small = {c for c in listed if sum(abs(area(ring)) for ring in shapes.get(c, ())) < SMALL}
    places = {
        code: projected(*PLACES[code]) if code in PLACES else middle(shapes[code][0])
        for code in listed
    }
    places |= moved_apart({code: places[code] for code in small})
    for code, node in sorted(listed.items()):
        labels = names.objects(node, SKOS.prefLabel)
        by_language = {o.language: str(o) for o in labels if isinstance(o, Literal)}
        x, y = places[code]
        yield {
            "id": code,
            "en": by_language["en"],
            "fr": by_language["fr"],
            "x": str(round(x)),
            "y": str(round(y)),
            "dot": "yes" if code in small else "",
            "path": path_of(_seen(shapes.get(code, []))),
        }
    yield {"path": path_of(_seen(shapes[""]))}


def _seen(rings: Sequence[Ring]) -> list[Ring]:
    return [ring for n, ring in enumerate(rings) if not n or abs(area(ring)) >= LEAST_RING]


def main() -> None:
    """Write the file into the folder named, or beside this script."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("atlas", type=Path, help="countries-50m.json of the package world-atlas")
    parser.add_argument(
        "-o", "--output", type=Path, default=HERE, help="where to write (%(default)s)"
    )
    given = parser.parse_args()
    content = given.atlas.read_bytes()
    told = {**TOLD, "sha256": hashlib.sha256(content).hexdigest(), "modified": AS_OF}
    head = "".join(f"#{key}: {value}\n" for key, value in told.items())
    lines = [
        "\t".join(row.get(name, "") for name in COLUMNS)
        for row in rows(json.loads(content), read_turtle(HERE / "countries.ttl"))
    ]
    text = head + "\n".join(("\t".join(COLUMNS), *lines)) + "\n"
    (given.output / "world.map.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
