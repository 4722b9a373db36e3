"""A site with a VoID description, which lists its dumps."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ccdp_graph.errors import AssetError
from ccdp_graph.harvests.records import RECORDS
from ccdp_graph.harvests.sources.kind import SourceKind
from ccdp_graph.harvests.sources.links import addresses
from ccdp_graph.rdf import A

if TYPE_CHECKING:
    from ccdp_graph.harvests.documents import ParsedDocument
    from ccdp_graph.harvests.session import HarvestSession

_DUMP = "<http://rdfs.org/ns/void#dataDump>"

_ENDINGS = (".nt", ".ttl", ".trig", ".nq", ".rdf", ".xml", ".jsonld", ".json")
"""File extensions of dumps, in order of preference."""


def _fetch_dumps(session: "HarvestSession", start: str) -> None:
    """Fetch the dumps that a VoID description lists."""
    description = session.read(session.fetch(start, tells=False))
    dumps = _dumps(description)
    if not dumps:
        raise AssetError(
            f"{start}: lists no dump (void:dataDump); give the address of the data itself"
        )
    document = replace(description.document, tells=False)
    session.take(replace(description, document=document, statements=()))
    for address in dumps:
        if session.limit_reached(address):
            return
        session.take(session.read(session.fetch(address)))


def _dumps(parsed: "ParsedDocument") -> tuple[str, ...]:
    """Return the dumps of a VoID description, each in the format preferred here."""
    by_stem: dict[str, dict[str, str]] = {}
    for _, predicate, value in parsed.statements:
        if predicate == _DUMP:
            for address in addresses(parsed.document.place, value):
                path = urlsplit(address).path.removesuffix(".gz")
                ending = next((e for e in _ENDINGS if path.endswith(e)), "")
                stem = address.partition("?")[0].removesuffix(".gz").removesuffix(ending)
                by_stem.setdefault(stem, {}).setdefault(ending, address)
    order = [*_ENDINGS, ""]
    return tuple(
        min(by_ending.items(), key=lambda dump: order.index(dump[0]))[1]
        for by_ending in by_stem.values()
    )


def _describes_dumps(parsed: "ParsedDocument") -> bool:
    return any(p == _DUMP for _, p, _ in parsed.statements) and not any(
        p == A and o in RECORDS for _, p, o in parsed.statements
    )


def _entries(source: str) -> tuple[str, ...]:
    places = (urljoin(source, ".well-known/void"), urljoin(source, "/.well-known/void"))
    return tuple(dict.fromkeys(places))


VOID: SourceKind = SourceKind(
    "void",
    _fetch_dumps,
    recognises=_describes_dumps,
    entries=_entries,
    is_entry=lambda session, source: _describes_dumps(session.read(session.fetch(source))),
)
