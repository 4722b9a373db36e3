"""The rows below a header, each with what its cells say by column name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Column, ColumnFile, FilledCell, Finding, Named, Severity
from ccdp_graph.rdf import DCAT
from ccdp_graph.tables.cell_columns import CellValues, ColumnValue, interpret_cell
from ccdp_graph.tables.cell_values import bracketed
from ccdp_graph.tables.entity_resolution import is_acronym
from ccdp_graph.tables.header_matching import ACRONYM
from ccdp_graph.tables.headers import Table
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.row_types import (
    Kind,
    VisibleCell,
    cell_findings,
    is_key,
    kinds_of_rows,
    shown_cells,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record below a header.

    Attributes:
        by_name: What its cells say, by column name; several where several cells fill a column.
        others: What no column takes.
    """

    table: Table
    number: int
    by_name: Mapping[str, tuple[ColumnValue, ...]]
    others: tuple[ColumnValue, ...]

    @property
    def column_file(self) -> ColumnFile:
        """The mapping of the row's sheet."""
        return self.table.column_file

    @property
    def place(self) -> tuple[str, str, int]:
        """Workbook, sheet and row number: what tells rows apart."""
        return *self.table.place, self.number

    @property
    def anchor(self) -> CellRef:
        """The cell that names the record."""
        return self.by_name[self.column_file.primary_key][0].cell

    @property
    def named(self) -> Named:
        """What the row's id is given for."""
        name = self.text(self.column_file.primary_key)
        return Named(self.column_file.kind, name, self.text("acronym"))

    def said(self) -> tuple[tuple[Column, ColumnValue], ...]:
        """Return all that known columns say, in their order."""
        return tuple(
            (self.column_file.column(name), said)
            for name, several in self.by_name.items()
            for said in several
        )

    def text(self, column: str) -> str:
        """Return all that a column says, or nothing."""
        return "; ".join(said.text for said in self.by_name.get(column, ()))


@dataclass(slots=True)
class TableBody:
    """What stands below a header.

    Attributes:
        filled: Every filled cell, whatever became of it.
        findings: What is no record, and what cannot be read as it stands.
    """

    rows: list[Row] = field(default_factory=list)
    filled: list[FilledCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_body(table: Table, words: Lexicon) -> TableBody:
    """Read what stands below a header.

    Shape: every filled cell is in `filled`, and in what a row says or in a finding.
    """
    first = table.header_rows[-1] + 1
    shown = {n: shown_cells(table.sheet, n) for n in range(first, table.last_row + 1)}
    shown = {number: cells for number, cells in shown.items() if cells}
    body = TableBody(findings=[*cell_findings(table.sheet, first, table.last_row), *_hidden(table)])
    section: ColumnValue | None = None
    unticked: defaultdict[int, list[VisibleCell]] = defaultdict(list)
    for number, kind in kinds_of_rows(table, shown, words).items():
        cells = shown[number]
        own = [cell for cell in cells if cell.cell.row == number]
        body.filled += [FilledCell(c.cell, table.header(c.column), c.raw) for c in own]
        if kind is Kind.RECORD:
            sayings = [(c, _say(c, table, words)) for c in cells]
            body.rows.append(_row(table, number, sayings, section, words))
            body.findings += _remarks(table, sayings)
            for cell, saying in sayings:
                if saying.unticked:
                    unticked[cell.column].append(cell)
        elif own:
            section = (
                ColumnValue(own[0].cell, own[0].text, "Section")
                if kind is Kind.SECTION
                else section
            )
            body.findings.append(_no_record(table, number, kind, own))
    body.findings += [_not_ticked(table, cells) for cells in unticked.values()]
    return body


def _say(shown: VisibleCell, table: Table, words: Lexicon) -> CellValues:
    header = table.header(shown.column)
    return interpret_cell(shown, table.fields.get(shown.column), header, table.column_file, words)


def _row(
    table: Table,
    number: int,
    sayings: Sequence[tuple[VisibleCell, CellValues]],
    section: ColumnValue | None,
    words: Lexicon,
) -> Row:
    by_name: dict[str, list[ColumnValue]] = {}
    others: list[ColumnValue] = []
    for shown, saying in sayings:
        others += saying.others
        for name, said in saying.columns:
            if name not in by_name or table.column_file.column(name).separator:
                by_name.setdefault(name, []).append(said)
                continue
            # a cell in the column's own place says more than a part of another cell
            second = said
            if table.fields[shown.column].column.name == name:
                second, by_name[name] = by_name[name][0], [said]
            others.append(second._replace(header=table.header(second.cell.column)))
    _take_links(table, by_name, others)
    _take_acronym(table, by_name)
    if section is not None:
        taker = _taker(table, section.text, words)
        if taker is not None and taker.name not in by_name:
            by_name[taker.name] = [section]
        else:
            others.append(section)
    said_by_name = {name: tuple(several) for name, several in by_name.items()}
    return Row(table, number, said_by_name, tuple(others))


def _take_links(
    table: Table, by_name: dict[str, list[ColumnValue]], others: list[ColumnValue]
) -> None:
    """Let the link on a record's name be its website, where the row gives no other."""
    for column in table.column_file.columns:
        if column.property_iri == DCAT + "landingPage" and column.name not in by_name:
            for said in others:
                if said.header.endswith(" (link)") and is_key(table, said.cell.column):
                    by_name[column.name] = [said]
                    others.remove(said)
                    return


def _take_acronym(table: Table, by_name: dict[str, list[ColumnValue]]) -> None:
    """Let "Registry of Lima (RCL)" give its acronym too, where the row gives no other."""
    names = {column.name for column in table.column_file.columns}
    key = by_name.get(table.column_file.primary_key)
    if key is None or ACRONYM not in names or ACRONYM in by_name:
        return
    parts = bracketed(key[0].text)
    if parts is not None and is_acronym(parts[1]) and len(parts[0].split()) > 1:
        by_name[ACRONYM] = [ColumnValue(key[0].cell, parts[1])]


def _taker(table: Table, text: str, words: Lexicon) -> Column | None:
    """Return the column that a heading over a block of rows fills."""
    for name in table.column_file.section:
        column = table.column_file.column(name)
        if column.vocabulary and words.resolve(text, column.vocabulary).iris:
            return column
    return None


def _remarks(table: Table, sayings: Sequence[tuple[VisibleCell, CellValues]]) -> list[Finding]:
    return [
        Finding(
            severity=remark.severity,
            message=remark.message,
            rule=f"{table.column_file.table}#{table.fields[shown.column].column.name}",
            cells=(shown.cell,),
            raw=shown.raw,
            suggestion=remark.suggestion,
        )
        for shown, saying in sayings
        for remark in saying.remarks
    ]


def _no_record(table: Table, number: int, kind: Kind, cells: Sequence[VisibleCell]) -> Finding:
    column_file = table.column_file
    key = column_file.column(column_file.primary_key)
    raw = "; ".join(cell.raw for cell in cells)
    places = tuple(cell.cell for cell in cells)
    if kind is Kind.NAMELESS:
        return Finding(
            Severity.WARNING,
            message("nameless", column=key, row=number),
            f"{column_file.table}#{key.name}",
            places,
            raw=raw,
            suggestion=message("nameless-cure", column=key),
        )
    return Finding(
        Severity.INFO,
        message(kind.value, row=number),
        f"workbook#{kind.value}",
        places,
        raw=raw,
    )


def _not_ticked(table: Table, cells: Sequence[VisibleCell]) -> Finding:
    header = table.header(cells[0].column)
    return Finding(
        Severity.INFO,
        message("not-ticked-1", header=header)
        if len(cells) == 1
        else message("not-ticked", header=header, number=len(cells)),
        f"{table.column_file.table}#{table.fields[cells[0].column].column.name}",
        tuple(cell.cell for cell in cells),
        raw=cells[0].raw,
    )


def _hidden(table: Table) -> list[Finding]:
    """Say which rows and columns were read although they are hidden."""
    sheet = table.sheet
    rows = [n for n in sorted(sheet.hidden_rows) if n <= len(sheet.rows) and any(sheet.filled(n))]
    found = []
    if rows:
        cells = tuple(cell for n in rows for cell, _ in sheet.filled(n))
        found.append((_hidden_ones("row", len(rows)), cells))
    columns = tuple(
        CellRef(*table.place, table.header_rows[-1], n) for n in sorted(sheet.hidden_columns)
    )
    columns = tuple(cell for cell in columns if cell.column in table.headers)
    if columns:
        found.append((_hidden_ones("column", len(columns)), columns))
    if sheet.hidden:
        first = CellRef(*table.place, table.header_rows[0], 1)
        found.append((message("hidden-sheet", sheet=sheet.name), (first,)))
    return [Finding(Severity.INFO, text, "workbook#hidden", cells) for text, cells in found]


def _hidden_ones(what: str, number: int) -> Message:
    return message(f"hidden-{what}") if number == 1 else message(f"hidden-{what}s", number=number)
