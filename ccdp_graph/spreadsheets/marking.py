"""Writing a marked copy of a workbook beside it."""

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

EDITED = (".xlsx", ".xlsm")  # other formats give a copy of their values

_CHECKED = re.compile(r"^(?P<name>.*)\.checked(?:-(?P<number>\d+))?$")


def output_path(path: Path, output: Path | None, *, force: bool) -> Path:
    """Return where the marked copy of a workbook goes: beside it, unless said otherwise.

    >>> output_path(Path("survey.ods"), None, force=False).name
    'survey.checked.xlsx'
    >>> output_path(Path("survey.checked.xlsx"), None, force=False).name
    'survey.checked-2.xlsx'

    Raises:
        OutputError: It is the workbook itself, or of another format, or a file stands there that
            is no marked copy, or that was changed since it was written: it may hold mended cells.
    """
    suffix = path.suffix.lower() if path.suffix.lower() in EDITED else ".xlsx"
    target = output or path.with_name(f"{_checked(path.stem)}{suffix}")
    if target.suffix.lower() != suffix:
        raise OutputError(f"{target}: the marked copy is a {suffix} file; give a name that ends so")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; give the name of a file")
    if target.exists() and path.exists() and target.samefile(path):
        raise OutputError(f"{target}: is the workbook itself; give another -o FILE")
    if target.exists() and not force and not _may_be_replaced(target):
        raise OutputError(
            f"{target}: is no marked copy, or was changed since (it may hold mended cells); give "
            "another -o FILE, or --force"
        )
    return target


def write_marked_copy(
    path: Path, target: Path, report: Report, *, language: str = "en"
) -> MarkedCopy:
    """Write a copy of a workbook in which the cells that a report speaks of are marked.

    The workbook itself is never touched; see `marked_copy` for what the copy keeps.

    Args:
        report: Of a build of this workbook alone, in that language.

    Raises:
        WorkbookError: The workbook cannot be read or rewritten, or was changed since that build.
        OutputError: The copy cannot be written; what stood there is untouched.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read ({error.strerror})") from error
    if (path.name, hashlib.sha256(content).hexdigest()) not in report.workbooks:
        raise WorkbookError(f"{path}: changed while it was read; close it and run this again")
    if path.suffix.lower() not in EDITED:
        content = values_workbook(read_workbook(path))
    findings = (*report.findings, *report.suggestions)
    macros = path.suffix.lower() == ".xlsm"
    copy = marked_copy(content, path.name, findings, macros=macros, language=language)
    write_file(target, copy.content)
    return copy


def _checked(stem: str) -> str:
    match = _CHECKED.match(stem)
    if match is None:
        return f"{stem}.checked"
    return f"{match['name']}.checked-{int(match['number'] or 1) + 1}"


def _may_be_replaced(target: Path) -> bool:
    try:
        own = any(is_own_sheet(sheet) for sheet in read_workbook(target).sheets)
        return own and is_untouched(target.read_bytes())
    except (WorkbookError, OSError):
        return False
