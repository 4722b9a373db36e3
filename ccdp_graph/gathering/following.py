"""The ways from one document of a source to the next."""

from collections import deque
from dataclasses import replace

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.gathering.oai import list_records
from ccdp_graph.gathering.visit import Visit
from ccdp_graph.harvest_files import digest_of
from ccdp_graph.harvesting.paging import contained, dumps, next_pages, origins
from ccdp_graph.i18n.messages import message
from ccdp_graph.model.foreign import Read
from ccdp_graph.model.report import Severity

_MOST_FAILURES = 5  # one after the other: then the server is down, not a document gone

_GONE = frozenset({404, 410})


def gather(visit: Visit, kind: str, start: str) -> None:
    """Fetch all documents of a source.

    Raises:
        FetchError: A document without which there is no going on does not come.
    """
    {"fdp": _crawl, "void": _void, "oai": list_records}.get(kind, _pages)(visit, start)


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
