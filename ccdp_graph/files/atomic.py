"""Writing what a build made: beside first, then swapped in, so that nothing half-written stays."""

import ctypes
import hashlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from ccdp_graph.errors import OutputError

SUMS = "SHA256SUMS"

SIGN = ".ccdp-site"
"""What marks a folder that may be replaced: all that it holds is listed in its `SUMS`."""

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # Source: renameat2(2)

_STAGING = re.compile(r"\.ccdp-(\d+)-\w+")


def write_files(
    folder: Path,
    files: Mapping[str, str],
    subfolders: Mapping[str, Callable[[Path, Path], None] | None] | None = None,
) -> None:
    """Write some files into a folder, all or none of them.

    Other files in the folder are left alone. What stood there is replaced only when all new files
    are whole and on disk: each file, and each subfolder as a whole, in one step. A run that was
    killed leaves what stood there, and a hidden folder that the next run takes away.

    Args:
        files: Texts by name.
        subfolders: By name, what fills a new one from the folder of the new files; or None, where
            there is to be none.

    Raises:
        OutputError: The folder cannot be made or written to, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        staging = _staging(folder)
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        for name, text in files.items():
            with (staging / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        fill = {name: how for name, how in (subfolders or {}).items() if how is not None}
        for name, how in fill.items():
            how(staging, staging / name)
        for name in files:
            (staging / name).replace(folder / name)
        for name in subfolders or {}:
            _swap(folder, name, staging / name if name in fill else None)
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class Written(NamedTuple):
    """A file that was written: its path in the folder, its size in bytes, its checksum."""

    path: str
    size: int
    sha256: str


class StagingFolder:
    """A folder that is being filled, by this process and copies of it."""

    def __init__(self, folder: Path, old: Path) -> None:
        """Begin with an empty folder.

        Args:
            old: The one whose place it is to take; files that would be the same again are kept.
        """
        self._folder, self._old = str(folder), str(old)
        self._mode = stat.S_IFREG | folder.stat().st_mode & 0o666  # as files made in it have
        self._made = {""}  # with tens of thousands of files, to look at each folder would count

    def write(self, path: str, content: bytes) -> Written:
        """Write a file, in whatever folder it lies.

        Raises:
            OSError: It cannot be written, or is there already.
        """
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            Path(self._folder, parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        new = f"{self._folder}/{path}"
        if not _kept(f"{self._old}/{path}", new, content, self._mode):
            with open(new, "xb") as file:  # noqa: PTH123, a Path costs half as much
                file.write(content)
        return Written(path, len(content), hashlib.sha256(content).hexdigest())


def replace_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], *, by: str = "ccdp publish"
) -> int:
    """Write a whole folder, in the place of the one that was written there before.

    Args:
        files: Paths and contents.

    Returns:
        The number of files.

    Raises:
        OutputError: As `fill_folder`.
    """
    return fill_folder(folder, lambda new: (new.write(*file) for file in files), by=by)


def fill_folder(
    folder: Path, fill: Callable[[StagingFolder], Generator[Written]], *, by: str = "ccdp publish"
) -> int:
    """Have a whole folder written, in the place of the one that was written there before.

    Files are written beside it as they come, and the two folders swapped in one step (in two where
    the system has no such step). A run that was killed leaves the old one, and a hidden folder
    that the next run takes away.

    Args:
        fill: Gives what it wrote, here or in other processes, which end with it.
        by: The command that the folder belongs to.

    Returns:
        The number of files.

    Raises:
        OutputError: The folder holds something else, or cannot be written, or the disk is full.
    """
    folder = folder.resolve()
    _refuse_others(folder, by)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent)
        staging = _staging(folder.parent)
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        with closing(fill(StagingFolder(staging, folder))) as written:
            sums = {file.path: file.sha256 for file in written}
        lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        (staging / SUMS).write_text(lines, encoding="utf-8")
        (staging / SIGN).write_text(f"{by} replaces this folder as a whole\n", "utf-8")
        _exchange(staging, folder)
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return len(sums)


def _kept(old: str, new: str, content: bytes, mode: int) -> bool:
    """Let a file that stays as it is have its new place too, where the system can do so.

    It keeps its date: browsers, mirrors and harvesters fetch again only what changed. And a disk
    that has just been freed of thousands of files is slow to make as many.
    """
    try:
        found = os.lstat(old)
        if found.st_mode != mode or found.st_size != len(content):
            return False
        with open(old, "rb") as file:  # noqa: PTH123, as above
            if file.read() != content:
                return False
        os.link(old, new)
    except OSError:
        return False
    return True


def write_once(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Write a folder that is never changed afterwards: whole, or not at all.

    Its files, with their checksums in `SUMS`, can only be read from then on. What a run that was
    killed has left is taken away by the next one.

    Returns:
        By name, the SHA-256 of each file.

    Raises:
        OutputError: Something is there already, or it cannot be written, or the disk is full.
    """
    if os.path.lexists(folder):
        raise OutputError(f"{folder}: is there already, and is never written over")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent)
        staging = _staging(folder.parent)
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        sums = {}
        for name, content in files:
            _write_for_good(staging / name, content)
            sums[name] = hashlib.sha256(content).hexdigest()
        lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        _write_for_good(staging / SUMS, lines.encode())
        staging.rename(folder)  # fails where another run was quicker
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sums


def _write_for_good(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(path.stat().st_mode & 0o444)


def _refuse_others(folder: Path, by: str) -> None:
    """Refuse a folder with anything in it that was not written by `replace_folder`.

    Raises:
        OutputError: Names the first such thing.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder}: is a file; give another folder")
    known: set[str] = set()
    if (folder / SIGN).is_file() and (folder / SUMS).is_file():
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
        known = {SIGN, SUMS, *(line.partition("  ")[2] for line in lines)}
    for path in sorted(folder.rglob("*")):
        if not path.is_dir() and path.relative_to(folder).as_posix() not in known:
            raise OutputError(
                f"{path}: was not written by {by}, which replaces the whole folder; "
                "move it away, or give another folder"
            )


def _exchange(new: Path, old: Path) -> None:
    """Put a folder in the place of another, which takes its name."""
    if not old.exists():
        new.rename(old)
        return
    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    names = _AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE
    if exchange is not None and exchange(*names) == 0:
        return
    aside = new.with_name(f"{new.name}-old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write one file, whole or not at all.

    Args:
        content: A text, bytes, or a text in pieces, of which each is written as it comes.

    Raises:
        OutputError: It cannot be written; what stood there is untouched.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    new = _unused(path.parent)
    try:
        with new.open("xb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
        new.replace(path)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink()


def _staging(parent: Path) -> Path:
    """Make a hidden folder, with the mode that every folder made here has (mkdtemp's is 0700)."""
    folder = _unused(parent)
    folder.mkdir()
    return folder


def _unused(parent: Path) -> Path:
    """Return a hidden name that nobody has, and that tells which process gave it."""
    return parent / f".ccdp-{os.getpid()}-{secrets.token_hex(8)}"


def _swap(folder: Path, name: str, new: Path | None) -> None:
    """Put a subfolder in the place of an older one, in one step: its name is a link.

    The one that was replaced stays, hidden, until the next swap: somebody may be reading it.
    """
    link = folder / name
    before = link.resolve().name if link.is_symlink() else ""
    if link.is_dir() and not link.is_symlink():  # from before there were links
        before = f".{name}-before"
        link.rename(folder / before)
    kept = {before}
    if new is None:
        link.unlink(missing_ok=True)
    else:
        there = folder / f".{name}{new.parent.name}"
        kept.add(there.name)
        new.rename(there)
        pointer = new.parent / "link"
        pointer.symlink_to(there.name, target_is_directory=True)
        pointer.replace(link)
    for old in folder.glob(f".{name}*"):
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what runs that were killed have left."""
    for path in folder.glob(".ccdp-*"):
        match = _STAGING.fullmatch(path.name)
        if match and not _runs(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _failed(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"{folder}: cannot be written ({reason}); free it or give another -o FOLDER")
