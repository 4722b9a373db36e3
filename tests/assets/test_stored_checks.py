"""The stored checks: each has a header in two languages, passes on good data and fails on bad."""

from pathlib import Path

import pytest
from rdflib import Graph
from repository import GOLDEN, ROOT

from ccdp_graph.errors import QueryError
from ccdp_graph.model.report import Severity
from ccdp_graph.rdf.namespaces import PREFIXES, SHAPES
from ccdp_graph.rdf.turtle import read_turtle
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.validation.shapes import term_of
from ccdp_graph.validation.stored_checks import parse_check, run_checks

PATHS = {path.stem: path for path in sorted((ROOT / "shapes" / "checks").glob("*.rq"))}
GOOD = read_turtle(GOLDEN / "shapes" / "good.ttl")
THINGS = PREFIXES["ccdpi"]
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + (
    f"PREFIX r: <{THINGS}resource/>\nPREFIX n: <{THINGS}network/>\n"
    "PREFIX av: <https://w3id.org/ccdp/vocab/availability/>\n"
    "PREFIX type: <https://w3id.org/ccdp/vocab/data-type/>\n"
)
RESOURCE = 'r:two a ccdp:DataResource ; dcterms:title "Two"@en ;'
FRANCE = "<http://publications.europa.eu/resource/authority/country/FRA>"
# What is said beside the good graph; the things at fault; a part of the message.
FAILING: dict[str, tuple[str, set[str], str]] = {
    "acronym-on-several-records": (
        f'r:rnce dcterms:alternative "RN" . {RESOURCE} dcterms:alternative "RN" ; '
        f"dcterms:spatial {FRANCE} .",
        {"resource/rnce", "resource/two"},
        "'National registry', in the same country, has the same acronym",
    ),
    "data-said-to-be-absent": (
        f"{RESOURCE} ccdp:imagingData av:no ; ccdp:dataType type:mri . "
        'type:mri skos:broader type:imaging ; skos:prefLabel "MRI"@en .',
        {"resource/two"},
        "the data types name 'MRI'",
    ),
    "identifier-on-several-things": (
        f'{RESOURCE} dcterms:identifier "rnce" .',
        {"resource/rnce", "resource/two"},
        "has the same identifier",
    ),
    "national-scope-in-several-countries": (
        "n:one ccdp:geographicScope <https://w3id.org/ccdp/vocab/geographic-scope/national> ; "
        f"dcterms:spatial {FRANCE} , "
        "<http://publications.europa.eu/resource/authority/country/PER> .",
        {"network/one"},
        "2 countries are covered",
    ),
    "network-part-of-itself": (
        'n:parent a ccdp:Network ; dcterms:title "Parent"@en ; dcterms:isPartOf n:eucan .',
        {"network/eucan", "network/parent"},
        "break the cycle at",
    ),
    "open-but-not-shared-abroad": (
        f"{RESOURCE} ccdp:access <https://w3id.org/ccdp/vocab/access/open> ; "
        "ccdp:sharingAbroad av:no .",
        {"resource/two"},
        "Access is open",
    ),
    "period-in-order": (
        f"{RESOURCE} dcterms:temporal r:p . "
        'r:p dcat:startDate "2010"^^xsd:gYear ; dcat:endDate "2009"^^xsd:gYear .',
        {"resource/two"},
        "The first year, 2010, is after the last, 2009",
    ),
    "website-on-several-records": (
        f"{RESOURCE} dcat:landingPage <https://example.org/rnce> .",
        {"resource/rnce", "resource/two"},
        "check whether they are the same record",
    ),
}


def store_of(*graphs: Graph) -> EmbeddedStore:
    return EmbeddedStore.of((term_of(s), term_of(p), term_of(o)) for g in graphs for s, p, o in g)


def test_every_check_has_a_failing_example() -> None:
    assert set(FAILING) == set(PATHS)


@pytest.mark.parametrize("name", PATHS)
def test_check_is_named_by_its_file_and_speaks_two_languages(name: str) -> None:
    check = parse_check(PATHS[name].read_text(encoding="utf-8"), PATHS[name])
    assert check.rule == SHAPES + name
    assert set(check.messages) == {"en", "fr"}
    assert "ORDER BY" in check.select


@pytest.mark.parametrize("name", PATHS)
def test_check_passes_on_the_good_graph(name: str) -> None:
    check = parse_check(PATHS[name].read_text(encoding="utf-8"), PATHS[name])
    assert list(run_checks(store_of(GOOD), [check], limit=None)) == []


@pytest.mark.parametrize("name", PATHS)
def test_check_finds_its_fault_and_says_it(name: str) -> None:
    check = parse_check(PATHS[name].read_text(encoding="utf-8"), PATHS[name])
    said, things, message = FAILING[name]
    store = store_of(GOOD, Graph().parse(data=HEAD + said, format="turtle"))
    found = [result for result, _ in run_checks(store, [check], limit=None)]
    assert {result.focus_node[1:-1].removeprefix(THINGS) for result in found} == things
    assert any(message in result.rule.message("en") for result in found)
    for result in found:
        assert "{" not in result.rule.message("fr")
        assert result.rule.path is not None
        assert result.rule.severity in Severity


def test_rows_beyond_the_limit_are_counted() -> None:
    path = PATHS["website-on-several-records"]
    check = parse_check(path.read_text(encoding="utf-8"), path)
    said = "\n".join(
        f'r:x{n} a ccdp:DataResource ; dcterms:title "{n}"@en ; dcat:landingPage <urn:x:page> .'
        for n in range(10)
    )
    store = store_of(Graph().parse(data=HEAD + said, format="turtle"))
    assert [number for _, number in run_checks(store, [check], limit=3)] == [1, 1, 1, 7]


HEADER = "#+ rule: ccdps:x\n#+ severity: Info\n#+ message: {en: Wrong.}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?focus WHERE { ?focus a ?x }", "needs the key 'rule'"),
        (
            HEADER + "#+ colour: red\nSELECT ?focus WHERE { ?focus a ?x }",
            "'colour' is not a key of the header",
        ),
        (
            HEADER.replace("Info", "Bad") + "SELECT ?focus WHERE {}",
            "'severity' cannot be 'Bad'",
        ),
        (HEADER.replace("{en: Wrong.}", "Wrong.") + "SELECT ?focus WHERE {}", "by language"),
        (HEADER + "SELECT ?thing WHERE { ?thing a ?x }", r"including \?focus"),
        (HEADER + "ASK { ?focus a ?x }", r"including \?focus"),
        (HEADER.replace("Wrong.", '"{who}"') + "SELECT ?focus WHERE {}", r"\?who"),
        (HEADER.replace("ccdps:x", "nope:x") + "SELECT ?focus WHERE {}", "unknown prefix"),
    ],
)
def test_bad_header_names_the_file_and_what_to_do(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        parse_check(text, Path("mine.rq"))
    assert str(caught.value).startswith("mine.rq")


def test_check_that_is_no_sparql_names_its_file() -> None:
    check = parse_check(HEADER + "SELECT ?focus WHERE { ?focus a }", Path("mine.rq"))
    with pytest.raises(QueryError, match=r"mine\.rq: cannot be run"):
        list(run_checks(store_of(GOOD), [check], limit=None))
