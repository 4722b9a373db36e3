"""One visit to a source: what may be asked, what is known already, what was fetched and found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ccdp_graph.errors import AssetError
from ccdp_graph.harvest.documents import Document, ParsedDocument, harvest_finding
from ccdp_graph.harvest.reader import Reader
from ccdp_graph.harvest.state import Harvest, Stored
from ccdp_graph.harvest.storage import HarvestFolder, ResumableDownloads, document_of
from ccdp_graph.http import HttpClient
from ccdp_graph.i18n import Message, message
from ccdp_graph.model import Finding, Severity

MAX_DOCUMENTS = 10_000

_ACCEPT = (
    "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, "
    "application/n-quads;q=0.7, application/n-triples;q=0.7, */*;q=0.1"
)

_MAY_STAND = "!#$%&'()*+,/:;=?@[]~"  # of an IRI in an address

_MAX_BYTES = 1_000_000_000  # of a file


@dataclass(slots=True)
class HarvestSession:
    """One visit to a source: what may be asked, what is known, what was fetched and found.

    Attributes:
        folder: Of the source; `before` the state that an earlier harvest left there.
        limit: How many documents may be fetched.
        fetched: What this harvest has on disk already, if it broke off before.
        reads: The documents, in the order in which they came.
        carried: How many of them are of the harvest before, and were not asked for.
        unchanged: How many of them the server did not send again.
        complete: Whether all was read that there is.
    """

    web: HttpClient
    reader: Reader
    folder: HarvestFolder
    before: Harvest | None
    limit: int
    tell: Callable[[str], None]
    fetched: ResumableDownloads | None = None
    reads: list[ParsedDocument] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    carried: int = 0
    unchanged: int = 0
    complete: bool = True
    since: str = ""
    _by_address: Mapping[str, Stored] | None = None

    def fetch(self, address: str, *, tells: bool = True) -> Document:
        """Fetch a document, unless it is here already or the server says that it is the same.

        Raises:
            FetchError: There is none.
        """
        here = self.fetched.get(address) if self.fetched else None
        if here is not None:
            return here
        self.tell(f"fetching {len(self.reads) + 1}: {address}")
        known = self.old(address)
        page = self.web.get(
            quote(address, safe=_MAY_STAND),
            accept=_ACCEPT,
            etag=known.etag if known else "",
            modified=known.modified if known else "",
        )
        if page.unchanged and known is not None:
            document = known
            self.unchanged += 1
        else:
            link, etag = page.headers.get("link", ""), page.etag
            document = Document(address, page.body, page.url, link, etag, page.last_modified, tells)
        if self.fetched is not None:
            self.fetched.add(document)
        return document

    def take(self, read: ParsedDocument) -> None:
        """Add a document that was read."""
        self.reads.append(read)
        self.findings += read.findings

    def say(self, severity: Severity, said: Message, place: str) -> None:
        """Note a finding on the way."""
        self.findings.append(harvest_finding(severity, said, place))

    def full(self, following: str) -> bool:
        """Tell whether no more may be fetched; then that is said."""
        if len(self.reads) - self.carried < self.limit:
            return False
        self.complete = False
        said = message("foreign-limit", number=self.limit, address=following)
        self.say(Severity.WARNING, said, following)
        return True

    def _stored(self) -> Mapping[str, Stored]:
        if self._by_address is None:
            documents = self.before.documents if self.before else ()
            self._by_address = {stored.address: stored for stored in documents}
        return self._by_address

    def old(self, address: str) -> Document | None:
        """Return a document as the harvest before had it."""
        stored = self._stored().get(address)
        content = self.folder.content(stored) if stored else None
        return document_of(stored, content) if stored and content is not None else None


def read_file(visit: HarvestSession, path: Path) -> None:
    """Take a file.

    Raises:
        AssetError: It cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise AssetError(f"is larger than {_MAX_BYTES / 1e6:g} MB, which is refused", path)
        content = path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror or error})", path) from error
    visit.take(visit.reader.read(Document(str(path), content)))
