"""A copy of a curator's own workbook in which the faulty cells are coloured and commented."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ccdp_graph.cell import CellRef
from ccdp_graph.model.finding import Finding, Severity
from ccdp_graph.model.sheet import Workbook
from ccdp_graph.workbook.marks import CHECKED, own_comment
from ccdp_graph.workbook.problems_sheet import TITLE, add_problems
from ccdp_graph.workbook.writing import LONGEST_CELL, frozen, put_text

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {Severity.VIOLATION: "F4B6A6", Severity.WARNING: "FFE08A", Severity.INFO: "CFE3F7"}
_OURS = 'LEN("ccdp check")>0'
"""The condition of our colours: always true, and known again by its words."""

_MOST_COMMENTS = 10_000
_LONGEST_COMMENT = 2_000
_KEPT_FOLDERS = ("xl/worksheets", "xl/theme", "docProps", "_rels", "xl/_rels", "customXml")


def marked_copy(content: bytes, findings: Sequence[Finding], *, macros: bool) -> bytes:
    """Mark the cells that findings name in a copy of an .xlsx or .xlsm.

    Colours are conditional formats, so a cell keeps the style that it has, and marks of an
    earlier check go without a trace; a curator's own comment stays above ours. Equal workbooks
    and findings give equal bytes. Formulas, widths, validations and other sheets stay.

    Args:
        macros: Whether the file is an .xlsm, whose macros are kept.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), rich_text=True, keep_vba=macros)
    stated = book.properties.modified
    for sheet in book.worksheets:
        _unmark(sheet)
    left_out = _mark(book, findings)
    add_problems(book, findings, left_out)
    return frozen(book, f"{stated:%Y-%m-%dT%H:%M:%SZ}" if stated else "")


def plain_copy(workbook: Workbook) -> bytes:
    """Return the values of any file of rows as .xlsx, each cell where it stands."""
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.worksheets[0])
    for sheet in workbook.sheets:
        made = book.create_sheet(sheet.name[:31])
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if isinstance(value, str):
                    put_text(made, number, column, value)
                elif value is not None:
                    made.cell(number, column, value)
    return frozen(book, "")


def lost_parts(before: bytes, after: bytes) -> tuple[str, ...]:
    """Return the kinds of parts that a copy lacks, such as shapes that openpyxl does not know."""
    kinds = [_kinds(content) for content in (before, after)]
    return tuple(sorted(kinds[0] - kinds[1]))


def is_checked(content: bytes) -> bool:
    """Tell whether a file is a copy that `marked_copy` made."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        return any(sheet["A1"].value == TITLE for sheet in book.worksheets)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return False


def _kinds(content: bytes) -> set[str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return set()
    folders = {str(PurePosixPath(name).parent) for name in names if not name.endswith(".rels")}
    return {
        folder.removeprefix("xl/")
        for folder in folders
        if folder.startswith("xl/") and folder not in _KEPT_FOLDERS
    }


def _unmark(sheet: "Worksheet") -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    kept = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if list(rule.formula) != [_OURS]:
                kept.add(str(area.sqref), rule)
    sheet.conditional_formatting = kept
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and CHECKED in cell.comment.text:
                own, author = own_comment(cell.comment.text), cell.comment.author
                cell.comment = _comment(own, author) if own else None


def _comment(text: str, author: str) -> "Comment":
    from openpyxl.comments import Comment

    return Comment(text[:LONGEST_CELL], author, width=320, height=30 + 18 * (len(text) // 40 + 1))


def _mark(book: "Book", findings: Sequence[Finding]) -> int:
    """Colour and comment cells, the gravest first; return how many there were too many."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    said = _said(findings)
    places: defaultdict[tuple[str, Severity], list[str]] = defaultdict(list)
    marked = list(said.items())[:_MOST_COMMENTS]
    for cell, told in marked:
        if cell.sheet not in book.sheetnames:
            continue
        sheet = book[cell.sheet]
        target = sheet.cell(cell.row, cell.column)
        places[cell.sheet, min(finding.severity for finding in told)].append(cell.address)
        if type(target).__name__ == "MergedCell":
            continue
        ours = "\n".join(dict.fromkeys(_sentence(finding) for finding in told))
        before = target.comment.text.strip() if target.comment is not None else ""
        author = target.comment.author if target.comment is not None else "ccdp check"
        text = f"{before}\n{CHECKED}\n{ours}" if before else f"{CHECKED}\n{ours}"
        target.comment = _comment(text[: len(before) + _LONGEST_COMMENT], author)
    for (name, severity), addresses in sorted(places.items(), key=lambda entry: entry[0]):
        fill = PatternFill(bgColor=_COLOURS[severity], fill_type="solid")
        formats = book[name].conditional_formatting
        rule = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[_OURS])
        rule.priority = 1 + max((r.priority for area in formats for r in area.rules), default=0)
        formats.add(" ".join(addresses), rule)
    return len(said) - len(marked)


def _said(findings: Sequence[Finding]) -> Mapping[CellRef, list[Finding]]:
    """Return what is said of each cell; a value that could be given is no fault of a cell."""
    said: dict[CellRef, list[Finding]] = {}
    for finding in _worth_marking(findings):
        said.setdefault(finding.cells[0], []).append(finding)
    return said


def _worth_marking(findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in sorted(findings, key=lambda finding: finding.order):
        faulty = finding.severity is not Severity.INFO or bool(finding.raw and finding.suggestion)
        if finding.cells and faulty:
            yield finding


def _sentence(finding: Finding) -> str:
    end = "" if finding.message.endswith((".", "?")) else "."
    return f"{finding.message}{end} {finding.suggestion}".strip()
