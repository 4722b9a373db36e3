"""A copy of the curator's workbook with the faulty cells coloured and commented."""

import copy as copying
import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import WorkbookError
from ccdp_graph.model import Finding, Severity, Workbook as ReadWorkbook
from ccdp_graph.spreadsheets.own_sheets import AUTHOR, own_comment, their_comment
from ccdp_graph.spreadsheets.preserved_parts import has_twin_styles, restore_parts
from ccdp_graph.spreadsheets.problem_list import COLOURS, insert_problem_list, remove_problem_list
from ccdp_graph.spreadsheets.writer import clean, put_text, to_reproducible_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.comments import Comment
    from openpyxl.worksheet.dimensions import Dimension
    from openpyxl.worksheet.worksheet import Worksheet


MAX_ANNOTATIONS = 10_000

_MAX_COMMENT_FINDINGS = 8  # findings in one comment

_MORE = {"en": "… and {0} more", "fr": "… et {0} autres"}

_COLON = {"en": ":", "fr": " :"}

_RANGES_A_RULE = 200

_SIGN = '"ccdp check'  # in the formula of a conditional format: it is ours

_STYLES = ("font", "fill", "border", "alignment", "number_format", "protection")

_NOT_WORKBOOKS = (
    zipfile.BadZipFile,
    AttributeError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A marked copy, as bytes.

    Attributes:
        marked: How many cells have a mark.
        listed: How many lines the list of problems has.
        lost: In words, what the original has and the copy cannot have.
    """

    content: bytes
    marked: int
    listed: int
    lost: tuple[str, ...]


def marked_copy(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    *,
    macros: bool = False,
    language: str = "en",
) -> MarkedCopy:
    """Mark the cells that findings speak of in a copy of a workbook.

    Shape: every cell of a Violation or a Warning, and every cell whose text was not understood, has
    a colour and a comment; a sheet before all others lists the problems. Missing values that are
    merely nice to have are listed, not marked. Above `MAX_ANNOTATIONS` cells, the gravest are.

    A cell's own style is never touched: the colour is a conditional format that is always true, so
    what lies below comes back when the cell is mended. A curator's comment stays above ours. Marks
    of an earlier check are replaced: checking a checked workbook gives the same bytes.

    openpyxl keeps formulas, styles, widths, merged and hidden cells, frozen panes, drop-down lists,
    conditional formats, tables, charts, defined names and macros; `kept_parts` keeps the results of
    formulas and Excel's newer drop-down lists. It cannot keep shapes, slicers, sparklines, threads
    of comments, the type and size of comments, and (without Pillow) pictures: `lost` names them.

    Args:
        content: Of an .xlsx or .xlsm file.
        name: Of the file, for the list of problems; an earlier check's name goes before it.
        macros: Whether it is an .xlsm.
        language: Of the findings, and of what is said around them.

    Raises:
        WorkbookError: It is none, or is built in a way that openpyxl does not know.
    """
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            copy = _marked(content, name, findings, remarks, macros=macros, language=language)
            if not has_twin_styles(copy.content):
                return copy
            # openpyxl merges such styles only when it reads them again
            again = _marked(copy.content, name, findings, (), macros=macros, language=language)
            return replace(again, lost=copy.lost)
        except _NOT_WORKBOOKS as error:
            raise WorkbookError(
                f"{name}: cannot be marked ({error}); save it again in a spreadsheet program as "
                ".xlsx and check that"
            ) from error


def values_workbook(workbook: ReadWorkbook) -> bytes:
    """Write the values of a workbook of another format as .xlsx, each in its own cell."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for sheet in workbook.sheets:
        values_only = book.create_sheet(sheet.name)
        for row, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if isinstance(value, str):
                    put_text(values_only, row, column, clean(value))
                elif value is not None:
                    values_only.cell(row, column, value)
    return to_reproducible_bytes(book, workbook.modified.isoformat() if workbook.modified else "")


def _marked(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    remarks: Sequence[warnings.WarningMessage],
    *,
    macros: bool,
    language: str,
) -> MarkedCopy:
    from openpyxl import load_workbook
    from openpyxl.writer.excel import ExcelWriter

    book = load_workbook(io.BytesIO(content), keep_vba=macros, rich_text=True)
    name = remove_problem_list(book) or name
    for sheet in book.worksheets:
        _unmark(sheet)
    places = dict(_places(book, findings))
    faults = _faults(findings, places)
    chosen = dict(list(faults.items())[:MAX_ANNOTATIONS])
    for sheet in book.worksheets:
        own = {place: said for place, said in chosen.items() if place.sheet == sheet.title}
        for place, said in own.items():
            _comment(sheet, place, said, language)
        _colour(sheet, {place: min(f.severity for f in said) for place, said in own.items()})
        _fit_comments(sheet)
    unmarked = len(faults) - len(chosen)
    listed = insert_problem_list(book, name, findings, places, unmarked=unmarked, language=language)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()  # unlike book.save, it leaves the date of the change
    if book.vba_archive is not None:  # which openpyxl leaves open
        book.vba_archive.close()
    whole, lost = restore_parts(
        content, out.getvalue(), [str(remark.message) for remark in remarks]
    )
    return MarkedCopy(whole, len(chosen), listed, lost)


def _places(book: "Workbook", findings: Iterable[Finding]) -> Iterator[tuple[CellRef, CellRef]]:
    """Give the cell where a finding is shown: its chief cell, or the first of merged ones."""
    merged = {sheet.title: list(sheet.merged_cells.ranges) for sheet in book.worksheets}
    for cell in {finding.cells[0]: None for finding in findings if finding.cells}:
        if cell.sheet not in merged:
            continue
        for area in merged[cell.sheet]:
            inside = area.min_row <= cell.row <= area.max_row
            if inside and area.min_col <= cell.column <= area.max_col:
                yield cell, cell._replace(row=area.min_row, column=area.min_col)
                break
        else:
            yield cell, cell


def _faults(
    findings: Iterable[Finding], places: Mapping[CellRef, CellRef]
) -> dict[CellRef, list[Finding]]:
    """Return what is to be said at each cell, the gravest first."""
    faults: defaultdict[CellRef, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.order):
        # an Info with a suggestion is about a text that stands there and was not understood
        at_cell = finding.severity is not Severity.INFO or (finding.raw and finding.suggestion)
        if at_cell and finding.cells and finding.cells[0] in places:
            faults[places[finding.cells[0]]].append(finding)
    return faults


def _unmark(sheet: "Worksheet") -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    theirs = [(c.sqref, rule) for c in sheet.conditional_formatting for rule in c.rules]
    sheet.conditional_formatting = ConditionalFormattingList()
    for cells, rule in theirs:
        if not any(_SIGN in str(formula) for formula in rule.formula):
            sheet.conditional_formatting.add(str(cells), rule)
    for cell in _commented(sheet):
        assert cell.comment is not None
        before, author = cell.comment.text, cell.comment.author
        text = their_comment(before)
        if text != before:
            cell.comment = _new_comment(text, author) if text else None


def _commented(sheet: "Worksheet") -> "list[Cell | MergedCell]":
    # iter_rows would make every empty cell between the filled ones
    cells = sheet._cells.values()  # noqa: SLF001
    return [cell for cell in cells if cell.comment is not None]


def _comment(
    sheet: "Worksheet", place: CellRef, findings: Sequence[Finding], language: str
) -> None:
    cell = sheet.cell(place.row, place.column)
    if cell.value is None and not cell.has_style:
        below = _style_below(sheet, place)
        for style in _STYLES if below else ():
            setattr(cell, style, copying.copy(getattr(below, style)))
    lines = [_line(finding, language) for finding in findings[:_MAX_COMMENT_FINDINGS]]
    if len(findings) > _MAX_COMMENT_FINDINGS:
        lines.append(_MORE[language].format(len(findings) - _MAX_COMMENT_FINDINGS))
    theirs = cell.comment.text if cell.comment else ""
    author = cell.comment.author if cell.comment else AUTHOR
    cell.comment = _new_comment(own_comment(theirs, clean("\n".join(lines))), author)


def _style_below(sheet: "Worksheet", place: CellRef) -> "Dimension | None":
    """Return the row or column whose style an empty cell shows; a cell of its own hides it."""
    row = sheet.row_dimensions.get(place.row)
    columns = sheet.column_dimensions.values()
    spanning = [c for c in columns if (c.min or 0) <= place.column <= (c.max or 0)]
    return next((d for d in (row, *spanning) if d is not None and d.has_style), None)


def _line(finding: Finding, language: str) -> str:
    message = (
        finding.message if finding.message.endswith((".", "?", "!")) else f"{finding.message}."
    )
    severity = f"{finding.severity.name_in(language)}{_COLON[language]}"
    return f"{severity} {message} {finding.suggestion}".rstrip()


def _new_comment(text: str, author: str | None) -> "Comment":
    from openpyxl.comments import Comment

    return Comment(text, author or AUTHOR)


def _fit_comments(sheet: "Worksheet") -> None:
    """Make every comment as large as its text: openpyxl does not read their sizes."""
    for cell in _commented(sheet):
        assert cell.comment is not None
        lines = sum(1 + len(line) // 44 for line in cell.comment.text.splitlines())
        cell.comment.width = 300
        cell.comment.height = min(24 + 18 * lines, 420)


def _colour(sheet: "Worksheet", severities: Mapping[CellRef, Severity]) -> None:
    """Colour cells by conditional formats that go before the curator's own."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    theirs = [(c.sqref, rule) for c in sheet.conditional_formatting for rule in c.rules]
    formats = ConditionalFormattingList()
    number = 0
    for severity, colour in COLOURS.items():
        ranges = _ranges(place for place, own in severities.items() if own is severity)
        for start in range(0, len(ranges), _RANGES_A_RULE):
            number += 1
            fill = PatternFill("solid", start_color=colour, end_color=colour)
            style = DifferentialStyle(fill=fill)
            formula = f'LEN({_SIGN}: {severity.label}")>0'
            rule = Rule("expression", priority=number, dxf=style, formula=[formula])
            formats.add(" ".join(ranges[start : start + _RANGES_A_RULE]), rule)
    by_priority = sorted((rule for _, rule in theirs), key=lambda rule: rule.priority)
    for rank, rule in enumerate(by_priority, start=number + 1):
        rule.priority = rank
    for cells, rule in theirs:
        formats.add(str(cells), rule)
    sheet.conditional_formatting = formats


def _ranges(places: Iterable[CellRef]) -> list[str]:
    """Join cells that stand one below the other.

    >>> _ranges(CellRef("", "", row, 6) for row in (3, 4, 5, 9))
    ['F3:F5', 'F9']
    """
    runs: list[list[CellRef]] = []
    for place in sorted(places, key=lambda place: (place.column, place.row)):
        if runs and runs[-1][-1] == place._replace(row=place.row - 1):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [r[0].address if len(r) == 1 else f"{r[0].address}:{r[-1].address}" for r in runs]
