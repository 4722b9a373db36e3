"""The ways from one document of a source to the next; OAI-PMH 2.0 among them."""

from collections import deque
from dataclasses import replace
from urllib.parse import urlencode

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvest.documents import ParsedDocument
from ccdp_graph.harvest.oai_pmh import error_of, formats_of, identity_of, token_of
from ccdp_graph.harvest.session import HarvestSession
from ccdp_graph.harvest.sources import contained, dumps, next_pages, origins
from ccdp_graph.harvest.storage import digest_of, document_of
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity

_PREFIXES = ("dcat_ap", "dcat-ap", "dcat", "rdf", "oai_dc")
"""Formats, the one that is taken first."""


def list_records(visit: HarvestSession, start: str) -> None:
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
            visit.since = ""  # what comes after the circle is not known
            return


def _prefix(visit: HarvestSession, place: str) -> str:
    """Choose the format that says most."""
    answer = visit.web.get(f"{place}?verb=ListMetadataFormats", accept="text/xml, */*;q=0.1")
    known = formats_of(answer.body)
    if not known:
        raise AssetError(f"{place}: lists no formats; is it the address of an OAI-PMH server?")
    return next((prefix for prefix in _PREFIXES if prefix in known), known[0])


def _since(visit: HarvestSession, place: str) -> dict[str, str]:
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


def _known(read: ParsedDocument, before: list[ParsedDocument]) -> bool:
    """Tell whether a page says nothing that was not known."""
    known = {key: said for earlier in before for key, said in earlier.keyed.items()}
    return bool(read.keyed) and all(
        key in known and known[key] == said for key, said in read.keyed.items()
    )


_MAX_FAILURES = 5  # one after the other: then the server is down, not a document gone

_GONE = frozenset({404, 410})


def crawl(visit: HarvestSession, kind: str, start: str) -> None:
    """Fetch all documents of a source.

    Raises:
        FetchError: A document without which there is no going on does not come.
    """
    {"fdp": _crawl, "void": _void, "oai": list_records}.get(kind, _pages)(visit, start)


def _pages(visit: HarvestSession, start: str) -> None:
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


def _crawl(visit: HarvestSession, start: str) -> None:
    """Go through a FAIR Data Point from its root: one document a thing."""
    root = visit.reader.read(visit.fetch(start))
    visit.take(root)
    ours = origins(root)
    asked, waiting = {start, root.document.place}, deque[str]()
    failures = 0
    reads = [root]
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
            if failures >= _MAX_FAILURES:
                raise
            reads = _instead(visit, address, error)
            continue
        visit.take(read)
        reads = [read]


def _instead(visit: HarvestSession, address: str, error: FetchError) -> list[ParsedDocument]:
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


def _void(visit: HarvestSession, start: str) -> None:
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
