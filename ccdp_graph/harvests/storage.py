"""The folder of each harvested source, and the downloads of an interrupted harvest."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files import SUMS, replace_folder
from ccdp_graph.harvests.documents import Document
from ccdp_graph.harvests.state import Harvest, Stored, parse_harvest

HARVESTS = "harvest"
"""The folder of a project that holds one folder per source."""

RECORDS, STATE = "records.nq", "state.json"

REPORT, REPORT_TEXT = "report.json", "report.txt"

_DOCUMENTS = "documents"

_FETCHED = "fetched.jsonl"

_BY = "ccdp harvest"


@dataclass(frozen=True, slots=True)
class HarvestFolder:
    """The folder of one source: `state.json`, `records.nq`, its report and its documents."""

    path: Path

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.path.name

    def state(self) -> Harvest | None:
        """Read the state that the previous harvest left, if there was one.

        Raises:
            AssetError: It cannot be read.
        """
        path = self.path / STATE
        try:
            return parse_harvest(path.read_text(encoding="utf-8"), path)
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise AssetError(f"cannot be read ({error})", path) from error

    def content(self, stored: Stored) -> bytes | None:
        """Return a stored document; None if it is missing or was changed since."""
        return _read_content(self.path / _DOCUMENTS / stored.file, stored.file)

    def texts(self) -> dict[str, str]:
        """Return the records and their report as they were written; empty if one was changed."""
        try:
            return {
                name: _read_verified(self.path / name) for name in (RECORDS, REPORT, REPORT_TEXT)
            }
        except AssetError:
            return {}

    def write(self, harvest: Harvest, documents: Sequence[Document], texts: dict[str, str]) -> None:
        """Replace the previous harvest, in one step.

        Raises:
            OutputError: The folder holds other files, or cannot be written.
        """

        def files() -> Iterator[tuple[str, bytes]]:
            yield STATE, harvest.json_text().encode()
            yield from ((name, text.encode()) for name, text in texts.items())
            names = set()
            for document in documents:
                name = digest_of(document.content)
                if name not in names:
                    names.add(name)
                    yield f"{_DOCUMENTS}/{name}", document.content

        replace_folder(self.path, files(), by=_BY)

    def resume_downloads(self, source: str, kind: str, day: str) -> "ResumableDownloads":
        """Open the downloads of an interrupted harvest of the same source on the same day."""
        return ResumableDownloads.open(
            self.path.with_name(f".{self.name}-fetching"), [source, kind, day]
        )


class ResumableDownloads:
    """Downloaded documents, written to disk one by one until the harvest is complete."""

    def __init__(self, path: Path, stored: dict[str, Stored]) -> None:
        self._path = path
        self._stored = stored

    @classmethod
    def open(cls, path: Path, about: list[str]) -> "ResumableDownloads":
        """Resume from a folder, or start anew if it belongs to another harvest.

        Raises:
            OutputError: The folder cannot be written.
        """
        downloads: dict[str, Stored] = {}
        try:
            lines = (path / _FETCHED).read_text(encoding="utf-8").splitlines()
            if lines and json.loads(lines[0]) == about:
                for line in lines[1:]:
                    with contextlib.suppress(ValueError, TypeError):  # a line that broke off
                        stored = Stored(**json.loads(line))
                        downloads[stored.address] = stored
                return cls(path, downloads)
        except (OSError, ValueError):
            pass
        try:
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir(parents=True)
            (path / _FETCHED).write_text(json.dumps(about) + "\n", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
        return cls(path, downloads)

    def get(self, address: str) -> Document | None:
        """Return a downloaded document, if it is complete."""
        stored = self._stored.get(address)
        content = _read_content(self._path / stored.file, stored.file) if stored else None
        return document_of(stored, content) if stored and content is not None else None

    def add(self, document: Document) -> None:
        """Keep a document.

        Raises:
            OutputError: It cannot be written, for example because the disk is full.
        """
        stored = stored_of(document)
        try:
            (self._path / stored.file).write_bytes(document.content)
            with (self._path / _FETCHED).open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(stored)) + "\n")
        except OSError as error:
            raise OutputError(
                f"{self._path}: cannot be written ({error.strerror or error}); free some space"
            ) from error
        self._stored[stored.address] = stored

    def keep(self) -> None:
        """Leave the downloads to the next harvest; an empty folder is deleted."""
        if not self._stored:
            self.forget()

    def forget(self) -> None:
        """Delete the downloads."""
        shutil.rmtree(self._path, ignore_errors=True)


def harvest_folders(folder: Path) -> tuple[HarvestFolder, ...]:
    """Return the folders of all sources harvested into a folder, by name."""
    return tuple(HarvestFolder(path.parent) for path in sorted(folder.glob(f"[!.]*/{STATE}")))


def harvested(project: Path | None) -> str:
    """Return the records of all sources of a project as N-Quads, each in a graph of its own.

    Raises:
        AssetError: One of their files was changed.
    """
    if project is None:
        return ""
    return "".join(
        _read_verified(folder.path / RECORDS) for folder in harvest_folders(project / HARVESTS)
    )


def _read_verified(path: Path) -> str:
    """Return the text of a file of a harvest, if it was not changed.

    Raises:
        AssetError: It is not, or cannot be read.
    """
    try:
        content = path.read_bytes()
        sums = path.with_name(SUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssetError(f"cannot be read ({error}); harvest again", path) from error
    if f"{digest_of(content)}  {path.name}" not in sums.splitlines():
        raise AssetError("was changed since it was harvested; harvest again", path)
    return content.decode()


def stored_of(document: Document) -> Stored:
    """Return the stored form of a document."""
    return Stored(
        address=document.address,
        file=digest_of(document.content),
        place=document.place,
        link=document.link,
        etag=document.etag,
        modified=document.modified,
        tells=document.tells,
    )


def document_of(stored: Stored, content: bytes) -> Document:
    """Return a document from its stored form."""
    return Document(
        address=stored.address,
        content=content,
        place=stored.place,
        link=stored.link,
        etag=stored.etag,
        modified=stored.modified,
        tells=stored.tells,
    )


def digest_of(content: bytes) -> str:
    """Return the name under which content is stored."""
    return hashlib.sha256(content).hexdigest()


def _read_content(path: Path, digest: str) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if digest_of(content) == digest else None
