"""What this program adds to a workbook, so that it is not read as the curator's content.

Our sheets are recognised by their first cells, whatever their names; our part of a comment comes
below a separator line.
"""

from dataclasses import replace

from ccdp_graph.i18n import Texts
from ccdp_graph.model import CellAnnotation, Sheet, Workbook, cell_text
from ccdp_graph.spreadsheets.survey_spec import Survey

TITLES = Texts("Problems found by ccdp check")

LINE = "— ccdp check —"

AUTHOR = "ccdp check"

MARKER_SHEET = "ccdp"

_MARKER = "ccdp-template"

_OWN_SHEET = "own sheet"


def marker_rows(survey: Survey, version: str, own_sheets: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet: the program and the sources that made the survey.

    Args:
        version: Of this program.
        own_sheets: The names of the sheets without answers.
    """
    return [
        (_MARKER, version),
        ("language", survey.language),
        *(("table", table.table) for table in survey.tables),
        *((_OWN_SHEET, name) for name in (*own_sheets, MARKER_SHEET)),
        *(("list", s.name, s.version, s.modified) for s in survey.used_schemes()),
    ]


def without_own_sheets(workbook: Workbook) -> Workbook:
    """Leave out the help, the lists and the marker of a survey made by `ccdp template`.

    Any other workbook is returned unchanged.
    """
    marker = next((sheet for sheet in workbook.sheets if sheet.name == MARKER_SHEET), None)
    rows = [[cell_text(value) for value in row] for row in marker.rows] if marker else []
    if not rows or rows[0][:1] != [_MARKER]:
        return workbook
    own_names = {row[1] for row in rows if row[:1] == [_OWN_SHEET] and len(row) > 1}
    return replace(workbook, sheets=tuple(s for s in workbook.sheets if s.name not in own_names))


def is_own_sheet(sheet: Sheet) -> bool:
    """Tell whether a sheet is our list of problems."""
    return bool(sheet.rows and sheet.rows[0]) and cell_text(sheet.rows[0][0]) in TITLES.values()


def with_our_comment(curators: str, ours: str) -> str:
    """Return a comment with the curator's text first, and ours below a line.

    >>> with_our_comment("Ask Ana", "Not a year").splitlines()
    ['Ask Ana', '', '— ccdp check —', 'Not a year']
    """
    return f"{curators}\n\n{LINE}\n{ours}" if curators else f"{LINE}\n{ours}"


def curators_comment(text: str) -> str:
    """Return the curator's part of a comment."""
    curators, line, _ = text.partition(LINE)
    return curators.removesuffix("\n\n") if line else text


def without_own_marks(workbook: Workbook) -> Workbook:
    """Leave out our list of problems and our comments; other workbooks are returned unchanged."""
    has_own_sheet = any(is_own_sheet(sheet) for sheet in workbook.sheets)
    annotations = (mark for sheet in workbook.sheets for mark in sheet.marks.values())
    if not has_own_sheet and not any(LINE in annotation.comment for annotation in annotations):
        return workbook
    sheets = (sheet for sheet in workbook.sheets if not is_own_sheet(sheet))
    return replace(workbook, sheets=tuple(_without_comments(sheet) for sheet in sheets))


def _without_comments(sheet: Sheet) -> Sheet:
    marks = {
        position: replace(annotation, comment=curators_comment(annotation.comment).strip())
        for position, annotation in sheet.marks.items()
    }
    remaining = {
        key: annotation for key, annotation in marks.items() if annotation != CellAnnotation()
    }
    return replace(sheet, marks=remaining)
