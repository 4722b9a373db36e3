"""What each row below a header is: a record, or a heading, units, a total, a note."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from ccdp_graph.rdf.text import normalised
from ccdp_graph.workbook.cells import read_count
from ccdp_graph.workbook.header import Table
from ccdp_graph.workbook.shown import ShownCell
from ccdp_graph.workbook.words import Words

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

_LONGEST_UNIT = 30


class Kind(Enum):
    """What a row is; the value is the key of the message that says so."""

    RECORD = "record"
    SECTION = "section"
    UNITS = "units"
    TOTAL = "total"
    NOTE = "note"
    NAMELESS = "nameless"


def kinds_of_rows(
    table: Table, rows: Mapping[int, Sequence[ShownCell]], words: Words
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


def _has_name(table: Table, cells: Sequence[ShownCell]) -> bool:
    return any(cell.text and is_key(table, cell.column) for cell in cells)


def _is_units(cells: Sequence[ShownCell]) -> bool:
    return all(
        len(cell.text) <= _LONGEST_UNIT
        and (_BRACKETED.match(cell.text) or normalised(cell.text) in _UNITS)
        for cell in cells
    )


def _is_total(cells: Sequence[ShownCell]) -> bool:
    named = [c for c in cells if normalised(c.text.rstrip(":")) in _TOTALS]
    others = [cell for cell in cells if cell not in named]
    return bool(named) and bool(others) and all(read_count(cell.text) for cell in others)


def _is_note(text: str, number: int, rows: Mapping[int, Sequence[ShownCell]]) -> bool:
    after_a_gap = any(above not in rows for above in range(_last_full(number, rows) + 1, number))
    return after_a_gap or bool(_NOTE.match(text))


def _last_full(number: int, rows: Mapping[int, Sequence[ShownCell]]) -> int:
    return max((n for n, cells in rows.items() if n < number and len(cells) > 1), default=0)


def _is_heading(table: Table, cell: ShownCell, words: Words) -> bool:
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
