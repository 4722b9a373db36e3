"""Reading the answers of a FAIR Data Point: its records, its root, and its errors."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccdp_graph.errors import FetchError
from ccdp_graph.rdf import expand, is_iri, shorten

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


_FORMATS = {
    "text/turtle": "turtle",
    "text/plain": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}

# Source: the FDP ontology; servers before 1.10 are of the class Repository of re3data.
_KINDS = (
    "https://w3id.org/fdp/fdp-o#FAIRDataPoint",
    "https://w3id.org/fdp/fdp-o#MetadataService",
    "http://www.re3data.org/schema/3-0#Repository",
)

_MEMBERS = (
    "https://w3id.org/fdp/fdp-o#metadataCatalog",
    "http://www.re3data.org/schema/3-0#dataCatalog",
)


def graph_of(body: bytes, media_type: str, url: str) -> "Graph":
    """Read an answer.

    Raises:
        FetchError: It is not RDF.
    """
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    rdf_format = _FORMATS.get(media_type)
    if rdf_format in {None, "json-ld"}:  # JSON-LD could name a remote context; we ask for Turtle
        raise FetchError(
            f"{url}: answers with '{media_type or 'nothing'}', not Turtle; is this the address of "
            "a FAIR Data Point?",
            url=url,
        )
    try:
        graph.parse(data=body, format=rdf_format, publicID=url)
    except Exception as error:  # rdflib raises many kinds for what strangers write
        raise FetchError(f"{url}: answers with Turtle that cannot be read", url=url) from error
    return graph


def root_of(home: "Graph", url: str) -> str:
    """Return the IRI of a FAIR Data Point.

    Raises:
        FetchError: The graph describes no FAIR Data Point.
    """
    from rdflib import RDF, URIRef

    points = {str(s) for kind in _KINDS for s in home.subjects(RDF.type, URIRef(kind))}
    if not points or not all(map(is_iri, points)):
        raise FetchError(
            f"{url}: describes no FAIR Data Point; give the address of its root", url=url
        )
    return min(points, key=lambda root: (len(root), root))


def members(home: "Graph", root: str) -> Iterator[str]:
    """Yield the catalogues of a FAIR Data Point."""
    from rdflib import URIRef

    catalogues = {str(o) for kind in _MEMBERS for o in home.objects(URIRef(root), URIRef(kind))}
    yield from sorted(catalogues)


def faults_of(body: str) -> tuple[tuple[str, str], ...]:
    """Read why a record was rejected: the properties, and what is wrong, as far as known."""
    text = body.strip()
    if text.startswith("{"):
        try:
            return (("", str(json.loads(text)["message"])),)
        except (ValueError, KeyError, TypeError):
            return ()
    try:
        graph = graph_of(text.encode(), "text/turtle", "urn:answer")
    except FetchError:
        return ()
    from rdflib import URIRef

    faults = set()
    for result in graph.subjects(URIRef(expand("sh:resultMessage"))):
        faults.add(_fault(graph, result))
    for result in graph.subjects(URIRef(expand("sh:resultPath"))):
        faults.add(_fault(graph, result))
    return tuple(sorted(faults))


def _fault(graph: "Graph", result: "Node") -> tuple[str, str]:
    from rdflib import URIRef

    def value(entry: str) -> str:
        return min(map(str, graph.objects(result, URIRef(expand(entry)))), default="")

    path = value("sh:resultPath")
    component = shorten(value("sh:sourceConstraintComponent"))
    words = value("sh:resultMessage") or component.removesuffix("ConstraintComponent")
    return path, f"{shorten(path)}: {words}" if path else words
