"""The state of a harvest, the changes since the previous one, and the report."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.documents import Document
from ccdp_graph.i18n import Texts
from ccdp_graph.model import Finding, Severity

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A record of another catalogue.

    Attributes:
        digest: A digest of its description.
        document: The address of the document that describes it.
        issued: When it was first harvested; `modified` when it last changed. Both YYYY-MM-DD.
    """

    iri: str
    digest: str
    document: str
    issued: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """The state of one source.

    Attributes:
        source: The address or file that it is harvested from; `kind` the name of a `SourceKind`.
        day: When it last changed, as YYYY-MM-DD.
        since: The date from which an OAI-PMH server is asked for changes, or empty.
        gone: By IRI, the day on which a record was found to be gone.
        findings: How many there were, by severity.
        statements: A digest of all statements.
    """

    name: str
    source: str
    kind: str
    day: str = ""
    since: str = ""
    documents: tuple[Document, ...] = ()
    records: tuple[Record, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    statements: str = ""

    def json_text(self) -> str:
        """Return the state for the next harvest."""
        return (
            json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"
        )


def parse_harvest(text: str, path: Path) -> Harvest:
    """Read a state.

    Raises:
        AssetError: It is not a state file, or has a later version.
    """
    try:
        fields: dict[str, Any] = json.loads(text)
        version = fields.pop("version")
        if version != _VERSION:
            raise AssetError(f"has version {version}; this program reads version {_VERSION}", path)
        documents = tuple(Document(**entry) for entry in fields.pop("documents"))
        records = tuple(Record(**entry) for entry in fields.pop("records"))
        return Harvest(**fields, documents=documents, records=records)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AssetError(
            f"is not the state of a harvest ({error}); delete the folder and harvest again", path
        ) from error


@dataclass(frozen=True, slots=True)
class Changes:
    """How the records of a source changed since the previous harvest."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0


def dated(
    records: Iterable[Record], previous: Sequence[Record], day: str
) -> tuple[tuple[Record, ...], Changes]:
    """Date each record: when it was first harvested and when it last changed."""
    earlier_records = {record.iri: record for record in previous}
    dated_records, new, changed = [], [], []
    for record in records:
        earlier = earlier_records.pop(record.iri, None)
        if earlier is None:
            new.append(record.iri)
            dated_records.append(replace(record, issued=day, modified=day))
        elif earlier.digest != record.digest:
            changed.append(record.iri)
            dated_records.append(replace(record, issued=earlier.issued, modified=day))
        else:
            dated_records.append(replace(record, issued=earlier.issued, modified=earlier.modified))
    unchanged = len(dated_records) - len(new) - len(changed)
    return tuple(dated_records), Changes(
        tuple(new), tuple(changed), tuple(sorted(earlier_records)), unchanged
    )


_TEXTS = Texts(
    {
        "harvested": "Harvested",
        "source": "source",
        "kind": "type",
        "forms": "formats",
        "documents": "documents",
        "unchanged-documents": "of these unchanged",
        "new": "new records",
        "changed": "changed records",
        "unchanged": "unchanged records",
        "gone": "removed records",
        "dropped": "records left out",
        "statements": "statements",
        "found": "findings: {severity}",
        "and-more": "… and {number} more: {message}",
    }
)


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """The report of a harvest.

    Attributes:
        forms: The formats of the documents, the most frequent first.
        documents: How many there are; `unchanged_documents` of them were not resent.
        dropped: How many records could not be taken.
        unlisted: An example of each kind of finding too frequent to list, and how many more.
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
        for finding, number in (*((finding, 1) for finding in self.findings), *self.unlisted):
            examples.setdefault(finding.rule, finding)
            numbers[finding.rule] += number
        order = sorted(
            examples, key=lambda rule: (examples[rule].severity.rank, -numbers[rule], rule)
        )
        return [(examples[rule], numbers[rule]) for rule in order[:longest]]

    def rows(self, language: str = "en") -> list[tuple[str, str]]:
        """Return a summary as rows of a table, the title first."""
        words = _TEXTS[language]
        changes = self.changes
        return [
            (words["harvested"], self.name),
            (words["source"], self.source),
            (words["kind"], self.kind),
            (words["forms"], ", ".join(self.forms)),
            (words["documents"], str(self.documents)),
            (words["unchanged-documents"], str(self.unchanged_documents)),
            (words["new"], str(len(changes.new))),
            (words["changed"], str(len(changes.changed))),
            (words["unchanged"], str(changes.unchanged)),
            (words["gone"], str(len(changes.gone))),
            (words["dropped"], str(self.dropped)),
            (words["statements"], str(self.statements)),
            *(
                (
                    words["found"].format(severity=severity.label_in(language)),
                    str(self.count(severity)),
                )
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
        """Return the report for people: a summary, then every finding with its place."""
        words = _TEXTS[language]
        title, *rows = self.rows(language)
        lines = [f"{title[0]} {title[1]} ({self.day})", ""]
        lines += [f"  {name}: {value}" for name, value in rows]
        for severity in Severity:
            of_severity = [finding for finding in self.findings if finding.severity is severity]
            lines += ["", severity.label_in(language)] if of_severity else []
            for finding in (finding.localised(language) for finding in of_severity):
                lines.append(f"  {finding.place_in(language)}: {finding.message}")
            lines += [
                "  "
                + words["and-more"].format(
                    number=number, message=example.localised(language).message
                )
                for example, number in self.unlisted
                if example.severity is severity
            ]
        return "\n".join(lines) + "\n"


def by_frequency(formats: Counter[str]) -> tuple[str, ...]:
    """Return the names of formats, the most frequent first."""
    return tuple(sorted(formats, key=lambda name: (-formats[name], name)))
