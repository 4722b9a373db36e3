"""A blank survey as a workbook: help, one sheet per table, the lists, and a hidden marker."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ccdp_graph.model import Column, ColumnFile, Table, TableCell, TableRow, columns_of
from ccdp_graph.spreadsheets.own_sheets import MARKER_SHEET, marker_rows
from ccdp_graph.spreadsheets.survey_spec import Guidance, Need, Survey
from ccdp_graph.spreadsheets.survey_texts import TEXTS, SurveyTexts
from ccdp_graph.spreadsheets.writer import (
    HEADER_FILL,
    MAX_CELL_LENGTH,
    TOP,
    put_text,
    sheet_name,
    to_reproducible_bytes,
    write_table,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_COLOURS = {Need.REQUIRED: "F8CBAD", Need.RECOMMENDED: "FFE699", Need.OPTIONAL: "DDEBF7"}

_WIDTHS = (26, 28, 60, 16, 40, 32, 22)

LAST_ROW = 2000  # where the drop-down lists end

_MAX_PROMPT_LENGTH = 255  # Excel's limit, for prompts and error messages

_MAX_TITLE_LENGTH = 32  # likewise, for their titles

_YEAR_RANGE = ("1900", "2099")  # those that shapes/period.ttl allows

_NUMBER_TYPES = ("gYear", "nonNegativeInteger")


def _help_table(survey: Survey, names: Mapping[str, str], lists: Mapping[str, str]) -> Table:
    """Return the help: what to do, and what every column holds.

    Args:
        names: The name of each table's sheet.
        lists: The title of the list that a column offers, by the names of its schemes.
    """
    texts = TEXTS[survey.language]
    reasons = ", ".join(survey.reasons())
    steps = (step.format(lists=texts.lists_sheet, reasons=reasons) for step in texts.steps)
    return Table(
        texts.help_sheet,
        columns_of(texts.headings, _WIDTHS),
        tuple(
            _help_row(table, column, survey, names, lists)
            for table in survey.tables
            for column in table.columns
        ),
        head=(
            (TableCell(texts.title, is_heading=True),),
            *((f"{number}. {step}",) for number, step in enumerate(steps, start=1)),
            (None,),
        ),
    )


def what_to_write(column: Column, description: str, texts: SurveyTexts) -> str:
    """Say what goes into a column: its description, then how to write it."""
    parts = [description, texts.kinds.get(column.datatype, "")]
    return " ".join(dict.fromkeys(part for part in parts if part))


def list_key(column: Column) -> str:
    """Return the names of a column's schemes as one key."""
    return " ".join(column.vocabulary)


def _help_row(
    table: ColumnFile,
    column: Column,
    survey: Survey,
    names: Mapping[str, str],
    lists: Mapping[str, str],
) -> TableRow:
    texts, guidance = TEXTS[survey.language], survey.guidance_of(table, column)
    return (
        names[table.table],
        column.title_in(survey.language),
        what_to_write(column, guidance.description, texts),
        TableCell(texts.needs[guidance.need], fill=_COLOURS[guidance.need]),
        survey.example(column),
        lists.get(list_key(column), ""),
        texts.several_allowed if column.separator else texts.one_only,
    )


class _List(NamedTuple):
    title: str
    range: str


class _Rule(NamedTuple):
    """What a cell may hold, in the terms of the spreadsheet format; by default anything."""

    type: Literal["list", "whole", "textLength"] | None = None
    operator: Literal["between", "greaterThanOrEqual", "lessThanOrEqual"] | None = None
    first: str | None = None
    second: str | None = None


def template_workbook(survey: Survey, version: str) -> bytes:
    """Make a blank survey of some tables as .xlsx.

    Shape: a help sheet; one sheet per table with its header in row 1, an example in row 2 and
    drop-down lists down to `LAST_ROW`; the lists, one per column; a hidden sheet that says what
    the survey was made from. The same survey gives the same bytes.

    Args:
        version: Of this program.
    """
    texts = TEXTS[survey.language]
    book = Workbook()
    help_sheet = book.active
    assert help_sheet is not None
    help_sheet.title = texts.help_sheet
    sheets = {table.table: _new_sheet(book, table, survey) for table in survey.tables}
    lists = _fill_lists(book.create_sheet(texts.lists_sheet), survey)
    for table in survey.tables:
        _fill_data(sheets[table.table], table, survey, lists)
    names = {name: sheet.title for name, sheet in sheets.items()}
    titles = {key: entry.title for key, entry in lists.items()}
    write_table(help_sheet, _help_table(survey, names, titles))
    hidden = book.create_sheet(MARKER_SHEET)
    hidden.sheet_state = "hidden"
    own_sheets = (texts.help_sheet, texts.lists_sheet)
    for number, row in enumerate(marker_rows(survey, version, own_sheets), start=1):
        for column, text in enumerate(row, start=1):
            put_text(hidden, number, column, text)
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
    day = max((scheme.modified for scheme in survey.used_schemes()), default="")
    return to_reproducible_bytes(book, day)


def _new_sheet(book: Workbook, table: ColumnFile, survey: Survey) -> "Worksheet":
    name = table.sheet_names.get(survey.language, table.table)
    sheet: Worksheet = book.create_sheet(sheet_name(name))
    return sheet


def _fill_lists(sheet: "Worksheet", survey: Survey) -> dict[str, _List]:
    """Write one list per column, and return where each is, by the names of its schemes."""
    vocabularies = {list_key(c): c.vocabulary for table in survey.tables for c in table.columns}
    lists: dict[str, _List] = {}
    for key, vocabulary in sorted(vocabularies.items()):
        words = survey.words(vocabulary)
        if not words:
            continue
        number = len(lists) + 1
        letter = get_column_letter(number)
        title = survey.list_title(vocabulary)
        for row, text in enumerate((title, *words), start=1):
            put_text(sheet, row, number, text).alignment = TOP
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).fill = HEADER_FILL
        sheet.column_dimensions[letter].width = min(40, max(18, *(len(word) + 2 for word in words)))
        last = len(words) + 1
        lists[key] = _List(title, f"'{sheet.title}'!${letter}$2:${letter}${last}")
    sheet.freeze_panes = "A2"
    return lists


def _fill_data(
    sheet: "Worksheet", table: ColumnFile, survey: Survey, lists: Mapping[str, _List]
) -> None:
    for number, column in enumerate(table.columns, start=1):
        guidance = survey.guidance_of(table, column)
        example = survey.example(column)
        star = " *" if guidance.need is Need.REQUIRED else ""
        header = put_text(sheet, 1, number, column.title_in(survey.language) + star)
        header.font, header.fill, header.alignment = (
            Font(bold=True),
            PatternFill("solid", start_color=_COLOURS[guidance.need]),
            TOP,
        )
        cell = put_text(sheet, 2, number, example)
        if column.datatype in _NUMBER_TYPES and example.isdigit():
            cell.value = int(example)
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width = max(16, min(44, max(len(str(header.value)) + 4, len(example) * 2 // 3)))
        # as text, "0-14" does not turn into a date nor "SEPT9" into the ninth of September
        dimension.number_format = "0" if column.datatype in _NUMBER_TYPES else "@"
        dimension.alignment = TOP
        cell.number_format, cell.alignment = dimension.number_format, TOP
        cell.font = Font(italic=True, color="7F7F7F")
        validation = _validation(column, guidance, survey, lists.get(list_key(column)))
        validation.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(validation)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{LAST_ROW}"
    sheet.print_title_rows = "1:1"


def _validation(
    column: Column, guidance: Guidance, survey: Survey, offered: _List | None
) -> DataValidation:
    """Return a column's validation: it warns only, since a word may say why a value is missing."""
    texts = TEXTS[survey.language]
    title = offered.title if offered else ""
    need = f" ({texts.needs[guidance.need]})"
    parts = (
        what_to_write(column, guidance.description, texts),
        texts.choose.format(list=title) if offered else "",
        texts.several if column.separator else "",
    )
    fault = texts.faults.get("concept" if offered else column.datatype, "").format(list=title)
    takes_more = bool(column.separator) or column.datatype == "ageRange"
    rule = _rule(column, offered)
    return DataValidation(
        type=rule.type,
        operator=rule.operator,
        formula1=rule.first,
        formula2=rule.second,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=bool(fault) and not takes_more,
        errorTitle=texts.fault_title[:_MAX_TITLE_LENGTH],
        error=fault[:_MAX_PROMPT_LENGTH],
        showInputMessage=True,
        promptTitle=column.title_in(survey.language)[: _MAX_TITLE_LENGTH - len(need)] + need,
        prompt=" ".join(part for part in parts if part)[:_MAX_PROMPT_LENGTH],
    )


def _rule(column: Column, offered: _List | None) -> _Rule:
    if offered:
        return _Rule("list", None, offered.range)
    if column.datatype == "gYear":
        return _Rule("whole", "between", *_YEAR_RANGE)
    if column.datatype == "nonNegativeInteger":
        return _Rule("whole", "greaterThanOrEqual", "0")
    if column.datatype == "string":
        return _Rule("textLength", "lessThanOrEqual", str(MAX_CELL_LENGTH))
    return _Rule()
