"""What each row below a header is: a record, or a heading, units, a total, a note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import message
from ccdp_graph.model import CellAnnotation, Finding, Severity, Sheet, cell_text
from ccdp_graph.rdf import normalised
from ccdp_graph.tables.cell_values import read_count
from ccdp_graph.tables.headers import Table
from ccdp_graph.tables.lexicon import Lexicon

_NO_MARK = CellAnnotation()

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")


@dataclass(frozen=True, slots=True)
class VisibleCell:
    """One filled cell of a row.

    Attributes:
        cell: Where its value stands; for a merged range its first cell, maybe rows above.
        column: The column in which it is shown.
        raw: What stands there.
        text: What is to be read: nothing for an error value or where all is struck through.
    """

    cell: CellRef
    column: int
    raw: str
    text: str
    mark: CellAnnotation = _NO_MARK


def shown_cells(sheet: Sheet, row: int) -> tuple[VisibleCell, ...]:
    """Return the filled cells of a row (from 1), and those merged into it from above."""
    values = sheet.rows[row - 1]
    found = [
        _shown(sheet, row, column, column)
        for column, value in enumerate(values, start=1)
        if cell_text(value)
    ]
    for merged in sheet.merged:
        if merged.first_row < row <= merged.last_row:
            shown = _shown(sheet, merged.first_row, merged.first_column, merged.first_column)
            found += [shown] if shown.raw else []
    return tuple(sorted(found, key=lambda shown: shown.column))


def cell_findings(sheet: Sheet, first: int, last: int) -> Iterator[Finding]:
    """Say which cells of some rows hold no value that can be read as it stands."""
    for (row, column), mark in sorted(sheet.marks.items()):
        if first <= row <= last:
            cell = CellRef(sheet.workbook, sheet.name, row, column)
            if mark.formula:
                yield Finding(
                    Severity.WARNING,
                    message("formula", formula=mark.formula),
                    "workbook#formula",
                    (cell,),
                    raw=mark.formula,
                    suggestion=message("formula-cure"),
                )
            if mark.comment and not _value_at(sheet, row, column):
                yield Finding(
                    Severity.INFO,
                    message("comment", text=mark.comment),
                    "workbook#comment",
                    (cell,),
                    raw=mark.comment,
                )
            if mark.struck:
                yield Finding(
                    Severity.INFO,
                    message("struck", text=mark.struck),
                    "workbook#struck",
                    (cell,),
                    raw=mark.struck,
                    suggestion=message("struck-cure"),
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
                    suggestion=message("error-cure"),
                )


def _shown(sheet: Sheet, row: int, column: int, shown_in: int) -> VisibleCell:
    raw = _value_at(sheet, row, column)
    mark = sheet.marks.get((row, column), _NO_MARK)
    raw = mark.shown or raw
    text = raw.replace(mark.struck, "", 1).strip() if mark.struck else raw
    text = "" if raw.upper() in _ERRORS else text
    cell = CellRef(sheet.workbook, sheet.name, row, column)
    return VisibleCell(cell, shown_in, raw, text, mark)


def _value_at(sheet: Sheet, row: int, column: int) -> str:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cell_text(values[column - 1]) if column <= len(values) else ""


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


class Kind(Enum):
    """What a row is; the value is the key of the message that says so."""

    RECORD = "record"
    SECTION = "section"
    UNITS = "units"
    TOTAL = "total"
    NOTE = "note"
    NAMELESS = "nameless"


def kinds_of_rows(
    table: Table, rows: Mapping[int, Sequence[VisibleCell]], words: Lexicon
) -> dict[int, Kind]:
    """Say of each filled row what it is.

    A row with a single filled cell is a heading where records follow and it looks like one
    (merged, in capitals, ending in a colon, left of the names, or a word that the section columns
    know); it is a note below the last fuller row, after a gap or behind a note's mark. All other
    rows are records, or lack a name.

    Args:
        rows: The filled cells of each row that has any.
    """
    full = [number for number, cells in rows.items() if len(cells) > 1]
    last = max(full, default=0)
    found: dict[int, Kind] = {}
    for number, cells in rows.items():
        alone = len(cells) == 1 and bool(full)
        if number == table.header_rows[-1] + 1 and _is_units(cells):
            found[number] = Kind.UNITS
        elif _is_total(cells):
            found[number] = Kind.TOTAL
        elif alone and number > last and _is_note(cells[0].text, number, rows):
            found[number] = Kind.NOTE
        elif alone and number < last and _is_heading(table, cells[0], words):
            found[number] = Kind.SECTION
        elif _has_name(table, cells):
            found[number] = Kind.RECORD
        else:
            found[number] = Kind.NAMELESS
    return found


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
    named = [c for c in cells if normalised(c.text.rstrip(":")) in _TOTALS]
    others = [cell for cell in cells if cell not in named]
    return bool(named) and bool(others) and all(read_count(cell.text) for cell in others)


def _is_note(text: str, number: int, rows: Mapping[int, Sequence[VisibleCell]]) -> bool:
    after_a_gap = any(above not in rows for above in range(_last_full(number, rows) + 1, number))
    return after_a_gap or bool(_NOTE.match(text))


def _last_full(number: int, rows: Mapping[int, Sequence[VisibleCell]]) -> int:
    return max((n for n, cells in rows.items() if n < number and len(cells) > 1), default=0)


def _is_heading(table: Table, cell: VisibleCell, words: Lexicon) -> bool:
    merged = any(
        area.first_row == cell.cell.row
        and area.first_column == cell.cell.column
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
            words.resolve(cell.text, column.vocabulary).iris
            for column in columns
            if column.vocabulary and column.vocabulary != ("organisation",)
        )
    )
