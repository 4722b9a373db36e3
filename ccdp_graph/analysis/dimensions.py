"""The dimensions by which records are compared, declared in `analysis/dimensions.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.files import line_of, parse_yaml
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import expand

KINDS: Mapping[str, str] = {"resource": "ccdp:DataResource", "network": "ccdp:Network"}

SELF = "self"

_FILE = "analysis/dimensions.yml"

_KEYS = frozenset({"name", "labels", "scheme", "broader", *KINDS})

_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to group records.

    Attributes:
        labels: Its heading, by language.
        properties: For each kind of record, the IRIs of the properties with its values; none if
            the record itself is the value.
        scheme: The IRI of the scheme that values must belong to, or "".
        broader: Whether broader concepts of a value count as well.
    """

    name: str
    labels: Mapping[str, str]
    properties: Mapping[str, tuple[str, ...]]
    scheme: str = ""
    broader: bool = False

    def label(self, language: str) -> str:
        """Return the heading in a language, or in English."""
        return self.labels.get(language) or self.labels.get("en") or self.name


@kept
def read_dimensions(project: Project) -> Mapping[str, Dimension]:
    """Read the dimensions by name; those in a project folder are added to the bundled ones.

    Raises:
        AssetError: The file is wrong; names the line.
    """
    dimensions: dict[str, Dimension] = {}
    for path in (layer / _FILE for layer in project.folders.layers):
        if not path.is_file():
            continue
        for dimension in parse_dimensions(project.text(path), path):
            dimensions[dimension.name] = dimension
    return dimensions


def dimension_of(dimensions: Mapping[str, Dimension], name: str) -> Dimension:
    """Return the dimension with a name, which may also have spaces or underscores.

    Raises:
        QueryError: There is none; suggests the nearest.
    """
    key = re.sub(r"[\s_]+", "-", name.strip().lower())
    if key not in dimensions:
        raise QueryError(f"no dimension '{name}'{did_you_mean(key, dimensions)}")
    return dimensions[key]


def parse_dimensions(text: str, path: Path) -> tuple[Dimension, ...]:
    """Read a file of dimensions.

    Raises:
        AssetError: It is malformed; names the line.
    """
    content = parse_yaml(text, path)
    entries = content.get("dimensions") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise AssetError("needs a list 'dimensions' whose entries have a name", path)
    return tuple(_dimension(entry, text, path) for entry in entries)


def _dimension(entry: Mapping[str, Any], text: str, path: Path) -> Dimension:
    name = str(entry.get("name", ""))
    line = line_of(text, f"name: {name}")
    if not _NAME.fullmatch(name):
        raise AssetError(
            f"the name '{name}' must consist of lower-case letters, digits and hyphens", path, line
        )
    if unknown := sorted(entry.keys() - _KEYS):
        expected = ", ".join(sorted(_KEYS))
        raise AssetError(
            f"unknown key '{unknown[0]}' in '{name}'; use one of {expected}", path, line
        )
    properties = {kind: _properties(entry[kind], path, line) for kind in KINDS if kind in entry}
    if not properties:
        raise AssetError(f"'{name}' needs the properties of a resource or a network", path, line)
    labels = entry.get("labels", {"en": name})
    if not isinstance(labels, dict):
        raise AssetError(f"the labels of '{name}' must be given by language", path, line)
    scheme = _iri(entry["scheme"], path, line) if "scheme" in entry else ""
    return Dimension(name, labels, properties, scheme, entry.get("broader") == "true")


def _properties(value: object, path: Path, line: int | None) -> tuple[str, ...]:
    if value == SELF:
        return ()
    return tuple(_iri(name, path, line) for name in (value if isinstance(value, list) else [value]))


def _iri(name: object, path: Path, line: int | None) -> str:
    try:
        return expand(str(name))
    except KeyError as error:
        raise AssetError(f"'{name}' has no known prefix; write the full IRI", path, line) from error
