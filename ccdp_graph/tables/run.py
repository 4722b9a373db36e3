"""From tables to records: every filled cell becomes a value, or text with a finding."""

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
    """The result of the tidy stage.

    Attributes:
        documents: One per mapping, named like its table.
        cells: Every filled cell below a header, however it was read.
        identifiers: The register, with the new ids.
    """

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    cells: tuple[FilledCell, ...]
    identifiers: Identifiers
    suggestions: tuple[Suggestion, ...]


def tidy(
    workbooks: Sequence[Workbook],
    tables: Sequence[Table],
    lexicon: Lexicon,
    identifiers: Identifiers,
    base: str,
    *,
    modified: date | None = None,
) -> Tidied:
    """Turn every row of every table into a record.

    Shape: one entry of `records` per row with a name; further entries for the contacts, missing
    values, attributions and organisations in its cells. The order of the rows affects only the
    order of the entries, not the ids.
    Units: counts are whole numbers, ages and dates whole years; text is never shortened.

    Args:
        base: The beginning of the IRIs of all entities.
        modified: The date of the records, if it is not the one that each workbook states.
    """
    bodies = [read_body(table, lexicon) for table in tables]
    rows = [row for body in bodies for row in body.rows]
    findings = [
        *_left_out_findings(workbooks, tables),
        *(f for body in bodies for f in body.findings),
    ]
    ids, register = _ids(rows, lexicon, identifiers)
    mentions = (mention for row in rows for mention in mentions_of(row, lexicon))
    directory = resolve_organisations(mentions, register, lexicon.decisions)
    dates = {book.name: modified or book.modified for book in workbooks}
    documents = []
    for name in dict.fromkeys(table.column_file.table for table in tables):
        table_rows = [row for row in rows if row.column_file.table == name]
        iris = _iris_by_name(table_rows, ids, base)
        builder = DocumentBuilder(name, base, lexicon, directory, iris, dates)
        for row in table_rows:
            builder.add(row, ids[row.place])
        documents.append(builder.document())
        findings += [
            *builder.findings,
            *_repeated_findings(table_rows, ids),
            *_renamed_findings(table_rows, ids, identifiers),
        ]
    findings += _gone_findings(rows, ids, identifiers)
    return Tidied(
        tuple(documents),
        tuple(sorted(findings, key=lambda finding: finding.order)),
        tuple(source for body in bodies for source in body.filled),
        directory.identifiers,
        directory.suggestions,
    )


def _ids(
    rows: Sequence[Row], lexicon: Lexicon, identifiers: Identifiers
) -> tuple[dict[tuple[str, str, int], str], Identifiers]:
    """Assign each row its id, by its name and, if it has a country column, its country."""
    named_by_place = {}
    for row in rows:
        columns = [c.name for c in row.column_file.columns if c.vocabulary == ("country",)]
        country = country_code_of(row.text("country"), lexicon) if "country" in columns else ""
        named_by_place[row.place] = row.named._replace(country=country)
    register = identifiers.with_names(named_by_place.values())
    by_key = register.by_key()
    return {
        place: by_key[named_entity.key].id for place, named_entity in named_by_place.items()
    }, register


def _iris_by_name(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], base: str
) -> dict[str, str]:
    """Return the IRIs of records by name and acronym, for columns that name other records."""
    iris: dict[str, str] = {}
    for row in rows:
        for text in (row.named.name, row.named.acronym):
            if text:
                iri = f"{base}{row.column_file.kind}/{ids[row.place]}"
                iris.setdefault(normalised(text), iri)
    return iris


def _left_out_findings(workbooks: Sequence[Workbook], tables: Sequence[Table]) -> Iterator[Finding]:
    """Report the sheets, and the rows above a header, with text that is not read as records."""
    for book in workbooks:
        for text in book.remarks:
            explanation = message("of-workbook", workbook=book.name, remark=text)
            yield Finding(Severity.INFO, explanation, "workbook#guess")
        for sheet in book.sheets:
            sheet_tables = [table for table in tables if table.place == (book.name, sheet.name)]
            last = sheet_tables[0].header_rows[0] - 1 if sheet_tables else len(sheet.rows)
            cells = [filled for n in range(1, last + 1) for filled in sheet.filled(n)]
            if cells:
                text = (
                    _above_header_message(last)
                    if sheet_tables
                    else message("left-out", sheet=sheet.name)
                )
                yield Finding(
                    severity=Severity.INFO,
                    message=text,
                    rule="workbook#left-out",
                    cells=tuple(cell for cell, _ in cells),
                    raw=cells[0][1],
                )
            yield from _unknown_column_findings(sheet_tables)


def _above_header_message(last: int) -> Message:
    return message("above-header", number=last)


def _unknown_column_findings(tables: Sequence[Table]) -> Iterator[Finding]:
    """Report each unknown header once, however many blocks repeat it."""
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
            suggestion=message("unknown-column-hint"),
        )


def _renamed_findings(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], identifiers: Identifiers
) -> Iterator[Finding]:
    """Report rows that were recognised under a new name, so that a person can object."""
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in identifiers.entries:
        names[entry.kind, entry.id].append(entry.name)
    for row in rows:
        former_names = names.get((row.column_file.kind, ids[row.place]), [])
        if former_names and normalised(row.named.name) not in map(normalised, former_names):
            yield Finding(
                severity=Severity.INFO,
                message=message("renamed", before=former_names[-1], id=ids[row.place]),
                rule=f"{row.column_file.table}#primaryKey",
                cells=(row.anchor,),
                raw=row.named.name,
                suggestion=message("renamed-hint"),
            )


def _gone_findings(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str], identifiers: Identifiers
) -> Iterator[Finding]:
    """Report ids of earlier builds that are no longer in any row."""
    in_use = [(row.column_file.kind, ids[row.place]) for row in rows]
    for entry in identifiers.gone(in_use):
        yield Finding(
            severity=Severity.INFO,
            message=message("gone", name=entry.name, id=f"{entry.kind}/{entry.id}"),
            rule="workbook#gone",
            suggestion=message("gone-hint"),
        )


def _repeated_findings(
    rows: Sequence[Row], ids: Mapping[tuple[str, str, int], str]
) -> Iterator[Finding]:
    by_id: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[ids[row.place]].append(row)
    for duplicates in by_id.values():
        first, *others = (row.anchor for row in duplicates)
        for cell in others:
            yield Finding(
                severity=Severity.VIOLATION,
                message=message("repeated", cell=str(first)),
                rule=f"{duplicates[0].column_file.table}#primaryKey",
                cells=(cell, first),
                raw=duplicates[0].named.name,
                suggestion=message("repeated-hint"),
            )
