"""Targets: what each is given, what its official shapes say of it, and what is told of gaps."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from repository import ROOT
from standards import STANDARDS, fdp_reference, mended_specification, needs_standards, required

from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError
from ccdp_graph.files.atomic import write_files
from ccdp_graph.model.settings import Settings, parse_settings
from ccdp_graph.profiles.check import CheckedGraph, check_shapes, check_target, check_target_in
from ccdp_graph.profiles.profile import parse_targets
from ccdp_graph.profiles.targets import project_target, project_targets
from ccdp_graph.profiles.views import VIEWS, view
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.namespaces import THINGS
from ccdp_graph.rdf.terms import Statement
from ccdp_graph.validation.engines.pyshacl import graph_of, validate
from ccdp_graph.validation.graph_files import read_checked
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup
from ccdp_graph.validation.shape_files import read_shape_files
from ccdp_graph.validation.shape_parser import ShapesError

FILES = open_project(ROOT)
LEVELS = {"PUBLIC": "public", "RESTRICTED": "restricted", "NON_PUBLIC": "non-public"}
ACCESS = "http://publications.europa.eu/resource/authority/access-right/"
DESK = "mailto:desk@example.org"
UNPUBLISHED = "national-cancer-registration-of-mongolia"
"""The one resource whose row names no organisation."""

FULL = Settings(
    homepage="https://example.org/",
    version="1.0",
    issued="2026-01-31",
    legislation=("http://data.europa.eu/eli/reg/2025/327/oj",),
    access_body={"FRA": "Example access body"},
    access_body_contact={"FRA": DESK},
)


@pytest.fixture(scope="module")
def built(bundled: Path) -> Path:
    """Return the graph of the bundled workbooks."""
    return bundled / "graph.nq"


@pytest.fixture(scope="module")
def public(built: Path) -> tuple[Statement, ...]:
    return read_checked(built, FILES.settings.base, FILES.described_terms)[0]


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@needs_standards
@pytest.mark.parametrize("project", [Settings(), FULL], ids=["bare", "full"])
def test_dcat_ap_view_has_no_violation_of_the_official_shapes(
    public: tuple[Statement, ...], project: Settings
) -> None:
    names = ("shapes", "range", "mdr-vocabularies.shape")
    shapes = read_shape_files([STANDARDS / "dcat-ap-3.0.1" / f"{name}.ttl" for name in names])
    graph = graph_of(view("dcat-ap-3", public, project))
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 133
    assert required(graph, shapes) == []


@needs_standards
@pytest.mark.parametrize("project", [Settings(), FULL], ids=["bare", "full"])
def test_fdp_view_lacks_of_reference_and_specification_only_what_its_workbook_lacks(
    public: tuple[Statement, ...], project: Settings
) -> None:
    graph = graph_of(view("fdp", public, project))
    assert (
        len(set(graph.subjects(RDF.type, URIRef("https://w3id.org/fdp/fdp-o#FAIRDataPoint")))) == 1
    )
    assert len(set(graph.subjects(RDF.type, DCAT.Catalog))) == 2
    assert [(f.focus_node, f.result_path) for f in required(graph, fdp_reference())] == [
        (f"{THINGS}resource/{UNPUBLISHED}", str(DCTERMS.publisher))
    ]
    assert required(graph, mended_specification()) == []


@needs_standards
@pytest.mark.parametrize("level", LEVELS)
def test_health_gaps_are_those_of_the_official_shapes_of_the_level(
    public: tuple[Statement, ...], level: str
) -> None:
    graph = graph_of(view("healthdcat-ap", public, FULL))
    of_level = set(graph.subjects(DCTERMS.accessRights, URIRef(ACCESS + level)))
    assert of_level
    for other in set(graph.subjects(RDF.type, DCAT.Dataset)) - of_level:
        graph.remove((other, RDF.type, DCAT.Dataset))
    told = Graph(bind_namespaces="none")
    if level == "NON_PUBLIC":
        told += [(s, RDF.type, URIRef(f"{ROOT_SHAPES}NonPublicDataset")) for s in of_level]
    ours = read_shape_files([ROOT / "shapes" / "targets" / "healthdcat-ap"])
    theirs = read_shape_files([STANDARDS / f"healthdcat-ap-r8/pyshacl/{LEVELS[level]}-shapes.ttl"])
    found = {(f.focus_node, f.result_path) for f in required(graph + told, ours)}
    assert found == {(f.focus_node, f.result_path) for f in required(graph, theirs)}
    assert {path for _, path in found} >= {str(DCAT.distribution)}


ROOT_SHAPES = "https://w3id.org/ccdp/shapes#"


@needs_standards
def test_schema_org_shapes_ask_what_the_list_of_fields_says() -> None:
    fields = json.loads((STANDARDS / "schemaorg" / "google-dataset-fields.json").read_text())
    shapes = read_shape_files([ROOT / "shapes" / "targets" / "schema-org"])
    from rdflib import SH

    asked = {
        (
            str(kind).rpartition("/")[2],
            str(shapes.value(shape, SH.path)).rpartition("/")[2],
            severity,
        )
        for holder, kind in shapes.subject_objects(SH.targetClass)
        for shape in shapes.objects(holder, SH.property)
        for severity in [str(shapes.value(shape, SH.severity)).rpartition("#")[2]]
    }
    listed = {
        (kind, re.split(r"[ (]", name)[0], severity)
        for kind in ("Dataset", "DataDownload", "DataCatalog")
        for key, severity in (("required", "Violation"), ("recommended", "Warning"))
        for line in fields[kind].get(key, [])
        for name in line.split(" / ")[:1]
    }
    assert {(kind, name) for kind, name, _ in listed} - {("Dataset", "hasPart")} <= {
        (kind, name) for kind, name, _ in asked
    }
    assert {e for e in listed if e[2] == "Violation"} == {e for e in asked if e[2] == "Violation"}


@pytest.mark.parametrize("name", VIEWS)
def test_view_is_the_same_whatever_the_order_and_has_no_blank_node(
    public: tuple[Statement, ...], name: str
) -> None:
    made = view(name, public, FULL)
    assert made == view(name, reversed(public), FULL)
    assert made == tuple(sorted(set(made)))
    assert not any(term.startswith("_:") for statement in made for term in statement)


def test_views_never_invent_what_nobody_said(public: tuple[Statement, ...]) -> None:
    bare = graph_of(view("healthdcat-ap", public, Settings()))
    assert not any(str(p).endswith(("#hdab", "applicableLegislation")) for p in bare.predicates())
    assert (None, DCAT.distribution, None) not in bare
    full = graph_of(view("healthdcat-ap", public, FULL))
    french = URIRef("http://publications.europa.eu/resource/authority/country/FRA")
    with_body = set(full.subjects(URIRef("http://healthdataportal.eu/ns/health#hdab")))
    assert with_body
    assert with_body == {
        s for s in full.subjects(DCTERMS.spatial, french) if (s, RDF.type, DCAT.Dataset) in full
    }


def test_search_engines_read_what_a_mapping_of_ones_own_states(
    public: tuple[Statement, ...],
) -> None:
    dataset = next(s for s, p, o in public if p == RDF.type.n3() and o == DCAT.Dataset.n3())
    agent = next(o for s, p, o in public if p == DCTERMS.publisher.n3())
    stated = {
        "creator": (DCTERMS.creator.n3(), agent),
        "citation": (DCTERMS.bibliographicCitation.n3(), '"A report. 2020."'),
        "isPartOf": (DCTERMS.isPartOf.n3(), "<https://example.org/survey>"),
        "version": ("<http://www.w3.org/ns/dcat#version>", '"2.1"'),
    }
    said = {(dataset, predicate, value) for predicate, value in stated.values()}
    seen = set(view("schema-org", tuple(sorted({*public, *said})), FILES.settings))
    for local, (_, value) in stated.items():
        assert (dataset, f"<https://schema.org/{local}>", value) in seen
    before = set(view("schema-org", public, FILES.settings))
    assert not {p for _, p, _ in before} & {f"<https://schema.org/{local}>" for local in stated}


def test_networks_are_no_part_of_a_dcat_ap_view(public: tuple[Statement, ...]) -> None:
    text = "\n".join(" ".join(s) for s in view("dcat-ap-3", public, Settings()))
    assert f"<{THINGS}network/" not in text
    assert "catalogue/federated-networks" not in text


def test_targets_are_listed_in_two_languages() -> None:
    done = invoke("targets")
    assert done.exit_code == 0
    names = [line.split("\t")[0] for line in done.output.splitlines()[1:]]
    assert names == ["ccdp", "dcat-ap-3", "healthdcat-ap", "fdp", "schema-org"]
    assert "Ce que doit" not in done.output
    assert "Le service de métadonnées" in invoke("targets", "--lang", "fr").output


def test_validate_prints_a_table_a_target_and_its_status(built: Path) -> None:
    done = invoke("validate", str(built), "--target", "fdp")
    assert done.exit_code == 1, done.output
    assert "fdp 1.2: 135 of 136 records pass" in done.output
    assert "column 'Organisation' (data-resources)\tData resources!E126" in done.output
    assert 'ccdp.toml: contact_email = "desk@example.org"' in done.output
    done = invoke("validate", str(built), "--target", "schema-org")
    assert done.exit_code == 0, done.output
    assert "schema-org 2026: 134 of 134 records pass" in done.output
    blocked = invoke("validate", str(built), "-t", "healthdcat-ap", "--format", "json")
    assert blocked.exit_code == 1
    (report,) = json.loads(blocked.output)["targets"]
    assert (report["records"], report["passing"]) == (135, 0)
    gaps = {gap["resultPath"].rpartition("#")[2]: gap for gap in report["gaps"]}
    assert gaps["hdab"]["records"] == 133
    assert gaps["hdab"]["fill"].startswith("ccdp.toml: access_body")
    assert gaps["hasStructuredData"]["fill"] == "no column provides it"
    order = [(g["severity"] != "Violation", -g["lifts"], -g["records"]) for g in report["gaps"]]
    assert order == sorted(order)


def test_validate_speaks_french_as_table_and_as_text(built: Path) -> None:
    done = invoke("validate", str(built), "-t", "dcat-ap-3", "--lang", "fr")
    assert done.exit_code == 0
    assert "dcat-ap-3 3.0.1 : 135 fiches sur 135 conformes" in done.output
    assert "colonne « Contact » (data-resources)" in done.output
    text = invoke("validate", str(built), "-t", "dcat-ap-3", "--format", "text").output
    assert "  Severity: Warning; Records: 134; " in text


def test_a_workbook_names_the_empty_cell_and_one_fix_lifts_its_records() -> None:
    case = ROOT / "examples" / "data-resources.xlsx"
    done = invoke("validate", str(case), "--target", "ccdp", "--format", "json")
    assert done.exit_code == 0
    (report,) = json.loads(done.output)["targets"]
    missing = next(gap for gap in report["gaps"] if "'Organisation'" in gap["message"])
    assert missing["fill"] == "column 'Organisation' (data-resources)"
    assert missing["firstAt"] == "Data resources!E126"


@pytest.mark.parametrize("target", ["fdp", "schema-org", "dcat-ap-3"])
def test_what_ccdp_toml_is_to_say_is_never_placed_in_a_cell(built: Path, target: str) -> None:
    checked = read_checked(built, FILES.settings.base, FILES.described_terms)
    report = check_target(CheckedGraph(*checked), project_target(target, FILES), FILES)
    placed = {gap.place for gap in report.gaps if gap.remedy.startswith("ccdp.toml")}
    assert placed
    assert not {place for place in placed if "!" in place}


def test_what_one_fix_lifts_counts_the_records_that_it_alone_blocks(
    public: tuple[Statement, ...],
) -> None:
    titles = [s for s in public if s[1] == f"<{DCTERMS.title}>" and f"<{THINGS}resource/" in s[0]]
    titles = [s for s in titles if not s[0].endswith("/record>")]
    less = tuple(sorted(set(public) - set(titles[:7])))
    report = check_target(
        CheckedGraph(less, ProvenanceLookup()), project_target("dcat-ap-3", FILES), FILES
    )
    assert (report.records, report.passing, report.conforms) == (135, 128, False)
    assert [(g.records, g.unblocks, g.remedy) for g in report.gaps if g.unblocks] == [
        (7, 7, "column 'Resource name' (data-resources)")
    ]


OWN = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:S> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcat:version ; sh:minCount 1 ; sh:message "Say the version." ] .
"""


def test_shapes_of_ones_own_are_checked(built: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        OWN,
        encoding="utf-8",
    )
    done = invoke("validate", str(built), "--shapes", str(own))
    assert done.exit_code == 1
    assert "own.ttl: 95 of 228 records pass" in done.output
    assert "Violation\t133\t133\tSay the version.\tno column provides it\t" in done.output
    assert invoke("validate", str(built), "--shapes", str(tmp_path)).output.startswith(
        tmp_path.name
    )


@needs_standards
def test_official_shapes_can_be_given_as_they_are(public: tuple[Statement, ...]) -> None:
    path = STANDARDS / "healthdcat-ap-r8" / "shapes" / "non-public-shapes.ttl"
    report = check_shapes(CheckedGraph(public, ProvenanceLookup()), [path], FILES)
    assert not report.conforms  # it has a property shape without a path, and is read as meant
    assert report.heading().startswith("non-public-shapes.ttl: 95 of 228")


def test_a_project_folder_adds_a_target_of_its_own(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"ccdp.toml": 'publisher = "Example Institute"\n'})
    write_files(
        tmp_path / "shapes",
        {"targets.yml": "mine: {title: Mine, source: here, records: [dcat:Catalog], shapes: [my]}"},
    )
    shape = (ROOT / "shapes" / "targets" / "fdp" / "agent.ttl").read_text(encoding="utf-8")
    write_files(tmp_path / "shapes" / "my", {"agent.ttl": shape})
    monkeypatch.chdir(tmp_path)
    assert [t.name for t in project_targets(open_project(tmp_path))][-1] == "mine"
    assert len(open_project(tmp_path).shapes()) == len(FILES.shapes())
    done = invoke("validate", str(built), "--target", "mine")
    assert (done.exit_code, done.output) == (
        0,
        "mine: 3 of 3 records pass; 100% of recommended values present\n",
    )


CIRCLE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:A> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property <urn:P> .
<urn:P> sh:path <urn:p> ; sh:node <urn:A> .
"""
BAD_SHAPES = {
    "no Turtle": ("@prefix sh: <http://x> .\nsh:a sh:b\n", ("shapes.ttl, line ", "not Turtle")),
    "an import": (
        "<urn:o> <http://www.w3.org/2002/07/owl#imports>\n <https://example.org/far> .",
        ("shapes.ttl, line 2", "imports <https://example.org/far>", "add that file"),
    ),
    "a circle": (CIRCLE, ("shapes.ttl, line 2", "refers to itself", "break the cycle")),
    "is not SHACL": ("<urn:a> <urn:b> <urn:c> .", ("shapes.ttl", "no sh:NodeShape")),
    "a wrong shape": (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:A> a sh:NodeShape ; "
        "sh:targetClass <http://www.w3.org/ns/dcat#Dataset> ; sh:datatype 7, 8 .",
        ("the shapes are not valid SHACL",),
    ),
}


def thin(folder: Path) -> Path:
    """Write a graph of one dataset."""
    kinds = ("https://w3id.org/ccdp/ontology#DataResource", str(DCAT.Dataset))
    lines = (f"<{THINGS}resource/a> <{RDF.type}> <{kind}> .\n" for kind in kinds)
    (folder / "thin.nt").write_text("".join(lines), encoding="utf-8")
    return folder / "thin.nt"


def refused(done: Result, *said: str) -> None:
    assert done.exit_code == 2, done.output
    assert len(done.output.splitlines()) == 1, done.output
    assert all(word in done.output for word in ("error: ", *said)), done.output


@pytest.mark.parametrize("name", BAD_SHAPES)
def test_bad_shapes_are_refused_in_one_line(tmp_path: Path, name: str) -> None:
    text, said = BAD_SHAPES[name]
    (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")
    refused(
        invoke("validate", str(thin(tmp_path)), "--shapes", str(tmp_path / "shapes.ttl")), *said
    )


def test_a_folder_without_shapes_and_an_unknown_target_are_refused(tmp_path: Path) -> None:
    graph = str(thin(tmp_path))
    refused(invoke("validate", graph, "--shapes", str(tmp_path)), "has no .ttl")
    refused(invoke("validate", graph, "--shapes", str(tmp_path / "no.ttl")), "no.ttl")
    refused(invoke("validate", graph, "-t", "dcat-ap3"), "did you mean 'dcat-ap-3'")


@pytest.mark.parametrize("options", [(), ("-t", "ccdp")], ids=["own shapes", "a target"])
def test_a_graph_is_not_checked_beside_others(tmp_path: Path, options: tuple[str, ...]) -> None:
    workbook = str(ROOT / "examples" / "data-resources.xlsx")
    done = invoke("validate", workbook, str(thin(tmp_path)), *options)
    refused(done, "thin.nt: a graph is checked alone; give one graph, or workbooks only")


def test_an_empty_graph_and_one_of_another_project_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    (tmp_path / "far.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    (tmp_path / "bare.nt").write_text(f"<{THINGS}a> <urn:b> <urn:c> .\n", encoding="utf-8")
    for name, said in (
        ("empty.ttl", "is empty"),
        ("far.nt", "belongs to another project"),
        ("bare.nt", "has no records"),
    ):
        refused(invoke("validate", str(tmp_path / name), "-t", "dcat-ap-3"), said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "must be values by name, not a list"),
        ("mine: {title: M, source: s}", "a target needs the key 'records'"),
        (
            "mine: {title: M, source: s, records: [dcat:Catalog], shape: [x]}",
            "'shape' is not a key of a target",
        ),
        (
            "mine: {title: M, source: s, records: [nowhere:Catalog]}",
            "'nowhere:Catalog' has an unknown prefix",
        ),
        ("mine: text", "'mine' of the file must be keys with values"),
    ],
)
def test_a_wrong_targets_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(AssetError, match=said):
        parse_targets(text, Path("targets.yml"))


def test_settings_of_targets_are_checked_on_reading() -> None:
    path = Path("ccdp.toml")
    assert parse_settings('issued = "2026-01-31"', path).issued == "2026-01-31"
    for wrong in ('issued = "31 January"', 'legislation = ["EHDS"]', 'access_body = "Body"'):
        with pytest.raises(AssetError, match="line 1"):
            parse_settings(wrong, path)


EVERY_AIM = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix i: <https://w3id.org/ccdp/id/resource/> .
<urn:A> a sh:NodeShape ; sh:targetNode i:rnce ; sh:property <urn:P> .
<urn:B> a sh:NodeShape ; sh:targetSubjectsOf dcat:landingPage ; sh:property <urn:P> .
<urn:D> a sh:NodeShape ; sh:targetObjectsOf dcat:dataset ; sh:property <urn:P> .
dcat:Catalog a sh:NodeShape, rdfs:Class ; sh:property <urn:P> .
<urn:E> a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property <urn:P> .
<urn:P> sh:path dcat:version ; sh:minCount 1 ; sh:message "Say the version." .
"""


def test_things_checked_in_turn_give_what_all_at_once_give(
    public: tuple[Statement, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "aims.ttl").write_text(EVERY_AIM, encoding="utf-8")
    whole = validate(graph_of(public) + FILES.background(), read_shape_files([tmp_path]))
    ours = [finding for finding in whole if str(finding.focus_node).startswith(THINGS)]
    things = {finding.focus_node for finding in ours}  # some are aimed at twice
    assert len(things) == 133 + 85 + 3 + 325
    reports = []
    for number in (100, 10_000):
        monkeypatch.setattr("ccdp_graph.validation.engines.pyshacl._BATCH_SIZE", number)
        reports.append(check_shapes(CheckedGraph(public, ProvenanceLookup()), [tmp_path], FILES))
    assert reports[0] == reports[1]
    assert sum(gap.results for gap in reports[0].gaps) == len(things)


def test_our_engine_and_pyshacl_tell_the_same_of_each_target(
    public: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = CheckedGraph(public, ProvenanceLookup())
    own = [
        check_target_in(checked, target, FILES, ("en", "fr")) for target in project_targets(FILES)
    ]

    def refuse(*_: object, **__: object) -> None:
        raise ShapesError("left to pySHACL whole")

    monkeypatch.setattr("ccdp_graph.profiles.check.read_shapes", refuse)
    for target, known in zip(project_targets(FILES), own, strict=True):
        assert check_target_in(checked, target, FILES, ("en", "fr")) == known, target.name
    assert {report["en"].passing > 0 for report in own} == {True, False}
