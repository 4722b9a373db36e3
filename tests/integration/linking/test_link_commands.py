"""`ccdp link` and `ccdp match-names`, run as a person runs them."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ccdp_graph.cli.main import main
from ccdp_graph.model.sssom import parse_links
from ccdp_graph.rdf.namespaces import THINGS

SURVEY = """\
Network,Full name,Coordinating organisation,Coordinating country,Network type,Website
FCPA,First childhood partnership A,Fatima Memorial Hospital,Pakistan,Registry network,https://www.fatimamemorial.org.pk/x
SCPB,Second childhood partnership B,Tata Memorial Hospital,India,Registry network,https://example.org/
"""
# Five records as in ROR: reading all of it would take seconds in every test.
HOSPITALS = """\
#title: Some hospitals of ROR
#source: https://github.com/ror-community/ror-records
#license: https://creativecommons.org/publicdomain/zero/1.0/
#modified: 2026-11-25
#links: organisation
#iri: https://ror.org/
id\tname\tacronyms\taliases\tcountry\thost\ttypes
03qhs4066\tFatima Memorial Hospital\tFMH\t\tPK\tfatimamemorial.org.pk\thealthcare
01egxa393\tFMH College of Medicine & Dentistry\tFMHCMD\t\tPK\tfmhcmd.edu.pk\teducation
010842375\tTata Memorial Hospital\tTMC\tTata Memorial Centre\tIN\ttmc.gov.in\thealthcare
04qzfn040\tNiramaya Hospital\t\t\tIN\t\thealthcare
03hs1mz31\tTata Main Hospital\tTMH\tTata Hospital\tIN\t\thealthcare
"""
FATIMA, TATA = "https://ror.org/03qhs4066", "https://ror.org/010842375"


def invoke(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "mine"
    assert invoke("init", str(folder)).exit_code == 0
    (folder / "networks.csv").write_text(SURVEY, encoding="utf-8")
    lists = folder / "ontology" / "external"
    lists.mkdir(parents=True)
    (lists / "hospitals.names.tsv").write_text(HOSPITALS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert invoke("build", "networks.csv").exit_code == 0
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(built, folder)
    monkeypatch.chdir(folder)
    return folder


def decide(path: Path, decisions: dict[str, str]) -> list[tuple[object, ...]]:
    """Fill in a review: by IRI of the candidate, what is decided; return the rows as they were."""
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    rows = list(sheet.iter_rows(min_row=3))
    was: list[tuple[object, ...]] = [tuple(cell.value for cell in row) for row in rows]
    for row in rows:
        row[6].value = decisions.get(str(row[8].value))
    book.save(path)
    return was


def test_a_review_is_written_decided_and_never_asked_again(project: Path) -> None:
    done = invoke("link", "suggest", "hospitals")
    assert done.exit_code == 0, done.output
    assert "of which certain\t1\nwritten\treview.xlsx" in done.output
    rows = {str(row[8]): row for row in decide(Path("review.xlsx"), {FATIMA: "yes", TATA: "no"})}
    assert rows[FATIMA][:7] == (
        "Fatima Memorial Hospital",
        "PK",
        "Fatima Memorial Hospital",
        "PK",
        100,
        "same name 'Fatima Memorial Hospital'; same country PK; "
        "same website fatimamemorial.org.pk; type healthcare",
        "yes",
    )
    assert rows[TATA][6] is None
    done = invoke("link", "accept", "review.xlsx", "--author", "A. Curator", "--date", "2026-11-25")
    assert (done.exit_code, done.output) == (
        0,
        f"links\t1\nrefused\t1\nstored\t{project / 'mapping' / 'links.sssom.tsv'}\n",
    )
    text = Path("mapping/links.sssom.tsv").read_text(encoding="utf-8")
    links = {link.object: link for link in parse_links(text, Path("x"), THINGS).rows}
    assert (links[FATIMA].refused, links[TATA].refused) == (False, True)
    assert (links[FATIMA].author, links[FATIMA].day, links[FATIMA].confidence) == (
        "A. Curator",
        "2026-11-25",
        "1.00",
    )
    assert "\tNot\tskos:exactMatch\t" in text
    assert invoke("build", "networks.csv").exit_code == 0
    turtle = Path("ccdp-build/graph.ttl").read_text(encoding="utf-8")
    assert f"skos:exactMatch <{FATIMA}>" in turtle
    assert TATA not in turtle
    again = invoke("link", "suggest", "hospitals", "-o", "again.xlsx")
    assert again.exit_code == 0
    asked = {str(row[8]) for row in decide(Path("again.xlsx"), {})}
    assert asked
    assert not asked & {FATIMA, TATA}
    assert not any("Fatima" in str(row[0]) for row in decide(Path("again.xlsx"), {}))


def test_a_review_in_french_is_decided_in_french(project: Path) -> None:
    assert invoke("link", "suggest", "hospitals", "--lang", "fr").exit_code == 0
    decide(Path("review.xlsx"), {FATIMA: "oui", TATA: "Proche"})
    done = invoke("link", "accept", "review.xlsx", "--author", "A. Curator")
    assert "links\t2\n" in done.output, done.output
    text = (project / "mapping" / "links.sssom.tsv").read_text("utf-8")
    assert "skos:closeMatch" in text
    decide(Path("review.xlsx"), {FATIMA: "peut-être"})
    refused = invoke("link", "accept", "review.xlsx", "--author", "A. Curator")
    assert refused.exit_code == 2
    assert "'peut-être' is not a decision; write yes, close, related, no" in refused.output


def test_close_and_related_things_are_linked_as_such_and_twice_is_once(project: Path) -> None:
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    decide(Path("review.xlsx"), {FATIMA: "close", TATA: "related"})
    assert "links\t2\n" in invoke("link", "accept", "review.xlsx", "--author", "A. Curator").output
    path = project / "mapping" / "links.sssom.tsv"
    text = path.read_text("utf-8")
    assert invoke("link", "accept", "review.xlsx", "--author", "A. Curator").exit_code == 0
    assert path.read_text("utf-8") == text
    assert invoke("build", "networks.csv").exit_code == 0
    turtle = Path("ccdp-build/graph.ttl").read_text("utf-8")
    assert f"skos:closeMatch <{FATIMA}>" in turtle
    assert f"skos:relatedMatch <{TATA}>" in turtle


def test_what_is_certain_is_stored_without_asking_where_that_is_said(project: Path) -> None:
    done = invoke("link", "suggest", "hospitals", "--accept-certain", "--author", "A. Curator")
    assert done.exit_code == 0, done.output
    assert "stored without review\t1\n" in done.output
    text = (project / "mapping" / "links.sssom.tsv").read_text(encoding="utf-8")
    (link,) = parse_links(text, Path("x"), THINGS).rows
    assert (link.object, link.justification) == (FATIMA, "semapv:LexicalMatching")


def test_a_review_that_may_hold_decisions_is_not_written_over(project: Path) -> None:
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    before = (project / "review.xlsx").read_bytes()
    done = invoke("link", "suggest", "hospitals", "--accept-certain")
    assert done.exit_code == 2
    assert not (project / "mapping" / "links.sssom.tsv").exists()
    assert "review.xlsx: already exists and may hold decisions" in done.output
    assert (project / "review.xlsx").read_bytes() == before
    assert invoke("link", "suggest", "hospitals", "--force").exit_code == 0


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ({FATIMA: "perhaps"}, "'perhaps' is not a decision; write yes, close, related, no"),
        ({FATIMA: "yes", TATA: "YES"}, None),
    ],
)
def test_a_decision_that_is_none_names_its_row(
    project: Path, decision: dict[str, str], message: str | None
) -> None:
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    decide(Path("review.xlsx"), decision)
    done = invoke("link", "accept", "review.xlsx")
    assert done.exit_code == (0 if message is None else 2)
    if message:
        assert "review.xlsx, row " in done.output
        assert message in done.output
        assert not (project / "mapping" / "links.sssom.tsv").exists()


@pytest.mark.usefixtures("project")
def test_one_thing_cannot_be_two_records() -> None:
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    rows = decide(Path("review.xlsx"), {})
    both = {str(row[8]): "yes" for row in rows if row[0] == "Tata Memorial Hospital"}
    assert len(both) > 1
    decide(Path("review.xlsx"), both)
    done = invoke("link", "accept", "review.xlsx")
    assert done.exit_code == 2
    assert "'Tata Memorial Hospital' cannot be both" in done.output


def test_links_that_make_two_of_ours_one_are_a_violation(project: Path) -> None:
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    decide(Path("review.xlsx"), {FATIMA: "yes"})
    assert invoke("link", "accept", "review.xlsx").exit_code == 0
    path = project / "mapping" / "links.sssom.tsv"
    row = next(line for line in path.read_text("utf-8").splitlines() if FATIMA in line)
    other = row.replace("fatima-memorial-hospital", "tata-memorial-hospital")
    with path.open("a", encoding="utf-8") as file:
        file.write(other + "\n")
    done = invoke("build", "networks.csv")
    assert done.exit_code == 1
    report = json.loads(Path("ccdp-build/report.json").read_text("utf-8"))
    (found,) = [entry for entry in report["findings"] if entry["rule"] == "links#equated"]
    assert found["severity"] == "Violation"
    assert found["message"] == (
        "Exact matches say that 'Fatima Memorial Hospital' and 'Tata Memorial Hospital' are the "
        "same."
    )


def test_a_list_that_is_not_there_and_a_folder_that_is_no_project_are_said(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = invoke("link", "suggest", "hospitls")
    assert done.exit_code == 2
    told = "no list of names, harvested source or file 'hospitls'; did you mean 'hospitals'?"
    assert done.output == f"error: {told}\n"
    assert invoke("link", "suggest", "hospitals").exit_code == 0
    monkeypatch.chdir(tmp_path)
    done = invoke("link", "accept", str(project / "review.xlsx"))
    assert done.exit_code == 2
    assert "there is no project folder to write decisions to" in done.output


def test_diseases_and_coding_systems_are_suggested_too(project: Path) -> None:
    for source, ours, theirs in (
        ("mondo", "neuroblastoma", "http://purl.obolibrary.org/obo/MONDO_0005072"),
        ("ncit", "neuroblastoma", "http://purl.obolibrary.org/obo/NCIT_C3270"),
        ("bioregistry", "NCI Thesaurus", "https://bioregistry.io/registry/ncit"),
    ):
        target = project / f"{source}.xlsx"
        assert invoke("link", "suggest", source, "-o", str(target)).exit_code == 0
        assert (ours, theirs) in {(row[0], row[8]) for row in decide(target, {})}


def test_names_of_a_spreadsheet_get_iris_with_and_without_a_graph(project: Path) -> None:
    names = "Partner,Land\nTata Memorial Hospital,India\nMemorial Hospital,\n=SUM(A1),\nPérou,\n"
    (project / "names.csv").write_text(names, encoding="utf-8")
    done = invoke("link", "index", "-o", "index.json")
    assert (done.exit_code, done.output) == (0, "written\tindex.json\n")
    assert invoke("link", "index").output == Path("index.json").read_text("utf-8")
    words = ("match-names", "names.csv", "--column", "partner", "--country-column", "Land")
    done = invoke(*words, "-o", "graph.csv")
    assert (done.exit_code, done.output) == (0, "names\t4\nwith an IRI\t2\nwritten\tgraph.csv\n")
    assert invoke(*words, "--index", "index.json", "-o", "index.csv").exit_code == 0
    text = Path("graph.csv").read_text("utf-8")
    assert text == Path("index.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["IRI"] == f"{THINGS}organisation/tata-memorial-hospital"
    assert rows[0]["Evidence"] == "same name 'Tata Memorial Hospital'; same country IN"
    assert (rows[1]["IRI"], rows[1]["Evidence"]) == ("", "ambiguous: choose one")
    assert f"{THINGS}organisation/tata-memorial-hospital" in rows[1]["Other candidates"]
    assert rows[2]["Partner"] == "'=SUM(A1)"
    assert (rows[3]["Match"], rows[3]["Type"]) == ("Peru", "country")
    assert invoke(*words, "-o", "matched.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook("matched.xlsx").active
    assert sheet is not None
    assert sheet["C2"].hyperlink.target == f"{THINGS}organisation/tata-memorial-hospital"
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=SUM(A1)", "s")


def test_only_things_of_the_type_asked_for_are_named(project: Path) -> None:
    (project / "names.csv").write_text("Name\nPeru\n", encoding="utf-8")
    words = ("match-names", "names.csv", "--column", "Name", "-o", "matched.csv")
    assert "with an IRI\t1" in invoke(*words, "--type", "country").output
    assert "with an IRI\t0" in invoke(*words, "--type", "organisation").output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--column", "Nmae", "-o", "out.csv"),
            "names.csv: has no column 'Nmae'; did you mean 'Name'?",
        ),
        (("--column", "Name", "-o", "out.txt"), "out.txt: is not an .xlsx or .csv file"),
        (("--column", "Name", "-o", "names.csv"), "names.csv: is the spreadsheet itself"),
        (
            ("--column", "Name", "--country-column", "Lnad", "-o", "out.csv"),
            "names.csv: has no column 'Lnad'; did you mean 'Land'?",
        ),
        (
            ("--column", "Name", "--index", "none.json", "-o", "out.csv"),
            "none.json: cannot be read",
        ),
        (
            ("--column", "Name", "--type", "organization", "-o", "out.csv"),
            "nothing has the type 'organization'; did you mean 'organisation'?",
        ),
    ],
)
def test_what_cannot_be_matched_is_said_in_one_line(
    project: Path, words: tuple[str, ...], message: str
) -> None:
    (project / "names.csv").write_text("Name,Land\nPeru,\n", encoding="utf-8")
    done = invoke("match-names", "names.csv", *words)
    assert done.exit_code == 2
    assert message in done.output
    assert done.output.count("\n") == 1
    assert not (project / "out.csv").exists()
