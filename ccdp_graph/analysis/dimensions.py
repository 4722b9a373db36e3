"""The dimensions by which records are compared: `analysis/dimensions.yml` and column files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.files import line_of, parse_yaml, read_text
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.project import Project
from ccdp_graph.rdf import expand

_FILE = "analysis/dimensions.yml"

_KEYS = frozenset({"name", "labels", "scheme", "broader"})

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
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scheme: str = ""
    broader: bool = False

    def label(self, language: str) -> str:
        """Return the heading in a language, or in English."""
        return self.labels.get(language) or self.labels.get("en") or self.name


def read_dimensions(project: Project) -> dict[str, Dimension]:
    """Read the dimensions by name: the records of each kind, those declared, those of columns.

    Those in a project folder are added to the bundled ones.

    Raises:
        AssetError: A file is wrong; names the line.
    """
    types = project.record_types()
    dimensions = {
        kind.name: Dimension(kind.name, kind.labels, {kind.name: ()})
        for kind in types.networks_first
    }
    for path in (layer / _FILE for layer in project.folders.layers):
        if not path.is_file():
            continue
        for dimension in parse_dimensions(read_text(path), path):
            earlier = dimensions.get(dimension.name, dimension)
            dimensions[dimension.name] = replace(dimension, properties=earlier.properties)
    titles = {
        (sheet.kind, column.property_iri): {**column.titles_by_language, "en": (column.title,)}
        for sheet in project.column_files()
        for column in reversed(sheet.columns)
    }
    for kind in types.listed:
        for name, properties in kind.dimensions.items():
            words = titles.get((kind.name, properties[0]), {})
            labels = {language: texts[0] for language, texts in words.items()}
            dimension = dimensions.setdefault(name, Dimension(name, labels))
            of_kinds = {**dimension.properties, kind.name: properties}
            dimensions[name] = replace(dimension, properties=of_kinds)
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
    labels = entry.get("labels", {"en": name})
    if not isinstance(labels, dict):
        raise AssetError(f"the labels of '{name}' must be given by language", path, line)
    scheme = _iri(entry["scheme"], path, line) if "scheme" in entry else ""
    return Dimension(name, labels, {}, scheme, entry.get("broader") == "true")


def _iri(name: object, path: Path, line: int | None) -> str:
    try:
        return expand(str(name))
    except KeyError as error:
        raise AssetError(f"'{name}' has no known prefix; write the full IRI", path, line) from error
