"""Following a source from one document to the next, OAI-PMH 2.0 included."""

from collections import deque
from dataclasses import replace
from urllib.parse import urlencode

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvests.documents import ParsedDocument
from ccdp_graph.harvests.oai_pmh import error_of, formats_of, identity_of, token_of
from ccdp_graph.harvests.session import HarvestSession
from ccdp_graph.harvests.sources import contained, dumps, next_pages, origins
from ccdp_graph.harvests.storage import digest_of, document_of
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity

_PREFIXES = ("dcat_ap", "dcat-ap", "dcat", "rdf", "oai_dc")
"""Metadata formats, in order of preference."""


def list_records(session: HarvestSession, start: str) -> None:
    """Fetch the records of an OAI-PMH server; only changes if it keeps track of deletions."""
    endpoint = start.partition("?")[0]
    parameters = {"verb": "ListRecords"}
    if "verb=ListRecords" in start:
        first = start
    else:
        parameters["metadataPrefix"] = _prefix(session, endpoint)
        since = _since(session, endpoint)
        first = f"{endpoint}?{urlencode({**parameters, **since})}"
    address, seen = first, set[str]()
    while address:
        if session.limit_reached(address):
            return
        seen.add(address)
        document = session.fetch(address)
        code, description = error_of(document.content)
        if code and code != "noRecordsMatch":
            if session.downloads is not None:
                session.downloads.forget()
            raise FetchError(
                f"{address}: the server refused the request ({code} {description}); try again",
                url=address,
            )
        parsed = session.reader.read(document)
        if not code and not _is_repeated(parsed, session.parsed[: session.carried]):
            session.take(parsed)
        token = token_of(document.content)
        address = f"{endpoint}?{urlencode({'verb': 'ListRecords', 'resumptionToken': token})}"
        if not token:
            return
        if address in seen:
            text = message("foreign-loop", address=address)
            session.add_finding(Severity.WARNING, text, document.address)
            session.since = ""  # what comes after the circle is not known
            return


def _prefix(session: HarvestSession, endpoint: str) -> str:
    """Choose the richest format."""
    response = session.web.get(f"{endpoint}?verb=ListMetadataFormats", accept="text/xml, */*;q=0.1")
    formats = formats_of(response.body)
    if not formats:
        raise AssetError(f"{endpoint}: lists no formats; is it the address of an OAI-PMH server?")
    return next((prefix for prefix in _PREFIXES if prefix in formats), formats[0])


def _since(session: HarvestSession, endpoint: str) -> dict[str, str]:
    """Return the `from` parameter, if any: without it all is listed, lest deletions be missed."""
    response = session.web.get(f"{endpoint}?verb=Identify", accept="text/xml, */*;q=0.1")
    deletions, day = identity_of(response.body)
    previous = session.previous
    session.since = day if deletions == "persistent" else ""
    if previous is None or not previous.since or deletions != "persistent":
        return {}
    for stored in previous.documents:  # what is known goes first, and what is new over it
        content = session.folder.content(stored)
        if content is None:
            del session.parsed[:]
            return {}
        session.take(session.reader.read(document_of(stored, content)))
    session.carried = len(session.parsed)
    return {"from": previous.since}


def _is_repeated(parsed: ParsedDocument, earlier: list[ParsedDocument]) -> bool:
    """Return whether a page adds nothing new."""
    statements = {key: record for document in earlier for key, record in document.keyed.items()}
    return bool(parsed.keyed) and all(
        key in statements and statements[key] == record for key, record in parsed.keyed.items()
    )


_MAX_FAILURES = 5  # one after the other: then the server is down, not a document gone

_GONE = frozenset({404, 410})


def crawl(session: HarvestSession, kind: str, start: str) -> None:
    """Fetch all documents of a source.

    Raises:
        FetchError: A document that the rest depends on cannot be fetched.
    """
    {"fdp": _crawl_fdp, "void": _fetch_dumps, "oai": list_records}.get(kind, _follow_pages)(
        session, start
    )


def _follow_pages(session: HarvestSession, start: str) -> None:
    """Follow pages to the last; a loop is reported and ends the harvest."""
    waiting, seen = deque([start]), dict[str, str]()
    requested: set[str] = set()
    while waiting:
        address = waiting.popleft()
        if session.limit_reached(address):
            return
        requested.add(address)
        document = session.fetch(address)
        twin = seen.setdefault(digest_of(document.content), address)
        if twin != address:
            text = message("foreign-same-page", address=twin)
            session.add_finding(Severity.WARNING, text, address)
            return
        parsed = session.reader.read(document)
        session.take(parsed)
        for following in dict.fromkeys(next_pages(parsed)):
            if following in requested:
                text = message("foreign-loop", address=following)
                session.add_finding(Severity.WARNING, text, address)
            elif following not in waiting:
                waiting.append(following)


def _crawl_fdp(session: HarvestSession, start: str) -> None:
    """Walk through a FAIR Data Point from its root, one document per resource."""
    root = session.reader.read(session.fetch(start))
    session.take(root)
    own_origins = origins(root)
    requested, waiting = {start, root.document.place}, deque[str]()
    failures = 0
    latest = [root]
    while True:
        for parsed in latest:
            for address, of_this_server in contained(parsed, own_origins=own_origins):
                if address in requested:
                    continue
                requested.add(address)
                if of_this_server:
                    waiting.append(address)
                else:
                    text = message("foreign-elsewhere", address=address)
                    session.add_finding(Severity.INFO, text, parsed.document.place)
        if not waiting or session.limit_reached(waiting[0]):
            return
        address = waiting.popleft()
        try:
            parsed = session.reader.read(session.fetch(address))
            failures = 0
        except FetchError as error:
            failures += error.status not in _GONE
            if failures >= _MAX_FAILURES:
                raise
            latest = _substitute(session, address, error)
            continue
        session.take(parsed)
        latest = [parsed]


def _substitute(session: HarvestSession, address: str, error: FetchError) -> list[ParsedDocument]:
    """Stand in for a document that cannot be fetched: its earlier copy, unless it is gone."""
    if error.status in _GONE:
        text = message("foreign-missing", reason=str(error))
        session.add_finding(Severity.WARNING, text, address)
        return []
    session.add_finding(
        Severity.WARNING, message("foreign-not-fetched", reason=str(error)), address
    )
    previous = session.previous_document(address)
    if previous is None:
        return []
    parsed = session.reader.read(previous)
    session.take(parsed)
    return [parsed]


def _fetch_dumps(session: HarvestSession, start: str) -> None:
    """Fetch the dumps that a VoID description lists."""
    description = session.reader.read(session.fetch(start, tells=False))
    addresses = dumps(description)
    if not addresses:
        raise AssetError(
            f"{start}: lists no dump (void:dataDump); give the address of the data itself"
        )
    document = replace(description.document, tells=False)
    session.take(replace(description, document=document, statements=()))
    for address in addresses:
        if session.limit_reached(address):
            return
        session.take(session.reader.read(session.fetch(address)))
