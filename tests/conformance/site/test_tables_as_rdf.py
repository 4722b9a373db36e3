"""The tables as RDF, as a program of others makes it by their CSVW metadata: that of the graph."""

from collections.abc import Iterable

import pytest
from little_web import little_web
from outside import needs_outside, run
from rdflib import Graph, Literal, URIRef
from site_server import Served

from ccdp_graph.project.project import Project
from ccdp_graph.rdf.index import A, name
from ccdp_graph.rdf.terms import literal
from ccdp_graph.web.downloads import table_dumps
from ccdp_graph.web.edition import Publication
from ccdp_graph.web.graph import SiteGraph

pytestmark = needs_outside

Triples = set[tuple[URIRef, URIRef, Literal]]
TABLES = {"resources": 1000, "networks": 500, "organisations": 500}
THING = "<https://example.org/id/resource/a>"
OTHER = "<https://example.org/id/resource/b>"
XSD = "http://www.w3.org/2001/XMLSchema#"
MESSY = {
    "dcterms:title": (literal('A, "B"', language="en"), literal("Registre", language="fr")),
    "dcterms:alternative": (literal("a|b"), literal("¦c"), literal("Bank", language="pt-BR")),
    "dcterms:identifier": (literal("007"), literal("two  words")),
    "dcterms:description": (literal("~éß漢字 <b>&amp;</b> \\ ' |", language="en"),),
    "dcterms:modified": (literal("2026-01-31", datatype=f"{XSD}date"), literal("last spring")),
    "ccdp:minimumCases": (literal("12", datatype=f"{XSD}nonNegativeInteger"),),
    "ccdp:maximumCases": (
        literal("12", datatype=f"{XSD}nonNegativeInteger"),
        literal("1.5", datatype=f"{XSD}decimal"),
    ),
    "dcterms:spatial": (
        literal("POINT(1 2)", datatype="http://www.opengis.net/ont/geosparql#wktLiteral"),
        "<https://example.org/place>",
    ),
    "ccdp:linkage": (literal("true", datatype=f"{XSD}boolean"),),
}


def as_rdf(metadata: str) -> Triples:
    """Let the program turn a table to RDF; return what it says of properties, not of columns."""
    done = run("table_to_rdf.py", metadata)
    assert done.returncode == 0, done.stderr[-2000:]
    graph = Graph(bind_namespaces="none").parse(data=done.stdout, format="nt")
    assert len(graph) > 10
    return literals(each for each in graph if ".csv#" not in str(each[1]))


def literals(triples: Iterable[tuple[object, object, object]]) -> Triples:
    """Choose the statements with literals, where a plain text is one of xsd:string."""
    plain = URIRef(f"{XSD}string")
    return {
        (subject, predicate, Literal(str(value)) if value.datatype == plain else value)
        for subject, predicate, value in triples
        if isinstance(subject, URIRef)
        and isinstance(predicate, URIRef)
        and isinstance(value, Literal)
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_table_as_rdf_has_the_literals_of_the_graph_and_no_others(
    served: Served, table: str
) -> None:
    theirs = as_rdf(f"{served.address}dumps/{table}.csv-metadata.json")
    graph = served.graph(f"{served.address}dumps/graph.ttl")
    rows = {subject for subject, _, _ in theirs}
    assert theirs == literals(each for each in graph if each[0] in rows)
    assert len(theirs) > TABLES[table]


def test_texts_of_any_kind_come_back_with_language_and_datatype(files: Project) -> None:
    statements = [(THING, name(p), value) for p, values in MESSY.items() for value in values]
    statements += [(each, A, name("ccdp:DataResource")) for each in (THING, OTHER)]
    statements.append((OTHER, name("dcterms:title"), literal("=1+1", language="en")))
    types = files.record_types()
    graph = SiteGraph.of(statements, types, {})
    dumps = table_dumps(
        graph, types["resource"], Publication("https://example.org/", "2026-01-31", "1")
    )
    with little_web({f"/{dump.path}": (dump.content, dump.type) for dump in dumps}) as site:
        theirs = as_rdf(f"{site.url}/dumps/resources.csv-metadata.json")
    said = "\n".join(f"{s} {p} {value} ." for s, p, value in statements)
    ours = literals(Graph(bind_namespaces="none").parse(data=said, format="nt"))
    title = URIRef(name("dcterms:title")[1:-1])
    guarded = {(URIRef(OTHER[1:-1]), title, Literal("'=1+1", lang="en"))}
    assert theirs - ours == guarded  # so that no spreadsheet computes it
    assert {str(value) for _, _, value in ours - theirs} == {"=1+1"}
