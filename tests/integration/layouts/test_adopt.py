"""New layouts: what is asked, what is stored, and that nothing is lost on the way."""

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from python_calamine import load_workbook as read_cells
from repository import GOLDEN

from ccdp_graph.cell import CellRef
from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.layouts.adopt import decide, inspect_layout
from ccdp_graph.layouts.prompts import HeaderSubject, Prompt, WordSubject
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.project.scaffold import init_project

LAYOUTS = sorted((GOLDEN / "layouts").glob("*/workbook.*"))
SCHEMAS = "https://w3id.org/ccdp/schema"
DAY = date(2024, 5, 1)
ASKED = {
    "a-hand-made-matrix-in-french": (3, 0),
    "a-list-with-units-totals-and-notes": (10, 1),
    "a-survey-tool-export": (11, 0),
    "everything-on-one-sheet": (3, 4),
    "questions-as-headers-and-options-in-each": (13, 0),
}
"""Questions about headers and about words, by layout."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init_project(tmp_path / "project")
    return open_project(tmp_path / "project")


def adopt(path: Path, files: Project) -> list[Prompt]:
    """Take what is proposed, as a person would who agrees with everything."""
    asked: list[Prompt] = []
    for _ in range(3):
        look = inspect_layout(path, files)
        answers = [(question, question.proposal) for question in look.prompts]
        decide(answers, look, files, author="A curator", day=DAY)
        asked += look.prompts
    return asked


def things_of(made: Build) -> dict[str, int]:
    return {words["en"]: number for words, number in made.report.things}


def unsaid(made: Build, path: Path, files: Project) -> set[str]:
    """Return the filled cells of a file, read another way, that the build does not speak of."""
    blocks = inspect_layout(path, files).inspection.blocks
    header_rows = {(block.sheet, row) for block in blocks for row in block.header_rows}
    said = {str(cell) for finding in made.report.findings for cell in finding.cells}
    cells = {s: o[1:-1] for s, p, o in made.provenance if p.endswith("/ontology#address>")}
    sheets = {s: o[1:-1] for s, p, o in made.provenance if p.endswith("/ontology#sheetName>")}
    derived = {o for _, p, o in made.provenance if p.endswith("/prov#wasDerivedFrom>")}
    said |= {f"{sheets[node]}!{cells[node]}" for node in derived}
    found = set()
    with read_cells(path) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row, start=1):
                    text = str(value).strip()
                    place = str(CellRef(path.name, name, number, column))
                    if text and place not in said and (name, number) not in header_rows:
                        found.add(place)
    return found


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.parent.name)
def test_a_foreign_layout_is_adopted_and_built_without_losing_a_cell(
    path: Path, project: Project
) -> None:
    asked = adopt(path, project)
    headers = sum(isinstance(question.about, HeaderSubject) for question in asked)
    assert (headers, len(asked) - headers) == ASKED[path.parent.name]
    made = build([path], project)
    assert things_of(made).get("data resources", 0) >= 20
    assert not unsaid(made, path, project)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.parent.name)
def test_what_was_decided_is_never_asked_again(path: Path, project: Project) -> None:
    adopt(path, project)
    look = inspect_layout(path, open_project(project.folder or path))
    assert not look.prompts
    assert all(block.known for block in look.inspection.blocks)


def survey(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Survey"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


HEADER: list[object] = ["Name of the base", "State it is in", "What sort of data", "Inner number"]
ROWS: list[list[object]] = [
    HEADER,
    ["Registry of Lima", "Peru", "clinical; gene panels", "17"],
    ["Registry of Oslo", "Norway", "imaging; gene panels", "18"],
    ["Registry of Riga", "Latvia", "clinical", "19"],
]

KNOWN: list[list[object]] = [
    ["Resource name", "Country", "Start year", "Organisation"],
    ["Registry of Lima", "Peru", 2001, "Institute of Lima"],
    ["Registry of Oslo", "Holand", 2002, "Institute of Oslo"],
]


def test_headers_become_titles_and_words_become_sssom(tmp_path: Path, project: Project) -> None:
    path = survey(tmp_path / "survey.xlsx", ROWS)
    look = inspect_layout(path, project)
    about = {
        question.about.text: question
        for question in look.prompts
        if isinstance(question.about, HeaderSubject | WordSubject)
    }
    answers = [
        (about["Name of the base"], about["Name of the base"].checked("Resource name")),
        (about["State it is in"], about["State it is in"].checked("Country")),
        (about["What sort of data"], about["What sort of data"].checked("data_types")),
        (about["Inner number"], about["Inner number"].checked("keep as text")),
        (about["gene panels"], about["gene panels"].checked("genomic data")),
    ]
    decide(answers, look, project, author="A curator", day=DAY)
    folder = project.folder
    assert folder is not None
    columns = (folder / "mapping/data-resources.columns.yml").read_text(encoding="utf-8")
    assert columns.startswith(f"# yaml-language-server: $schema={SCHEMAS}/column-additions.json\n")
    assert "- Name of the base" in columns
    assert "text:\n- Inner number" in columns
    terms = (folder / "mapping/terms.sssom.tsv").read_text(encoding="utf-8").splitlines()
    assert terms[-1].split("\t")[:8] == [
        "gene panels",
        "rdfs literal",
        "ccdpv:data-type",
        "skos:closeMatch",
        "ccdpv:data-type/genomic",
        "semapv:ManualMappingCuration",
        "A curator",
        "2024-05-01",
    ]
    turtle = build([path], project).turtle()
    assert turtle.count("vocab/data-type/genomic>") >= 3
    assert 'ccdp:otherText "Inner number: 17"' in turtle


def test_a_word_that_says_just_the_same_loses_its_text(tmp_path: Path, project: Project) -> None:
    path = survey(tmp_path / "survey.xlsx", ROWS)
    look = inspect_layout(path, project)
    word = next(q for q in look.prompts if isinstance(q.about, WordSubject))
    decide([(word, word.checked("=genomic data"))], look, project, author="A", day=DAY)
    assert "skos:exactMatch" in (
        (project.folder or tmp_path) / "mapping/terms.sssom.tsv"
    ).read_text(encoding="utf-8")


def test_an_answer_that_is_none_says_what_would_be_one(tmp_path: Path, project: Project) -> None:
    path = survey(tmp_path / "survey.xlsx", ROWS)
    question = inspect_layout(path, project).prompts[0]
    with pytest.raises(
        Exception, match=r"is not an answer to .* Choose text, or one of: Resource name"
    ):
        question.checked("colour")


def test_without_a_project_decisions_have_no_place(tmp_path: Path) -> None:
    files = open_project(tmp_path)
    path = survey(tmp_path / "survey.xlsx", ROWS)
    look = inspect_layout(path, files)
    with pytest.raises(AssetError, match="make one with 'ccdp init DIR'"):
        decide([(look.prompts[0], "name")], look, files, author="A", day=DAY)


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    init_project(tmp_path / "p")
    with pytest.raises(OutputError, match="is a project already"):
        init_project(tmp_path / "p")


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_decisions_workbook_is_filled_in_and_read_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", ROWS)
    first = run(folder, monkeypatch, "adopt", "survey.xlsx")
    assert first.exit_code == 1
    assert "written\tsurvey.decisions.xlsx" in first.output
    book = load_workbook(folder / "survey.decisions.xlsx")
    sheet = book["Decisions"]
    questions = {sheet.cell(n, 1).value: n for n in range(3, sheet.max_row + 1)}
    assert (
        sheet.cell(questions["What does the column 'What sort of data' hold?"], 6).value
        == "Data types"
    )
    sheet.cell(questions["What does the column 'Inner number' hold?"], 6).value = "Region or state"
    book.save(folder / "survey.decisions.xlsx")
    done = run(
        *(folder, monkeypatch, "adopt", "survey.xlsx", "--decisions", "survey.decisions.xlsx"),
        *("--author", "A curator", "--date", "2024-05-01"),
    )
    assert done.exit_code == 0, done.output
    assert "nothing left to decide" in done.output
    built = run(folder, monkeypatch, "build", "survey.xlsx")
    assert "3 of 3 rows" in built.output
    assert 'ccdp:regionName "17"' in (folder / "ccdp-build/graph.ttl").read_text(encoding="utf-8")


def test_decisions_are_asked_and_answered_in_french(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", ROWS)
    run(folder, monkeypatch, "adopt", "survey.xlsx", "--lang", "fr")
    book = load_workbook(folder / "survey.decisions.xlsx")
    sheet = book["Decisions"]
    assert [cell.value for cell in sheet[2]][::5] == ["Question", "Décision"]
    questions = {sheet.cell(n, 1).value: n for n in range(3, sheet.max_row + 1)}
    inner = questions["Que contient la colonne « Inner number » ?"]
    sheet.cell(inner, 6).value = "Garder comme texte"
    book.save(folder / "survey.decisions.xlsx")
    # the answers are understood whatever the language of the run
    done = run(folder, monkeypatch, "adopt", "survey.xlsx", "--decisions", "survey.decisions.xlsx")
    assert done.exit_code == 0, done.output
    assert "nothing left to decide" in done.output


def test_a_wrong_decision_names_its_row(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", ROWS)
    run(folder, monkeypatch, "adopt", "survey.xlsx")
    book = load_workbook(folder / "survey.decisions.xlsx")
    book["Decisions"]["F3"] = "colour"
    book.save(folder / "survey.decisions.xlsx")
    done = run(folder, monkeypatch, "adopt", "survey.xlsx", "--decisions", "survey.decisions.xlsx")
    assert done.exit_code == 2
    assert "survey.decisions.xlsx, row 3: 'colour' is not an answer" in done.output


def test_a_new_kind_of_sheet_gets_drafts_that_run(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    rows: list[list[object]] = [
        ["Hospital", "Where", "Beds", "Codes used", "Opened", "Page", "Desk", "Remark on it"],
        ["Clinic A", "Peru", 12, "ICD-O-3", 1999, "https://a.example.org", "a@example.org", "x"],
        ["Clinic B", "Norway", 20, "ICD-10", 2004, "https://b.example.org", None, "y"],
    ]
    survey(folder / "beds.xlsx", rows)
    drafted = run(folder, monkeypatch, "adopt", "beds.xlsx", "--as", "hospital-beds")
    assert "hospital-beds.yarrrml.yml" in drafted.output
    for kind, name in (("columns", "column-file"), ("yarrrml", "mapping")):
        text = (folder / f"mapping/hospital-beds.{kind}.yml").read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema={SCHEMAS}/{name}.json\n")
    made = build([folder / "beds.xlsx"], open_project(folder))
    turtle = made.turtle()
    assert "id/hospital-beds/clinic-a>" in turtle
    assert re.search(r'term/beds> "12"\^\^xsd:nonNegativeInteger', turtle)
    assert not unsaid(made, folder / "beds.xlsx", open_project(folder))
    assert not made.report.count(made.report.findings[0].severity.VIOLATION)


def test_inspect_shows_matches_scores_and_unknown_words(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", ROWS)
    shown = run(folder, monkeypatch, "inspect", "survey.xlsx")
    assert "Survey!C1\tWhat sort of data\t\tData types" in shown.output
    assert "gene panels\tData types\t2\tSurvey!C2" in shown.output
    run(folder, monkeypatch, "inspect", "survey.xlsx", "--format", "xlsx", "-o", "look.xlsx")
    assert load_workbook(folder / "look.xlsx").sheetnames == [
        "Sheets",
        "Columns",
        "Unknown words",
        "Not in the graph",
    ]


def fate(folder: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[object]], said: str) -> str:
    """Build, change the rows, say what became of a thing, build again; return the graph."""
    header: list[object] = ["Resource name", "Country", "Data types"]
    before = [header, *[[row[0], row[1], "clinical"] for row in ROWS[1:]]]
    survey(folder / "survey.xlsx", before)
    run(folder, monkeypatch, "build", "survey.xlsx")
    survey(folder / "survey.xlsx", [header, *rows])
    run(folder, monkeypatch, "adopt", "survey.xlsx")
    book = load_workbook(folder / "survey.decisions.xlsx")
    sheet = book["Decisions"]
    assert str(sheet["A3"].value).startswith("What became of 'Registry of Lima'")
    sheet["F3"] = said
    book.save(folder / "survey.decisions.xlsx")
    run(folder, monkeypatch, "adopt", "survey.xlsx", "--decisions", "survey.decisions.xlsx")
    built = run(folder, monkeypatch, "build", "survey.xlsx")
    assert "in no row now" not in built.output
    return (folder / "ccdp-build/graph.ttl").read_text(encoding="utf-8")


KEPT: list[list[object]] = [
    ["Registry of Riga", "Latvia", "clinical"],
    ["Registry of Oslo", "Norway", "clinical"],
]


def test_a_renamed_thing_keeps_its_id(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    new = "Children's Cancer Registry of Peru"
    rows: list[list[object]] = [[new, "Peru", "clinical"], *KEPT]
    turtle = fate(project.folder or Path(), monkeypatch, rows, f"renamed to '{new}'")
    assert re.search(
        r'resource/registry-of-lima>\n(?:    .*\n)*    dcterms:title "Children', turtle
    )
    assert "isReplacedBy" not in turtle


def test_a_merged_thing_stays_resolvable(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    turtle = fate(project.folder or Path(), monkeypatch, KEPT, "replaced by 'Registry of Oslo'")
    gone = re.search(r"<[^>]*resource/registry-of-lima>\n(?:    .*\n)*\.", turtle)
    assert gone is not None
    assert "dcterms:isReplacedBy <https://w3id.org/ccdp/id/resource/registry-of-oslo>" in gone[0]
    assert 'owl:deprecated "true"' in gone[0]


def test_a_split_thing_names_all_that_stand_for_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Registry of Oslo | Registry of Riga"
    turtle = fate(project.folder or Path(), monkeypatch, KEPT, said)
    gone = re.search(r"<[^>]*resource/registry-of-lima>\n(?:    .*\n)*\.", turtle)
    assert gone is not None
    assert gone[0].count("resource/registry-of-") == 3


def test_a_removed_thing_is_deprecated(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    turtle = fate(project.folder or Path(), monkeypatch, KEPT, "removed")
    assert 'owl:deprecated "true"' in turtle
    assert "isReplacedBy" not in turtle


def test_on_a_terminal_the_questions_are_put_one_by_one(project: Project) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", ROWS)
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "ccdp_graph", "adopt", "survey.xlsx", "--author", "A curator"]
    with subprocess.Popen(
        command, cwd=folder, stdin=follower, stdout=follower, stderr=follower, close_fds=True
    ):
        os.close(follower)
        shown = ""
        answers = {
            "'Name of the base'": "colour\n1",  # a wrong answer is asked again
            "'State it is in'": "Country",
            "'What sort of data'": "1",
            "'Inner number'": "text",
            "'gene panels'": "=genomic data",
        }
        while True:
            try:
                shown += os.read(leader, 4096).decode()
            except OSError:  # the program has ended
                break
            for about, answer in list(answers.items()):
                if about in shown and shown.rstrip().endswith(">"):
                    for line in answer.split("\n"):
                        os.write(leader, f"{line}\n".encode())
                    del answers[about]
                    shown = shown.replace(about, "")
    assert not answers, shown
    assert "'colour' is not an answer" in shown
    assert "prompts answered" in shown
    stored = (folder / "mapping/terms.sssom.tsv").read_text(encoding="utf-8")
    assert "gene panels\trdfs literal\tccdpv:data-type\tskos:exactMatch" in stored


def test_a_list_of_two_known_columns_is_read_where_it_stands_alone(
    tmp_path: Path, project: Project
) -> None:
    rows: list[list[object]] = [["Country", "Resource name"], ["Chile", "R1"], ["Peru", "R2"]]
    made = build([survey(tmp_path / "short.xlsx", rows)], project)
    assert things_of(made)["data resources"] == 2


def test_a_sheet_on_its_side_is_told_to_be_turned(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    side = [list(column) for column in zip(*KNOWN, strict=True)]
    survey(folder / "side.xlsx", side)
    for command in ("adopt", "build"):
        told = run(folder, monkeypatch, command, "side.xlsx")
        assert told.exit_code == 2
        assert "the headers of 'Survey' are in a column: transpose the sheet first" in told.output


def test_a_list_of_another_kind_is_never_taken_for_ours(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    path = survey(folder / "survey.xlsx", ROWS)
    book = load_workbook(path)
    for row in (["green", "checked"], ["red", "to do"]):
        (book["Codes"] if "Codes" in book else book.create_sheet("Codes")).append(row)
    book.save(path)
    done = run(folder, monkeypatch, "adopt", "survey.xlsx", "--as", "data-resources", "--yes")
    assert done.exit_code == 0
    assert "green" not in (folder / "mapping/data-resources.columns.yml").read_text("utf-8")
    told = run(folder, monkeypatch, "adopt", "survey.xlsx")
    assert "nothing left to decide" in told.output


def test_a_marked_copy_is_adopted_without_questions_about_its_marks(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    assert folder is not None
    survey(folder / "survey.xlsx", KNOWN)
    assert run(folder, monkeypatch, "check", "survey.xlsx").exit_code == 1
    told = run(folder, monkeypatch, "adopt", "survey.checked.xlsx")
    assert "prompts open\t1\n" in told.output  # what 'Holand' means
    assert "sheet '" not in told.output
