"""The stored questions keep the house's rules; what they answer is tested on the built graph."""

import re
from collections import Counter

import pyoxigraph
import pytest
import yaml
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from rdflib.plugins.sparql import prepareQuery
from repository import ROOT

from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import PREFIXES, VOCABULARY, expand
from ccdp_graph.sparql.stored_query import AUDIENCES, StoredQuery

QUERIES = open_project(ROOT).queries()
SELECTS = tuple(query for query in QUERIES if query.form == "SELECT")
BOTH = {"en", "fr"}

# The provenance graph and the concepts have no mapping file: these are the terms they are made of.
WITHOUT_MAPPING = {
    *("ccdp:Cell", "ccdp:CellStatement", "ccdp:Row", "ccdp:Workbook"),
    *("ccdp:address", "ccdp:columnHeader", "ccdp:rawText", "ccdp:rowNumber", "ccdp:sha256"),
    *("ccdp:sheetName", "dcterms:isPartOf", "dcterms:title", "foaf:primaryTopic"),
    *("prov:Activity", "prov:Entity", "prov:generated", "prov:used", "prov:wasAssociatedWith"),
    *("dcterms:issued", "prov:wasDerivedFrom", "prov:wasGeneratedBy"),  # of a harvest, too
    *("rdf:predicate", "rdf:subject", "rdf:type"),
    *("skos:Concept", "skos:altLabel", "skos:broader", "skos:exactMatch", "skos:inScheme"),
    *("skos:closeMatch", "skos:notation", "skos:prefLabel", "skos:relatedMatch"),
}

Bound = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_PREFIX = re.compile(r"^PREFIX ([\w-]+): <([^>]*)>$", re.MULTILINE)
_NAME = re.compile(r"(?<![\w?<:-])([a-z][\w-]*):([A-Za-z][\w-]*)")
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*')


def every(*queries: StoredQuery) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("query", queries, ids=lambda query: query.name)


def prefixes(query: StoredQuery) -> dict[str, str]:
    return dict(_PREFIX.findall(query.text))


def code(query: StoredQuery) -> str:
    """Return the question from its form on: no header, prefixes, strings, IRIs or comments."""
    bare = _STRING_OR_COMMENT.sub(lambda match: '""' if match[0][0] == '"' else " ", query.text)
    return re.sub(r"^PREFIX .*$", "", bare, flags=re.MULTILINE).strip()


def names(query: StoredQuery) -> set[str]:
    return {f"{prefix}:{local}" for prefix, local in _NAME.findall(code(query))}


def iris(query: StoredQuery) -> set[str]:
    """Return every IRI that the question itself names, prefixed names expanded."""
    text = "\n".join(line for line in query.text.splitlines() if line[:1] != "#")
    written = set(re.findall(r"<([^<>\s]*)>", _PREFIX.sub("", text)))
    return written | {expand(name, prefixes(query)) for name in names(query)}


def concepts() -> dict[str, str]:
    """Return the scheme of each concept that the ontology folder holds."""
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*/*.ttl")):
        graph.parse(path)
    return {
        str(concept): str(graph.value(concept, SKOS.inScheme))
        for concept in graph.subjects(RDF.type, SKOS.Concept)
    }


CONCEPTS = concepts()


def run(query: StoredQuery) -> tuple[str, ...]:
    """Ask an empty store with every parameter bound; return the variables of a table."""
    term = pyoxigraph.NamedNode("https://example.org/value")
    bound: dict[pyoxigraph.Variable, Bound] = {
        pyoxigraph.Variable(f"_{parameter.name}"): (
            pyoxigraph.Literal("value")
            if parameter.kind in {"text", "number", "year", "date"}
            else term
        )
        for parameter in query.parameters
    }
    silent = query.text.replace("SERVICE ?", "SERVICE SILENT ?")  # nobody is asked in this test
    answer = pyoxigraph.Store().query(silent, substitutions=bound)
    if isinstance(answer, pyoxigraph.QuerySolutions):
        assert not list(answer)
        return tuple(variable.value for variable in answer.variables)
    if isinstance(answer, pyoxigraph.QueryTriples):
        assert not list(answer)
    else:
        assert not bool(answer)
    return ()


def test_every_audience_has_questions() -> None:
    asked = Counter(query.audience for query in QUERIES)
    assert len(QUERIES) >= 40
    assert asked.keys() == AUDIENCES.keys()
    assert min(asked.values()) >= 8


def test_every_form_of_question_is_there() -> None:
    assert {query.form for query in QUERIES} == {"SELECT", "ASK", "CONSTRUCT"}


@every(*QUERIES)
def test_name_is_kebab_case(query: StoredQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", query.name)


@every(*QUERIES)
def test_file_is_header_prefixes_question(query: StoredQuery) -> None:
    shape = r"(#\+ .*\n)+\n(PREFIX .*\n)+\n(SELECT|ASK|CONSTRUCT)\b(.+\n)+"
    assert re.fullmatch(shape, query.text)
    assert not re.search(r"[ \t]$", query.text, re.MULTILINE)
    assert max(map(len, query.text.splitlines())) <= 100


@every(*QUERIES)
def test_question_and_description_are_in_both_languages(query: StoredQuery) -> None:
    assert query.summary.keys() == BOTH
    assert query.description.keys() == BOTH
    assert all(words.endswith("?") for words in query.summary.values())
    assert all(words.endswith(".") for words in query.description.values())
    assert query.summary["en"] != query.summary["fr"]
    assert query.description["en"] != query.description["fr"]


@every(*QUERIES)
def test_tags_name_an_audience(query: StoredQuery) -> None:
    assert len(AUDIENCES.keys() & set(query.tags)) == 1
    assert len(set(query.tags)) == len(query.tags)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", tag) for tag in query.tags)


@every(*QUERIES)
def test_parameter_is_labelled_in_both_languages_and_has_an_example(query: StoredQuery) -> None:
    for parameter in query.parameters:
        assert parameter.labels.keys() == BOTH, parameter.name
        assert all(parameter.labels.values()), parameter.name
        assert parameter.example, parameter.name


@every(*QUERIES)
def test_parameter_says_nothing_that_is_not_understood(query: StoredQuery) -> None:
    lines = (line[3:] for line in query.text.splitlines() if line[:2] == "#+")
    header = yaml.load("\n".join(lines), yaml.BaseLoader)
    for name, entry in header.get("parameters", {}).items():
        assert entry.keys() <= {"type", "scheme", "label", "optional", "default", "example"}, name
        assert entry.get("optional", "true") == "true", name
        assert ("scheme" in entry) == (entry["type"] == "concept"), name
        assert not ("optional" in entry and "default" in entry), name


@every(*QUERIES)
def test_concept_parameter_names_a_scheme_and_a_concept_of_it(query: StoredQuery) -> None:
    for parameter in query.parameters:
        if parameter.kind == "concept":
            scheme = VOCABULARY + parameter.scheme
            assert (ROOT / "ontology/vocab" / f"{parameter.scheme}.ttl").is_file()
            assert CONCEPTS[f"{scheme}/{parameter.example}"] == scheme


@every(*QUERIES)
def test_every_underscored_variable_is_a_parameter(query: StoredQuery) -> None:
    used = set(re.findall(r"\?_(\w+)", code(query)))
    assert used == {parameter.name for parameter in query.parameters}


@every(*QUERIES)
def test_question_runs_with_every_parameter_bound(query: StoredQuery) -> None:
    variables = run(query)
    if query.form == "SELECT":
        assert {f"_{parameter.name}" for parameter in query.parameters} <= set(variables)


@every(*QUERIES)
def test_question_parses_in_rdflib(query: StoredQuery) -> None:
    assert prepareQuery(query.text).algebra.name == f"{query.form.title()}Query"


@every(*QUERIES)
def test_columns_have_headings_in_both_languages(query: StoredQuery) -> None:
    assert list(query.headings) == list(run(query))
    for name, words in query.headings.items():
        assert words.keys() == BOTH, name
    for language in BOTH:
        headings = [words[language] for words in query.headings.values()]
        assert len(set(headings)) == len(headings), "two columns would look alike"


@every(*QUERIES)
def test_prefixes_are_sorted_used_and_the_project_s(query: StoredQuery) -> None:
    declared = [prefix for prefix, _ in _PREFIX.findall(query.text)]
    assert declared == sorted(set(declared))
    assert query.text.count("PREFIX ") == len(declared), "one prefix a line"
    assert set(declared) == {name.partition(":")[0] for name in names(query)}
    for prefix, namespace in prefixes(query).items():
        assert namespace == PREFIXES.get(prefix, f"{VOCABULARY}{prefix}/")


@every(*QUERIES)
def test_terms_are_those_of_the_graph(query: StoredQuery) -> None:
    mapped: set[str] = set()
    for path in sorted((ROOT / "mapping").glob("*.yarrrml.yml")):
        mapped |= set(re.findall(r"[\w-]+:\w+", path.read_text(encoding="utf-8")))
    used = {name for name in names(query) if name.partition(":")[0] in PREFIXES}
    assert used <= mapped | WITHOUT_MAPPING


@every(*QUERIES)
def test_concepts_and_schemes_exist(query: StoredQuery) -> None:
    named = {iri for iri in iris(query) if iri.startswith((VOCABULARY, PREFIXES["at"]))}
    assert named <= CONCEPTS.keys() | set(CONCEPTS.values())


@every(*SELECTS)
def test_rows_are_distinct(query: StoredQuery) -> None:
    assert re.search(r"^(SELECT DISTINCT|GROUP BY) ", code(query), re.MULTILINE)


@every(*SELECTS)
def test_order_is_total(query: StoredQuery) -> None:
    head, _, order = code(query).rpartition("\nORDER BY ")
    assert head, "a table needs ORDER BY"
    counted = set(re.findall(r"AS \?(\w+)\)", head.partition("WHERE")[0]))
    assert set(re.findall(r"\?(\w+)", order)) >= set(run(query)) - counted
    assert re.search(r"\?\w+$", order), "the last key is an IRI"


@every(*SELECTS)
def test_label_of_a_concept_is_taken_in_one_language(query: StoredQuery) -> None:
    for variable in re.findall(r"skos:prefLabel \?(\w+)", code(query)):
        assert f'lang(?{variable}) = "en"' in query.text


@every(*QUERIES)
def test_no_construct_that_stores_disagree_on(query: StoredQuery) -> None:
    """Each of these gave another answer, or none in time, on one of the stores."""
    text = code(query)
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", text), "name the columns"
    assert not re.search(r"\bEXISTS\b", text), "quadratic on Oxigraph; use MINUS"
    assert not re.search(r"\|[^()|]*\)\s*[*+]", text), "(a|b)* fails on Virtuoso"
    assert len(re.findall(r"\w[*+](?=\s)", text)) <= 1, "Virtuoso loses rows of two paths that meet"
    assert not re.search(r"\bFROM\b|\bGROUP_CONCAT\b|\bSAMPLE\b", text)
    assert not re.search(r"\bVALUES\s*\(", text), "slow on rdflib; use UNION and BIND"


@every(*QUERIES)
def test_only_federated_questions_ask_elsewhere_and_the_asker_says_where(
    query: StoredQuery,
) -> None:
    services = re.findall(r"\bSERVICE (\S+)", code(query))
    endpoints = [f"?_{p.name}" for p in query.parameters if p.kind == "endpoint"]
    assert services == endpoints
    assert bool(services) == ("federated" in query.tags)
    assert all(not p.optional for p in query.parameters if p.kind == "endpoint")


@every(*QUERIES)
def test_only_provenance_and_what_was_harvested_are_asked_in_named_graphs(
    query: StoredQuery,
) -> None:
    assert ("GRAPH ?graph" in code(query)) == bool({"provenance", "harvested"} & set(query.tags))
    assert len(re.findall(r"\bGRAPH\b", code(query))) == code(query).count("GRAPH ?graph")


@every(*QUERIES)
def test_catalogue_records_are_told_from_rows_of_a_workbook(query: StoredQuery) -> None:
    """Where the default graph is the union of all graphs, rows have a primary topic as well."""
    topics = re.findall(r"(\S+ \S+) ;\s+foaf:primaryTopic", code(query))
    assert len(topics) == code(query).count("foaf:primaryTopic")
    assert set(topics) <= {"a dcat:CatalogRecord"}
