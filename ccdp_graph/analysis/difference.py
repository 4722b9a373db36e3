"""The difference between two graphs: records added, removed and changed, also as a workbook."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Texts
from ccdp_graph.model import (
    CellEvidence,
    GraphRecord,
    Table,
    TableCell,
    cited,
    columns_of,
    escape_markdown,
)
from ccdp_graph.rdf import Statement

_TITLES = Texts(
    {
        "title": "What changed",
        "added": "Added",
        "removed": "Removed",
        "changed": "Changed",
        "perhaps": "Possibly renamed (ccdp adopt asks, and remembers the answer)",
        "columns": ("Property", "Before", "Cell", "After", "Cell"),
        "none": "Nothing changed.",
        "statements": "Statements: {added} added, {removed} removed.",
        "was": "before: {title}",
    }
)

_KINDS = ("added", "removed", "changed")

_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """One property with different values: the old ones, the new ones, and their cells."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cells_before: tuple[CellEvidence, ...] = ()
    cells_after: tuple[CellEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that was added (without an old one), removed (without a new one) or changed."""

    old: GraphRecord | None
    new: GraphRecord | None
    changes: tuple[Change, ...]

    @property
    def kind(self) -> str:
        """Whether it was `added`, `removed` or `changed`."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def record(self) -> GraphRecord:
        """The record as it is now, or as it last was."""
        record = self.new or self.old
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences between two graphs.

    Attributes:
        records: Added, removed and changed records, in this order, each by kind and title.
        perhaps: Pairs of a removed and an added record that may be one renamed record.
        added: The new statements, sorted; `removed` has the old ones.
    """

    records: tuple[RecordChange, ...]
    perhaps: tuple[tuple[GraphRecord, GraphRecord], ...]
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]

    def of_kind(self, kind: str) -> tuple[RecordChange, ...]:
        """Return the records added, removed or changed."""
        return tuple(record for record in self.records if record.kind == kind)

    def markdown(self, language: str = "en", title: str = "") -> str:
        """Return the difference as Markdown, with a title if one is given."""
        return "\n".join(_markdown(self, language, title)) + "\n"

    def json_text(self, about: Mapping[str, object] = _NOTHING) -> str:
        """Return the difference as JSON, including the statements.

        Args:
            about: What else the document says, before the difference.
        """
        document = {
            **about,
            **{kind: [_record(change) for change in self.of_kind(kind)] for kind in _KINDS},
            "perhaps_renamed": [
                {"removed": old.json_record(), "added": new.json_record()}
                for old, new in self.perhaps
            ],
            "statements": {
                "added": [" ".join(statement) for statement in self.added],
                "removed": [" ".join(statement) for statement in self.removed],
            },
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def patch_text(self) -> str:
        """Return the statements as RDF Patch: D lines for removed ones, A lines for added ones.

        Source: RDF Patch, Apache Jena, "RDF Patch format".
        """
        removed = (f"D {' '.join(statement)} .\n" for statement in self.removed)
        added = (f"A {' '.join(statement)} .\n" for statement in self.added)
        return "".join(("TX .\n", *removed, *added, "TC .\n"))


def titles(language: str) -> dict[str, str]:
    """Return the headings for added, removed and changed records."""
    return {kind: str(_TITLES[language][kind]) for kind in _KINDS}


def columns(language: str) -> tuple[str, ...]:
    """Return the headings of a change: property, before, cell, after, cell."""
    return tuple(_TITLES[language]["columns"])


def parse_difference(text: str) -> Difference:
    """Read what `Difference.json_text` wrote; other keys are ignored.

    Raises:
        ValueError: It is not JSON (as json.JSONDecodeError), or a cell has no address.
        KeyError: Something is missing.
    """
    document = json.loads(text)
    return Difference(
        tuple(_read_change(kind, entry) for kind in _KINDS for entry in document[kind]),
        tuple(
            (_read_record(pair["removed"]), _read_record(pair["added"]))
            for pair in document["perhaps_renamed"]
        ),
        *(
            tuple(_read_statement(line) for line in document["statements"][kind])
            for kind in ("added", "removed")
        ),
    )


def _markdown(difference: Difference, language: str, title: str) -> Iterator[str]:
    words = {key: str(text) for key, text in _TITLES[language].items() if key != "columns"}
    yield f"# {escape_markdown(title) if title else words['title']}"
    yield ""
    if not difference.records:
        yield words["none"]
        yield ""
    for kind in _KINDS:
        changes = difference.of_kind(kind)
        if changes:
            yield f"## {words[kind]} ({len(changes)})"
            yield ""
        for change in changes:
            yield from _record_lines(change, words["was"], columns(language))
    if difference.perhaps:
        yield f"## {words['perhaps']}"
        yield ""
        for old, new in difference.perhaps:
            one, other = escape_markdown(old.title), escape_markdown(new.title)
            yield f"- {one} (`{old.id}`) → {other} (`{new.id}`)"
        yield ""
    yield words["statements"].format(added=len(difference.added), removed=len(difference.removed))


def _record_lines(change: RecordChange, was: str, headings: tuple[str, ...]) -> Iterator[str]:
    record, old = change.record, change.old
    renamed = ""
    if old is not None and old.title != record.title:
        renamed = f" ({was.format(title=escape_markdown(old.title))})"
    yield f"### {escape_markdown(record.title)}{renamed}, `{record.kind}/{record.id}`"
    yield ""
    rows = tuple(
        (
            property_change.label,
            "; ".join(property_change.before),
            cited(property_change.cells_before),
            "; ".join(property_change.after),
            cited(property_change.cells_after),
        )
        for property_change in change.changes
    )
    yield Table("", columns_of(headings), rows).markdown()


def _record(change: RecordChange) -> dict[str, object]:
    old = change.old
    return {
        **change.record.json_record(),
        "title_before": old.title if old else None,
        "changes": [
            {
                "property": property_change.name,
                "label": property_change.label,
                "before": list(property_change.before),
                "cells_before": [c.json_citation() for c in property_change.cells_before],
                "after": list(property_change.after),
                "cells_after": [c.json_citation() for c in property_change.cells_after],
            }
            for property_change in change.changes
        ],
    }


def _read_change(kind: str, entry: Mapping[str, Any]) -> RecordChange:
    record = _read_record(entry)
    old = None if kind == "added" else replace(record, title=entry["title_before"])
    changes = tuple(
        Change(
            property_change["property"],
            property_change["label"],
            tuple(property_change["before"]),
            tuple(property_change["after"]),
            tuple(map(_read_citation, property_change["cells_before"])),
            tuple(map(_read_citation, property_change["cells_after"])),
        )
        for property_change in entry["changes"]
    )
    return RecordChange(old, None if kind == "removed" else record, changes)


def _read_record(entry: Mapping[str, str]) -> GraphRecord:
    return GraphRecord(entry["iri"], entry["kind"], entry["id"], entry["title"])


def _read_citation(entry: Mapping[str, str]) -> CellEvidence:
    cell = CellRef.at(entry["workbook"], entry["sheet"], entry["cell"])
    return CellEvidence(cell, entry["header"], entry["text"])


def _read_statement(line: str) -> Statement:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value


_FILLS = {"added": "E2F0D9", "removed": "F8CBAD", "changed": "FFF2CC"}

_WIDTHS = (12, 12, 26, 50, 26, 40, 28, 40, 28)

_FIRST = Texts(("Change", "Kind", "Id", "Title"))

_SHEET_TITLES = Texts("Changes")


def difference_workbook(difference: Difference, language: str = "en") -> bytes:
    """Write a difference as .xlsx: one row per changed property of a record, with both cells.

    The first column says in words what the colour shows.
    """
    from ccdp_graph.spreadsheets import tables_workbook

    words = titles(language)
    rows = []
    for change in difference.records:
        record = change.record
        for property_change in change.changes:
            texts = (
                *(words[change.kind], record.kind, record.id, record.title, property_change.label),
                *("\n".join(property_change.before), cited(property_change.cells_before)),
                *("\n".join(property_change.after), cited(property_change.cells_after)),
            )
            rows.append([TableCell(text, fill=_FILLS[change.kind]) for text in texts])
    headings = (*_FIRST[language], *columns(language))
    told = Table(_SHEET_TITLES[language], columns_of(headings, _WIDTHS), tuple(rows), kept=4)
    return tables_workbook(told)
