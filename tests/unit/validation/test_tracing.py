"""From a result to the cell that can mend it, and to what may be written there."""

from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from repository import ROOT

from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.report import Finding, Report, Severity
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import CCDP, PREFIXES, RDF, VOCABULARY, XSD
from ccdp_graph.rdf.terms import Statement, iri, literal
from ccdp_graph.validation.engines.dispatch import results_on_statements, truncate_findings
from ccdp_graph.validation.engines.pyshacl import finding_of
from ccdp_graph.validation.graph_files import check_graph
from ccdp_graph.validation.project_shapes import project_shapes
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup
from ccdp_graph.validation.results import Result, Rule
from ccdp_graph.validation.suggestions import Suggester

FILES = open_project(ROOT)
HEADERS = ["Resource name", "Country", "Resource type", "Organisation", "Data types", "Access"]
ROWS: list[list[Any]] = [
    ["First registry", "France", "Population-based registry", "Inserm", "clinical", "open"],
    ["Second registry", "France", "Population-based registry", "Inserm", "clinical", "open"],
    ["Third registry", "France", None, "Inserm", None, None],
]
THING = iri(PREFIXES["ccdpi"] + "resource/x")
A = iri(RDF + "type")
THIRD = PREFIXES["ccdpi"] + "resource/third-registry"


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("survey") / "survey.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Survey"
    sheet.append(HEADERS)
    for row in ROWS:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def made(survey: Path) -> Build:
    return build([survey], FILES)


@cache
def concepts() -> ConceptIndex:
    return FILES.concepts()


def about(report: Report, name: str) -> Finding:
    """Return the finding of one property shape at the third registry."""
    return next(
        finding
        for finding in report.findings
        if finding.rule.endswith(f"#{name}") and finding.focus_node == THIRD
    )


def test_a_missing_value_leads_to_the_empty_cell_of_its_column(made: Build) -> None:
    missing = about(made.report, "DataResource-resource-type-required")
    assert missing.severity is Severity.VIOLATION
    assert [str(cell) for cell in missing.cells] == ["Survey!C4"]


def test_a_missing_value_has_what_other_rows_of_the_organisation_say(
    made: Build, survey: Path
) -> None:
    said = about(made.report, "DataResource-access-useful").suggestion
    assert said == "2 other rows of this organisation say 'open'."
    french = about(build([survey], FILES, language="fr").report, "DataResource-access-useful")
    assert french.suggestion.startswith("2 autres lignes de cet organisme disent «")
    assert french.message.startswith("L’élément « accès »")


def test_what_no_column_can_supply_is_said_so_at_the_row(made: Build) -> None:
    missing = about(made.report, "DataResource-landing-page-useful")
    assert [str(cell) for cell in missing.cells] == ["Survey!A4"]
    assert "The sheet has no column for this" in missing.suggestion


def test_a_graph_with_provenance_leads_to_the_same_cells(made: Build, tmp_path: Path) -> None:
    made.write(tmp_path / "out")
    report = check_graph(tmp_path / "out" / "graph.nq", FILES)
    of_build = {(f.rule, f.focus_node): f.cells for f in made.report.findings if f.component}
    of_graph = {(f.rule, f.focus_node): f.cells for f in report.findings}
    assert set(of_build) == set(of_graph)
    assert of_graph == of_build
    assert about(report, "DataResource-access-useful").suggestion


def result(rule: str, path: str, focus_node: str = THING, value: str | None = None) -> Result:
    return Result(Rule(rule, path, Severity.VIOLATION, {"en": "Wrong."}, "c"), focus_node, value)


def test_a_default_leads_to_the_file_that_states_it() -> None:
    role = iri(VOCABULARY + "role/coordinator")
    path = PREFIXES["dcat"] + "hadRole"
    finder = ProvenanceLookup(defaults={(iri(path), role): "mapping/networks.yarrrml.yml"})
    found = finding_of(result("r", path, value=role), finder, "en")
    assert found.file == found.place == "mapping/networks.yarrrml.yml"
    assert (
        found.suggestion == "This does not come from a cell, but from mapping/networks.yarrrml.yml."
    )


def test_what_a_vocabulary_describes_leads_to_its_file(tmp_path: Path) -> None:
    concept = VOCABULARY + "access/open"
    path = tmp_path / "graph.nt"
    path.write_text(f"<{concept}> <{RDF}type> <{CCDP}DataResource> .\n", encoding="utf-8")
    report = check_graph(path, FILES)
    assert report.findings[0].file == "ontology/vocab/access.ttl"
    catalogue = PREFIXES["ccdpi"] + "catalogue/main"
    path.write_text(f"<{catalogue}> <{RDF}type> <{PREFIXES['dcat']}Catalog> .\n", encoding="utf-8")
    report = check_graph(path, FILES, language="fr")
    assert {finding.place for finding in report.findings} == {"ccdp.toml"}
    assert "cela vient de ccdp.toml" in report.findings[0].suggestion


@pytest.mark.parametrize(
    ("predicate", "value", "said"),
    [
        ("ccdp:access", iri(VOCABULARY + "acess/open"), "Did you mean 'open'?"),
        ("ccdp:governance", literal("consortum"), "Did you mean 'consortium'?"),
        ("dcat:landingPage", literal("www.example.org"), "Write the full web address, such as"),
        ("healthdcatap:minTypicalAge", literal("3.5", datatype=XSD + "decimal"), "whole number"),
        ("dcterms:accessRights", iri("urn:x:restricted"), "Did you mean '"),
    ],
)
def test_a_wrong_value_has_a_suggestion(predicate: str, value: str, said: str) -> None:
    prefix, _, name = predicate.partition(":")
    statements: list[Statement] = [
        (THING, A, iri(CCDP + "DataResource")),
        (THING, iri(PREFIXES[prefix] + name), value),
    ]
    shapes = project_shapes(FILES)
    suggester = Suggester(statements, shapes.supported, concepts)
    found, _ = truncate_findings(
        results_on_statements(statements, shapes),
        lambda each: finding_of(each, ProvenanceLookup(), "en", suggester.suggest(each)),
    )
    assert any(said in finding.suggestion for finding in found if finding.value)
