"""The countries of the world as shapes on a map: a pinned copy, one country a row.

`ontology/external/world.map.tsv` says of each country its id in the EU list, its names, a point
well within it, whether it is so small that it needs a dot, and its outline as an SVG path.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.errors import AssetError
from ccdp_graph.files.texts import read_text
from ccdp_graph.project.project import ProjectFiles

WIDTH, HEIGHT = 2000, 974

_FILE = "ontology/external/world.map.tsv"

_AT = "http://publications.europa.eu/resource/authority/country/"

_COLUMNS = ("id", "en", "fr", "x", "y", "dot", "path")


@dataclass(frozen=True, slots=True)
class Land:
    """One country on the map.

    Attributes:
        iri: In the EU list; nothing for land that no country of the list has.
        place: A point well within it.
        is_dot: Whether it is too small to be seen as a shape.
        path: Its outline as an SVG path; nothing where it is too small for any.
    """

    iri: str
    labels: Mapping[str, str]
    place: tuple[int, int]
    is_dot: bool
    path: str


def read_world(files: ProjectFiles) -> tuple[Land, ...]:
    """Read the countries, by id, and last the land that no country of the list has.

    Raises:
        AssetError: The file is not there, or is no such file; names the line.
    """
    path = files.folders.files(_FILE)[-1]
    lines = list(enumerate(read_text(path).splitlines(), start=1))
    rows = [(number, line.split("\t")) for number, line in lines if not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != _COLUMNS:
        raise AssetError(f"needs the columns {', '.join(_COLUMNS)}; make the map again", path)
    found = []
    for number, row in rows[1:]:
        if len(row) != len(_COLUMNS):
            raise AssetError(f"needs {len(_COLUMNS)} cells; make the map again", path, number)
        name, english, french, x, y, dot, outline = row
        labels = {"en": english, "fr": french}
        place = (int(x or 0), int(y or 0))
        found.append(Land(_AT + name if name else "", labels, place, dot == "yes", outline))
    return tuple(found)
