"""The releases that there are, each of their files held against its checksum."""

import hashlib
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

from ccdp_graph.errors import AssetError
from ccdp_graph.model import Settings
from ccdp_graph.project import Project
from ccdp_graph.rdf import default_graph
from ccdp_graph.release.describe import read_description, release_iri
from ccdp_graph.release.files import DESCRIPTION, SUMS
from ccdp_graph.release.model import Release, parse_version

RELEASES = "releases"
"""The folder of all releases, in the project folder."""

_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")


def releases_folder(files: Project, here: Path) -> Path:
    """Return where the releases lie, as seen from here: in the project folder, or in this one."""
    folder = (files.folder or here) / RELEASES
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def read_releases(folder: Path, project: Settings) -> tuple[Release, ...]:
    """Read all releases, the oldest first, and hold each file against its checksum.

    Shape: none where the folder is not there; files beside the releases, and what is hidden, are
    left alone.

    Raises:
        AssetError: A folder is no release, a file of one was changed, taken away or added, a
            release is missing, or one is of another base; names it.
    """
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise AssetError("is a file; give a folder of releases", folder)
    found = [
        _read_release(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".")
    ]
    found.sort(key=lambda each: parse_version(each.version).order)
    before, sums = "", ""
    for each in found:
        if each.iri != release_iri(project, each.version):
            said = f"is {each.iri}, of another base than {project.base}; give another folder"
            raise AssetError(said, each.folder)
        if each.previous != before:
            after = f"after {each.previous}" if each.previous else "the first"
            said = f"was released as {after}, but {before or 'nothing'} lies before it; put back"
            raise AssetError(
                f"{said} what was taken away, or take away what was added", each.folder
            )
        if each.previous_sums != sums:
            said = f"is not the one that {each.version} followed; put release {before} back"
            raise AssetError(said, folder / before / SUMS)
        before, sums = each.version, sha256_of(each.folder / SUMS)
    return tuple(found)


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
        said = "is no release: move it away from the releases, or give another folder"
        raise AssetError(said, folder) from error
    sums = {match[2]: match[1] for line in lines if (match := _SUM.fullmatch(line))}
    if DESCRIPTION not in sums:
        raise AssetError("names no release.ttl, so this is no release; move it away", path)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted({*there, *sums} - {SUMS}):
        if name not in sums:
            raise AssetError("does not belong to this release; take it away", folder / name)
        if name not in there:
            raise AssetError("is missing; put it back as it was released", folder / name)
        if sha256_of(folder / name) != sums[name]:
            said = f"was changed after its release ({SUMS} has another checksum); put it back"
            raise AssetError(said, folder / name)
    path = folder / DESCRIPTION
    try:
        told = read_description(default_graph(path))
        date.fromisoformat(told.issued)
    except ValueError as error:
        raise AssetError("does not describe a release; put it back", path) from error
    if told.version != folder.name:
        raise AssetError(f"describes {told.version}; give its folder that name again", path)
    return Release(
        **{f.name: getattr(told, f.name) for f in fields(told)}, folder=folder, sums=sums
    )
