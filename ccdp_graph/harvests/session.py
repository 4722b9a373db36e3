"""The session of one harvest: limits, earlier state, downloads, documents and findings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvests.reader import Reader
from ccdp_graph.harvests.state import Harvest
from ccdp_graph.harvests.storage import HarvestFolder, ResumableDownloads, digest_of, read_content
from ccdp_graph.http import HttpClient
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Finding, Severity

MAX_DOCUMENTS = 10_000

_ACCEPT = (
    "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, "
    "application/n-quads;q=0.7, application/n-triples;q=0.7, */*;q=0.1"
)

_SAFE_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"  # of an IRI in an address

_MAX_BYTES = 1_000_000_000  # of a file


@dataclass(slots=True)
class HarvestSession:
    """The session of one harvest: limits, earlier state, downloads, documents and findings.

    Attributes:
        folder: The folder of the source; `previous` the state that an earlier harvest left there.
        limit: How many documents may be fetched.
        downloads: What this harvest already has on disk, if it broke off before.
        parsed: The documents, in the order in which they were read.
        carried: How many of them are from the previous harvest, and were not requested.
        unchanged: How many of them the server did not send again.
        complete: Whether everything was read.
    """

    web: HttpClient
    reader: Reader
    folder: HarvestFolder
    previous: Harvest | None
    limit: int
    progress: Callable[[str], None]
    downloads: ResumableDownloads | None = None
    parsed: list[ParsedDocument] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    carried: int = 0
    unchanged: int = 0
    complete: bool = True
    since: str = ""
    _by_address: Mapping[str, Document] | None = None

    def fetch(self, address: str, *, tells: bool = True) -> Document:
        """Fetch a document, unless it was already downloaded or the server says it is unchanged.

        Raises:
            FetchError: There is none.
        """
        assert self.downloads is not None  # a source with addresses has them
        downloaded = self.downloads.get(address)
        if downloaded is not None and self._find(downloaded) is not None:
            return downloaded
        self.progress(f"fetching {len(self.parsed) + 1}: {address}")
        previous = self.previous_document(address)
        response, digest = self.downloads.receive(
            lambda file: self.web.get(
                quote(address, safe=_SAFE_CHARACTERS),
                accept=_ACCEPT,
                etag=previous.etag if previous else "",
                modified=previous.modified if previous else "",
                into=file,
            )
        )
        if response.unchanged and previous is not None:
            document = previous
            self.unchanged += 1
        else:
            link, etag = response.headers.get("link", ""), response.etag
            document = Document(
                address, digest, response.url, link, etag, response.last_modified, tells
            )
        self.downloads.add(document)
        return document

    def content(self, document: Document) -> bytes:
        """Read a document that was fetched.

        Raises:
            AssetError: It was deleted or changed since.
        """
        content = self._find(document)
        if content is None:
            raise AssetError(f"{document.address}: was changed while it was read; try again")
        return content

    def _find(self, document: Document) -> bytes | None:
        folders = [self.downloads.path] if self.downloads is not None else []
        places = [folder / document.file for folder in (*folders, self.folder.documents)]
        if not document.place:
            places = [Path(document.address)]
        found = (read_content(place, document.file) for place in places)
        return next((content for content in found if content is not None), None)

    def read(self, document: Document) -> ParsedDocument:
        """Read the statements of a document that was fetched.

        Raises:
            AssetError: It was deleted or changed since.
        """
        return self.reader.read(document, self.content(document))

    def take(self, parsed: ParsedDocument) -> None:
        """Add a document that was read."""
        self.parsed.append(parsed)
        self.findings += parsed.findings

    def add_finding(self, severity: Severity, text: Message, place: str) -> None:
        """Add a finding."""
        self.findings.append(harvest_finding(severity, text, place))

    def limit_reached(self, next_address: str) -> bool:
        """Return whether the limit is reached, and report it if so."""
        if len(self.parsed) - self.carried < self.limit:
            return False
        self.complete = False
        text = message("foreign-limit", number=self.limit, address=next_address)
        self.add_finding(Severity.WARNING, text, next_address)
        return True

    def previous_document(self, address: str) -> Document | None:
        """Return a document as the previous harvest had it, if it is still there."""
        if self._by_address is None:
            documents = self.previous.documents if self.previous else ()
            self._by_address = {document.address: document for document in documents}
        document = self._by_address.get(address)
        return document if document and self._find(document) is not None else None


def read_file(session: HarvestSession, path: Path) -> None:
    """Read a file.

    Raises:
        AssetError: It cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise AssetError(f"is larger than {_MAX_BYTES / 1e6:g} MB, which is refused", path)
        content = path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror or error})", path) from error
    session.take(session.reader.read(Document(str(path), digest_of(content)), content))
