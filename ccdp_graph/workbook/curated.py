"""Reading what a curator wrote in a workbook, without what this program put there itself."""

from pathlib import Path

from ccdp_graph.model.workbook import Workbook
from ccdp_graph.workbook.own_marks import without_own_marks
from ccdp_graph.workbook.reader import read_workbook
from ccdp_graph.workbook.template_marker import without_own_sheets


def read_curated(path: Path) -> Workbook:
    """Read a workbook without our sheets and comments: of a blank survey, of a marked copy.

    Raises:
        WorkbookError: It cannot be read.
    """
    return without_own_marks(without_own_sheets(read_workbook(path)))
