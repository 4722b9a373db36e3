"""Writing the marked copy of a workbook to a file."""

import hashlib
import re
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.files import write_file
from ccdp_graph.model import Report
from ccdp_graph.spreadsheets.annotated import MarkedCopy, marked_copy, values_workbook
from ccdp_graph.spreadsheets.own_sheets import is_own_sheet
from ccdp_graph.spreadsheets.preserved_parts import is_untouched
from ccdp_graph.spreadsheets.reader import read_workbook

EDITED = (".xlsx", ".xlsm")  # of other formats the values are copied

_CHECKED = re.compile(r"^(?P<name>.*)\.checked(?:-(?P<number>\d+))?$")


def output_path(path: Path, output: Path | None, *, force: bool) -> Path:
    """Return the path of the marked copy of a workbook: next to it, unless `output` is given.

    >>> output_path(Path("survey.ods"), None, force=False).name
    'survey.checked.xlsx'
    >>> output_path(Path("survey.checked.xlsx"), None, force=False).name
    'survey.checked-2.xlsx'

    Raises:
        OutputError: It is the workbook itself, or in another format, or there is a file already
            that is not a marked copy, or was edited since: it may hold corrected cells.
    """
    suffix = path.suffix.lower() if path.suffix.lower() in EDITED else ".xlsx"
    target = output or path.with_name(f"{_checked_stem(path.stem)}{suffix}")
    if target.suffix.lower() != suffix:
        raise OutputError(f"{target}: the marked copy is a {suffix} file; give it this extension")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; give a file name")
    if target.exists() and path.exists() and target.samefile(path):
        raise OutputError(f"{target}: is the workbook itself; choose another -o FILE")
    if target.exists() and not force and not _may_be_replaced(target):
        raise OutputError(
            f"{target}: not a marked copy, or edited since (it may hold corrected cells); choose "
            "another -o FILE, or use --force"
        )
    return target


def write_marked_copy(
    path: Path, target: Path, report: Report, *, language: str = "en"
) -> MarkedCopy:
    """Write a copy of a workbook in which the cells with findings are marked.

    The workbook itself is never changed; see `marked_copy` for what the copy keeps.

    Args:
        report: From a build of this workbook alone, in that language.

    Raises:
        WorkbookError: The workbook cannot be read or rewritten, or has changed since that build.
        OutputError: The copy cannot be written; an older copy is left as it was.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read ({error.strerror})") from error
    if (path.name, hashlib.sha256(content).hexdigest()) not in report.workbooks:
        raise WorkbookError(f"{path}: changed while being read; close it and try again")
    if path.suffix.lower() not in EDITED:
        content = values_workbook(read_workbook(path))
    findings = (*report.findings, *report.suggestions)
    macros = path.suffix.lower() == ".xlsm"
    copy = marked_copy(content, path.name, findings, macros=macros, language=language)
    write_file(target, copy.content)
    return copy


def _checked_stem(stem: str) -> str:
    match = _CHECKED.match(stem)
    if match is None:
        return f"{stem}.checked"
    return f"{match['name']}.checked-{int(match['number'] or 1) + 1}"


def _may_be_replaced(target: Path) -> bool:
    try:
        has_problem_list = any(is_own_sheet(sheet) for sheet in read_workbook(target).sheets)
        return has_problem_list and is_untouched(target.read_bytes())
    except (WorkbookError, OSError):
        return False
