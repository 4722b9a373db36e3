"""What is checked, be it workbooks or one graph that was built from them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Report
from ccdp_graph.pipeline.run import build
from ccdp_graph.profiles import CheckedGraph
from ccdp_graph.project import Project
from ccdp_graph.validation import check_graph, is_graph, read_checked


def check(
    files: Sequence[Path],
    project: Project,
    *,
    language: str = "en",
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Check workbooks, or one graph, against the project's shapes and checks.

    Args:
        files: Workbooks; or one graph file, or the folder of a build. Without any, the workbooks of
            the project.

    Raises:
        WorkbookError: A workbook cannot be read, matches no mapping, or is given twice.
        AssetError: A graph cannot be read, or is not given alone.
    """
    graph = _graph_in(files)
    if graph is not None:
        return check_graph(graph, project, language=language)
    workbooks = files or project.workbooks
    return build(workbooks, project, language=language, progress=progress).report


def read_built(
    files: Sequence[Path], project: Project, *, progress: Callable[[str], None] = lambda _: None
) -> CheckedGraph:
    """Read the public statements of workbooks or of one graph, to check them for other catalogues.

    Raises:
        WorkbookError: As for `check`.
        AssetError: As for `check`.
    """
    graph = _graph_in(files)
    if graph is not None:
        return CheckedGraph(*read_checked(graph, project.settings.base, project.described_terms))
    built = build(files or project.workbooks, project, progress=progress)
    return CheckedGraph(built.public, built.finder)


def _graph_in(files: Sequence[Path]) -> Path | None:
    """Return the one graph among files.

    Raises:
        AssetError: It is not alone.
    """
    graph = next((path for path in files if is_graph(path)), None)
    if graph is not None and len(files) > 1:
        raise AssetError("a graph is checked alone; give one graph, or workbooks only", graph)
    return graph
