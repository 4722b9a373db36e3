"""Choices of datatypes or properties, shapes of values: our engine finds what pySHACL finds."""

from hypothesis import given, settings, strategies as st

from ccdp_graph.rdf.terms import Statement
from ccdp_graph.rdf.turtle import parse_turtle
from ccdp_graph.validation.engines.pyshacl import graph_of, reference_results
from ccdp_graph.validation.engines.statements import validate_statements
from ccdp_graph.validation.shape_parser import read_shapes

PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <urn:>
"""
SHAPES = parse_turtle(
    PREFIXES
    + """
:S a sh:NodeShape ; sh:targetClass :C ; sh:property :P , :Q , :V .
:P a sh:PropertyShape ; sh:path :p ;
  sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] ) .
:Q a sh:PropertyShape ; sh:path :q ; sh:node :Within .
:V a sh:PropertyShape ; sh:path [ sh:alternativePath ( :p :q ) ] ; sh:nodeKind sh:IRI ;
  sh:minCount 2 ; sh:maxCount 3 .
:Within a sh:NodeShape ; sh:targetClass :D ; sh:property :R , :T .
:R a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:maxCount 1 .
:T a sh:PropertyShape ; sh:path :q ; sh:nodeKind sh:IRI .
"""
)
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD = "http://www.w3.org/2001/XMLSchema#"
NODES = [f"<urn:n{n}>" for n in range(4)]
VALUES = [
    *NODES,
    f'"2026-01-31"^^<{XSD}date>',
    f'"2026"^^<{XSD}gYear>',
    f'"31 January"^^<{XSD}date>',
    '"2026"',
]
STATEMENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NODES), st.just(TYPE), st.sampled_from(["<urn:C>", "<urn:D>"])),
        st.tuples(
            st.sampled_from(NODES), st.sampled_from(["<urn:p>", "<urn:q>"]), st.sampled_from(VALUES)
        ),
    ),
    unique=True,
    max_size=12,
)


@settings(deadline=None)
@given(STATEMENTS)
def test_our_engine_finds_what_pyshacl_finds(statements: list[Statement]) -> None:
    known = read_shapes(SHAPES, nested=True)
    assert not known.why_foreign
    own = {
        (r.rule.iri, r.rule.path, r.rule.component, r.focus_node, r.value)
        for r in validate_statements(statements, known.own)
    }
    reference = {
        (r.rule.iri, r.rule.path, r.rule.component, r.focus_node, r.value)
        for r in reference_results(graph_of(statements), SHAPES)
    }
    assert own == reference


def test_what_is_not_that_simple_is_left_to_pyshacl() -> None:
    shapes = parse_turtle(
        PREFIXES
        + """
:S a sh:NodeShape ; sh:targetClass :C ; sh:property :P , :Q , :R , :V .
:V sh:path [ sh:alternativePath ( :p ( :q :r ) ) ] ; sh:minCount 1 .
:P sh:path :p ; sh:or ( [ sh:datatype xsd:date ; sh:minLength 3 ] [ sh:class :D ] ) .
:Q sh:path :q ; sh:node :Within .
:R sh:path :r ; sh:node :Aimed .
:Within a sh:NodeShape ; sh:closed true ; sh:property :T .
:Aimed a sh:NodeShape ; sh:targetClass :E ; sh:property :U .
:T sh:path :p ; sh:minCount 1 .
:U sh:path :p ; sh:minCount 1 .
"""
    )
    foreign = {shape.removeprefix("urn:") for shape in read_shapes(shapes, nested=True).why_foreign}
    assert {"P", "Q", "V"} <= foreign
    assert not foreign & {"R", "Aimed"}
    assert {"P", "Q", "R"} <= {s.removeprefix("urn:") for s in read_shapes(shapes).why_foreign}
