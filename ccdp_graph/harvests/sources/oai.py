"""An OAI-PMH 2.0 server, or a file that one gave."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvests.oai_pmh import error_of, formats_of, identity_of, token_of
from ccdp_graph.harvests.sources.kind import SourceKind
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity
from ccdp_graph.rdf import RdfFormat

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession

_PREFIXES = ("dcat_ap", "dcat-ap", "dcat", "rdf", "oai_dc")
"""Metadata formats, in order of preference."""


def _list_records(session: "HarvestSession", start: str) -> None:
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
        content = session.content(document)
        code, description = error_of(content)
        if code and code != "noRecordsMatch":
            if session.downloads is not None:
                session.downloads.forget()
            raise FetchError(
                f"{address}: the server refused the request ({code} {description}); try again",
                url=address,
            )
        parsed = session.reader.read(document, content)
        if not code and not _is_repeated(parsed, session.parsed[: session.carried]):
            session.take(parsed)
        token = token_of(content)
        address = f"{endpoint}?{urlencode({'verb': 'ListRecords', 'resumptionToken': token})}"
        if not token:
            return
        if address in seen:
            text = message("foreign-loop", address=address)
            session.add_finding(Severity.WARNING, text, document.address)
            session.since = ""  # what comes after the circle is not known
            return


def _prefix(session: "HarvestSession", endpoint: str) -> str:
    """Choose the richest format."""
    response = session.web.get(f"{endpoint}?verb=ListMetadataFormats", accept="text/xml, */*;q=0.1")
    formats = formats_of(response.body)
    if not formats:
        raise AssetError(f"{endpoint}: lists no formats; is it the address of an OAI-PMH server?")
    return next((prefix for prefix in _PREFIXES if prefix in formats), formats[0])


def _since(session: "HarvestSession", endpoint: str) -> dict[str, str]:
    """Return the `from` parameter, if any: without it all is listed, lest deletions be missed."""
    response = session.web.get(f"{endpoint}?verb=Identify", accept="text/xml, */*;q=0.1")
    deletions, day = identity_of(response.body)
    previous = session.previous
    session.since = day if deletions == "persistent" else ""
    if previous is None or not previous.since or deletions != "persistent":
        return {}
    for stored in previous.documents:  # what is known goes first, and what is new over it
        if session.previous_document(stored.address) is None:
            del session.parsed[:]
            return {}
        session.take(session.read(stored))
    session.carried = len(session.parsed)
    return {"from": previous.since}


def _is_repeated(parsed: "ParsedDocument", earlier: list["ParsedDocument"]) -> bool:
    """Return whether a page adds nothing new."""
    statements = {key: record for document in earlier for key, record in document.keyed.items()}
    return bool(parsed.keyed) and all(
        key in statements and statements[key] == record for key, record in parsed.keyed.items()
    )


OAI_PMH: SourceKind = SourceKind(
    "oai",
    _list_records,
    recognises=lambda parsed: parsed.format is RdfFormat.OAI,
    may_be_file=True,
)
