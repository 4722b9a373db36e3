"""The shapes and stored checks of a project, which its own graph is held against."""

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


def project_shapes(files: Project) -> Shapes:
    """Read our own SHACL profile for the engines that check it.

    Raises:
        AssetError: A shape is wrong; names file and line.
    """
    paths = files.folders.files("shapes/*.ttl")
    graph = files.shapes()
    try:
        return read_shapes(graph)
    except ShapesError as error:
        raise AssetError(str(error), *_place_of(error.shape, paths)) from error


def project_checks(files: Project) -> tuple[StoredCheck, ...]:
    """Read every stored check, by name."""
    paths = files.folders.files("shapes/checks/*.rq")
    return tuple(parse_check(read_text(path), path) for path in paths)


def _place_of(shape: str, paths: Iterable[Path]) -> tuple[Path | None, int | None]:
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
