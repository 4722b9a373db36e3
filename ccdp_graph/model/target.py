"""Targets: the profiles that a graph can be checked against, as targets.yml lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.files.texts import line_of, parse_yaml
from ccdp_graph.rdf.namespaces import expand

OWN = "ccdp"
"""The target that every build is checked against."""

NOTHING = "nothing"
"""What targets.yml writes where no column gives a property."""

_REQUIRED = ("title", "source", "records")

_KEYS = frozenset(
    {
        *_REQUIRED,
        "version",
        "checks",
        "view",
        "shapes",
        "classes",
        "columns",
        "settings",
        "recordSettings",
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """A profile, and what its catalogue is given.

    Attributes:
        title: By language; `checks`, what it looks at, likewise.
        source: Where the profile is published.
        view: The view of the graph that it is given, or nothing for all of it.
        shapes: Folders of shapes, relative to shapes/; none means our own profile.
        records: The classes whose things pass or do not.
        classes: By class, the property and value of the things that get it for the check.
        columns: By property, or by shape where that says more, the property of the column,
            or nothing.
        settings: By property of a catalogue, the line of ccdp.toml that gives it;
            `record_settings` likewise, of a record.
    """

    name: str
    title: Mapping[str, str]
    source: str
    records: tuple[str, ...]
    version: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)
    view: str = ""
    shapes: tuple[str, ...] = ()
    classes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    record_settings: Mapping[str, str] = field(default_factory=dict)


def parse_targets(text: str, path: Path) -> tuple[Target, ...]:
    """Read a targets.yml.

    Raises:
        AssetError: It is no YAML mapping, or a target has an unknown key, lacks one, or uses a
            prefix that there is not.
    """
    content = parse_yaml(text, path)
    if not isinstance(content, dict):
        raise AssetError("lists no target; write one entry a target, by name", path)
    return tuple(_target(str(name), entry, text, path) for name, entry in content.items())


def _target(name: str, entry: Any, text: str, path: Path) -> Target:
    line = line_of(text, name)
    if not isinstance(entry, dict):
        raise AssetError(f"the target '{name}' says nothing; give it {_REQUIRED}", path, line)
    for key in entry:
        if key not in _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise AssetError(f"unknown key '{key}' of '{name}'; use {known}", path, line)
    for key in _REQUIRED:
        if not entry.get(key):
            raise AssetError(f"the target '{name}' lacks '{key}'", path, line)
    try:
        return Target(
            name=name,
            title=_by_language(entry["title"]),
            source=entry["source"],
            records=tuple(map(expand, entry["records"])),
            version=entry.get("version", ""),
            checks=_by_language(entry.get("checks", "")),
            view=entry.get("view", ""),
            shapes=tuple(entry.get("shapes", ())),
            classes={
                expand(kind): (expand(told["property"]), expand(told["value"]))
                for kind, told in entry.get("classes", {}).items()
            },
            columns={
                expand(p): "" if c == NOTHING else expand(c)
                for p, c in entry.get("columns", {}).items()
            },
            settings=_expanded(entry.get("settings", {})),
            record_settings=_expanded(entry.get("recordSettings", {})),
        )
    except (AttributeError, KeyError, TypeError) as error:
        said = f"the target '{name}' has a wrong entry or prefix: {error}"
        raise AssetError(said, path, line) from error


def _expanded(lines: Mapping[str, str]) -> dict[str, str]:
    return {expand(name): line for name, line in lines.items()}


def _by_language(words: Any) -> dict[str, str]:
    return dict(words) if isinstance(words, dict) else {"en": str(words)}
