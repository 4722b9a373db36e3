"""What is counted of results: the same as if each had been told and the first kept."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings, strategies as st
from repository import ROOT

from ccdp_graph.cell import CellRef
from ccdp_graph.model.report import Finding, Severity
from ccdp_graph.profiles.aggregation import RecordIndex, RemedyIndex, ResultAggregator
from ccdp_graph.profiles.targets import project_target
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import CCDP, PREFIXES, RDF, THINGS
from ccdp_graph.rdf.terms import iri
from ccdp_graph.validation.engines.pyshacl import finding_of
from ccdp_graph.validation.graph_files import finder_of
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup
from ccdp_graph.validation.results import Result, Rule

FILES = open_project(ROOT)
TARGET = project_target("dcat-ap-3", FILES)
TITLE, KEYWORD = PREFIXES["dcterms"] + "title", PREFIXES["dcat"] + "keyword"
IDENTIFIER = PREFIXES["dcterms"] + "identifier"
RECORDS = [f"{THINGS}resource/{name}" for name in "abc"]
NODES = [*RECORDS, f"{RECORDS[0]}/period", f"{THINGS}organisation/o", f"{THINGS}catalogue/all"]
RULES = [
    Rule(f"urn:rule:{name}", path, severity, {"en": said, "fr": f"{said} !"}, f"urn:{name}")
    for name, path, severity, said in (
        ("title", TITLE, Severity.VIOLATION, "title"),
        ("keyword", KEYWORD, Severity.VIOLATION, "keyword"),
        ("nowhere", "urn:nowhere", Severity.WARNING, "nowhere"),
        ("no-path", None, Severity.VIOLATION, "anything"),
    )
]
CELLS = st.builds(CellRef, st.just("b.xlsx"), st.sampled_from("ST"), *[st.integers(2, 4)] * 2)
SAID = st.dictionaries(
    st.tuples(
        st.sampled_from([*NODES, "urn:foreign"]),
        st.sampled_from([TITLE, f"{CCDP}dataType", IDENTIFIER]),
    ),
    st.lists(CELLS, min_size=1, max_size=4),
    max_size=8,
)
RESULTS = st.lists(
    st.builds(
        Result,
        st.sampled_from(RULES),
        st.sampled_from(NODES).map(iri),
        st.sampled_from([None, '"a"', '"b"@en', '""', "<urn:x>"]),
    ),
    max_size=20,
)
STATEMENTS = [
    *((iri(record), iri(RDF + "type"), iri(PREFIXES["dcat"] + "Dataset")) for record in RECORDS),
    (iri(RECORDS[1]), iri(PREFIXES["dcterms"] + "publisher"), iri(NODES[4])),
]


def one_by_one(
    results: list[Result], finder: ProvenanceLookup, remedies: RemedyIndex
) -> dict[Any, list[Finding]]:
    """Tell every result, by demand and by where to mend it."""
    found: dict[Any, list[Finding]] = {}
    for result in results:
        rule, finding = result.rule, finding_of(result, finder, "en")
        kind = result.focus_node[1:-1].removeprefix(THINGS).split("/")[0]
        fill = remedies.of(kind, rule.iri, rule.path or "")
        if fill == remedies.nowhere and not finding.raw:
            row = finder.rows.get(result.focus_node)
            finding = replace(finding, cells=() if row is None else (row,))
        told = remedies.label(fill, "en")
        found.setdefault((rule.iri, rule.path or "", told), []).append(finding)
    return found


@settings(deadline=None)
@given(SAID, RESULTS)
def test_the_example_of_a_gap_is_the_first_of_all_its_findings(
    said: dict[tuple[str, str], list[CellRef]], results: list[Result]
) -> None:
    finder, remedies = (
        finder_of(said, FILES.settings.base, FILES.described_terms),
        RemedyIndex(TARGET, FILES.column_files(), FILES.record_types()),
    )
    things = RecordIndex.of(STATEMENTS, TARGET, THINGS)
    tally = ResultAggregator(things, remedies, finder, THINGS, "en")
    for result in results:
        tally.add(result)
    english, french = (tally.report(TARGET, {}, language) for language in ("en", "fr"))
    expected = one_by_one(results, finder, remedies)
    assert {(g.rule, g.path, g.remedy): (g.results, g.place, g.value) for g in english.gaps} == {
        key: (len(findings), first.place, first.raw)
        for key, findings in expected.items()
        for first in [min(findings, key=lambda finding: finding.order)]
    }
    assert [replace(g, message="", remedy="") for g in english.gaps] == [
        replace(g, message="", remedy="") for g in french.gaps
    ]
    blocked = {
        record
        for result in results
        if result.rule.severity is Severity.VIOLATION
        for record in things.records_of(result.focus_node[1:-1])
    }
    assert english.passing == len(RECORDS) - len(blocked)


def plainly(said: dict[tuple[str, str], list[CellRef]]) -> ProvenanceLookup:
    """Find cells in the plainest way: one look at all of them for each answer."""
    every = [(s, p, cell) for (s, p), cells in said.items() for cell in cells]
    rows = {}
    for subject in {s for s, _, _ in every if "/catalogue/" not in s}:
        own = [(p, cell) for s, p, cell in every if s == subject]
        named = [cell for p, cell in own if p == IDENTIFIER]
        rows[iri(subject)] = named[-1] if named else own[0][1]
    columns = {}
    for place in {(cell.workbook, cell.sheet, p) for _, p, cell in every}:
        numbers = [c.column for _, p, c in every if (c.workbook, c.sheet, p) == place]
        columns[place] = min(numbers, key=lambda column: (-numbers.count(column), column))
    cells = {(iri(s), iri(p)): tuple(sorted(set(those))) for (s, p), those in said.items()}
    return ProvenanceLookup(cells, rows, columns)


@settings(deadline=None)
@given(SAID)
def test_cells_rows_and_columns_are_found_as_plain_looking_finds_them(
    said: dict[tuple[str, str], list[CellRef]],
) -> None:
    found, expected = finder_of(said, FILES.settings.base, FILES.described_terms), plainly(said)
    assert found.cells == expected.cells
    assert found.rows == expected.rows
    assert found.columns == expected.columns
