"""What a match is worth, as `analysis/match.yml` says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.errors import AssetError
from ccdp_graph.files.texts import line_of, parse_yaml, read_text
from ccdp_graph.i18n.suggest import nearest_of
from ccdp_graph.project.project import ProjectFiles

_FILE = "analysis/match.yml"

FACTORS = (
    *("have", "want", "same", "narrower", "broader", "world"),
    *("technical-partner", "coordinator", "holder"),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by dimension, in the order in which words are looked up, and their factors."""

    points: Mapping[str, float]
    factors: Mapping[str, float]


def read_weights(files: ProjectFiles, dimensions: Mapping[str, Dimension]) -> Weights:
    """Read the weights; the file of a project folder stands for the bundled one.

    Raises:
        AssetError: The file is wrong; names the line.
    """
    path = files.folders.files(_FILE)[-1]
    return parse_weights(read_text(path), path, dimensions)


def parse_weights(text: str, path: Path, dimensions: Mapping[str, Dimension]) -> Weights:
    """Read a file of weights.

    Raises:
        AssetError: A key is unknown or missing, or a value is no number from 0; names the line.
    """
    content = parse_yaml(text, path)
    if not isinstance(content, dict) or not isinstance(content.get("weights"), dict):
        raise AssetError("needs the key 'weights' with points by dimension", path, 1)
    for name in content["weights"]:
        if name not in dimensions:
            near = nearest_of(name, dimensions)
            raise AssetError(f"no dimension '{name}'{near}", path, line_of(text, name))
    for name in content:
        if name not in {"weights", *FACTORS}:
            near = nearest_of(name, FACTORS)
            raise AssetError(f"unknown key '{name}'{near}", path, line_of(text, name))
    for name in FACTORS:
        if name not in content:
            raise AssetError(f"the key '{name}' is missing; add it", path)
    points = {name: _number(name, value, text, path) for name, value in content["weights"].items()}
    return Weights(points, {name: _number(name, content[name], text, path) for name in FACTORS})


def _number(name: str, value: object, text: str, path: Path) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1
    if not 0 <= number < float("inf"):
        line = line_of(text, name)
        raise AssetError(f"'{name}' must be a number from 0, not '{value}'", path, line)
    return number
