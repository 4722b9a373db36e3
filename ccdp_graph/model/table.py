"""A table that people read: one value, which each format is written from."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import chain, repeat
from typing import Literal, NamedTuple

Scalar = str | int | float | bool | date
"""What a cell of a table holds."""

TO_FILL_IN = "FFF2CC"
"""The fill of a cell that waits for a person's decision."""

_MARKUP = re.compile(r"[\\`*_\[\]<>|#~]|&(?=#?\w+;)")


class TableCell(NamedTuple):
    """A cell with more than its value.

    Attributes:
        value: None if there is nothing to show.
        link: A web address, or "#" and a place in the same document or workbook.
        language: That of the text, if it is known.
        is_heading: Whether it names its row, or what comes below it.
        fill: Its colour as RRGGBB; only workbooks show it.
        choices: What a person may choose from when filling in a workbook.
    """

    value: Scalar | None
    link: str = ""
    language: str = ""
    is_heading: bool = False
    fill: str = ""
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The value as text."""
        return "" if self.value is None else str(self.value)


class TableColumn(NamedTuple):
    """A column.

    Attributes:
        width: In characters; 0 for as wide as its texts.
        kind: A `count` is darker the larger it is; a `place` stays on one line.
    """

    heading: str
    width: int = 0
    kind: Literal["text", "count", "place"] = "text"


TableRow = Sequence[TableCell | Scalar | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; of the formats, workbooks alone show all of it.

    Attributes:
        head: Rows above the headings.
        notes: Texts below the table.
        kept: The number of columns that stay in view.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    head: tuple[TableRow, ...] = ()
    notes: tuple[str, ...] = ()
    kept: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)

    def texts(self) -> list[list[str]]:
        """Return the rows as texts."""
        return [[cell.text for cell in cells(row)] for row in self.rows]

    def csv_text(self) -> str:
        """Return headings and rows as `csv_lines` writes them."""
        return "".join(csv_lines(without_formulas([self.headings, *self.texts()])))

    def markdown(self) -> str:
        """Return headings and rows as Markdown."""
        lines = [
            [escape_markdown(heading) for heading in self.headings],
            ["---"] * len(self.columns),
            *([_markdown_cell(cell) for cell in cells(row)] for row in self.rows),
        ]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def html(self, language: str) -> str:
        """Return the table as HTML, in a region that scrolls where it is too wide.

        Args:
            language: Of the page; texts in another one say so.
        """
        title = escape(self.title)
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in self.headings)
        rows = (
            "".join(map(_html_cell, cells(row), self.columns, [language] * len(row)))
            for row in self.rows
        )
        body = "".join(f"<tr>{row}</tr>\n" for row in rows)
        return (
            f'<div class="wide" role="region" aria-label="{title}" tabindex="0">\n'
            f"<table>\n<caption>{title}</caption>\n<thead><tr>\n{head}\n</tr></thead>\n"
            f"<tbody>\n{body}</tbody>\n</table>\n</div>"
        )


def columns_of(headings: Iterable[str], widths: Iterable[int] = ()) -> tuple[TableColumn, ...]:
    """Return columns of text, by default as wide as their texts."""
    return tuple(map(TableColumn, headings, chain(widths, repeat(0))))


def cells(row: TableRow) -> Iterator[TableCell]:
    """Yield all of a row as cells."""
    return (cell if isinstance(cell, TableCell) else TableCell(cell) for cell in row)


class _Line:
    """A file of one line, which it hands back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(
    rows: Iterable[Iterable[str]], *, delimiter: str = ",", newline: str = "\r\n"
) -> Iterator[str]:
    """Yield rows as CSV, by default as RFC 4180 has it."""
    writer = csv.writer(_Line(), delimiter=delimiter, lineterminator=newline)
    return map(writer.writerow, rows)


def without_formulas(rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    """Yield rows in which no spreadsheet program takes a text for a formula."""
    return (list(map(escape_formula, row)) for row in rows)


def escape_formula(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    >>> [escape_formula(text) for text in ("=1+1", "-", "-2", "plain")]
    ["'=1+1", '-', '-2', 'plain']
    """
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")) or text == "-":
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def escape_markdown(text: str) -> str:
    r"""Write a text on one line, without what Markdown or HTML would read as markup.

    >>> print(escape_markdown("a|b <i>*c*\nd & &lt;"))
    a\|b \<i\>\*c\* d & \&lt;
    """
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def _markdown_cell(cell: TableCell) -> str:
    text = escape_markdown(cell.text)
    return f"[{text}](<{cell.link.replace('|', '%7C')}>)" if cell.link else text


def _html_cell(cell: TableCell, column: TableColumn, language: str) -> str:
    text = escape(cell.text)
    text = f'<a href="{escape(cell.link)}">{text}</a>' if cell.link else text
    is_number = isinstance(cell.value, int | float)
    named = "number" if is_number else "where" if column.kind == "place" else ""
    attributes = f' class="{named}"' if named else ""
    if cell.language not in ("", language):
        attributes += f' lang="{escape(cell.language)}"'
    return f'<th scope="row">{text}</th>' if cell.is_heading else f"<td{attributes}>{text}</td>"
