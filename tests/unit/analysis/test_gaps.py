"""What was not asked, what was left empty and what stayed text are told apart."""

import json

import pytest

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.gaps import KINDS, Gap, find_gaps, gap_answers, gaps_json
from ccdp_graph.cli.ask.gaps import gaps_command
from ccdp_graph.model.evidence import cited
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

SURVEY = (
    "Resource name,Country,Access,Data model\n"
    "One,Peru,Open,OMOP\n"
    "Two,Peru,Unknown,\n"
    "Three,Chile,,Our own table of 1998\n"
    "Four,Chile,Controlled,\n"
)


@pytest.fixture(scope="module")
def survey(files: Project, tmp_path_factory: pytest.TempPathFactory) -> Build:
    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return build([path], files)


def by_label(found: tuple[Gap, ...]) -> dict[str, Gap]:
    return {gap.label: gap for gap in found}


def test_unknown_empty_text_and_not_asked_are_kept_apart(survey: Build, files: Project) -> None:
    facts = read_facts(EmbeddedStore.parse(survey.quads()), files.record_types())
    found = by_label(find_gaps(facts, read_dimensions(files), kinds=["unanswered"]))
    access, model = found["Access (data resources)"], found["Data model (data resources)"]
    molecular = found["Molecular data (data resources)"]
    assert access.answers == {"answered": 2, "unknown": 1, "empty": 1}
    assert model.answers == {"answered": 1, "as-text": 1, "empty": 2}
    assert molecular.answers == {"not-asked": 4}
    assert cited(access.cells).endswith("!C3, C4")
    assert cited(model.cells).endswith("!D3, D4, D5")
    assert molecular.cells == ()
    assert molecular.answers_text("fr") == "4 non demandé"


def test_without_provenance_nothing_is_said_to_be_not_asked(survey: Build, files: Project) -> None:
    public = "".join(f"{s} {p} {o} .\n" for s, p, o in survey.public)
    facts = read_facts(EmbeddedStore.parse(public), files.record_types())
    found = by_label(find_gaps(facts, read_dimensions(files), kinds=["unanswered"]))
    assert found["Molecular data (data resources)"].answers == {"empty": 4}
    assert found["Access (data resources)"].answers == {"answered": 2, "unknown": 1, "empty": 1}
    assert not any(gap.cells for gap in found.values())


def test_gaps_of_a_graph_without_networks_are_all_countries(survey: Build, files: Project) -> None:
    facts = read_facts(EmbeddedStore.parse(survey.quads()), files.record_types(), "fr")
    found = find_gaps(facts, read_dimensions(files), kinds=KINDS[:3], language="fr")
    assert {gap.label for gap in found if gap.kind == KINDS[0]} == {"Pérou", "Chili"}
    assert {gap.heading for gap in found if gap.kind == KINDS[0]} == {
        "Pays ayant des ressources de données mais aucun réseau"
    }


def test_an_empty_graph_has_no_gaps(files: Project) -> None:
    facts = read_facts(EmbeddedStore.parse(""), files.record_types())
    assert find_gaps(facts, read_dimensions(files)) == ()


def test_table_and_json_hold_every_gap(facts: CatalogueIndex, files: Project) -> None:
    found = find_gaps(facts, read_dimensions(files))
    table = gap_answers(found, "en")
    assert len(table.rows) == len(json.loads(gaps_json(found))["gaps"]) == len(found)
    for gap, row in zip(found, table.rows, strict=True):
        assert sum(gap.answers.values()) == gap.records or gap.kind == KINDS[0]
        assert len(row) == len(table.variables)
    assert table.heading("not-asked") == "not asked"


def test_kinds_of_the_command_line_are_those_of_the_analysis() -> None:
    assert tuple(getattr(gaps_command.params[0].type, "choices", ())) == KINDS
