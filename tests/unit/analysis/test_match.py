"""Matches give reasons that stand in their cells, and points that the weights explain."""

from pathlib import Path
from typing import Any

import pytest
from repository import ROOT

from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.match_model import Match, Matching, parse_weights, read_weights
from ccdp_graph.analysis.match_request import find_matches
from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.pipeline.model import TidyBuild
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

NETWORK = "https://w3id.org/ccdp/id/network/"


def matches(store: EmbeddedStore, project: Project, **asked: Any) -> Matching:
    dimensions, weights = read_dimensions(project), read_weights(project)
    return find_matches(
        store, project.record_types(), dimensions, weights, concepts=project.concepts, **asked
    )


def of_kind(found: Matching, kind: str) -> list[Match]:
    return [match for match in found.matches if match.kind == kind]


@pytest.fixture(scope="module")
def fitting(store: EmbeddedStore, files: Project) -> Matching:
    return matches(store, files, have="FHIR, Peru, genomic", want="federated analysis", number=500)


def test_the_networks_that_fit_are_those_of_the_records(
    fitting: Matching, tidied: TidyBuild
) -> None:
    """No network gets less than its exact agreements are worth; narrower ones may add to it."""
    records = next(d for d in tidied.documents if d.name == "federated-networks").arrays["records"]
    wanted = {
        "data_model": ("https://w3id.org/ccdp/vocab/data-model/fhir", 4.0),
        "data_types": ("https://w3id.org/ccdp/vocab/data-type/genomic", 3.0),
        "federation_approach": (
            "https://w3id.org/ccdp/vocab/federation-approach/federated-analysis",
            4.5,
        ),
    }
    exact = {
        f"{NETWORK}{entry.values['id']}": sum(
            points for key, (iri, points) in wanted.items() if iri in str(entry.values.get(key, ""))
        )
        for entry in records
    }
    found = {match.iri: match.points for match in of_kind(fitting, "network")}
    assert {iri for iri, points in exact.items() if points} <= set(found)
    assert all(found[iri] >= points for iri, points in exact.items() if points)
    assert sorted(exact.values())[-1] == 4 + 4.5
    assert fitting.max_points == 4 + 3 + 3 + 4.5
    best = of_kind(fitting, "network")[0]
    assert best.points == max(found.values())
    assert best.rank == 1


def test_points_are_the_sum_of_reasons_and_reasons_stand_in_their_cells(
    fitting: Matching, tidied: TidyBuild
) -> None:
    raw = {source.cell: source.text for source in tidied.tidied.cells}
    for kind in ("network", "resource", "partner"):
        found = of_kind(fitting, kind)
        assert found
        assert [m.points for m in found] == sorted((m.points for m in found), reverse=True)
        for match in found:
            total = sum(reason.points for reason in match.reasons)
            assert match.points == pytest.approx(total, abs=0.05)
            for reason in match.reasons:
                assert reason.cells, (match, reason)
                assert all(raw[citation.cell] == citation.text for citation in reason.cells)


def test_a_resource_of_the_country_is_cited_to_its_country_cell(fitting: Matching) -> None:
    reasons = [
        reason
        for match in of_kind(fitting, "resource")
        for reason in match.reasons
        if reason.says == "Country: Peru"
    ]
    assert [[str(citation.cell) for citation in reason.cells] for reason in reasons] == [
        ["Data resources!C84"]
    ]


def test_words_that_are_not_understood_are_said(store: EmbeddedStore, files: Project) -> None:
    found = matches(store, files, have="OMPO CDM; Frrance, qzx", want="OMOP")
    assert found.unknown == (("OMPO CDM", "OMOP CDM"), ("Frrance", "France"), ("qzx", ""))
    assert [word.label for word in found.understood] == ["OMOP CDM"]
    with pytest.raises(
        QueryError, match=r"none of the words is known: 'qzx'; 'Frrance' \(did you mean"
    ):
        matches(store, files, have="qzx, Frrance")
    with pytest.raises(QueryError, match="give a network"):
        matches(store, files, have="  ")


def test_broader_and_narrower_places_count_for_less(store: EmbeddedStore, files: Project) -> None:
    found = matches(store, files, have="France", number=200)
    says = {reason.says: reason.points for match in found.matches for reason in match.reasons}
    assert says["Country: France"] == 3
    assert says["Country: Europe, which includes France"] == pytest.approx(3 * 0.6)
    region = matches(store, files, have="Western Europe", number=200)
    says = {reason.says: reason.points for match in region.matches for reason in match.reasons}
    assert says["Region: France, which is part of Western Europe"] == pytest.approx(2 * 0.9)


def test_a_network_is_matched_without_itself_and_its_own_partners(
    store: EmbeddedStore, files: Project
) -> None:
    found = matches(store, files, network="pcdc", number=500)
    names = {match.iri for match in found.matches}
    assert NETWORK + "pcdc" not in names
    own = {"university-of-chicago", "cog", "nci"}
    assert not {f"https://w3id.org/ccdp/id/organisation/{name}" for name in own} & names
    assert (
        of_kind(found, "network")[0].label == "International Neuroblastoma Risk Group Data Commons"
    )
    assert {word.dimension for word in found.understood} >= {"data-model", "federation-approach"}
    with pytest.raises(QueryError, match="nothing in the graph is called 'rnce'"):
        matches(store, files, network="rnce")


def test_weights_of_a_project_stand_for_the_bundled_ones(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "analysis").mkdir()
    text = (ROOT / "analysis" / "match.yml").read_text(encoding="utf-8")
    own = text.replace("data-model: 4", "data-model: 40")
    (tmp_path / "analysis" / "match.yml").write_text(own, encoding="utf-8")
    found = matches(store, open_project(tmp_path), have="OMOP, genomic")
    assert found.max_points == 43
    assert found.matches[0].reasons[0].points == 40


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("data-model: 4", "data-modle: 4", "no dimension 'data-modle'; did you mean"),
        ("country: 3", "country: much", "'country' of 'weights' must be a number, not a text"),
        ("have: 1", "hav: 1", "'hav' is not a key of a file of weights; did you mean 'have'"),
        ("holder: 0.6", "", "needs the key 'holder'"),
        ("weights:", "weight:", "did you mean 'weights'"),
    ],
)
def test_wrong_weights_are_refused(old: str, new: str, message: str, files: Project) -> None:
    text = (ROOT / "analysis" / "match.yml").read_text(encoding="utf-8")
    assert read_weights(files).points
    with pytest.raises(AssetError, match=message):
        parse_weights(text.replace(old, new), Path("match.yml"), read_dimensions(files))


def test_matches_are_told_in_french(store: EmbeddedStore, files: Project) -> None:
    found = matches(store, files, have="Pérou", language="fr")
    assert [word.label for word in found.understood] == ["Pérou"]
    assert found.matches[0].reasons[0].says == "Pays : Pérou"
    assert found.answers("fr").heading("cells") == "Cellules"
