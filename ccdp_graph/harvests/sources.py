"""The kind of a source, its entry point, and the links from one document to the next."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvests.documents import Document, ParsedDocument
from ccdp_graph.harvests.records import RECORDS
from ccdp_graph.harvests.session import HarvestSession
from ccdp_graph.http import origin
from ccdp_graph.rdf import DCAT, PREFIXES, RDF, RdfFormat, Statement, repair_iri

_HYDRA = "http://www.w3.org/ns/hydra/core#"

_LDP = "http://www.w3.org/ns/ldp#"

_VOID = "http://rdfs.org/ns/void#"

_R3D = "http://www.re3data.org/schema/3-0#"

_FDP = PREFIXES["fdp-o"]

_A = f"<{RDF}type>"

_NEXT = frozenset({f"<{_HYDRA}next>", f"<{_HYDRA}nextPage>"})

_CONTAINS = frozenset(
    {
        f"<{_LDP}contains>",
        f"<{_FDP}metadataCatalog>",
        f"<{_R3D}dataCatalog>",
        *(f"<{DCAT}{local}>" for local in ("catalog", "dataset", "service", "distribution")),
    }
)

_FDP_TYPES = frozenset(
    {f"<{_FDP}FAIRDataPoint>", f"<{_FDP}MetadataService>", f"<{_R3D}Repository>"}
)

_CONTAINERS = frozenset(
    f"<{_LDP}{local}>" for local in ("Container", "BasicContainer", "DirectContainer")
)

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")

_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)

_DUMPS = (".nt", ".ttl", ".trig", ".nq", ".rdf", ".xml", ".jsonld", ".json")
"""File extensions of dumps, in order of preference."""


def next_pages(parsed: ParsedDocument) -> Iterator[str]:
    """Yield the addresses of the next page: from Hydra, or from the `next` link (RFC 8288)."""
    base = parsed.document.place
    for _, predicate, value in parsed.statements:
        if predicate in _NEXT:  # CKAN writes a text where Hydra has an IRI
            yield from _address(base, value[1 : value.rindex('"')] if value[0] == '"' else value)
    yield from linked(parsed.document, "next")


def linked(document: Document, relation: str) -> Iterator[str]:
    """Yield the targets of a relation in the Link header."""
    for target, parameters in _LINK.findall(document.link):
        match = _RELATION.search(parameters)
        if match and relation in (match[1] or match[2]).lower().split():
            yield from _address(document.place, target)


def contained(parsed: ParsedDocument, *, own_origins: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the addresses that a FAIR Data Point's document links to, and whether they are its own.

    Args:
        own_origins: The origins of the FAIR Data Point.
    """
    own_address = urldefrag(parsed.document.place)[0]
    for _, predicate, value in parsed.statements:
        if predicate in _CONTAINS and value.startswith("<http"):
            for address in _address(parsed.document.place, value):
                if address not in {own_address, parsed.document.address}:
                    yield address, origin(address) in own_origins


def origins(parsed: ParsedDocument) -> frozenset[str]:
    """Return the origins of a FAIR Data Point: where it was found, and where it says it is."""
    points = (s for s, p, o in parsed.statements if p == _A and o in _FDP_TYPES)
    addresses = (address for term in points for address in _address("", term))
    return frozenset({origin(parsed.document.place), *map(origin, addresses)})


def dumps(parsed: ParsedDocument) -> tuple[str, ...]:
    """Return the dumps of a VoID description, each in the format preferred here."""
    base = parsed.document.place
    by_stem: dict[str, dict[str, str]] = {}
    for _, predicate, value in parsed.statements:
        if predicate == f"<{_VOID}dataDump>":
            for address in _address(base, value):
                path = urlsplit(address).path.removesuffix(".gz")
                ending = next((e for e in _DUMPS if path.endswith(e)), "")
                stem = address.partition("?")[0].removesuffix(".gz").removesuffix(ending)
                by_stem.setdefault(stem, {}).setdefault(ending, address)
    order = [*_DUMPS, ""]
    return tuple(
        min(by_ending.items(), key=lambda dump: order.index(dump[0]))[1]
        for by_ending in by_stem.values()
    )


def kind_of(parsed: ParsedDocument) -> str:
    """Return the kind of source a document belongs to: `fdp`, `void`, `dcat` or empty."""
    types = {o for _, p, o in parsed.statements if p == _A}
    predicates = {p for _, p, _ in parsed.statements}
    if types & _FDP_TYPES or (types & _CONTAINERS and f"<{_LDP}contains>" in predicates):
        return "fdp"
    if f"<{_VOID}dataDump>" in predicates and not types & RECORDS:
        return "void"
    return "dcat" if _has_records(parsed.statements) else ""


def _has_records(statements: tuple[Statement, ...]) -> bool:
    return any(
        (p == _A and (o in RECORDS or o == f"<{DCAT}Catalog>")) or p == f"<{DCAT}dataset>"
        for _, p, o in statements
    )


def _address(base: str, term: str) -> Iterator[str]:
    """Yield the web address of a term, if it is one."""
    try:
        address = repair_iri(urljoin(base, term.removeprefix("<").removesuffix(">"))) or ""
        whole = urldefrag(address)[0] if urlsplit(address).hostname else ""
    except ValueError:  # a host in brackets that are not closed, say
        return
    if whole.startswith(("http://", "https://")):
        yield whole


_CKAN_FILES = ("catalog.ttl", "catalog.rdf", "catalog.xml", "catalog.jsonld")


def recognised(session: HarvestSession, source: str) -> tuple[str, str]:
    """Detect the kind of a source, and return it with its entry point.

    Raises:
        FetchError: It does not answer.
        AssetError: It is not a known kind of source, and leads to none.
    """
    parsed = session.reader.read(session.fetch(source))
    if parsed.format is RdfFormat.OAI:
        return "oai", source
    kind = kind_of(parsed)
    if kind:
        return kind, source
    for kind, address in [*_void_addresses(source), *_ckan_addresses(source)]:
        try:
            parsed = session.reader.read(session.fetch(address))
        except FetchError:
            continue
        if kind_of(parsed) in {kind, "dcat"}:
            return kind, address
    raise AssetError(
        f"{source}: is not a catalogue that can be harvested ({parsed.format.value}), and none "
        "was found below it; give the address of its DCAT, FAIR Data Point, OAI-PMH or VoID, "
        f"and --type"
    )


def _void_addresses(source: str) -> list[tuple[str, str]]:
    places = (urljoin(source, ".well-known/void"), urljoin(source, "/.well-known/void"))
    return [("void", place) for place in dict.fromkeys(places)]


def _ckan_addresses(source: str) -> list[tuple[str, str]]:
    start = source if source.endswith("/") else f"{source}/"
    return [("ckan", start + name) for name in _CKAN_FILES]


def opened(session: HarvestSession, kind: str, source: str) -> str:
    """Return the entry point of a source of a kind: its address, or a usual one below it.

    Raises:
        FetchError: None of them answers.
    """
    usual_addresses = {"void": _void_addresses, "ckan": _ckan_addresses}.get(kind)
    if usual_addresses is None or (kind == "ckan" and urlsplit(source).path.endswith(_CKAN_FILES)):
        return source
    if kind == "void" and kind_of(session.reader.read(session.fetch(source))) == "void":
        return source
    first: FetchError | None = None
    for _, address in usual_addresses(source):
        try:
            session.fetch(address)
        except FetchError as error:
            first = first or error
        else:
            return address
    assert first is not None
    raise first
