"""The pinned lists of the world's names: where they come from, and that they can be made again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from repository import ROOT

from ccdp_graph.cli.main import main
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.name_lists import read_name_list
from ccdp_graph.linking.names import NamedThing
from ccdp_graph.linking.sources import link_source, pinned_list
from ccdp_graph.project.project import open_project

SHARED = Path(os.environ.get("CCDP_SHARED", ROOT.parent / "shared"))
WIKIDATA = "http://www.wikidata.org/entity/"
LISTS = sorted((ROOT / "ontology" / "external").glob("*.names.tsv*"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_says_where_it_comes_from_and_under_which_licence(path: Path) -> None:
    names = read_name_list(path)
    assert names.title
    assert "https://github.com/" in names.source
    assert names.licence.startswith(("https://creativecommons.org/", "https://www.apache.org/"))
    assert len({thing.iri for thing in names.things}) == len(names.things) > 0


def test_the_kinds_that_lists_link_are_kinds_of_ours() -> None:
    files = open_project(ROOT)
    schemes = {concept.scheme for concept in files.concepts().concepts}
    for path in LISTS:
        assert set(read_name_list(path).links) <= schemes | {"organisation"}


def test_info_tells_the_age_of_the_lists() -> None:
    told = CliRunner().invoke(main, ["info"]).output
    for path in LISTS:
        names = read_name_list(path)
        assert f"{path.name} ({names.title})\tas of {names.modified}\n" in told


@pytest.mark.skipif(
    not (SHARED / "standards").is_dir(),
    reason="the standards' files are not beside the checkout; set CCDP_SHARED",
)
def test_lists_are_what_their_sources_give(tmp_path: Path) -> None:
    script = ROOT / "ontology" / "external" / "refresh_names.py"
    command = [sys.executable, str(script), str(SHARED / "standards"), "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    made = {path.name: path for path in tmp_path.iterdir()}
    mapped = {"fairsharing.names.tsv", "wikidata.names.tsv"}  # from Bioregistry's own package
    assert made.keys() == {path.name for path in LISTS} - mapped
    for path in LISTS:
        if path.name in made:
            assert read_name_list(made[path.name]) == read_name_list(path)


REGISTRY = {
    "loinc": {"mappings": {"fairsharing": "FAIRsharing.2mk2zb", "wikidata.entity": "Q502480"}},
    "icd10": {"mappings": {"wikidata.entity": "Q1"}},
    "icd11": {"mappings": {"wikidata.entity": "Q1"}},
    "omop": {},
    "unheard-of": {"mappings": {"fairsharing": "FAIRsharing.000000"}},
}


@pytest.mark.skipif(
    not (SHARED / "standards").is_dir(),
    reason="the standards' files are not beside the checkout; set CCDP_SHARED",
)
def test_what_bioregistry_maps_is_taken_where_one_prefix_alone_is_mapped_so(tmp_path: Path) -> None:
    (tmp_path / "registry.json").write_text(json.dumps(REGISTRY), encoding="utf-8")
    script = ROOT / "ontology" / "external" / "refresh_names.py"
    words = [str(SHARED / "standards"), "-o", str(tmp_path)]
    words += ["--bioregistry", str(tmp_path / "registry.json")]
    subprocess.run([sys.executable, str(script), *words], check=True, cwd=ROOT)
    (loinc,) = read_name_list(tmp_path / "fairsharing.names.tsv").things
    assert (loinc.iri, loinc.acronyms) == (
        "https://fairsharing.org/FAIRsharing.2mk2zb",
        ("LOINC",),
    )
    (same,) = read_name_list(tmp_path / "wikidata.names.tsv").things
    assert (same.iri, same.name) == (f"{WIKIDATA}Q502480", loinc.name)


def test_groups_of_iccc_have_their_names_and_codes() -> None:
    found = pinned_list("iccc", open_project(ROOT).name_lists()).things
    assert len(found) == 12 + 47
    things = {thing.acronyms[0]: thing for thing in found}
    assert things["ICCC-3 Ia"].name == "Lymphoid leukemias"
    assert things["ICCC-3 III"].name == "CNS intracranial intraspinal"
    assert things["ICCC-3 IX"].iri == (
        "https://w3id.org/valuesets/ICCC3MainGroup#IX_SOFT_TISSUE_SARCOMAS"
    )


def test_wikidata_knows_the_organisations_that_ror_knows_by_their_wikidata_id() -> None:
    files = open_project(ROOT)
    names = link_source("wikidata", files)
    found = {thing.iri: thing for thing in names.things if "ror.org" in "".join(thing.identifiers)}
    assert len(found) > 20_000
    centre = next(t for t in found.values() if t.identifiers == ("https://ror.org/04cdgtt98",))
    assert (centre.name, centre.country) == ("German Cancer Research Center", "DE")
    ours = NamedThing("https://example.org/x", "DKFZ", "", identifiers=centre.identifiers)
    best = NameIndex.of(t for t in found.values() if t.country == "DE").candidates(ours)[0]
    assert best.thing == centre
    assert "same identifier https://ror.org/04cdgtt98" in best.evidence
