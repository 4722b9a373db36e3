"""The hidden sheet by which a blank survey is known again when it comes back filled in."""

from dataclasses import replace

from ccdp_graph.model.survey import Survey
from ccdp_graph.model.workbook import Workbook, cell_text

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
