"""How a graph does at a target: which records pass, what blocks, what one fix would lift."""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.model.report import Severity
from ccdp_graph.model.target import Target

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
