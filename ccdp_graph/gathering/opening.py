"""What kind of source an address is, and where one of that kind begins."""

from urllib.parse import urljoin, urlsplit

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.gathering.visit import Visit
from ccdp_graph.harvesting.paging import kind_of
from ccdp_graph.rdf.formats import Form

_OF_CKAN = ("catalog.ttl", "catalog.rdf", "catalog.xml", "catalog.jsonld")


def recognised(visit: Visit, source: str) -> tuple[str, str]:
    """Tell what kind of source an address is, and where it begins.

    Raises:
        FetchError: It does not answer.
        AssetError: It is nothing that we know, nor is there a way from it to what we know.
    """
    read = visit.reader.read(visit.fetch(source))
    if read.form is Form.OAI:
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


def opened(visit: Visit, kind: str, source: str) -> str:
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
