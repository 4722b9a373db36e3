"""What a harvest did and found, and how it is told."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.model.harvest import Changes
from ccdp_graph.model.report import Finding, Severity

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "harvested": "Harvested",
        "source": "source",
        "kind": "type",
        "forms": "read as",
        "documents": "documents",
        "unchanged-documents": "of these not changed since",
        "new": "new records",
        "changed": "changed records",
        "unchanged": "unchanged records",
        "gone": "records that are gone",
        "dropped": "records left out",
        "statements": "statements",
        "found": "findings: {}",
        "and-more": "… and {} more: {}",
    },
    "fr": {
        "harvested": "Moissonné",
        "source": "source",
        "kind": "type",
        "forms": "lu comme",
        "documents": "documents",
        "unchanged-documents": "dont inchangés depuis",
        "new": "nouvelles fiches",
        "changed": "fiches changées",
        "unchanged": "fiches inchangées",
        "gone": "fiches disparues",
        "dropped": "fiches laissées de côté",
        "statements": "énoncés",
        "found": "constats : {}",
        "and-more": "… et {} autres : {}",
    },
}


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """What a harvest did and found.

    Attributes:
        forms: What the documents were, most of them first.
        documents: How many there are; `unchanged_documents` of them the server did not send again.
        dropped: How many records could not be taken.
        unlisted: An example of each demand broken too often to list all, and how many more.
    """

    name: str
    source: str
    kind: str
    day: str
    forms: tuple[str, ...]
    documents: int
    unchanged_documents: int
    changes: Changes
    dropped: int
    statements: int
    findings: tuple[Finding, ...]
    unlisted: tuple[tuple[Finding, int], ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether no finding is a Violation."""
        return self.count(Severity.VIOLATION) == 0

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        listed = sum(finding.severity is severity for finding in self.findings)
        return listed + sum(n for example, n in self.unlisted if example.severity is severity)

    def counts(self) -> dict[str, int]:
        """Return how many findings there are, by severity."""
        return {severity.label: self.count(severity) for severity in Severity}

    def kinds(self, *, longest: int) -> list[tuple[Finding, int]]:
        """Return the gravest, then most frequent kinds of finding, one example of each."""
        examples: dict[str, Finding] = {}
        numbers: Counter[str] = Counter()
        for finding, number in (*((one, 1) for one in self.findings), *self.unlisted):
            examples.setdefault(finding.rule, finding)
            numbers[finding.rule] += number
        order = sorted(
            examples, key=lambda rule: (examples[rule].severity.rank, -numbers[rule], rule)
        )
        return [(examples[rule], numbers[rule]) for rule in order[:longest]]

    def rows(self, language: str = "en") -> list[tuple[str, str]]:
        """Return what was done as rows of a table, the title first."""
        said = _TEXTS[language]
        changes = self.changes
        return [
            (said["harvested"], self.name),
            (said["source"], self.source),
            (said["kind"], self.kind),
            (said["forms"], ", ".join(self.forms)),
            (said["documents"], str(self.documents)),
            (said["unchanged-documents"], str(self.unchanged_documents)),
            (said["new"], str(len(changes.new))),
            (said["changed"], str(len(changes.changed))),
            (said["unchanged"], str(changes.unchanged)),
            (said["gone"], str(len(changes.gone))),
            (said["dropped"], str(self.dropped)),
            (said["statements"], str(self.statements)),
            *(
                (said["found"].format(severity.name_in(language)), str(self.count(severity)))
                for severity in Severity
            ),
        ]

    def json_text(self) -> str:
        """Return the report for programs."""
        document: dict[str, object] = {
            "name": self.name,
            "source": self.source,
            "type": self.kind,
            "date": self.day,
            "forms": list(self.forms),
            "documents": self.documents,
            "conforms": self.conforms,
            "records": {
                "new": list(self.changes.new),
                "changed": list(self.changes.changed),
                "gone": list(self.changes.gone),
                "unchanged": self.changes.unchanged,
                "leftOut": self.dropped,
            },
            "statements": self.statements,
            "counts": self.counts(),
            "findings": [finding.document() for finding in self.findings],
            "unlisted": [{"number": n, **example.document()} for example, n in self.unlisted],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def text(self, language: str = "en") -> str:
        """Return the report for people: what was taken, then every finding with its place."""
        said = _TEXTS[language]
        title, *rows = self.rows(language)
        lines = [f"{title[0]} {title[1]} ({self.day})", ""]
        lines += [f"  {name}: {value}" for name, value in rows]
        for severity in Severity:
            chosen = [finding for finding in self.findings if finding.severity is severity]
            lines += ["", severity.name_in(language)] if chosen else []
            for finding in (one.told_in(language) for one in chosen):
                lines.append(f"  {finding.place_in(language)}: {finding.message}")
            lines += [
                f"  {said['and-more'].format(number, example.told_in(language).message)}"
                for example, number in self.unlisted
                if example.severity is severity
            ]
        return "\n".join(lines) + "\n"


def forms_of(forms: Counter[str]) -> tuple[str, ...]:
    """Return names of forms, the most frequent first."""
    return tuple(sorted(forms, key=lambda form: (-forms[form], form)))
