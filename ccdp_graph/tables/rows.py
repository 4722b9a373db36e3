"""The rows below a header, each with the values of its cells by column name."""

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
from ccdp_graph.tables.header_matcher import ACRONYM
from ccdp_graph.tables.headers import Table
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.row_types import (
    RowType,
    VisibleCell,
    cell_findings,
    classify_rows,
    is_key,
    visible_cells,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record below a header.

    Attributes:
        by_name: Values by column name; several if several cells fill a column.
        others: Values that no column takes.
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
        """Workbook, sheet and row number, which identify the row."""
        return *self.table.place, self.number

    @property
    def anchor(self) -> CellRef:
        """The cell that names the record."""
        return self.by_name[self.column_file.primary_key][0].cell

    @property
    def named(self) -> Named:
        """The name that the row's id is given to."""
        name = self.text(self.column_file.primary_key)
        return Named(self.column_file.kind, name, self.text("acronym"))

    def values(self) -> tuple[tuple[Column, ColumnValue], ...]:
        """Return the values of all known columns, in order."""
        return tuple(
            (self.column_file.column(name), value)
            for name, values in self.by_name.items()
            for value in values
        )

    def text(self, column: str) -> str:
        """Return the text of a column, or ""."""
        return "; ".join(value.text for value in self.by_name.get(column, ()))


@dataclass(slots=True)
class TableBody:
    """The contents below a header.

    Attributes:
        filled: Every filled cell, whatever became of it.
        findings: On rows that are not records, and cells that cannot be read as they are.
    """

    rows: list[Row] = field(default_factory=list)
    filled: list[FilledCell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_body(table: Table, lexicon: Lexicon) -> TableBody:
    """Read the rows below a header.

    Shape: every filled cell is in `filled`, and in a row or in a finding.
    """
    first = table.header_rows[-1] + 1
    cells_by_row = {n: visible_cells(table.sheet, n) for n in range(first, table.last_row + 1)}
    cells_by_row = {number: cells for number, cells in cells_by_row.items() if cells}
    body = TableBody(
        findings=[*cell_findings(table.sheet, first, table.last_row), *_hidden_findings(table)]
    )
    section: ColumnValue | None = None
    unticked: defaultdict[int, list[VisibleCell]] = defaultdict(list)
    for number, row_type in classify_rows(table, cells_by_row, lexicon).items():
        cells = cells_by_row[number]
        row_cells = [cell for cell in cells if cell.ref.row == number]
        body.filled += [FilledCell(c.ref, table.header(c.column), c.raw) for c in row_cells]
        if row_type is RowType.RECORD:
            readings = [(c, _interpret(c, table, lexicon)) for c in cells]
            body.rows.append(_row(table, number, readings, section, lexicon))
            body.findings += _remark_findings(table, readings)
            for cell, reading in readings:
                if reading.unticked:
                    unticked[cell.column].append(cell)
        elif row_cells:
            section = (
                ColumnValue(row_cells[0].ref, row_cells[0].text, "Section")
                if row_type is RowType.SECTION
                else section
            )
            body.findings.append(_no_record_finding(table, number, row_type, row_cells))
    body.findings += [_unticked_finding(table, cells) for cells in unticked.values()]
    return body


def _interpret(cell: VisibleCell, table: Table, lexicon: Lexicon) -> CellValues:
    header = table.header(cell.column)
    return interpret_cell(cell, table.fields.get(cell.column), header, table.column_file, lexicon)


def _row(
    table: Table,
    number: int,
    readings: Sequence[tuple[VisibleCell, CellValues]],
    section: ColumnValue | None,
    lexicon: Lexicon,
) -> Row:
    by_name: dict[str, list[ColumnValue]] = {}
    others: list[ColumnValue] = []
    for cell, reading in readings:
        others += reading.others
        for name, value in reading.columns:
            if name not in by_name or table.column_file.column(name).separator:
                by_name.setdefault(name, []).append(value)
                continue
            # a cell in the column itself wins over a part of another cell
            displaced = value
            if table.fields[cell.column].column.name == name:
                displaced, by_name[name] = by_name[name][0], [value]
            others.append(displaced._replace(header=table.header(displaced.cell.column)))
    _take_links(table, by_name, others)
    _take_acronym(table, by_name)
    if section is not None:
        section_column = _section_column(table, section.text, lexicon)
        if section_column is not None and section_column.name not in by_name:
            by_name[section_column.name] = [section]
        else:
            others.append(section)
    values_by_name = {name: tuple(values) for name, values in by_name.items()}
    return Row(table, number, values_by_name, tuple(others))


def _take_links(
    table: Table, by_name: dict[str, list[ColumnValue]], others: list[ColumnValue]
) -> None:
    """Take the link on a record's name as its website, if the row gives no other."""
    for column in table.column_file.columns:
        if column.property_iri == DCAT + "landingPage" and column.name not in by_name:
            for value in others:
                if value.header.endswith(" (link)") and is_key(table, value.cell.column):
                    by_name[column.name] = [value]
                    others.remove(value)
                    return


def _take_acronym(table: Table, by_name: dict[str, list[ColumnValue]]) -> None:
    """Take the acronym from "Registry of Lima (RCL)", if the row gives no other."""
    names = {column.name for column in table.column_file.columns}
    key = by_name.get(table.column_file.primary_key)
    if key is None or ACRONYM not in names or ACRONYM in by_name:
        return
    parts = bracketed(key[0].text)
    if parts is not None and is_acronym(parts[1]) and len(parts[0].split()) > 1:
        by_name[ACRONYM] = [ColumnValue(key[0].cell, parts[1])]


def _section_column(table: Table, text: str, lexicon: Lexicon) -> Column | None:
    """Return the column that is filled by a heading above a block of rows."""
    for name in table.column_file.section:
        column = table.column_file.column(name)
        if column.vocabulary and lexicon.resolve(text, column.vocabulary).iris:
            return column
    return None


def _remark_findings(
    table: Table, readings: Sequence[tuple[VisibleCell, CellValues]]
) -> list[Finding]:
    return [
        Finding(
            severity=remark.severity,
            message=remark.message,
            rule=f"{table.column_file.table}#{table.fields[cell.column].column.name}",
            cells=(cell.ref,),
            raw=cell.raw,
            suggestion=remark.suggestion,
        )
        for cell, reading in readings
        for remark in reading.remarks
    ]


def _no_record_finding(
    table: Table, number: int, row_type: RowType, cells: Sequence[VisibleCell]
) -> Finding:
    column_file = table.column_file
    key = column_file.column(column_file.primary_key)
    raw = "; ".join(cell.raw for cell in cells)
    refs = tuple(cell.ref for cell in cells)
    if row_type is RowType.NAMELESS:
        return Finding(
            Severity.WARNING,
            message("nameless", column=key, row=number),
            f"{column_file.table}#{key.name}",
            refs,
            raw=raw,
            suggestion=message("nameless-hint", column=key),
        )
    return Finding(
        Severity.INFO,
        message(row_type.value, row=number),
        f"workbook#{row_type.value}",
        refs,
        raw=raw,
    )


def _unticked_finding(table: Table, cells: Sequence[VisibleCell]) -> Finding:
    header = table.header(cells[0].column)
    return Finding(
        Severity.INFO,
        message("not-ticked", header=header, number=len(cells)),
        f"{table.column_file.table}#{table.fields[cells[0].column].column.name}",
        tuple(cell.ref for cell in cells),
        raw=cells[0].raw,
    )


def _hidden_findings(table: Table) -> list[Finding]:
    """Report rows and columns that were read although they are hidden."""
    sheet = table.sheet
    rows = [n for n in sorted(sheet.hidden_rows) if n <= len(sheet.rows) and any(sheet.filled(n))]
    messages = []
    if rows:
        cells = tuple(cell for n in rows for cell, _ in sheet.filled(n))
        messages.append((_hidden_message("row", len(rows)), cells))
    columns = tuple(
        CellRef(*table.place, table.header_rows[-1], n) for n in sorted(sheet.hidden_columns)
    )
    columns = tuple(cell for cell in columns if cell.column in table.headers)
    if columns:
        messages.append((_hidden_message("column", len(columns)), columns))
    if sheet.hidden:
        first = CellRef(*table.place, table.header_rows[0], 1)
        messages.append((message("hidden-sheet", sheet=sheet.name), (first,)))
    return [Finding(Severity.INFO, text, "workbook#hidden", cells) for text, cells in messages]


def _hidden_message(part: str, number: int) -> Message:
    return message(f"hidden-{part}s", number=number)
