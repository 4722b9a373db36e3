"""Creating a release: a build becomes a folder that never changes again."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ccdp_graph.analysis import Difference, PropertyWords, compare_graphs, read_property_words
from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files import SUMS, write_once
from ccdp_graph.i18n import Texts, complete_languages
from ccdp_graph.model import RecordTypes, Settings, Severity
from ccdp_graph.profiles import view
from ccdp_graph.project import Project
from ccdp_graph.queries import open_store
from ccdp_graph.rdf import PREFIXES, GraphIndex, Statement, default_graph, turtle_of
from ccdp_graph.releases.describe import describe_release, last_day, release_iri, with_version
from ccdp_graph.releases.files import DESCRIPTION, VIEWS, changes_file, citation_file
from ccdp_graph.releases.model import Release, ReleaseFile, change_notes, parse_version
from ccdp_graph.releases.verify import read_releases, sha256_of
from ccdp_graph.sparql import Store

Progress = Callable[[str], None]

_TITLES = Texts("{version} ({day}): what changed since {previous}")

_FIRST_TITLE = "{version} ({day})"

_NO_DIFFERENCE = Difference((), (), (), ())


@dataclass(frozen=True, slots=True)
class _Build:
    """A build to be released: its folder, and the public graph in it.

    Attributes:
        violations: How many findings of that severity its report has.
    """

    folder: Path
    statements: tuple[Statement, ...]
    index: GraphIndex
    violations: int


def release(
    build: Path,
    folder: Path,
    project: Project,
    version: str,
    *,
    day: str = "",
    with_findings: bool = False,
    progress: Progress = lambda _: None,
) -> Release:
    """Write a release of a build, beside the earlier ones.

    The same build, version, day and earlier releases give the same bytes.

    Args:
        build: The folder that `ccdp build` wrote.
        folder: Of all releases; this one becomes a folder in it, named by its version.
        day: As YYYY-MM-DD; by default that of the latest record.
        with_findings: Release a build with violations too.

    Raises:
        AssetError: The version is invalid, or not later than the last; the day is before its day;
            the build is missing, of another project, or has violations; or an earlier release
            was changed.
        OutputError: The release already exists, or cannot be written.
    """
    new_version = parse_version(version)
    progress("checking the releases before")
    earlier = read_releases(folder, project.settings)
    if any(past.version == version for past in earlier):
        raise OutputError(
            f"{folder / version}: is already released, and a release never changes; give a later "
            "version"
        )
    if earlier and new_version.order <= parse_version(earlier[-1].version).order:
        raise AssetError(
            f"version {version} is not later than {earlier[-1].version}, the last release in "
            f"{folder}"
        )
    progress("reading the build")
    built = _read_build(build, project.settings, with_findings=with_findings)
    issued = day or last_day(built.index)
    if earlier and issued < earlier[-1].issued:
        last = earlier[-1]
        raise AssetError(
            f"{issued} is before {last.issued}, the day of {last.version}; give a later --date"
        )
    previous = earlier[-1].version if earlier else ""
    new_release = Release(
        iri=release_iri(project.settings, version),
        version=version,
        issued=issued,
        previous=previous,
        previous_sums=sha256_of(folder / previous / SUMS) if previous else "",
        notes={},
        folder=folder / version,
        sums={},
    )
    progress("comparing with the release before")
    types = project.record_types()
    changes: dict[str, Difference] = {}
    if earlier:
        names = read_property_words(project)
        changes = differences(earlier[-1], open_store(build), built.statements, types, names)
    new_release = replace(
        new_release, notes=change_notes(changes.get("en"), previous, built.violations)
    )
    progress("writing")
    sums = write_once(
        new_release.folder,
        _release_files(new_release, built, changes, project.settings, types, earlier),
    )
    return replace(new_release, sums=sums)


def differences(
    previous: Release,
    store: Store,
    statements: Sequence[Statement],
    types: RecordTypes,
    names: PropertyWords,
) -> dict[str, Difference]:
    """Return what changed since a release, in each language, as `ccdp diff` does."""
    old_store = open_store(previous.folder)
    graphs = (default_graph(previous.folder / "graph.nq"), statements)
    return {
        language: compare_graphs(
            old_store, store, types, names, language=language, statements=graphs
        )
        for language in complete_languages()
    }


def public_graph(path: Path, settings: Settings) -> tuple[Statement, ...]:
    """Read the public graph of a build, sorted.

    Raises:
        AssetError: There is none, it is not RDF, or it is of another project.
    """
    statements = tuple(sorted(default_graph(path)))
    if not any(subject.startswith(f"<{settings.base}") for subject, _, _ in statements):
        raise AssetError(
            f"holds nothing with an IRI under {settings.base}; run ccdp build in the folder of "
            "this project's ccdp.toml",
            path,
        )
    return statements


def _read_build(build: Path, settings: Settings, *, with_findings: bool) -> _Build:
    statements = public_graph(build / "graph.nq", settings)
    path = build / "report.json"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        number, violations = report["statements"], report["counts"][Severity.VIOLATION.label]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError("is not the report of a build; run ccdp build", path) from error
    if not (build / "report.txt").is_file():
        raise AssetError("is missing; run ccdp build", build / "report.txt")
    if number != len(statements):
        mismatch = f"counts {number} statements, but graph.nq has {len(statements)}; run ccdp build"
        raise AssetError(mismatch, path)
    if violations and not with_findings:
        raise AssetError(
            f"the build has findings of severity Violation ({violations}): fix what report.txt "
            "lists, or release it with --with-findings",
            build,
        )
    return _Build(build, statements, GraphIndex.of(statements), violations)


def _release_files(
    new_release: Release,
    built: _Build,
    changes: Mapping[str, Difference],
    settings: Settings,
    types: RecordTypes,
    earlier: Sequence[Release],
) -> Iterator[tuple[str, bytes]]:
    """Yield all files of a release; the last one describes the others."""
    release_files = []
    for name, content in _data_files(new_release, built, changes, settings, earlier):
        release_files.append(ReleaseFile(name, len(content), hashlib.sha256(content).hexdigest()))
        yield name, content
    description = describe_release(new_release, built.index, settings, types, release_files)
    statements = sorted(set(description))
    yield DESCRIPTION, _turtle(statements, settings)


def _data_files(
    new_release: Release,
    built: _Build,
    changes: Mapping[str, Difference],
    settings: Settings,
    earlier: Sequence[Release],
) -> Iterator[tuple[str, bytes]]:
    yield "graph.nq", (built.folder / "graph.nq").read_bytes()
    yield "graph.ttl", _turtle(built.statements, settings)
    for name in VIEWS:
        statements = view(name, built.index, replace(settings, version=new_release.version))
        statements = with_version(statements, built.index, new_release.version, earlier)
        yield f"{name}.ttl", _turtle(statements, settings)
    metadata = {
        "version": new_release.version,
        "issued": new_release.issued,
        "previous": new_release.previous or None,
    }
    for language in complete_languages():
        values = {
            "version": new_release.version,
            "day": new_release.issued,
            "previous": new_release.previous,
        }
        difference = changes.get(language)
        title = (_FIRST_TITLE if difference is None else _TITLES[language]).format(**values)
        text = (
            difference.markdown(language, title)
            if difference
            else f"# {title}\n\n{new_release.notes[language]}\n"
        )
        yield changes_file(language, "md"), text.encode()
        yield changes_file(language), (difference or _NO_DIFFERENCE).json_text(metadata).encode()
    if changes:
        yield "CHANGES.rdfp", changes["en"].patch_text().encode()
    for name in ("report.json", "report.txt"):
        yield name, (built.folder / name).read_bytes()
    yield (
        "CITATION.cff",
        citation_file(settings, new_release.version, new_release.issued, new_release.iri),
    )


def _turtle(statements: Sequence[Statement], settings: Settings) -> bytes:
    return turtle_of(statements, {**PREFIXES, "ccdpi": settings.base}).encode()
