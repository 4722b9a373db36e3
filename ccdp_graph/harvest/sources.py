"""What kind of source an address is, where it begins, and how one document leads to the next."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.harvest.documents import Document, ParsedDocument
from ccdp_graph.harvest.records import RECORDS
from ccdp_graph.harvest.session import HarvestSession
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

_POINTS = frozenset({f"<{_FDP}FAIRDataPoint>", f"<{_FDP}MetadataService>", f"<{_R3D}Repository>"})

_CONTAINERS = frozenset(
    f"<{_LDP}{local}>" for local in ("Container", "BasicContainer", "DirectContainer")
)

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))*)")

_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)

_DUMPS = (".nt", ".ttl", ".trig", ".nq", ".rdf", ".xml", ".jsonld", ".json")
"""Endings of dumps, the one that is taken first where there are several of a name."""


def next_pages(read: ParsedDocument) -> Iterator[str]:
    """Give the addresses of the next page: by Hydra, or by LDP's and RFC 8288's link `next`."""
    base = read.document.place
    for _, predicate, value in read.statements:
        if predicate in _NEXT:  # CKAN writes a text where Hydra has an IRI
            yield from _address(base, value[1 : value.rindex('"')] if value[0] == '"' else value)
    yield from linked(read.document, "next")


def linked(document: Document, relation: str) -> Iterator[str]:
    """Give the targets of a relation in the Link header."""
    for target, parameters in _LINK.findall(document.link):
        told = _RELATION.search(parameters)
        if told and relation in (told[1] or told[2]).lower().split():
            yield from _address(document.place, target)


def contained(read: ParsedDocument, *, ours: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Give the addresses of what a FAIR Data Point's document holds, and whether they are its own.

    Args:
        ours: The origins that the FAIR Data Point has.
    """
    here = urldefrag(read.document.place)[0]
    for _, predicate, value in read.statements:
        if predicate in _CONTAINS and value.startswith("<http"):
            for address in _address(read.document.place, value):
                if address not in {here, read.document.address}:
                    yield address, origin(address) in ours


def origin(address: str) -> str:
    """Return scheme, host and port of an address.

    >>> origin("https://example.org/a/b")
    'https://example.org'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def origins(read: ParsedDocument) -> frozenset[str]:
    """Return where a FAIR Data Point lies: where it was found, and where it says that it is."""
    said = (s for s, p, o in read.statements if p == _A and o in _POINTS)
    addresses = (address for term in said for address in _address("", term))
    return frozenset({origin(read.document.place), *map(origin, addresses)})


def dumps(read: ParsedDocument) -> tuple[str, ...]:
    """Return the dumps of a VoID description; of several formats of one, the first we read."""
    base = read.document.place
    found: dict[str, dict[str, str]] = {}
    for _, predicate, value in read.statements:
        if predicate == f"<{_VOID}dataDump>":
            for address in _address(base, value):
                path = urlsplit(address).path.removesuffix(".gz")
                ending = next((e for e in _DUMPS if path.endswith(e)), "")
                stem = address.partition("?")[0].removesuffix(".gz").removesuffix(ending)
                found.setdefault(stem, {}).setdefault(ending, address)
    order = [*_DUMPS, ""]
    return tuple(min(of.items(), key=lambda one: order.index(one[0]))[1] for of in found.values())


def kind_of(read: ParsedDocument) -> str:
    """Tell what kind of source a document opens: `fdp`, `void` or `dcat`; or nothing."""
    kinds = {o for _, p, o in read.statements if p == _A}
    predicates = {p for _, p, _ in read.statements}
    if kinds & _POINTS or (kinds & _CONTAINERS and f"<{_LDP}contains>" in predicates):
        return "fdp"
    if f"<{_VOID}dataDump>" in predicates and not kinds & RECORDS:
        return "void"
    return "dcat" if _has_records(read.statements) else ""


def _has_records(statements: tuple[Statement, ...]) -> bool:
    return any(
        (p == _A and (o in RECORDS or o == f"<{DCAT}Catalog>")) or p == f"<{DCAT}dataset>"
        for _, p, o in statements
    )


def _address(base: str, term: str) -> Iterator[str]:
    """Give the web address that a term means; nothing where it is none."""
    try:
        address = repair_iri(urljoin(base, term.removeprefix("<").removesuffix(">"))) or ""
        whole = urldefrag(address)[0] if urlsplit(address).hostname else ""
    except ValueError:  # a host in brackets that are not closed, say
        return
    if whole.startswith(("http://", "https://")):
        yield whole


_OF_CKAN = ("catalog.ttl", "catalog.rdf", "catalog.xml", "catalog.jsonld")


def recognised(visit: HarvestSession, source: str) -> tuple[str, str]:
    """Tell what kind of source an address is, and where it begins.

    Raises:
        FetchError: It does not answer.
        AssetError: It is nothing that we know, nor is there a way from it to what we know.
    """
    read = visit.reader.read(visit.fetch(source))
    if read.form is RdfFormat.OAI:
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


def opened(visit: HarvestSession, kind: str, source: str) -> str:
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
