"""The dimensions by which records are compared: `analysis/dimensions.yml` and column files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import expand
from ccdp_graph.schemas import DIMENSIONS

_FILE = "analysis/dimensions.yml"


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


@kept
def read_dimensions(project: Project) -> Mapping[str, Dimension]:
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
        for dimension in parse_dimensions(project.text(path), path):
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
    return tuple(
        Dimension(
            entry["name"],
            entry.get("labels", {"en": entry["name"]}),
            scheme=expand(entry["scheme"]) if "scheme" in entry else "",
            broader=entry.get("broader", False),
        )
        for entry in DIMENSIONS.read(text, path).content["dimensions"]
    )
