"""Reading releases, and verifying each file against its checksum."""

import hashlib
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Settings
from ccdp_graph.rdf import default_graph
from ccdp_graph.releases.describe import read_description, release_iri
from ccdp_graph.releases.files import DESCRIPTION, SUMS
from ccdp_graph.releases.model import Release, parse_version

RELEASES = "releases"
"""The folder of all releases, in the project folder."""

_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")


def releases_folder(project_folder: Path | None, current: Path) -> Path:
    """Return the folder of releases, in the project folder or else in the current one."""
    folder = (project_folder or current) / RELEASES
    return folder.relative_to(current) if folder.is_relative_to(current) else folder


def read_releases(folder: Path, settings: Settings) -> tuple[Release, ...]:
    """Read all releases, the oldest first, and verify each file against its checksum.

    Shape: empty if the folder does not exist; files beside the releases and hidden files are
    ignored.

    Raises:
        AssetError: A folder is not a release, a file of one was changed, removed or added, a
            release is missing, or one has another base; names it.
    """
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise AssetError("is a file; give a folder of releases", folder)
    releases = [
        _read_release(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    ]
    releases.sort(key=lambda release: parse_version(release.version).order)
    previous, sums = "", ""
    for release in releases:
        if release.iri != release_iri(settings, release.version):
            problem = (
                f"has the identifier {release.iri}, under another base than "
                f"{settings.base}; give another folder"
            )
            raise AssetError(problem, release.folder)
        if release.previous != previous:
            expected = f"after {release.previous}" if release.previous else "as the first"
            problem = (
                f"was released {expected}, but {previous or 'nothing'} comes before it; restore"
            )
            raise AssetError(
                f"{problem} what was removed, or remove what was added", release.folder
            )
        if release.previous_sums != sums:
            problem = f"is not the one that {release.version} followed; restore release {previous}"
            raise AssetError(problem, folder / previous / SUMS)
        previous, sums = release.version, sha256_of(release.folder / SUMS)
    return tuple(releases)


def sha256_of(path: Path) -> str:
    """Return the checksum of a file.

    Raises:
        AssetError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror})", path) from error


def _read_release(folder: Path) -> Release:
    path = folder / SUMS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        parse_version(folder.name)
    except (OSError, UnicodeDecodeError, AssetError) as error:
        problem = "is not a release: move it out of the folder of releases, or give another folder"
        raise AssetError(problem, folder) from error
    sums = {match[2]: match[1] for line in lines if (match := _SUM.fullmatch(line))}
    if DESCRIPTION not in sums:
        raise AssetError("does not list release.ttl, so this is not a release; move it away", path)
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted({*present, *sums} - {SUMS}):
        if name not in sums:
            raise AssetError("does not belong to this release; remove it", folder / name)
        if name not in present:
            raise AssetError("is missing; restore it as it was released", folder / name)
        if sha256_of(folder / name) != sums[name]:
            problem = f"was changed after its release ({SUMS} has another checksum); restore it"
            raise AssetError(problem, folder / name)
    path = folder / DESCRIPTION
    try:
        description = read_description(default_graph(path))
        date.fromisoformat(description.issued)
    except ValueError as error:
        raise AssetError("does not describe a release; restore it", path) from error
    if description.version != folder.name:
        raise AssetError(f"describes {description.version}; rename its folder back to that", path)
    return Release(
        **{f.name: getattr(description, f.name) for f in fields(description)},
        folder=folder,
        sums=sums,
    )
