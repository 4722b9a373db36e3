"""The type of each row below a header: a record, a heading, units, a total, a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import message
from ccdp_graph.model import (
    ORGANISATION,
    CellAnnotation,
    Finding,
    Severity,
    Sheet,
    cell_text,
)
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import read_count
from ccdp_graph.tables.headers import Table
from ccdp_graph.tables.lexicon import Lexicon

_NO_ANNOTATION = CellAnnotation()

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")

_TOTALS = frozenset(
    "total,totals,sum,subtotal,sub total,grand total,totaux,somme,sous total,total general".split(
        ","
    )
)

_NOTE = re.compile(
    r"^(?:[*†‡§¹²³]|\[?\(?\d{1,2}\)|(?:notes?|sources?|nb|n\.b\.|legend|légende|remarques?)\b)",
    re.IGNORECASE,
)

_BRACKETED = re.compile(r"^[(\[].*[)\]]$")

_UNITS = frozenset(
    "n,%,yyyy,year,years,ans,annee,text,free text,texte,texte libre,url,count,number,nombre,"
    "y n,yes no,o n,oui non,list,liste,date,dd mm yyyy,yyyy mm dd,jj mm aaaa,name,nom,iso code,"
    "m f,optional,required,obligatoire,facultatif".split(",")
)

_MAX_UNIT_LENGTH = 30


@dataclass(frozen=True, slots=True)
class VisibleCell:
    """One filled cell of a row.

    Attributes:
        ref: The cell with the value; for a merged range its first cell, perhaps in a row above.
        column: The column in which it is shown.
        raw: Its text as shown.
        text: The text to read: "" for an error value or if all of it is struck through.
    """

    ref: CellRef
    column: int
    raw: str
    text: str
    annotation: CellAnnotation = _NO_ANNOTATION


def visible_cells(sheet: Sheet, row: int) -> tuple[VisibleCell, ...]:
    """Return the filled cells of a row (from 1), including cells merged into it from above."""
    values = sheet.rows[row - 1]
    cells = [
        _visible_cell(sheet, row, column, column)
        for column, value in enumerate(values, start=1)
        if cell_text(value)
    ]
    for merged in sheet.merged:
        if merged.first_row < row <= merged.last_row:
            cell = _visible_cell(sheet, merged.first_row, merged.first_column, merged.first_column)
            cells += [cell] if cell.raw else []
    return tuple(sorted(cells, key=lambda cell: cell.column))


def cell_findings(sheet: Sheet, first: int, last: int) -> Iterator[Finding]:
    """Yield findings on the cells of some rows that cannot be read as they are."""
    for (row, column), annotation in sorted(sheet.marks.items()):
        if first <= row <= last:
            cell = CellRef(sheet.workbook, sheet.name, row, column)
            if annotation.formula:
                yield Finding(
                    Severity.WARNING,
                    message("formula", formula=annotation.formula),
                    "workbook#formula",
                    (cell,),
                    raw=annotation.formula,
                    suggestion=message("formula-hint"),
                )
            if annotation.comment and not _value_at(sheet, row, column):
                yield Finding(
                    Severity.INFO,
                    message("comment", text=annotation.comment),
                    "workbook#comment",
                    (cell,),
                    raw=annotation.comment,
                )
            if annotation.struck:
                yield Finding(
                    Severity.INFO,
                    message("struck", text=annotation.struck),
                    "workbook#struck",
                    (cell,),
                    raw=annotation.struck,
                    suggestion=message("struck-hint"),
                )
    for row in range(first, last + 1):
        for column, value in enumerate(sheet.rows[row - 1], start=1):
            if isinstance(value, str) and value.strip().upper() in _ERRORS:
                yield Finding(
                    Severity.WARNING,
                    message("error", text=value.strip()),
                    "workbook#error",
                    (CellRef(sheet.workbook, sheet.name, row, column),),
                    raw=value.strip(),
                    suggestion=message("error-hint"),
                )


def _visible_cell(sheet: Sheet, row: int, column: int, visible_in: int) -> VisibleCell:
    raw = _value_at(sheet, row, column)
    annotation = sheet.marks.get((row, column), _NO_ANNOTATION)
    raw = annotation.shown or raw
    text = raw.replace(annotation.struck, "", 1).strip() if annotation.struck else raw
    text = "" if raw.upper() in _ERRORS else text
    ref = CellRef(sheet.workbook, sheet.name, row, column)
    return VisibleCell(ref, visible_in, raw, text, annotation)


def _value_at(sheet: Sheet, row: int, column: int) -> str:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cell_text(values[column - 1]) if column <= len(values) else ""


class RowType(Enum):
    """What a row is; the value is the key of the message about it."""

    RECORD = "record"
    SECTION = "section"
    UNITS = "units"
    TOTAL = "total"
    NOTE = "note"
    NAMELESS = "nameless"


def classify_rows(
    table: Table, rows: Mapping[int, Sequence[VisibleCell]], lexicon: Lexicon
) -> dict[int, RowType]:
    """Return the type of each filled row.

    A row with a single filled cell is a heading if records follow and it looks like one (merged,
    in capitals, ending in a colon, left of the names, or a word of the section columns); it is a
    note if it is below the last fuller row, after a gap or with a note mark. All other rows are
    records, or lack a name.

    Args:
        rows: The filled cells of each row with any.
    """
    fuller = [number for number, cells in rows.items() if len(cells) > 1]
    last_fuller = max(fuller, default=0)
    types: dict[int, RowType] = {}
    for number, cells in rows.items():
        is_alone = len(cells) == 1 and bool(fuller)
        if number == table.header_rows[-1] + 1 and _is_units(cells):
            types[number] = RowType.UNITS
        elif _is_total(cells):
            types[number] = RowType.TOTAL
        elif is_alone and number > last_fuller and _is_note(cells[0].text, number, rows):
            types[number] = RowType.NOTE
        elif is_alone and number < last_fuller and _is_heading(table, cells[0], lexicon):
            types[number] = RowType.SECTION
        elif _has_name(table, cells):
            types[number] = RowType.RECORD
        else:
            types[number] = RowType.NAMELESS
    return types


def is_key(table: Table, column: int) -> bool:
    """Tell whether a column names the records."""
    field = table.fields.get(column)
    key = table.column_file.primary_key
    return field is not None and (field.column.name == key or key in field.column.parts)


def _has_name(table: Table, cells: Sequence[VisibleCell]) -> bool:
    return any(cell.text and is_key(table, cell.column) for cell in cells)


def _is_units(cells: Sequence[VisibleCell]) -> bool:
    return all(
        len(cell.text) <= _MAX_UNIT_LENGTH
        and (_BRACKETED.match(cell.text) or normalised(cell.text) in _UNITS)
        for cell in cells
    )


def _is_total(cells: Sequence[VisibleCell]) -> bool:
    labels = [c for c in cells if normalised(c.text.rstrip(":")) in _TOTALS]
    others = [cell for cell in cells if cell not in labels]
    return bool(labels) and bool(others) and all(read_count(cell.text) for cell in others)


def _is_note(text: str, number: int, rows: Mapping[int, Sequence[VisibleCell]]) -> bool:
    after_gap = any(above not in rows for above in range(_last_full(number, rows) + 1, number))
    return after_gap or bool(_NOTE.match(text))


def _last_full(number: int, rows: Mapping[int, Sequence[VisibleCell]]) -> int:
    return max((n for n, cells in rows.items() if n < number and len(cells) > 1), default=0)


def _is_heading(table: Table, cell: VisibleCell, lexicon: Lexicon) -> bool:
    merged = any(
        area.first_row == cell.ref.row
        and area.first_column == cell.ref.column
        and area.last_column > area.first_column
        for area in table.sheet.merged
    )
    keys = [number for number in table.fields if is_key(table, number)]
    if merged or not keys or cell.column != min(keys):
        return merged or not keys or cell.column < min(keys)
    letters = [letter for letter in cell.text if letter.isalpha()]
    capitals = len(letters) > 5 and " " in cell.text and cell.text.isupper()
    columns = [table.column_file.column(name) for name in table.column_file.section]
    return (
        capitals
        or cell.text.endswith(":")
        or any(
            lexicon.resolve(cell.text, column.vocabulary).iris
            for column in columns
            if column.vocabulary and column.vocabulary != (ORGANISATION,)
        )
    )
