"""Releasing: a build becomes a folder that is never changed again, beside the releases before."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.analysis import Difference, compare_graphs
from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files import SUMS, write_once
from ccdp_graph.model import Settings, Severity
from ccdp_graph.profiles import view
from ccdp_graph.project import Project
from ccdp_graph.queries import open_store
from ccdp_graph.rdf import PREFIXES, GraphIndex, Statement, default_graph, turtle_of
from ccdp_graph.release.describe import describe_release, last_day, release_iri, with_version
from ccdp_graph.release.files import CHANGES_IN, DESCRIPTION, VIEWS, citation_file
from ccdp_graph.release.model import Release, ReleaseFile, change_notes, parse_version
from ccdp_graph.release.verify import read_releases, sha256_of
from ccdp_graph.sparql import GraphStore

Progress = Callable[[str], None]

_TITLES = {
    "en": "{version} ({day}): what changed since {previous}",
    "fr": "{version} ({day}) : ce qui a changé depuis {previous}",
}

_FIRST = "{version} ({day})"

_NONE = Difference((), (), (), ())


@dataclass(frozen=True, slots=True)
class _Built:
    """A build that is to be released: its folder, and the public graph in it.

    Attributes:
        violations: How many findings of that severity its report has.
    """

    folder: Path
    statements: tuple[Statement, ...]
    facts: GraphIndex
    violations: int


def release(
    build: Path,
    folder: Path,
    files: Project,
    version: str,
    *,
    day: str = "",
    with_findings: bool = False,
    progress: Progress = lambda _: None,
) -> Release:
    """Write a release of a build, beside the ones before it.

    The same build, version, day and earlier releases give the same bytes.

    Args:
        build: The folder that `ccdp build` wrote.
        folder: Of all releases; this one becomes a folder in it, named by its version.
        day: As YYYY-MM-DD; by default that of the latest record.
        with_findings: Release a build with violations too.

    Raises:
        AssetError: The version is none, or not later than the last; the day is before its day;
            the build is missing, of another project, or has violations; or an earlier release is
            not as it was.
        OutputError: The release is there already, or cannot be written.
    """
    wanted = parse_version(version)
    progress("checking the releases before")
    earlier = read_releases(folder, files.project)
    if any(each.version == version for each in earlier):
        raise OutputError(
            f"{folder / version}: is released, and never changed; give a later version"
        )
    if earlier and wanted.order <= parse_version(earlier[-1].version).order:
        last = earlier[-1].version
        raise AssetError(
            f"version {version} is not later than {last}, the last release in {folder}"
        )
    progress("reading the build")
    built = _read_build(build, files.project, with_findings=with_findings)
    issued = day or last_day(built.facts)
    if earlier and issued < earlier[-1].issued:
        said = f"{issued} is before {earlier[-1].issued}, the day of {earlier[-1].version}"
        raise AssetError(f"{said}; give a later --date")
    previous = earlier[-1].version if earlier else ""
    made = Release(
        iri=release_iri(files.project, version),
        version=version,
        issued=issued,
        previous=previous,
        previous_sums=sha256_of(folder / previous / SUMS) if previous else "",
        notes={},
        folder=folder / version,
        sums={},
    )
    progress("comparing with the release before")
    changes: dict[str, Difference] = {}
    if earlier:
        changes = differences(earlier[-1], open_store(build), built.statements, files)
    made = replace(made, notes=change_notes(changes.get("en"), previous, built.violations))
    progress("writing")
    sums = write_once(made.folder, _contents(made, built, changes, files, earlier))
    return replace(made, sums=sums)


def differences(
    old: Release, store: GraphStore, statements: Sequence[Statement], files: Project
) -> dict[str, Difference]:
    """Tell what changed since a release, in each language, as `ccdp diff` does."""
    earlier, both = open_store(old.folder), (default_graph(old.folder / "graph.nq"), statements)
    return {
        language: compare_graphs(earlier, store, files, language=language, statements=both)
        for language in CHANGES_IN
    }


def public_graph(path: Path, project: Settings) -> tuple[Statement, ...]:
    """Read the public graph of a build, sorted.

    Raises:
        AssetError: There is none, it is not RDF, or it is of another project.
    """
    statements = tuple(sorted(default_graph(path)))
    if not any(subject.startswith(f"<{project.base}") for subject, _, _ in statements):
        raise AssetError(
            f"holds no thing that begins with {project.base}; run ccdp build in the folder of "
            "this project's ccdp.toml",
            path,
        )
    return statements


def _read_build(build: Path, project: Settings, *, with_findings: bool) -> _Built:
    statements = public_graph(build / "graph.nq", project)
    path = build / "report.json"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        number, grave = report["statements"], report["counts"][Severity.VIOLATION.label]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError("is no report of a build; run ccdp build", path) from error
    if not (build / "report.txt").is_file():
        raise AssetError("is missing; run ccdp build", build / "report.txt")
    if number != len(statements):
        said = f"speaks of {number} statements, and graph.nq has {len(statements)}; run ccdp build"
        raise AssetError(said, path)
    if grave and not with_findings:
        raise AssetError(
            f"the build has findings of severity Violation ({grave}): mend what report.txt names, "
            "or release it with --with-findings",
            build,
        )
    return _Built(build, statements, GraphIndex.of(statements), grave)


def _contents(
    made: Release,
    built: _Built,
    changes: Mapping[str, Difference],
    files: Project,
    earlier: Sequence[Release],
) -> Iterator[tuple[str, bytes]]:
    """Give all files of a release; the last one describes those before it."""
    described = []
    for name, content in _data(made, built, changes, files, earlier):
        described.append(ReleaseFile(name, len(content), hashlib.sha256(content).hexdigest()))
        yield name, content
    told = sorted(set(describe_release(made, built.facts, files.project, described)))
    yield DESCRIPTION, _turtle(told, files.project)


def _data(
    made: Release,
    built: _Built,
    changes: Mapping[str, Difference],
    files: Project,
    earlier: Sequence[Release],
) -> Iterator[tuple[str, bytes]]:
    project = files.project
    yield "graph.nq", (built.folder / "graph.nq").read_bytes()
    yield "graph.ttl", _turtle(built.statements, project)
    for name in VIEWS:
        told = view(name, built.facts, replace(project, version=made.version))
        told = with_version(told, built.facts, made.version, earlier)
        yield f"{name}.ttl", _turtle(told, project)
    about = {"version": made.version, "issued": made.issued, "previous": made.previous or None}
    for language, name in CHANGES_IN.items():
        words = {"version": made.version, "day": made.issued, "previous": made.previous}
        found = changes.get(language)
        title = (_FIRST if found is None else _TITLES[language]).format(**words)
        text = (
            found.markdown(language, title) if found else f"# {title}\n\n{made.notes[language]}\n"
        )
        yield name.replace(".json", ".md"), text.encode()
        yield name, (found or _NONE).json_text(about).encode()
    if changes:
        yield "CHANGES.rdfp", changes["en"].patch_text().encode()
    for name in ("report.json", "report.txt"):
        yield name, (built.folder / name).read_bytes()
    yield "CITATION.cff", citation_file(project, made.version, made.issued, made.iri)


def _turtle(statements: Sequence[Statement], project: Settings) -> bytes:
    return turtle_of(statements, {**PREFIXES, "ccdpi": project.base}).encode()
