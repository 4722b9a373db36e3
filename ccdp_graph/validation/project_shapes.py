"""The shapes and stored checks that a project's own graph must pass."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.errors import AssetError
from ccdp_graph.project import Project, kept
from ccdp_graph.validation.shape_parser import ShapesError, read_shapes
from ccdp_graph.validation.shapes import Shapes
from ccdp_graph.validation.stored_checks import StoredCheck, parse_check

_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


class Rules(NamedTuple):
    """What a project's own graph must meet: its shapes, and its stored checks."""

    shapes: Shapes
    checks: tuple[StoredCheck, ...]


@kept
def project_rules(project: Project) -> Rules:
    """Read shapes and stored checks; raises as these."""
    return Rules(project_shapes(project), project_checks(project))


@kept
def project_shapes(project: Project) -> Shapes:
    """Read the project's SHACL profile.

    Raises:
        AssetError: A shape is wrong; names file and line.
    """
    texts = {path: project.text(path) for path in project.files("shapes/*.ttl")}
    graph = project.shapes()
    try:
        return read_shapes(graph)
    except ShapesError as error:
        raise AssetError(str(error), *_locate_shape(error.shape, texts)) from error


@kept
def project_checks(project: Project) -> tuple[StoredCheck, ...]:
    """Read every stored check, by name."""
    paths = project.files("shapes/checks/*.rq")
    return tuple(parse_check(project.text(path), path) for path in paths)


def _locate_shape(shape: str, texts: Mapping[Path, str]) -> tuple[Path | None, int | None]:
    """Return the file and line on which a shape is described, for error messages."""
    for path, text in texts.items() if shape else ():
        names = {f"<{shape}>"} | {
            f"{prefix}:{shape.removeprefix(namespace)}"
            for prefix, namespace in _PREFIX.findall(text)
            if shape.startswith(namespace)
        }
        for number, line in enumerate(text.splitlines(), start=1):
            if line.split(" ")[0] in names:
                return path, number
    return next(
        ((path, None) for path, text in texts.items() if shape and shape in text), (None, None)
    )
