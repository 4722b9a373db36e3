"""A FAIR Data Point: one document per resource, each linked from the one that contains it."""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from ccdp_graph.errors import FetchError
from ccdp_graph.harvests.sources.kind import SourceKind
from ccdp_graph.harvests.sources.links import addresses
from ccdp_graph.http import origin
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity
from ccdp_graph.rdf import DCAT, PREFIXES, A

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession

_LDP = "http://www.w3.org/ns/ldp#"

_R3D = "http://www.re3data.org/schema/3-0#"

_FDP = PREFIXES["fdp-o"]

_LDP_CONTAINS = f"<{_LDP}contains>"

_CONTAINS = frozenset(
    {
        _LDP_CONTAINS,
        f"<{_FDP}metadataCatalog>",
        f"<{_R3D}dataCatalog>",
        *(f"<{DCAT}{local}>" for local in ("catalog", "dataset", "service", "distribution")),
    }
)

_TYPES = frozenset({f"<{_FDP}FAIRDataPoint>", f"<{_FDP}MetadataService>", f"<{_R3D}Repository>"})

_CONTAINERS = frozenset(
    f"<{_LDP}{local}>" for local in ("Container", "BasicContainer", "DirectContainer")
)

_MAX_FAILURES = 5  # one after the other: then the server is down, not a document gone

_GONE = frozenset({404, 410})


def _walk(session: "HarvestSession", start: str) -> None:
    """Walk through a FAIR Data Point from its root."""
    root = session.read(session.fetch(start))
    session.take(root)
    own_origins = _origins(root)
    requested, waiting = {start, root.document.place}, deque[str]()
    failures = 0
    latest = [root]
    while True:
        for parsed in latest:
            for address, of_this_server in _contained(parsed, own_origins):
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
            parsed = session.read(session.fetch(address))
            failures = 0
        except FetchError as error:
            failures += error.status not in _GONE
            if failures >= _MAX_FAILURES:
                raise
            latest = _substitute(session, address, error)
            continue
        session.take(parsed)
        latest = [parsed]


def _substitute(
    session: "HarvestSession", address: str, error: FetchError
) -> list["ParsedDocument"]:
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
    parsed = session.read(previous)
    session.take(parsed)
    return [parsed]


def _contained(parsed: "ParsedDocument", own_origins: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the addresses that a document links to, and whether they are of this server."""
    own_address = urldefrag(parsed.document.place)[0]
    for _, predicate, value in parsed.statements:
        if predicate in _CONTAINS and value.startswith("<http"):
            for address in addresses(parsed.document.place, value):
                if address not in {own_address, parsed.document.address}:
                    yield address, origin(address) in own_origins


def _origins(parsed: "ParsedDocument") -> frozenset[str]:
    """Return where a FAIR Data Point was found, and where it says it is."""
    points = (s for s, p, o in parsed.statements if p == A and o in _TYPES)
    told = (address for term in points for address in addresses("", term))
    return frozenset({origin(parsed.document.place), *map(origin, told)})


def _is_fair_data_point(parsed: "ParsedDocument") -> bool:
    types = {o for _, p, o in parsed.statements if p == A}
    contains = any(p == _LDP_CONTAINS for _, p, _ in parsed.statements)
    return bool(types & _TYPES or (types & _CONTAINERS and contains))


FAIR_DATA_POINT: SourceKind = SourceKind("fdp", _walk, recognises=_is_fair_data_point)
