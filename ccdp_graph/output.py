"""Writing what a build made: beside first, then swapped in, so that nothing half-written stays."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ccdp_graph.errors import OutputError

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
        staging = Path(tempfile.mkdtemp(prefix=f".ccdp-{os.getpid()}-", dir=folder))
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


def write_file(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write one file, whole or not at all.

    Args:
        content: A text, bytes, or a text in pieces, of which each is written as it comes.

    Raises:
        OutputError: It cannot be written; what stood there is untouched.
    """
    pieces = [content] if isinstance(content, str | bytes) else content
    name = None
    try:
        handle, name = tempfile.mkstemp(prefix=".ccdp-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        if name is not None:
            Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
