"""Target catalogues: their shapes, and reports on a graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccdp_graph.i18n import Texts
from ccdp_graph.model import Severity
from ccdp_graph.rdf import expand
from ccdp_graph.schemas import NOTHING, TARGETS

OWN = "ccdp"
"""The target that every build is checked against."""


@dataclass(frozen=True, slots=True)
class Target:
    """A profile, and what its catalogue gets.

    Attributes:
        title: By language, as is `checks`, which says what it checks.
        source: Where the profile is published.
        view: The view of the graph that it gets; "" for the whole graph.
        shapes: Folders of shapes, relative to shapes/; none for our own profile.
        records: The classes of the records that pass or fail.
        classes: By class, the property and value of the nodes that get it for the check.
        columns: By property, or by shape where that is more specific, the property of the
            column, or "" if there is none.
        settings: By property of a catalogue, the line of ccdp.toml that provides it;
            `record_settings` does the same for a record.
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
        AssetError: It is not a YAML mapping, or a target has an unknown key, lacks one, or uses an
            unknown prefix.
    """
    return tuple(_target(name, entry) for name, entry in TARGETS.read(text, path).content.items())


def _target(name: str, entry: Mapping[str, Any]) -> Target:
    return Target(
        name=name,
        title=_by_language(entry["title"]),
        source=entry["source"],
        records=tuple(map(expand, entry["records"])),
        version=entry.get("version", ""),
        checks=_by_language(entry.get("checks", "")),
        view=entry.get("view", ""),
        shapes=entry.get("shapes", ()),
        classes={
            expand(kind): (expand(rule["property"]), expand(rule["value"]))
            for kind, rule in entry.get("classes", {}).items()
        },
        columns={
            expand(p): "" if c == NOTHING else expand(c)
            for p, c in entry.get("columns", {}).items()
        },
        settings=_expanded(entry.get("settings", {})),
        record_settings=_expanded(entry.get("recordSettings", {})),
    )


def _expanded(lines: Mapping[str, str]) -> dict[str, str]:
    return {expand(name): line for name, line in lines.items()}


def _by_language(words: Mapping[str, str] | str) -> Mapping[str, str]:
    return {"en": words} if isinstance(words, str) else words


_VERDICT = Texts(
    "{target}: {passing} of {records} records pass; {score}% of recommended values present"
)

HEADINGS = Texts(
    (
        "Severity",
        "Records",
        "Pass once fixed",
        "Requirement",
        "Where to add it",
        "First found",
    )
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One requirement of a target that some records do not meet.

    Attributes:
        remedy: The column to fill in or the line of ccdp.toml to add, or that there is none.
        results: The number of results; `records` is how many records they concern.
        unblocks: How many records would pass if this fix alone were made; 0 for a
            recommendation.
        place: The first cell or node; `value` is its value.
    """

    severity: Severity
    message: str
    rule: str
    path: str
    remedy: str
    results: int
    records: int
    unblocks: int
    place: str
    value: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the most serious first, then what unblocks and concerns most records."""
        return (self.severity.rank, -self.unblocks, -self.records, -self.results, self.message)

    def document(self) -> dict[str, object]:
        """Return the gap as JSON-ready values."""
        return {
            "severity": self.severity.label,
            "message": self.message,
            "fill": self.remedy,
            "results": self.results,
            "records": self.records,
            "lifts": self.unblocks,
            "firstAt": self.place,
            "value": self.value,
            "rule": self.rule,
            "resultPath": self.path,
        }


@dataclass(frozen=True, slots=True)
class TargetReport:
    """How well a graph meets one target.

    Attributes:
        recommended: How many recommended values the records could have; `present` is how
            many they have.
        gaps: The most serious first, then those that unblock most records.
    """

    target: Target
    records: int
    passing: int
    recommended: int
    present: int
    gaps: tuple[Gap, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing required is missing or wrong."""
        return self.passes(Severity.VIOLATION)

    def passes(self, worst: Severity) -> bool:
        """Whether no gap has that severity or a more serious one."""
        return all(gap.severity.rank > worst.rank for gap in self.gaps)

    @property
    def score(self) -> int:
        """The percentage of recommended values that are present, rounded down."""
        return 100 * self.present // self.recommended if self.recommended else 100

    def heading(self, language: str = "en") -> str:
        """Return one line: the target, how many records pass, and the score."""
        name = f"{self.target.name} {self.target.version}".rstrip()
        return _VERDICT[language].format(
            target=name, passing=self.passing, records=self.records, score=self.score
        )

    def rows(self) -> list[tuple[str, ...]]:
        """Return the gaps as rows of a table, under `HEADINGS`."""
        return [
            (g.severity.label, str(g.records), str(g.unblocks), g.message, g.remedy, g.place)
            for g in self.gaps
        ]

    def text(self, language: str = "en") -> str:
        """Return the report as text: the heading, then one line per gap."""
        lines = [self.heading(language)]
        for row in self.rows():
            cells = zip(HEADINGS[language], row, strict=True)
            lines.append("  " + "; ".join(f"{heading}: {value}" for heading, value in cells))
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
            "recommended": {"asked": self.recommended, "given": self.present, "score": self.score},
            "gaps": [gap.document() for gap in self.gaps],
        }
