"""The targets of a project, and their shapes."""

from typing import TYPE_CHECKING

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.profiles.profile import Target, parse_targets
from ccdp_graph.project import AssetFolders, Project, kept
from ccdp_graph.rdf import read_only
from ccdp_graph.validation import read_shape_files

if TYPE_CHECKING:
    from rdflib import Graph


@kept
def project_targets(project: Project) -> tuple[Target, ...]:
    """Read the targets; one in the project folder replaces a bundled one with its name."""
    targets: dict[str, Target] = {}
    for layer in project.folders.layers:
        for path in AssetFolders((layer,)).files("shapes/targets.yml"):
            targets |= {entry.name: entry for entry in parse_targets(project.text(path), path)}
    return tuple(targets.values())


def project_target(name: str, project: Project) -> Target:
    """Read one target.

    Raises:
        AssetError: There is none with that name; suggests the nearest.
    """
    targets = {target.name: target for target in project_targets(project)}
    if name not in targets:
        raise AssetError(f"no target '{name}'{did_you_mean(name, targets)}")
    return targets[name]


def target_shapes(target: Target, project: Project) -> "Graph":
    """Read the shapes of a target; if it names none, our own profile.

    Raises:
        AssetError: There are none where the target says, or they are not SHACL.
    """
    if not target.shapes:
        return project.shapes()
    paths = [p for entry in target.shapes for p in project.files(f"shapes/{entry}/*.ttl")]
    if not paths:
        raise AssetError(f"the target '{target.name}' has no shapes in {', '.join(target.shapes)}")
    return project.keep(
        (target_shapes, target.shapes), lambda: read_only(read_shape_files(paths, project.text))
    )
