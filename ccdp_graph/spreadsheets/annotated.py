"""A copy of the curator's workbook with the faulty cells coloured and commented."""

import copy as copying
import io
import threading
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import WorkbookError
from ccdp_graph.i18n import Texts
from ccdp_graph.model import Finding, Severity, Workbook as ReadWorkbook
from ccdp_graph.spreadsheets.own_sheets import AUTHOR, curators_comment, with_our_comment
from ccdp_graph.spreadsheets.preserved_parts import has_twin_styles, restore_parts
from ccdp_graph.spreadsheets.problem_list import COLOURS, insert_problem_list, remove_problem_list
from ccdp_graph.spreadsheets.writer import (
    clean,
    joined_ranges,
    put_text,
    to_reproducible_bytes,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.comments import Comment
    from openpyxl.worksheet.dimensions import Dimension
    from openpyxl.worksheet.worksheet import Worksheet


MAX_ANNOTATIONS = 10_000

_MAX_COMMENT_FINDINGS = 8  # findings in one comment

_MORE_FINDINGS = Texts("… and {number} more")

_COLON = Texts(":")

_FORMULA_TAG = '"ccdp check'  # marks the formula of a conditional format as ours

_STYLES = ("font", "fill", "border", "alignment", "number_format", "protection")

_OPENPYXL_ERRORS = (
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
        marked: The number of marked cells.
        listed: The number of lines in the list of problems.
        lost: What the original has and the copy cannot keep, in words.
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
    """Mark the cells with findings in a copy of a workbook.

    Shape: every cell with a Violation or a Warning, and every cell whose text was not understood,
    gets a colour and a comment; a new first sheet lists the problems. Optional values that are
    missing are listed but not marked. Above `MAX_ANNOTATIONS` cells, only the most severe are.

    A cell's own style is never changed: the colour is a conditional format that is always true, so
    the style shows again once the mark is gone. A curator's comment stays above ours. Marks of an
    earlier check are replaced: checking a checked workbook gives the same bytes.

    openpyxl keeps formulas, styles, widths, merged and hidden cells, frozen panes, drop-down lists,
    conditional formats, tables, charts, defined names and macros; `restore_parts` keeps the results
    of formulas and Excel's newer drop-down lists. It cannot keep shapes, slicers, sparklines,
    threads of comments, the type and size of comments, and (without Pillow) pictures: `lost` names
    them.

    Args:
        content: Of an .xlsx or .xlsm file.
        name: Of the file, for the list of problems; the name in an earlier check's list wins.
        macros: Whether it is an .xlsm.
        language: Of the findings and of the texts around them.

    Raises:
        WorkbookError: It is not a workbook, or openpyxl cannot read or write it.
    """
    with _openpyxl_warnings() as caught:
        try:
            copy = _marked(content, name, findings, caught, macros=macros, language=language)
            if not has_twin_styles(copy.content):
                return copy
            # openpyxl merges such styles only when it reads them again
            rewritten = _marked(copy.content, name, findings, (), macros=macros, language=language)
            return replace(rewritten, lost=copy.lost)
        except _OPENPYXL_ERRORS as error:
            raise WorkbookError(
                f"{name}: cannot be marked ({error}); save it as .xlsx in a spreadsheet program "
                "and check that file"
            ) from error


_HEARING = threading.Lock()


@contextmanager
def _openpyxl_warnings() -> Iterator[list[str]]:
    """Hear what openpyxl warns of: it says in no other way what it cannot keep.

    Who is warned of what is a matter of the whole process. So one thread listens at a time, to
    openpyxl alone; what other threads are warned of meanwhile is shown as ever.
    """
    heard: list[str] = []
    with _HEARING, warnings.catch_warnings():
        listener, show = threading.get_ident(), warnings.showwarning

        def hear(message: Warning | str, *details: Any, **more: Any) -> None:
            if threading.get_ident() == listener:
                heard.append(str(message))
            else:
                show(message, *details, **more)

        warnings.filterwarnings("always", module="openpyxl")
        warnings.showwarning = hear
        yield heard


def values_workbook(workbook: ReadWorkbook) -> bytes:
    """Write the values of a workbook in another format as .xlsx, each in its own cell."""
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for sheet in workbook.sheets:
        target = book.create_sheet(sheet.name)
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values, start=1):
                if isinstance(value, str):
                    put_text(target, row, column, value)
                elif value is not None:
                    target.cell(row, column, value)
    return to_reproducible_bytes(book, workbook.modified.isoformat() if workbook.modified else "")


def _marked(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    caught: Sequence[str],
    *,
    macros: bool,
    language: str,
) -> MarkedCopy:
    from openpyxl import load_workbook
    from openpyxl.writer.excel import ExcelWriter

    book = load_workbook(io.BytesIO(content), keep_vba=macros, rich_text=True)
    name = remove_problem_list(book) or name
    for sheet in book.worksheets:
        _remove_marks(sheet)
    anchors = dict(_anchors(book, findings))
    findings_by_cell = _findings_by_cell(findings, anchors)
    marked = dict(list(findings_by_cell.items())[:MAX_ANNOTATIONS])
    for sheet in book.worksheets:
        on_sheet = {cell: faults for cell, faults in marked.items() if cell.sheet == sheet.title}
        for cell, faults in on_sheet.items():
            _add_comment(sheet, cell, faults, language)
        _colour(sheet, {cell: min(f.severity for f in faults) for cell, faults in on_sheet.items()})
        _fit_comments(sheet)
    unmarked = len(findings_by_cell) - len(marked)
    listed = insert_problem_list(
        book, name, findings, anchors, unmarked=unmarked, language=language
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()  # unlike book.save, it keeps the date of modification
    if book.vba_archive is not None:  # openpyxl leaves it open
        book.vba_archive.close()
    restored, lost = restore_parts(content, buffer.getvalue(), caught)
    return MarkedCopy(restored, len(marked), listed, lost)


def _anchors(book: "Workbook", findings: Iterable[Finding]) -> Iterator[tuple[CellRef, CellRef]]:
    """Yield the first cell of each finding with the cell shown for it: of merged ones the first."""
    merged = {sheet.title: list(sheet.merged_cells.ranges) for sheet in book.worksheets}
    for cell in {finding.cells[0]: None for finding in findings if finding.cells}:
        if cell.sheet not in merged:
            continue
        for merged_range in merged[cell.sheet]:
            covers = merged_range.min_row <= cell.row <= merged_range.max_row
            if covers and merged_range.min_col <= cell.column <= merged_range.max_col:
                yield cell, cell._replace(row=merged_range.min_row, column=merged_range.min_col)
                break
        else:
            yield cell, cell


def _findings_by_cell(
    findings: Iterable[Finding], anchors: Mapping[CellRef, CellRef]
) -> dict[CellRef, list[Finding]]:
    """Return the findings to show at each cell, the most severe first."""
    findings_by_cell: defaultdict[CellRef, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.order):
        # an Info with a suggestion is about a text that was not understood
        is_marked = finding.severity is not Severity.INFO or (finding.raw and finding.suggestion)
        if is_marked and finding.cells and finding.cells[0] in anchors:
            findings_by_cell[anchors[finding.cells[0]]].append(finding)
    return findings_by_cell


def _remove_marks(sheet: "Worksheet") -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    rules = [(c.sqref, rule) for c in sheet.conditional_formatting for rule in c.rules]
    sheet.conditional_formatting = ConditionalFormattingList()
    for cells, rule in rules:
        if not any(_FORMULA_TAG in str(formula) for formula in rule.formula):
            sheet.conditional_formatting.add(str(cells), rule)
    for cell in _commented_cells(sheet):
        assert cell.comment is not None
        comment, author = cell.comment.text, cell.comment.author
        text = curators_comment(comment)
        if text != comment:
            cell.comment = _new_comment(text, author) if text else None


def _commented_cells(sheet: "Worksheet") -> "list[Cell | MergedCell]":
    # iter_rows would create every empty cell between the filled ones
    cells = sheet._cells.values()  # noqa: SLF001
    return [cell for cell in cells if cell.comment is not None]


def _add_comment(
    sheet: "Worksheet", ref: CellRef, findings: Sequence[Finding], language: str
) -> None:
    cell = sheet.cell(ref.row, ref.column)
    if cell.value is None and not cell.has_style:
        inherited = _inherited_style(sheet, ref)
        for style in _STYLES if inherited else ():
            setattr(cell, style, copying.copy(getattr(inherited, style)))
    lines = [_comment_line(finding, language) for finding in findings[:_MAX_COMMENT_FINDINGS]]
    if len(findings) > _MAX_COMMENT_FINDINGS:
        lines.append(_MORE_FINDINGS[language].format(number=len(findings) - _MAX_COMMENT_FINDINGS))
    existing = cell.comment.text if cell.comment else ""
    author = cell.comment.author if cell.comment else AUTHOR
    cell.comment = _new_comment(with_our_comment(existing, clean("\n".join(lines))), author)


def _inherited_style(sheet: "Worksheet", ref: CellRef) -> "Dimension | None":
    """Return the row or column whose style an empty cell shows, until the cell itself exists."""
    row = sheet.row_dimensions.get(ref.row)
    columns = sheet.column_dimensions.values()
    spanning = [c for c in columns if (c.min or 0) <= ref.column <= (c.max or 0)]
    return next((d for d in (row, *spanning) if d is not None and d.has_style), None)


def _comment_line(finding: Finding, language: str) -> str:
    message = (
        finding.message if finding.message.endswith((".", "?", "!")) else f"{finding.message}."
    )
    severity = f"{finding.severity.label_in(language)}{_COLON[language]}"
    return f"{severity} {message} {finding.suggestion}".rstrip()


def _new_comment(text: str, author: str | None) -> "Comment":
    from openpyxl.comments import Comment

    return Comment(text, author or AUTHOR)


def _fit_comments(sheet: "Worksheet") -> None:
    """Fit every comment to its text: openpyxl does not read their sizes."""
    for cell in _commented_cells(sheet):
        assert cell.comment is not None
        lines = sum(1 + len(line) // 44 for line in cell.comment.text.splitlines())
        cell.comment.width = 300
        cell.comment.height = min(24 + 18 * lines, 420)


def _colour(sheet: "Worksheet", severities: Mapping[CellRef, Severity]) -> None:
    """Colour cells with conditional formats that come before the curator's own."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    existing = [(c.sqref, rule) for c in sheet.conditional_formatting for rule in c.rules]
    formats = ConditionalFormattingList()
    priority = 0
    for severity, colour in COLOURS.items():
        for ranges in joined_ranges(cell for cell in severities if severities[cell] is severity):
            priority += 1
            fill = PatternFill("solid", start_color=colour, end_color=colour)
            style = DifferentialStyle(fill=fill)
            formula = f'LEN({_FORMULA_TAG}: {severity.label}")>0'
            rule = Rule("expression", priority=priority, dxf=style, formula=[formula])
            formats.add(ranges, rule)
    by_priority = sorted((rule for _, rule in existing), key=lambda rule: rule.priority)
    for new_priority, rule in enumerate(by_priority, start=priority + 1):
        rule.priority = new_priority
    for cells, rule in existing:
        formats.add(str(cells), rule)
    sheet.conditional_formatting = formats
