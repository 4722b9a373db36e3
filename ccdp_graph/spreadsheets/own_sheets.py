"""What this program itself put into a workbook, so that it is not read as the curator's.

Our sheets are known by their first cells, whatever their names; our part of a comment stands below
a line of its own.
"""

from dataclasses import replace

from ccdp_graph.model import CellAnnotation, Sheet, Workbook, cell_text
from ccdp_graph.spreadsheets.survey_spec import Survey

SHEET = "ccdp"

_MARK = "ccdp-template"

_OWN_SHEET = "own sheet"


def marker_rows(survey: Survey, version: str, own_sheets: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet: what the survey was made by and from.

    Args:
        version: Of this program.
        own_sheets: The names of the sheets that hold no answers.
    """
    return [
        (_MARK, version),
        ("language", survey.language),
        *(("table", table.table) for table in survey.tables),
        *((_OWN_SHEET, name) for name in (*own_sheets, SHEET)),
        *(("list", s.name, s.version, s.modified) for s in survey.used_schemes()),
    ]


def without_own_sheets(workbook: Workbook) -> Workbook:
    """Leave out the help, the lists and the marker of a survey made by `ccdp template`.

    Any other workbook is returned as it is.
    """
    marker = next((sheet for sheet in workbook.sheets if sheet.name == SHEET), None)
    rows = [[cell_text(value) for value in row] for row in marker.rows] if marker else []
    if not rows or rows[0][:1] != [_MARK]:
        return workbook
    own = {row[1] for row in rows if row[:1] == [_OWN_SHEET] and len(row) > 1}
    return replace(workbook, sheets=tuple(s for s in workbook.sheets if s.name not in own))


TITLES = {"en": "Problems found by ccdp check", "fr": "Problèmes trouvés par ccdp check"}

LINE = "— ccdp check —"

AUTHOR = "ccdp check"


def is_own_sheet(sheet: Sheet) -> bool:
    """Tell our list of problems from the curator's sheets."""
    return bool(sheet.rows and sheet.rows[0]) and cell_text(sheet.rows[0][0]) in TITLES.values()


def own_comment(theirs: str, ours: str) -> str:
    """Return a comment: the curator's own text first, ours below a line.

    >>> own_comment("Ask Ana", "Not a year").splitlines()
    ['Ask Ana', '', '— ccdp check —', 'Not a year']
    """
    return f"{theirs}\n\n{LINE}\n{ours}" if theirs else f"{LINE}\n{ours}"


def their_comment(text: str) -> str:
    """Return what the curator wrote of a comment.

    >>> their_comment(own_comment("Ask Ana", "Not a year")), their_comment("— ccdp check —\\nx")
    ('Ask Ana', '')
    """
    before, found, _ = text.partition(LINE)
    return before.removesuffix("\n\n") if found else text


def without_own_marks(workbook: Workbook) -> Workbook:
    """Leave out our list of problems and our comments; any other workbook returns as it is."""
    own = any(is_own_sheet(sheet) for sheet in workbook.sheets)
    if not own and not any(LINE in m.comment for s in workbook.sheets for m in s.marks.values()):
        return workbook
    sheets = (sheet for sheet in workbook.sheets if not is_own_sheet(sheet))
    return replace(workbook, sheets=tuple(_without_comments(sheet) for sheet in sheets))


def _without_comments(sheet: Sheet) -> Sheet:
    marks = {
        place: replace(mark, comment=their_comment(mark.comment).strip())
        for place, mark in sheet.marks.items()
    }
    return replace(
        sheet, marks={place: mark for place, mark in marks.items() if mark != CellAnnotation()}
    )
