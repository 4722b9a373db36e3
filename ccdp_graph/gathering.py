"""Fetching the documents of another catalogue, one after the other, until there are no more."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.fetching.web import Web
from ccdp_graph.harvest_files import Fetched, HarvestFolder, digest_of, document_of
from ccdp_graph.harvesting.findings import found
from ccdp_graph.harvesting.oai import error_of, formats_of, identity_of, token_of
from ccdp_graph.harvesting.paging import contained, dumps, kind_of, next_pages, origins
from ccdp_graph.harvesting.reading import Reader
from ccdp_graph.model.finding import Finding, Severity
from ccdp_graph.model.foreign import Document, Form, Read
from ccdp_graph.model.harvest import Harvest, Stored
from ccdp_graph.model.wording import Message, message

ACCEPT = (
    "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, "
    "application/n-quads;q=0.7, application/n-triples;q=0.7, */*;q=0.1"
)
MOST_DOCUMENTS = 10_000
_MOST_BYTES = 1_000_000_000  # of a file
_MOST_FAILURES = 5  # one after the other: then the server is down, not a document gone
_GONE = frozenset({404, 410})
_OF_CKAN = ("catalog.ttl", "catalog.rdf", "catalog.xml", "catalog.jsonld")
_PREFIXES = ("dcat_ap", "dcat-ap", "dcat", "rdf", "oai_dc")
"""Formats of OAI-PMH, the one that is taken first."""


@dataclass(slots=True)
class Visit:
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

    web: Web
    reader: Reader
    folder: HarvestFolder
    before: Harvest | None
    limit: int
    tell: Callable[[str], None]
    fetched: Fetched | None = None
    reads: list[Read] = field(default_factory=list)
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
            address,
            accept=ACCEPT,
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

    def take(self, read: Read) -> None:
        """Add a document that was read."""
        self.reads.append(read)
        self.findings += read.findings

    def say(self, severity: Severity, said: Message, place: str) -> None:
        """Note a finding on the way."""
        self.findings.append(found(severity, said, place))

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


def read_file(visit: Visit, path: Path) -> None:
    """Take a file.

    Raises:
        AssetError: It cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise AssetError(f"is larger than {_MOST_BYTES / 1e6:g} MB, which is refused", path)
        content = path.read_bytes()
    except OSError as error:
        raise AssetError(f"cannot be read ({error.strerror or error})", path) from error
    visit.take(visit.reader.read(Document(str(path), content)))


def recognised(visit: Visit, source: str) -> tuple[str, str]:
    """Tell what kind of source an address is, and where it begins.

    Raises:
        FetchError: It does not answer.
        AssetError: It is nothing that we know, nor is there a way from it to what we know.
    """
    read = visit.reader.read(visit.fetch(source))
    if read.form is Form.OAI:
        return "oai", source
    kind = kind_of(read)
    if kind:
        return kind, source
    for kind, address in [*_of_void(source), *_of_ckan(source)]:
        try:
            read = visit.reader.read(visit.fetch(address))
        except FetchError:
            continue
        if kind_of(read) in {kind, "dcat"}:
            return kind, address
    raise AssetError(
        f"{source}: is no catalogue that is known ({read.form.value}), and none was found below "
        "it; give the address of its DCAT, FAIR Data Point, OAI-PMH or VoID, and --type"
    )


def _of_void(source: str) -> list[tuple[str, str]]:
    places = (urljoin(source, ".well-known/void"), urljoin(source, "/.well-known/void"))
    return [("void", place) for place in dict.fromkeys(places)]


def _of_ckan(source: str) -> list[tuple[str, str]]:
    start = source if source.endswith("/") else f"{source}/"
    return [("ckan", start + name) for name in _OF_CKAN]


def opened(visit: Visit, kind: str, source: str) -> str:
    """Return where a source of a kind begins: the address itself, or a usual one below it.

    Raises:
        FetchError: There is nothing.
    """
    usual = {"void": _of_void, "ckan": _of_ckan}.get(kind)
    if usual is None or (kind == "ckan" and urlsplit(source).path.endswith(_OF_CKAN)):
        return source
    if kind == "void" and kind_of(visit.reader.read(visit.fetch(source))) == "void":
        return source
    first: FetchError | None = None
    for _, address in usual(source):
        try:
            visit.fetch(address)
        except FetchError as error:
            first = first or error
        else:
            return address
    assert first is not None
    raise first


def gather(visit: Visit, kind: str, start: str) -> None:
    """Fetch all documents of a source.

    Raises:
        FetchError: A document without which there is no going on does not come.
    """
    {"fdp": _crawl, "void": _void, "oai": _oai}.get(kind, _pages)(visit, start)


def _pages(visit: Visit, start: str) -> None:
    """Follow pages to the last; a circle of them is said, and ended."""
    waiting, seen = deque([start]), dict[str, str]()
    asked: set[str] = set()
    while waiting:
        address = waiting.popleft()
        if visit.full(address):
            return
        asked.add(address)
        document = visit.fetch(address)
        twin = seen.setdefault(digest_of(document.content), address)
        if twin != address:
            said = message("foreign-same-page", address=twin)
            visit.say(Severity.WARNING, said, address)
            return
        read = visit.reader.read(document)
        visit.take(read)
        for following in dict.fromkeys(next_pages(read)):
            if following in asked:
                said = message("foreign-loop", address=following)
                visit.say(Severity.WARNING, said, address)
            elif following not in waiting:
                waiting.append(following)


def _crawl(visit: Visit, start: str) -> None:
    """Go through a FAIR Data Point from its root: one document a thing."""
    root = visit.reader.read(visit.fetch(start))
    visit.take(root)
    ours = origins(root)
    asked, waiting = {start, root.document.place}, deque[str]()
    failures = 0
    reads: Iterator[Read] | list[Read] = [root]
    while True:
        for read in reads:
            for address, of_this_server in contained(read, ours=ours):
                if address in asked:
                    continue
                asked.add(address)
                if of_this_server:
                    waiting.append(address)
                else:
                    said = message("foreign-elsewhere", address=address)
                    visit.say(Severity.INFO, said, read.document.place)
        if not waiting or visit.full(waiting[0]):
            return
        address = waiting.popleft()
        try:
            read = visit.reader.read(visit.fetch(address))
            failures = 0
        except FetchError as error:
            failures += error.status not in _GONE
            if failures >= _MOST_FAILURES:
                raise
            reads = _instead(visit, address, error)
            continue
        visit.take(read)
        reads = [read]


def _instead(visit: Visit, address: str, error: FetchError) -> list[Read]:
    """Do without a document that did not come: what was known of it stays, unless it is gone."""
    if error.status in _GONE:
        said = message("foreign-missing", reason=str(error))
        visit.say(Severity.WARNING, said, address)
        return []
    visit.say(Severity.WARNING, message("foreign-not-fetched", reason=str(error)), address)
    old = visit.old(address)
    if old is None:
        return []
    read = visit.reader.read(old)
    visit.take(read)
    return [read]


def _void(visit: Visit, start: str) -> None:
    """Take the dumps that a VoID description names."""
    description = visit.reader.read(visit.fetch(start, tells=False))
    addresses = dumps(description)
    if not addresses:
        raise AssetError(f"{start}: names no dump (void:dataDump); give the address of its data")
    told = replace(description.document, tells=False)
    visit.take(replace(description, document=told, statements=()))
    for address in addresses:
        if visit.full(address):
            return
        visit.take(visit.reader.read(visit.fetch(address)))


def _oai(visit: Visit, start: str) -> None:
    """List the records of an OAI-PMH server; of one that keeps deletions, only what changed."""
    place = start.partition("?")[0]
    asked = {"verb": "ListRecords"}
    if "verb=ListRecords" in start:
        first = start
    else:
        asked["metadataPrefix"] = _prefix(visit, place)
        since = _since(visit, place)
        first = f"{place}?{urlencode({**asked, **since})}"
    address, seen = first, set[str]()
    while address:
        if visit.full(address):
            return
        seen.add(address)
        document = visit.fetch(address)
        code, said = error_of(document.content)
        if code and code != "noRecordsMatch":
            if visit.fetched is not None:
                visit.fetched.forget()
            raise FetchError(
                f"{address}: the server refuses ({code} {said}); try again", url=address
            )
        read = visit.reader.read(document)
        if not code and not _known(read, visit.reads[: visit.carried]):
            visit.take(read)
        token = token_of(document.content)
        address = f"{place}?{urlencode({'verb': 'ListRecords', 'resumptionToken': token})}"
        if not token:
            return
        if address in seen:
            said_so = message("foreign-loop", address=address)
            visit.say(Severity.WARNING, said_so, document.address)
            return


def _prefix(visit: Visit, place: str) -> str:
    """Choose the format that says most."""
    answer = visit.web.get(f"{place}?verb=ListMetadataFormats", accept="text/xml, */*;q=0.1")
    known = formats_of(answer.body)
    if not known:
        raise AssetError(f"{place}: lists no formats; is it the address of an OAI-PMH server?")
    return next((prefix for prefix in _PREFIXES if prefix in known), known[0])


def _since(visit: Visit, place: str) -> dict[str, str]:
    """Ask since when changes are wanted: from the beginning, if deletions could be missed."""
    answer = visit.web.get(f"{place}?verb=Identify", accept="text/xml, */*;q=0.1")
    keeps, day = identity_of(answer.body)
    before = visit.before
    visit.since = day if keeps == "persistent" else ""
    if before is None or not before.since or keeps != "persistent":
        return {}
    for stored in before.documents:  # what is known goes first, and what is new over it
        content = visit.folder.content(stored)
        if content is None:
            del visit.reads[:]
            return {}
        visit.take(visit.reader.read(document_of(stored, content)))
    visit.carried = len(visit.reads)
    return {"from": before.since}


def _known(read: Read, before: list[Read]) -> bool:
    """Tell whether a page says nothing that was not known."""
    known = {key: said for earlier in before for key, said in earlier.keyed.items()}
    return bool(read.keyed) and all(
        key in known and known[key] == said for key, said in read.keyed.items()
    )
