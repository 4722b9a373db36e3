"""A DCAT catalogue: one document, or pages that follow one another."""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccdp_graph.harvests.records import RECORDS
from ccdp_graph.harvests.sources.kind import SourceKind
from ccdp_graph.harvests.sources.links import addresses, linked
from ccdp_graph.i18n import message
from ccdp_graph.model import Severity
from ccdp_graph.rdf import DCAT as DCAT_NAMESPACE, A

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession

_HYDRA = "http://www.w3.org/ns/hydra/core#"

_NEXT = frozenset({f"<{_HYDRA}next>", f"<{_HYDRA}nextPage>"})


def follow_pages(session: "HarvestSession", start: str) -> None:
    """Follow pages to the last; a loop is reported and ends the harvest."""
    waiting, seen = deque([start]), dict[str, str]()
    requested: set[str] = set()
    while waiting:
        address = waiting.popleft()
        if session.limit_reached(address):
            return
        requested.add(address)
        document = session.fetch(address)
        twin = seen.setdefault(document.file, address)
        if twin != address:
            text = message("foreign-same-page", address=twin)
            session.add_finding(Severity.WARNING, text, address)
            return
        parsed = session.read(document)
        session.take(parsed)
        for following in dict.fromkeys(_next_pages(parsed)):
            if following in requested:
                text = message("foreign-loop", address=following)
                session.add_finding(Severity.WARNING, text, address)
            elif following not in waiting:
                waiting.append(following)


def _next_pages(parsed: "ParsedDocument") -> Iterator[str]:
    """Yield the addresses of the next page: from Hydra, or from the `next` link."""
    base = parsed.document.place
    for _, predicate, value in parsed.statements:
        if predicate in _NEXT:  # CKAN writes a text where Hydra has an IRI
            yield from addresses(base, value[1 : value.rindex('"')] if value[0] == '"' else value)
    yield from linked(parsed.document, "next")


def _has_records(parsed: "ParsedDocument") -> bool:
    return any(
        (p == A and (o in RECORDS or o == f"<{DCAT_NAMESPACE}Catalog>"))
        or p == f"<{DCAT_NAMESPACE}dataset>"
        for _, p, o in parsed.statements
    )


DCAT: SourceKind = SourceKind("dcat", follow_pages, recognises=_has_records, may_be_file=True)
