"""A look at a workbook, as a workbook."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ccdp_graph.model.inspection import Inspection

if TYPE_CHECKING:
    from openpyxl import Workbook as Book


_WIDEST = 60


def inspection_workbook(inspection: Inspection) -> bytes:
    """Write an inspection as .xlsx: sheets, columns, unknown words, and what stays text."""
    from openpyxl import Workbook as Book

    book = Book()
    first = book.active
    assert first is not None
    book.remove(first)
    blocks = inspection.blocks
    _add(
        book,
        "Sheets",
        ("Sheet", "Mapping", "Known", "Header rows", "Why", "Records"),
        [
            (b.sheet, b.mapping, "yes" if b.known else "no", _rows(b.header_rows), b.why, b.records)
            for b in blocks
        ],
    )
    _add(
        book,
        "Columns",
        ("Cell", "Header", "Read as", "Option", "Likely", "Score", "Second", "Score", "Examples"),
        [
            (
                str(m.cell),
                m.header,
                m.taken,
                m.option,
                *[value for c in m.candidates[:2] for value in (c.label, c.score)],
                *["", ""] * (2 - len(m.candidates[:2])),
                " | ".join(m.examples),
            )
            for b in blocks
            for m in b.columns
        ],
    )
    _add(
        book,
        "Unknown words",
        ("Word", "Column", "Number", "First at", "Did you mean"),
        [
            (w.word, w.column, len(w.cells), str(w.cells[0]), _candidate_labels(w.candidates))
            for b in blocks
            for w in b.words
        ],
    )
    _add(
        book,
        "No statements",
        ("Where", "What", "Text"),
        [(f.place, f.message, f.raw) for b in blocks for f in b.findings],
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows))


def _candidate_labels(candidates: Sequence[tuple[str, str, float]]) -> str:
    return ", ".join(label for _, label, _ in candidates)


def _add(
    book: "Book",
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | float]],
) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for number, row in enumerate([headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
    for column, heading in enumerate(headings, start=1):
        texts = [heading, *(str(row[column - 1]) for row in rows)]
        sheet.cell(1, column).font = Font(bold=True)
        width = min(max(map(len, texts)), _WIDEST) + 2
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
