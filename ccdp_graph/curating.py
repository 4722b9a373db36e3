"""Giving a workbook back to its curator with its faulty cells marked."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.model.report import Report
from ccdp_graph.output import write_file
from ccdp_graph.pipeline import build
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.workbook.marked_copy import is_checked, lost_parts, marked_copy, plain_copy
from ccdp_graph.workbook.reader import read_workbook

_EDITED = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Checked:
    """A marked copy.

    Attributes:
        remarks: What the copy cannot keep of the file.
    """

    report: Report
    content: bytes
    remarks: tuple[str, ...]


def check_workbook(
    path: Path, files: ProjectFiles, *, progress: Callable[[str], None] = lambda _: None
) -> Checked:
    """Build one workbook and mark its faulty cells in a copy.

    Shape: an .xlsx (an .xlsm of an .xlsm); of other files the values alone are copied.

    Raises:
        WorkbookError: It cannot be read, no mapping knows it, or it changes meanwhile.
    """
    report = build([path], files, progress=progress).report
    progress("marking cells")
    findings = (*report.findings, *report.suggestions)
    if path.suffix.lower() in _EDITED:
        before = path.read_bytes()
        if hashlib.sha256(before).hexdigest() != report.workbooks[0][1]:
            raise WorkbookError(f"{path}: changed while it was read; close it and run this again")
        remarks: tuple[str, ...] = ()
    else:
        before = plain_copy(read_workbook(path))
        remarks = (f"{path.suffix} cannot be edited, so the copy holds its values only",)
    content = marked_copy(before, findings, macros=path.suffix.lower() == ".xlsm")
    lost = lost_parts(before, content)
    if lost:
        remarks += (f"the copy lacks what openpyxl cannot keep: {', '.join(lost)}",)
    return Checked(report, content, remarks)


def checked_path(path: Path) -> Path:
    """Return where the marked copy of a workbook goes if nobody says.

    >>> str(checked_path(Path("survey.ods"))), str(checked_path(Path("survey.checked.xlsx")))
    ('survey.checked.xlsx', 'survey.checked.xlsx')
    """
    suffix = path.suffix.lower() if path.suffix.lower() in _EDITED else ".xlsx"
    return path.with_name(f"{path.stem.removesuffix('.checked')}.checked{suffix}")


def write_checked(source: Path, target: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a marked copy, never over a file that is none.

    Raises:
        OutputError: There is another file, or it cannot be written.
    """
    same = target.exists() and target.resolve() == source.resolve()
    ours = target.exists() and is_checked(target.read_bytes())
    if same and not ours:
        raise OutputError(f"{target}: is the workbook itself; give another -o FILE")
    if target.exists() and not ours and not overwrite:
        raise OutputError(
            f"{target}: is there already and is no checked copy; give another -o FILE"
        )
    write_file(target, content)
