"""The folder of each harvested source, and the downloads of an interrupted harvest."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files import SUMS, replace_folder
from ccdp_graph.harvests.documents import Document
from ccdp_graph.harvests.state import Harvest, parse_harvest
from ccdp_graph.http import Response

HARVESTS = "harvest"
"""The folder of a project that holds one folder per source."""

RECORDS, STATE = "records.nq", "state.json"

REPORT, REPORT_TEXT = "report.json", "report.txt"

_DOCUMENTS = "documents"

_FETCHED = "fetched.jsonl"

_PART = "part"  # of a document that is being fetched

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

    @property
    def documents(self) -> Path:
        """The folder of its documents, each named by its content."""
        return self.path / _DOCUMENTS

    def texts(self) -> dict[str, str]:
        """Return the records and their report as they were written; empty if one was changed."""
        try:
            return {
                name: _read_verified(self.path / name) for name in (RECORDS, REPORT, REPORT_TEXT)
            }
        except AssetError:
            return {}

    def write(
        self, harvest: Harvest, content: Callable[[Document], bytes], texts: dict[str, str]
    ) -> None:
        """Replace the previous harvest, in one step.

        Args:
            content: Reads a document of the harvest.

        Raises:
            OutputError: The folder holds other files, or cannot be written.
        """

        def files() -> Iterator[tuple[str, bytes]]:
            yield STATE, harvest.json_text().encode()
            yield from ((name, text.encode()) for name, text in texts.items())
            for name, document in {entry.file: entry for entry in harvest.documents}.items():
                yield f"{_DOCUMENTS}/{name}", content(document)

        replace_folder(self.path, files(), by=_BY)

    def resume_downloads(self, source: str, kind: str, day: str) -> "ResumableDownloads":
        """Open the downloads of an interrupted harvest of the same source on the same day."""
        return ResumableDownloads.open(
            self.path.with_name(f".{self.name}-fetching"), [source, kind, day]
        )


class ResumableDownloads:
    """Downloaded documents, written to disk one by one until the harvest is complete."""

    def __init__(self, path: Path, documents: dict[str, Document]) -> None:
        self.path = path
        self._documents = documents

    @classmethod
    def open(cls, path: Path, about: list[str]) -> "ResumableDownloads":
        """Resume from a folder, or start anew if it belongs to another harvest.

        Raises:
            OutputError: The folder cannot be written.
        """
        downloads: dict[str, Document] = {}
        try:
            lines = (path / _FETCHED).read_text(encoding="utf-8").splitlines()
            if lines and json.loads(lines[0]) == about:
                for line in lines[1:]:
                    with contextlib.suppress(ValueError, TypeError):  # a line that broke off
                        document = Document(**json.loads(line))
                        downloads[document.address] = document
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
        """Return a document that was downloaded."""
        return self._documents.get(address)

    def receive(self, fetch: Callable[[BinaryIO], Response]) -> tuple[Response, str]:
        """Let a body be written to disk, and return its digest with the response.

        Raises:
            OutputError: It cannot be written, for example because the disk is full.
        """
        with self._written(), (self.path / _PART).open("w+b") as file:
            response = fetch(file)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            (self.path / _PART).rename(self.path / digest)
        return response, digest

    def add(self, document: Document) -> None:
        """Keep in mind what a received document is.

        Raises:
            OutputError: It cannot be written, for example because the disk is full.
        """
        with self._written(), (self.path / _FETCHED).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(document)) + "\n")
        self._documents[document.address] = document

    @contextlib.contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self.path}: cannot be written ({error.strerror or error}); free some space"
            ) from error

    def keep(self) -> None:
        """Leave the downloads to the next harvest; an empty folder is deleted."""
        if not self._documents:
            self.forget()

    def forget(self) -> None:
        """Delete the downloads."""
        shutil.rmtree(self.path, ignore_errors=True)


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


def digest_of(content: bytes) -> str:
    """Return the name under which content is stored."""
    return hashlib.sha256(content).hexdigest()


def read_content(path: Path, digest: str) -> bytes | None:
    """Return the content of a file; None if it is missing or was changed since."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if digest_of(content) == digest else None
