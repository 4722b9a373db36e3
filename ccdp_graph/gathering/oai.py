"""The records of an OAI-PMH server. Source: OAI-PMH 2.0."""

from urllib.parse import urlencode

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.gathering.visit import Visit
from ccdp_graph.harvest_files import document_of
from ccdp_graph.harvesting.oai import error_of, formats_of, identity_of, token_of
from ccdp_graph.i18n.messages import message
from ccdp_graph.model.foreign import Read
from ccdp_graph.model.report import Severity

_PREFIXES = ("dcat_ap", "dcat-ap", "dcat", "rdf", "oai_dc")
"""Formats, the one that is taken first."""


def list_records(visit: Visit, start: str) -> None:
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
