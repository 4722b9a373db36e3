"""The help sheet of a blank survey: how to fill it in, and what each column wants."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from ccdp_graph.model.survey import Need, Survey
from ccdp_graph.model.table_schema import Column, ColumnFile
from ccdp_graph.workbook.template_texts import TEXTS, Texts
from ccdp_graph.workbook.writing import put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


FILLS: Mapping[Need, PatternFill] = {
    need: PatternFill("solid", start_color=colour)
    for need, colour in (
        (Need.REQUIRED, "F8CBAD"),
        (Need.RECOMMENDED, "FFE699"),
        (Need.OPTIONAL, "DDEBF7"),
    )
}

TOP = Alignment(vertical="top", wrap_text=True)

_WIDTHS = (26, 28, 60, 16, 40, 32, 22)

_NEED = 3  # where in a row of the table the need stands

_LINE_HEIGHT = 15  # points; merged cells do not grow by themselves, and LibreOffice's none do

_RULE = Border(bottom=Side("thin", color="BFBFBF"))


def fill_help(
    sheet: "Worksheet", survey: Survey, names: Mapping[str, str], lists: Mapping[str, str]
) -> None:
    """Write the help sheet.

    Args:
        names: The name of each table's sheet.
        lists: The title of the list that a column offers, by the names of its schemes.
    """
    texts = TEXTS[survey.language]
    put_text(sheet, 1, 1, texts.title).font = Font(bold=True, size=14)
    for number, step in enumerate(texts.steps, start=1):
        said = step.format(lists=texts.lists_sheet, reasons=", ".join(survey.reasons()))
        _write_step(sheet, number + 1, f"{number}. {said}")
    first = len(texts.steps) + 3
    for column, heading in enumerate(texts.headings, start=1):
        cell = put_text(sheet, first, column, heading)
        cell.font, cell.alignment = Font(bold=True), TOP
        cell.fill = PatternFill("solid", start_color="D9D9D9")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    rows = (row for table in survey.tables for row in _rows(table, survey, texts, names, lists))
    for number, (need, row) in enumerate(rows, start=first + 1):
        for column, text in enumerate(row, start=1):
            cell = put_text(sheet, number, column, text)
            cell.alignment, cell.border = TOP, _RULE
        sheet.row_dimensions[number].height = _height(row, _WIDTHS)
        sheet.cell(number, _NEED + 1).fill = FILLS[need]
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"


def what_to_write(column: Column, description: str, texts: Texts) -> str:
    """Say what a column wants: its description, then how to write it."""
    parts = [description, texts.kinds.get(column.datatype, "")]
    return " ".join(dict.fromkeys(part for part in parts if part))


def list_key(column: Column) -> str:
    """Return the names of the schemes whose words a column holds, as one key."""
    return " ".join(column.vocabulary)


def _write_step(sheet: "Worksheet", row: int, text: str) -> None:
    put_text(sheet, row, 1, text).alignment = TOP
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    sheet.row_dimensions[row].height = _height([text], [sum(_WIDTHS)])


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row whose cells wrap, with some room for words that do not break."""
    lines = (-(-len(text) // (width * 0.9)) for text, width in zip(texts, widths, strict=True))
    return _LINE_HEIGHT * max(1, *lines)


def _rows(
    table: ColumnFile,
    survey: Survey,
    texts: Texts,
    names: Mapping[str, str],
    lists: Mapping[str, str],
) -> Iterator[tuple[Need, tuple[str, ...]]]:
    for column in table.columns:
        guidance = survey.guidance_of(table, column)
        yield (
            guidance.need,
            (
                names[table.table],
                column.title_in(survey.language),
                what_to_write(column, guidance.description, texts),
                texts.needs[guidance.need],
                survey.example(column),
                lists.get(list_key(column), ""),
                texts.parted if column.separator else texts.one,
            ),
        )
