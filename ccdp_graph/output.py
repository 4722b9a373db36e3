"""Writing what a build made: beside first, then swapped in, so that nothing half-written stays."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ccdp_graph.errors import OutputError


def write_files(
    folder: Path, files: Mapping[str, str], extra: Callable[[Path], tuple[str, ...]] | None = None
) -> None:
    """Write some files into a folder, all or none of them.

    Other files in the folder are left alone. What stood there is replaced only when all new files
    are whole and on disk.

    Args:
        files: Texts by name.
        extra: Writes more files or folders into the staging folder, and names them.

    Raises:
        OutputError: The folder cannot be made or written to, or the disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".ccdp-", dir=folder))
    except OSError as error:
        raise _failed(folder, error) from error
    try:
        for name, text in files.items():
            with (staging / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        names = (*files, *(extra(staging) if extra else ()))
        for name in names:
            _swap(staging / name, folder / name, staging / f"{name}.old")
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


def _swap(new: Path, target: Path, aside: Path) -> None:
    if target.is_dir():  # a folder cannot be replaced in one step: the old one steps aside
        target.rename(aside)
    new.replace(target)


def _failed(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"{folder}: cannot be written ({reason}); free it or give another -o FOLDER")
