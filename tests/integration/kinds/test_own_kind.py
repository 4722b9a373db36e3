"""A kind of record that a project teaches has all that the bundled kinds have."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from ccdp_graph.cli.main import main
from ccdp_graph.project.project import Project

KIND, CLASS = "hospital-beds", "https://w3id.org/ccdp/id/term/HospitalBeds"
ZEBRA = f"https://w3id.org/ccdp/id/{KIND}/zebra-children-hospital"
HEADER = ("Hospital", "Country", "Beds", "Organisation", "Data types", "Website", "Remarks")
ROWS = (
    (
        "Zebra Children Hospital",
        "Peru",
        12,
        "Ministry of Zebras",
        "clinical",
        "https://zebra.example.org",
        "Old",
    ),
    ("Clinic of the North", "Norway", 20, "Clinics (CLN)", "clinical; genomic", None, None),
    *(
        (f"Ward {n}", ("Peru", "Chile")[n % 2], n, None, ("genomic", "unknown")[n % 2], None, None)
        for n in range(1, 11)
    ),
)
QUESTION = """\
#+ summary: Which country is it in?
#+ parameters:
#+   thing: {type: %s, example: Clinic of the North}
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?_thing ?country WHERE { ?_thing dcterms:spatial ?country } ORDER BY ?country
"""
THEIRS = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://their.example.org/1> a dcat:Resource ; dcterms:title "Zebra Children's Hospital"@en ;
  dcat:landingPage <https://zebra.example.org> .
"""

Run = Callable[..., str]


def workbook(path: Path, rows: tuple[tuple[object, ...], ...] = ROWS) -> None:
    book = Workbook()
    for row in (HEADER, *rows):
        book.worksheets[0].append(list(row))
    book.save(path)


def running(folder: Path) -> Run:
    """Return a function that runs a command in a folder and returns what it says."""

    def run(*words: str, status: int = 0) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            done = CliRunner().invoke(main, words, catch_exceptions=False)
        assert done.exit_code == status, done.output
        return done.output

    return run


def taught(folder: Path, *options: str) -> Run:
    """Make a project, teach it the kind, and say what its records are called."""
    running(folder.parent)("init", folder.name)
    (folder / "ccdp.toml").write_text('title = { en = "Wards" }', encoding="utf-8")
    workbook(folder / "beds.xlsx")
    run = running(folder)
    run("adopt", "beds.xlsx", "--as", KIND, *options)
    path = folder / f"mapping/{KIND}.columns.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("fr: Hospital beds", "fr: Lits d’hôpital")
    path.write_text(text.replace("fr: Hospital bed\n", "fr: Lit d’hôpital\n"), encoding="utf-8")
    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has records of its own kind alone, built and published."""
    folder = tmp_path_factory.mktemp("own") / "beds"
    run = taught(folder)
    (folder / "queries").mkdir()
    for name in (KIND, "record"):
        text = QUESTION % name
        (folder / f"queries/country-of-{name}.rq").write_text(text, encoding="utf-8")
    run("build", "beds.xlsx")
    run("publish", "--site", "site", "--base", "https://example.org/")
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    return running(folder)


def page(folder: Path, path: str) -> str:
    return (folder / f"site/{path}.html").read_text(encoding="utf-8")


def menu(text: str) -> list[str]:
    return re.findall(r"<li><a [^>]*>([^<]*)</a></li>", text.partition("</nav>")[0])


def headings(text: str) -> list[str]:
    """Return titles, headings and captions of a page."""
    return re.findall(r"<(?:h\d|caption|th)\b[^>]*>([^<]+)</", text)


def test_its_records_have_pages_under_its_name_in_both_languages(folder: Path) -> None:
    english, french = (page(folder, f"{at}{KIND}/zebra-children-hospital") for at in ("", "fr/"))
    assert f'<a href="../{KIND}/index.html">Hospital bed</a>' in english
    assert f'<a href="../../fr/{KIND}/index.html">Lit d’hôpital</a>' in french
    assert {"What it is", "Where", "Data and data model"} <= set(headings(english))
    assert re.search(r"Beds</[^>]*>.{0,40}12", english, re.DOTALL)
    assert '"@type": "Thing"' in english
    assert (folder / f"site/{KIND}/zebra-children-hospital.ttl").is_file()


def test_its_index_filters_by_what_the_column_file_says(folder: Path) -> None:
    text = page(folder, f"{KIND}/index")
    assert headings(text)[0] == "Hospital beds"
    assert "Hospital beds (12)" in text
    assert "Filter by: Country (3)" in text
    assert headings(page(folder, f"fr/{KIND}/index"))[0] == "Lits d’hôpital"


def test_a_project_without_bundled_records_does_not_speak_of_them(folder: Path) -> None:
    assert menu(page(folder, "index"))[:3] == [
        "Hospital beds",
        "Organisations",
        "Countries and regions",
    ]
    for path in ("index", "gaps", "scores", "map/index", "matrix/index", "data", "fr/index"):
        shown = " ".join(headings(page(folder, path)) + menu(page(folder, path)))
        assert not re.search("networks|data resources|réseaux|ressources", shown.lower()), path
    for file in (folder / "site").rglob("*.html"):
        if "question" not in file.parts:
            text = file.read_text(encoding="utf-8")
            assert not [title for title in headings(text) if title.endswith("(0)")], file
    for name in ("resource", "network", "matrix/connections.html"):
        assert not (folder / "site" / name).exists()
    home = page(folder, "index")
    assert "Countries with hospital beds" in home
    assert "Hospital beds by country" in home
    assert "Completeness of the hospital beds" in page(folder, "scores")


def test_it_is_a_dimension_and_its_columns_are_others(run: Run) -> None:
    rows = run("matrix", "--rows", KIND, "--columns", "data-type", "--format", "csv").splitlines()
    assert rows[0] == "Hospital bed \\ Data type,clinical data,genomic data,unknown"
    assert "Zebra Children Hospital,1,0,0" in rows
    made = json.loads(
        run("matrix", "--rows", "country", "--columns", "data-type", "--format", "json")
    )
    assert made["note"] == "hospital beds that have both values"
    said = run("matrix", "--rows", KIND, "--columns", "network-type", "--format", "json")
    assert json.loads(said)["note"].startswith("hospital beds in the countries that the networks")
    said = run("matrix", "--rows", KIND, "--columns", "resource-type", status=2)
    assert "no record has both 'hospital-beds' and 'resource-type'" in said


def test_maps_gaps_and_matches_count_its_records(run: Run) -> None:
    assert "Peru\t6" in run("map")
    assert run("map", "--count", KIND) == run("map") == run("map", "--count", "all")
    assert "did you mean 'hospital-beds'" in run("map", "--count", "hospital-bed", status=2)
    gaps = json.loads(run("gaps", "--format", "json"))["gaps"]
    assert {gap["label"] for gap in gaps} == {"Data type (hospital beds)"}
    said = run("match", "--have", "Peru, genomic")
    assert "Hospital beds that fit" in said
    assert "Networks that fit" not in said
    made = json.loads(run("match", "--have", "Norway", "--format", "json"))["matches"]
    assert [match["kind"] for match in made] == [KIND, "partner"]


def test_why_finds_a_record_by_name_and_names_cell_and_line(run: Run) -> None:
    said = run("why", "Zebra Children Hospital", "Beds")
    assert "beds.xlsx Sheet!C2" in said
    assert f"{KIND}.yarrrml.yml, line" in said
    assert run("why", f"{KIND}/zebra-children-hospital", "Beds") == said


@pytest.mark.parametrize("kind", [KIND, "record"])
def test_questions_take_its_records_as_values(run: Run, kind: str) -> None:
    name = f"country-of-{kind}"
    rows = run("query", name, "--thing", "clinic of the north", "--format", "csv").splitlines()
    assert rows[1:] == [f"https://w3id.org/ccdp/id/{KIND}/clinic-of-the-north," + NORWAY]
    assert "did you mean 'Zebra Children Hospital'" in run(
        "query", name, "--thing", "Zebra Childrn Hospital", status=2
    )


NORWAY = "http://publications.europa.eu/resource/authority/country/NOR"


def test_generic_questions_count_its_records(run: Run) -> None:
    missing = run("query", "missing-values", "--format", "csv")
    assert f"{CLASS},https://w3id.org/ccdp/ontology#dataType," in missing
    filled = run("query", "completeness-by-property", "--format", "csv")
    assert f"{CLASS},http://purl.org/dc/terms/title,12" in filled


def test_records_with_the_same_website_are_found(run: Run, folder: Path) -> None:
    same = [(*row[:5], "https://zebra.example.org", row[6]) for row in ROWS[:2]]
    workbook(folder / "same.xlsx", tuple(same))
    run("build", "same.xlsx", "-o", "same")
    report = (folder / "same/report.txt").read_text(encoding="utf-8")
    assert "'Clinic of the North' has the same website" in report


def test_it_has_a_table_with_its_metadata(folder: Path) -> None:
    dumps = folder / "site/dumps"
    with (dumps / f"{KIND}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert {row["iri"] for row in rows} >= {ZEBRA}
    metadata = json.loads((dumps / f"{KIND}.csv-metadata.json").read_text(encoding="utf-8"))
    assert metadata["dc:title"] == "Hospital beds as a table"
    assert "Les lits d’hôpital en tableau" in page(folder, "fr/data")
    assert not (dumps / "resources.csv").exists()


def test_links_are_suggested_and_names_are_matched(folder: Path, run: Run) -> None:
    (folder / "theirs.ttl").write_text(THEIRS, encoding="utf-8")
    run("link", "suggest", "theirs.ttl", "-o", "review.xlsx")
    cells = [
        cell.value for row in load_workbook(folder / "review.xlsx").worksheets[0] for cell in row
    ]
    assert {ZEBRA, "https://their.example.org/1"} <= set(cells)
    (folder / "names.csv").write_text("Name\nzebra children hospital\n", encoding="utf-8")
    run("match-names", "names.csv", "--column", "Name", "--type", KIND, "-o", "matched.csv")
    assert ZEBRA in (folder / "matched.csv").read_text(encoding="utf-8")


def test_changes_of_its_records_are_told(run: Run, tmp_path: Path) -> None:
    workbook(tmp_path / "beds.xlsx", ((*ROWS[0][:2], 13, *ROWS[0][3:]), *ROWS[1:-1]))
    run("build", str(tmp_path / "beds.xlsx"), "-o", str(tmp_path / "later"))
    said = run("diff", "ccdp-build", str(tmp_path / "later"))
    assert f"### Zebra Children Hospital, `{KIND}/zebra-children-hospital`" in said
    assert "Beds" in said


def test_a_release_counts_its_records(run: Run, folder: Path) -> None:
    run("release", "1", "--date", "2026-12-31")
    description = next((folder / "releases").rglob("*.ttl"))
    texts = "".join(p.read_text(encoding="utf-8") for p in description.parent.glob("*.ttl"))
    assert "12 hospital beds, 3 organisations" in texts
    assert "0 networks" not in texts


def test_what_is_no_dataset_is_kept_from_catalogues_of_datasets(folder: Path) -> None:
    assert KIND not in (folder / "site/dumps/dcat-ap-3.ttl").read_text(encoding="utf-8")


def test_records_that_are_datasets_go_to_catalogues_and_count_as_data(tmp_path: Path) -> None:
    run = taught(tmp_path / "beds", "--dataset")
    run("build", "beds.xlsx")
    said = run("validate", "ccdp-build/graph.ttl", "--target", "dcat-ap-3")
    assert "14 of 14 records pass" in said
    assert "Countries with data resources but no network" in run("gaps", "--lang", "en")
    path = tmp_path / f"beds/mapping/{KIND}.columns.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("dataset: true", "dataset: false"), encoding="utf-8")
    said = run("build", "beds.xlsx", status=2)
    assert said.count("\n") == 1
    assert f"{KIND}.columns.yml: dataset: false, but the mapping" in said


def test_a_class_that_the_mapping_does_not_give_is_refused(tmp_path: Path) -> None:
    run = taught(tmp_path / "beds")
    path = tmp_path / f"beds/mapping/{KIND}.columns.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("term/HospitalBeds", "term/Bed"), encoding="utf-8")
    said = run("build", "beds.xlsx", status=2)
    assert "does not give its records the class" in said
    assert said.count("\n") == 1


def test_it_stands_beside_the_bundled_kinds(tmp_path: Path, files: Project) -> None:
    run = taught(tmp_path / "beds")
    run("build", "beds.xlsx", *map(str, files.workbooks))
    run("publish", "--site", "site", "--base", "https://example.org/")
    folder = tmp_path / "beds"
    assert menu(page(folder, "index"))[:4] == [
        "Data resources",
        "Networks",
        "Hospital beds",
        "Organisations",
    ]
    assert "Hospital beds by country" in page(folder, f"map/{KIND}")
    made = json.loads(run("map", "--count", "all", "--format", "json"))
    assert made["title"] == "Data resources, networks, and hospital beds by country"
    assert "Hospital beds (" in page(folder, "place/PER")


def test_records_without_countries_or_dates_have_a_site_too(tmp_path: Path) -> None:
    running(tmp_path)("init", "tools")
    run = running(tmp_path / "tools")
    (tmp_path / "tools/tools.csv").write_text("Tool,Purpose\nOne,a\nTwo,b\n", encoding="utf-8")
    run("adopt", "tools.csv", "--as", "tools")
    run("build", "tools.csv")
    run("publish", "--site", "site", "--base", "https://example.org/", "--date", "2026-01-31")
    home = page(tmp_path / "tools", "index")
    assert menu(home)[:3] == ["Tools", "Organisations", "Vocabularies"]
    assert {"Map", "Countries and regions"}.isdisjoint(menu(home))
    assert "latest update" not in home
    assert not (tmp_path / "tools/site/map").exists()
    assert "error: no records of the graph name countries" in run("map", status=2)
    assert run("gaps", "--format", "csv").count("\n") == 1
