"""A target catalogue: the shapes it sets, the view it is given, and how a graph does at it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.files import line_of, parse_yaml
from ccdp_graph.model import Settings, Severity
from ccdp_graph.profiles.dcat_ap import dcat_ap_view
from ccdp_graph.profiles.fair_data_point import fair_data_point_view
from ccdp_graph.profiles.healthdcat_ap import healthdcat_ap_view
from ccdp_graph.profiles.schema_org import schema_org_view
from ccdp_graph.rdf import GraphIndex, Statement, expand

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


HEADINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("Severity", "Records", "One fix lifts", "What is asked", "Where to give it", "First at"),
    "fr": ("Gravité", "Fiches", "Une correction libère", "Demande", "Où le donner", "D’abord à"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One demand of a target that some records do not meet.

    Attributes:
        fill: The column to fill or the line of ccdp.toml to add, or that there is none.
        found: How many results there are; `records` how many records they concern.
        lifts: How many records would pass if this fix alone were made; 0 for what is recommended.
        place: The first cell or thing, and `value` what stands there.
    """

    severity: Severity
    message: str
    rule: str
    path: str
    fill: str
    found: int
    records: int
    lifts: int
    place: str
    value: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the gravest first, then what lifts most records, then what concerns most."""
        return (self.severity.rank, -self.lifts, -self.records, -self.found, self.message)

    def document(self) -> dict[str, object]:
        """Return the gap as JSON-ready values."""
        return {
            "severity": self.severity.label,
            "message": self.message,
            "fill": self.fill,
            "results": self.found,
            "records": self.records,
            "lifts": self.lifts,
            "firstAt": self.place,
            "value": self.value,
            "rule": self.rule,
            "resultPath": self.path,
        }


@dataclass(frozen=True, slots=True)
class TargetReport:
    """How a graph does at one target.

    Attributes:
        asked: How many recommended values the records could have; `given` how many they have.
        gaps: The gravest first, then by what one fix lifts.
    """

    target: Target
    records: int
    passing: int
    asked: int
    given: int
    gaps: tuple[Gap, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing required is missing or wrong."""
        return self.passes(Severity.VIOLATION)

    def passes(self, gravest: Severity) -> bool:
        """Whether no gap is of that severity or a graver one."""
        return all(gap.severity.rank > gravest.rank for gap in self.gaps)

    @property
    def score(self) -> int:
        """How much of what is recommended there is, in per cent, rounded down."""
        return 100 * self.given // self.asked if self.asked else 100

    def heading(self, language: str = "en") -> str:
        """Return one line: the target, how many records pass, and the score."""
        name = f"{self.target.name} {self.target.version}".rstrip()
        if language == "fr":
            return (
                f"{name} : {self.passing} fiches sur {self.records} conformes ; "
                f"{self.score} % de ce qui est recommandé"
            )
        return (
            f"{name}: {self.passing} of {self.records} records pass; "
            f"{self.score} % of what is recommended"
        )

    def rows(self) -> list[tuple[str, ...]]:
        """Return the gaps as rows of a table, under `HEADINGS`."""
        return [
            (g.severity.label, str(g.records), str(g.lifts), g.message, g.fill, g.place)
            for g in self.gaps
        ]

    def text(self, language: str = "en") -> str:
        """Return the report as lines: the heading, then a gap a line."""
        lines = [self.heading(language)]
        for row in self.rows():
            told = zip(HEADINGS[language], row, strict=True)
            lines.append("  " + "; ".join(f"{heading}: {said}" for heading, said in told))
        return "".join(f"{line}\n" for line in lines)

    def document(self) -> dict[str, object]:
        """Return the report as JSON-ready values."""
        return {
            "target": self.target.name,
            "version": self.target.version,
            "source": self.target.source,
            "conforms": self.conforms,
            "records": self.records,
            "passing": self.passing,
            "recommended": {"asked": self.asked, "given": self.given, "score": self.score},
            "gaps": [gap.document() for gap in self.gaps],
        }


VIEWS: Mapping[str, Callable[[GraphIndex, Settings], Iterator[Statement]]] = MappingProxyType(
    {
        "dcat-ap-3": dcat_ap_view,
        "healthdcat-ap": healthdcat_ap_view,
        "fdp": fair_data_point_view,
        "schema-org": schema_org_view,
    }
)


def view(
    name: str, graph: GraphIndex | Iterable[Statement], project: Settings
) -> tuple[Statement, ...]:
    """Return one view of a public graph: distinct statements, sorted.

    A view adds only what follows from the facts or stands in ccdp.toml; it never invents a value.

    Args:
        name: One of `VIEWS`.
        graph: Its statements, or these already by subject and property.
    """
    facts = graph if isinstance(graph, GraphIndex) else GraphIndex.of(graph)
    # views come nearly sorted, and a set would lose that
    return tuple(sorted(dict.fromkeys(VIEWS[name](facts, project))))
