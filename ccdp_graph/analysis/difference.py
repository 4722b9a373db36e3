"""What became of a graph: records added, removed and changed, also as a workbook."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccdp_graph.cell import CellRef
from ccdp_graph.model import CellEvidence, GraphRecord, cited
from ccdp_graph.rdf import Statement
from ccdp_graph.spreadsheets import clean, put_text, to_reproducible_bytes

_TITLES = {
    "en": {
        "title": "What changed",
        "added": "Added",
        "removed": "Removed",
        "changed": "Changed",
        "perhaps": "Perhaps the same record, renamed (ccdp adopt asks and remembers)",
        "columns": ("Property", "Before", "Cell", "After", "Cell"),
        "none": "Nothing changed.",
        "statements": "Statements: {added} added, {removed} removed.",
        "was": "before: {title}",
    },
    "fr": {
        "title": "Ce qui a changé",
        "added": "Ajouté",
        "removed": "Retiré",
        "changed": "Modifié",
        "perhaps": "Peut-être la même fiche, renommée (ccdp adopt le demande et le retient)",
        "columns": ("Propriété", "Avant", "Cellule", "Après", "Cellule"),
        "none": "Rien n’a changé.",
        "statements": "Énoncés : {added} ajoutés, {removed} retirés.",
        "was": "avant : {title}",
    },
}

_KINDS = ("added", "removed", "changed")

_NOTHING: Mapping[str, object] = {}

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class Change:
    """One property whose values are not the same: those that went, those that came, the cells."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cells_before: tuple[CellEvidence, ...] = ()
    cells_after: tuple[CellEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record: added where there is no old one, removed where no new one."""

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
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is not the same in two graphs.

    Attributes:
        records: Added ones first, then removed, then changed, each by kind and title.
        perhaps: Pairs of a removed and an added record that may be one, renamed.
        added: The statements that came, sorted; `removed` likewise.
    """

    records: tuple[RecordChange, ...]
    perhaps: tuple[tuple[GraphRecord, GraphRecord], ...]
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]

    def of_kind(self, kind: str) -> tuple[RecordChange, ...]:
        """Return the records added, removed or changed."""
        return tuple(record for record in self.records if record.kind == kind)

    def markdown(self, language: str = "en", title: str = "") -> str:
        """Return the difference as Markdown, under a title of its own where one is given."""
        return "\n".join(_markdown(self, language, title)) + "\n"

    def json_text(self, about: Mapping[str, object] = _NOTHING) -> str:
        """Return the difference as JSON, statements included.

        Args:
            about: What else is told, before it.
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
        """Return the statements as RDF Patch: D lines for those that went, A for those that came.

        Source: RDF Patch, Apache Jena, "RDF Patch format".
        """
        gone = (f"D {' '.join(statement)} .\n" for statement in self.removed)
        come = (f"A {' '.join(statement)} .\n" for statement in self.added)
        return "".join(("TX .\n", *gone, *come, "TC .\n"))


def titles(language: str) -> dict[str, str]:
    """Return the words for added, removed and changed."""
    return {kind: str(_TITLES[language][kind]) for kind in _KINDS}


def columns(language: str) -> tuple[str, ...]:
    """Return the headings of a change: property, before, cell, after, cell."""
    return tuple(_TITLES[language]["columns"])


def parse_difference(text: str) -> Difference:
    """Read what `Difference.json_text` wrote; what else it tells is left alone.

    Raises:
        ValueError: It is no JSON (json.JSONDecodeError is one), or a cell has no address.
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
    yield f"# {_plain(title) if title else words['title']}"
    yield ""
    if not difference.records:
        yield words["none"]
        yield ""
    for kind in _KINDS:
        found = difference.of_kind(kind)
        if found:
            yield f"## {words[kind]} ({len(found)})"
            yield ""
        for change in found:
            yield from _record_lines(change, words["was"], columns(language))
    if difference.perhaps:
        yield f"## {words['perhaps']}"
        yield ""
        for old, new in difference.perhaps:
            yield f"- {_plain(old.title)} (`{old.id}`) → {_plain(new.title)} (`{new.id}`)"
        yield ""
    yield words["statements"].format(added=len(difference.added), removed=len(difference.removed))


def _record_lines(change: RecordChange, was: str, headings: tuple[str, ...]) -> Iterator[str]:
    record, old = change.record, change.old
    renamed = ""
    if old is not None and old.title != record.title:
        renamed = f" ({was.format(title=_plain(old.title))})"
    yield f"### {_plain(record.title)}{renamed}, `{record.kind}/{record.id}`"
    yield ""
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for each in change.changes:
        texts = (
            each.label,
            "; ".join(each.before),
            cited(each.cells_before),
            "; ".join(each.after),
            cited(each.cells_after),
        )
        yield f"| {' | '.join(map(_plain, texts))} |"
    yield ""


def _plain(text: str) -> str:
    r"""Keep a text from being read as markup.

    >>> print(_plain("a|b <i>"))
    a\|b \<i\>
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _record(change: RecordChange) -> dict[str, object]:
    old = change.old
    return {
        **change.record.json_record(),
        "title_before": old.title if old else None,
        "changes": [
            {
                "property": each.name,
                "label": each.label,
                "before": list(each.before),
                "cells_before": [c.json_citation() for c in each.cells_before],
                "after": list(each.after),
                "cells_after": [c.json_citation() for c in each.cells_after],
            }
            for each in change.changes
        ],
    }


def _read_change(kind: str, entry: Mapping[str, Any]) -> RecordChange:
    record = _read_record(entry)
    old = None if kind == "added" else replace(record, title=entry["title_before"])
    changes = tuple(
        Change(
            each["property"],
            each["label"],
            tuple(each["before"]),
            tuple(each["after"]),
            tuple(map(_read_citation, each["cells_before"])),
            tuple(map(_read_citation, each["cells_after"])),
        )
        for each in entry["changes"]
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

_FIRST = {
    "en": ("Change", "Kind", "Id", "Title"),
    "fr": ("Changement", "Sorte", "Identifiant", "Titre"),
}

_SHEET_TITLES = {"en": "Changes", "fr": "Changements"}


def difference_workbook(difference: Difference, language: str = "en") -> bytes:
    """Write a difference as .xlsx: a row a property of a record, with both cells.

    The first column says in a word what the colour says too.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET_TITLES[language]
    for column, heading in enumerate((*_FIRST[language], *columns(language)), start=1):
        put_text(sheet, 1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    words = titles(language)
    number = 1
    for change in difference.records:
        record, fill = change.record, PatternFill("solid", fgColor=_FILLS[change.kind])
        for each in change.changes:
            number += 1
            texts = (
                *(words[change.kind], record.kind, record.id, record.title, each.label),
                *("\n".join(each.before), cited(each.cells_before)),
                *("\n".join(each.after), cited(each.cells_after)),
            )
            for column, text in enumerate(texts, start=1):
                cell = put_text(sheet, number, column, clean(text))
                cell.fill = fill
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "E2"
    sheet.auto_filter.ref = sheet.dimensions
    return to_reproducible_bytes(book, "")
