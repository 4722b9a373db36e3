"""The marks that `ccdp check` leaves in a workbook, and how they are known again.

A marked copy is mended and then read like any other workbook, so our marks must never be taken for
the curator's own words: our sheet is known by the text of its first cell, whatever its name; our
part of a comment stands below a line of its own.
"""

from dataclasses import replace

from ccdp_graph.model.workbook import Mark, Sheet, Workbook, cell_text

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
    return replace(sheet, marks={place: mark for place, mark in marks.items() if mark != Mark()})
