"""The shapes and stored checks that a project's own graph must pass."""

import re
from collections.abc import Iterable
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.files import read_text
from ccdp_graph.project import Project
from ccdp_graph.validation.shape_parser import ShapesError, read_shapes
from ccdp_graph.validation.shapes import Shapes
from ccdp_graph.validation.stored_checks import StoredCheck, parse_check

_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


def project_shapes(project: Project) -> Shapes:
    """Read the project's SHACL profile.

    Raises:
        AssetError: A shape is wrong; names file and line.
    """
    paths = project.folders.files("shapes/*.ttl")
    graph = project.shapes()
    try:
        return read_shapes(graph)
    except ShapesError as error:
        raise AssetError(str(error), *_locate_shape(error.shape, paths)) from error


def project_checks(project: Project) -> tuple[StoredCheck, ...]:
    """Read every stored check, by name."""
    paths = project.folders.files("shapes/checks/*.rq")
    return tuple(parse_check(read_text(path), path) for path in paths)


def _locate_shape(shape: str, paths: Iterable[Path]) -> tuple[Path | None, int | None]:
    """Return the file and line on which a shape is described, for error messages."""
    for path in paths if shape else ():
        text = read_text(path)
        names = {f"<{shape}>"} | {
            f"{prefix}:{shape.removeprefix(namespace)}"
            for prefix, namespace in _PREFIX.findall(text)
            if shape.startswith(namespace)
        }
        for number, line in enumerate(text.splitlines(), start=1):
            if line.split(" ")[0] in names:
                return path, number
    return next(
        ((path, None) for path in paths if shape and shape in read_text(path)), (None, None)
    )
