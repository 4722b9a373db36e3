"""From tables to records: every filled cell becomes a value, or text beside a finding."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Document, FilledCell, Finding, Identifiers, Severity, Workbook
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.entity_resolution import Suggestion, resolve_organisations
from ccdp_graph.tables.headers import Table
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.records import DocumentBuilder, country_code_of, mentions_of
from ccdp_graph.tables.rows import Row, read_body


@dataclass(frozen=True, slots=True)
class Tidied:
    """What the tidy stage gives.

    Attributes:
        documents: One a table, named as its column file says.
        cells: Every filled cell below a header, whatever became of it.
        identifiers: The register, longer by the ids newly given.
    """

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    cells: tuple[FilledCell, ...]
    identifiers: Identifiers
    suggestions: tuple[Suggestion, ...]


def tidy(
    workbooks: Sequence[Workbook],
    tables: Sequence[Table],
    words: Lexicon,
    identifiers: Identifiers,
    base: str,
    *,
    modified: date | None = None,
) -> Tidied:
    """Turn every row of every table into a record.

    Shape: one entry of `records` a row that has a name; beside it, entries for the contacts,
    missing values, attributions and organisations that its cells speak of. The order of the rows
    does not matter to ids, only to the order of the entries.
    Units: counts stay whole numbers, ages and dates full years; text is never shortened.

    Args:
        base: The IRI that all things begin with.
        modified: The date of the records, where not the one that each workbook states.
    """
    bodies = [read_body(table, words) for table in tables]
    kept = [row for body in bodies for row in body.rows]
    findings = [*_left_out(workbooks, tables), *(f for body in bodies for f in body.findings)]
    ids, register = _ids(kept, words, identifiers)
    mentions = (mention for row in kept for mention in mentions_of(row, words))
    directory = resolve_organisations(mentions, register, words.decisions)
    dates = {book.name: modified or book.modified for book in workbooks}
    documents = []
    for name in dict.fromkeys(table.column_file.table for table in tables):
        own = [row for row in kept if row.column_file.table == name]
        iris = _iris_by_name(own, ids, base)
        builder = DocumentBuilder(name, base, words, directory, iris, dates)
        for row in own:
            builder.add(row, ids[row.place])
        documents.append(builder.document())
        findings += [*builder.findings, *_repeated(own, ids), *_renamed(own, ids, identifiers)]
    findings += _gone(kept, ids, identifiers)
    return Tidied(
        tuple(documents),
        tuple(sorted(findings, key=lambda finding: finding.order)),
        tuple(source for body in bodies for source in body.filled),
        directory.identifiers,
        directory.suggestions,
    )


def _ids(
    rows: Sequence[Row], words: Lexicon, identifiers: Identifiers
) -> tuple[dict[tuple[str, str, int], str], Identifiers]:
    """Give each row its id: the name and, where a column says so, the country make the thing."""
    named = {}
    for row in rows:
        columns = [c.name for c in row.column_file.columns if c.vocabulary == ("country",)]
        country = country_code_of(row.text("country"), words) if "country" in columns else ""
        named[row.place] = row.named._replace(country=country)
    register = identifiers.with_names(named.values())
    by_key = register.by_key()
    return {place: by_key[thing.key].id for place, thing in named.items()}, register


def _iris_by_name(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], base: str
) -> dict[str, str]:
    """Return the IRIs of records by name and acronym, for columns that name other records."""
    found: dict[str, str] = {}
    for row in rows:
        for text in (row.named.name, row.named.acronym):
            if text:
                iri = f"{base}{row.column_file.kind}/{ids[row.place]}"
                found.setdefault(normalised(text), iri)
    return found


def _left_out(workbooks: Sequence[Workbook], tables: Sequence[Table]) -> Iterator[Finding]:
    """Say which sheets, and which rows above a header, hold text that is no record."""
    for book in workbooks:
        for text in book.remarks:
            told = message("of-workbook", workbook=book.name, remark=text)
            yield Finding(Severity.INFO, told, "workbook#guess")
        for sheet in book.sheets:
            own = [table for table in tables if table.place == (book.name, sheet.name)]
            last = own[0].header_rows[0] - 1 if own else len(sheet.rows)
            cells = [found for n in range(1, last + 1) for found in sheet.filled(n)]
            if cells:
                what = _above_header(last) if own else message("left-out", sheet=sheet.name)
                yield Finding(
                    severity=Severity.INFO,
                    message=what,
                    rule="workbook#left-out",
                    cells=tuple(cell for cell, _ in cells),
                    raw=cells[0][1],
                )
            yield from _unknown_columns(own)


def _above_header(last: int) -> Message:
    return message("above-header-1") if last == 1 else message("above-header", last=last)


def _unknown_columns(tables: Sequence[Table]) -> Iterator[Finding]:
    """Say once of each header that no mapping knows it, however many blocks repeat it."""
    places: defaultdict[tuple[str, str], list[CellRef]] = defaultdict(list)
    for table in tables:
        for column, header in table.unknown.items():
            cell = CellRef(*table.place, table.header_rows[-1], column)
            places[table.column_file.table, header].append(cell)
    for (name, header), cells in places.items():
        yield Finding(
            severity=Severity.WARNING,
            message=message("unknown-column", header=header),
            rule=f"{name}#header",
            cells=tuple(cells),
            raw=header,
            suggestion=message("unknown-column-cure"),
        )


def _renamed(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], known: Identifiers
) -> Iterator[Finding]:
    """Say which rows were taken for old things under a new name, so that a person can object."""
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in known.entries:
        names[entry.kind, entry.id].append(entry.name)
    for row in rows:
        before = names.get((row.column_file.kind, ids[row.place]), [])
        if before and normalised(row.named.name) not in map(normalised, before):
            yield Finding(
                severity=Severity.INFO,
                message=message("renamed", before=before[-1], id=ids[row.place]),
                rule=f"{row.column_file.table}#primaryKey",
                cells=(row.anchor,),
                raw=row.named.name,
                suggestion=message("renamed-cure"),
            )


def _gone(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], known: Identifiers
) -> Iterator[Finding]:
    """Say which ids of earlier builds no row bears any more."""
    borne = [(row.column_file.kind, ids[row.place]) for row in rows]
    for entry in known.gone(borne):
        yield Finding(
            severity=Severity.INFO,
            message=message("gone", name=entry.name, id=f"{entry.kind}/{entry.id}"),
            rule="workbook#gone",
            suggestion=message("gone-cure"),
        )


def _repeated(rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str]) -> Iterator[Finding]:
    by_id: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[ids[row.place]].append(row)
    for same in by_id.values():
        first, *others = (row.anchor for row in same)
        for cell in others:
            yield Finding(
                severity=Severity.VIOLATION,
                message=message("repeated", cell=str(first)),
                rule=f"{same[0].column_file.table}#primaryKey",
                cells=(cell, first),
                raw=same[0].named.name,
                suggestion=message("repeated-cure"),
            )
