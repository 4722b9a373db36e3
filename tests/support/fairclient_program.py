"""Runs in tests/.outside: fairclient, written by others, makes use of a FAIR Data Point.

fairclient asks for an older rdflib than ours. Usage: python fairclient_program.py URL USER PASSWORD
"""

import sys
from collections.abc import Callable

from rdflib import DCAT, DCTERMS, FOAF, RDF, BNode, Graph, Literal, URIRef

VERSION = URIRef(str(DCAT) + "version")
NEW = URIRef("https://example.org/new")


def record(kind: URIRef, title: str, parent: str, node: URIRef = NEW) -> Graph:
    """Return a record as the shapes of the reference server want it."""
    graph = Graph()
    agent = BNode()
    graph.add((node, RDF.type, kind))
    graph.add((node, DCTERMS.title, Literal(title)))
    graph.add((node, DCTERMS.publisher, agent))
    graph.add((agent, FOAF.name, Literal("An institute")))
    graph.add((node, VERSION, Literal("1")))
    graph.add((node, DCAT.theme, URIRef("https://example.org/theme")))
    graph.add((node, DCTERMS.isPartOf, URIRef(parent)))
    return graph


def refused(act: Callable[[], object]) -> bool:
    """Tell whether the client says that the server refused."""
    from requests import RequestException

    try:
        act()
    except RequestException as error:
        return "40" in str(error)
    return False


def main(url: str, user: str, password: str) -> None:
    """Make, publish, read, change and delete; what is wrong ends the program."""
    from fairclient.fdpclient import FDPClient

    client = FDPClient(url, user, password)
    catalogue = str(client.create_and_publish("catalog", record(DCAT.Catalog, "A", url)))
    dataset = str(client.create_and_publish("dataset", record(DCAT.Dataset, "B", catalogue)))
    read = Graph().parse(data=client.get_data(dataset).text, format="turtle")
    assert (URIRef(dataset), DCTERMS.title, Literal("B")) in read
    changed = record(DCAT.Dataset, "C", catalogue, URIRef(dataset))
    client.update_serialized(dataset, changed)
    read = Graph().parse(data=client.get_data(dataset).text, format="turtle")
    assert (URIRef(dataset), DCTERMS.title, Literal("C")) in read
    lost = record(DCAT.Dataset, "D", f"{url}/catalog/none")
    misplaced = record(DCAT.Dataset, "D", url)
    assert refused(lambda: client.publish_record(dataset)), "it is published already"
    assert refused(lambda: client.post_serialized("dataset", lost))
    assert refused(lambda: client.post_serialized("dataset", misplaced))
    assert refused(lambda: client.post_serialized("dataset", Graph()))
    assert refused(lambda: client.get_data(f"{url}/dataset/none"))
    client.delete_record(dataset)
    assert refused(lambda: client.get_data(dataset))


if __name__ == "__main__":
    main(*sys.argv[1:])
