"""What is found is told in French as in English, down to the cell and the list of problems."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ccdp_graph.cli.main import main
from ccdp_graph.i18n.messages import in_language, message
from ccdp_graph.model.report import Finding, Severity
from ccdp_graph.spreadsheets.delimited import read_delimited

HEADER: list[str | int | None] = [
    *("Resource name", "Country", "Resource type", "Organisation", "Data types", "Start year"),
    *("End year", "Cases", "Website", "Contact", "Wishes"),
]
ROWS: list[list[str | int | None]] = [
    [*("Nord", "Holand", "Biobank", "Hospital A", "Clinicl", "soon"), 2004, "many", "x", "y", "z"],
    ["Sud", "Europe", "Biobank", "Hospital A / B", ";", 2010, 2004, 12, "https://example.org/"],
    ["Nord", "Holand"],
    [None, "Peru", "Biobank"],
]
ENGLISH = re.compile(r"\b(the|is|are|and|not|kept|row|write|did you|fill|give|has|more)\b", re.I)


def invoke(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Registres"
    for row in (HEADER, *ROWS):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Autre").append(["rien"])
    path = tmp_path / "mauvais.xlsx"
    book.save(path)
    return path


def test_what_was_guessed_of_a_text_file_is_said_in_french() -> None:
    content = "Nom;Été;Pays\nA;1;Pérou\nB;2\n".encode("cp1252")
    said = [in_language(text, "fr") for text in read_delimited(content, Path("a.csv")).remarks]
    assert said[0].startswith("lu comme du texte cp1252")
    assert said[1] == "les colonnes ont été supposées séparées par des points-virgules"
    assert said[2].startswith("les lignes ont de 2 à 3 colonnes (voir la ligne 3)")


@pytest.mark.parametrize("form", ["table", "text", "csv", "html"])
def test_validate_tells_bad_cells_in_french_only(bad: Path, form: str) -> None:
    result = invoke("validate", bad, "--lang", "fr", "--format", form)
    assert result.exit_code == 1, result.output
    assert "Pays « Holand » n’est pas dans la liste des pays ; conservé comme texte" in (
        result.stdout
    )
    assert "Vouliez-vous dire « Pays-Bas » ?" in result.stdout
    assert "Avertissement" in result.stdout
    told = re.sub(r"<style>.*?</style>|<[^>]*>", " ", result.stdout, flags=re.DOTALL)
    assert not ENGLISH.search(told), ENGLISH.search(told)


def test_french_and_english_find_the_same_in_the_same_cells(bad: Path) -> None:
    found = {}
    for language in ("en", "fr"):
        out = invoke("validate", bad, "--lang", language, "--format", "csv").stdout
        found[language] = list(csv.reader(io.StringIO(out)))[1:]
    english, french = found["en"], found["fr"]
    assert len(english) == len(french) > 15
    key = [(row[3], row[7], row[6]) for row in english]
    assert sorted(key) == sorted((row[3], row[7], row[6]) for row in french)
    assert not {row[4] for row in english} & {row[4] for row in french}


def test_what_no_row_bears_any_more_is_said_of_the_whole_build() -> None:
    told = message("gone", name="Nord", id="resource/nord")
    gone = Finding(Severity.INFO, told, "workbook#gone").localised("fr")
    assert (gone.place_in("fr"), gone.place) == ("toute la construction", "the whole build")
    assert gone.message.startswith("« Nord » (resource/nord) figurait")


def test_check_writes_comments_and_problems_in_french_only(bad: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copie.xlsx"
    result = invoke("check", bad, "--lang", "fr", "-o", copy)
    assert result.exit_code == 1, result.output
    assert f"écrit\t{copy}" in result.stdout
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == "Problèmes"
    problems = [[cell.value for cell in row] for row in book["Problèmes"].iter_rows()]
    assert problems[0][0] == "Problèmes trouvés par ccdp check"
    assert problems[7][:3] == ["Gravité", "Cellule", "Ce qui ne va pas"]
    assert str(problems[8][4]).startswith("Vouliez-vous dire"), "the cheapest to mend is first"
    comments = [c.comment.text for row in book["Registres"].iter_rows() for c in row if c.comment]
    assert any("Violation : Pays « Holand »" in text for text in comments)
    texts = [text for row in problems for text in row if isinstance(text, str)]
    for text in (*texts, *comments):
        assert not ENGLISH.search(text.replace("ccdp check", "")), text


def test_marks_of_a_check_in_one_language_go_with_a_check_in_the_other(
    bad: Path, tmp_path: Path
) -> None:
    french, english = tmp_path / "fr.xlsx", tmp_path / "en.xlsx"
    invoke("check", bad, "--lang", "fr", "-o", french)
    result = invoke("check", french, "-o", english)
    assert result.exit_code == 1, result.output
    book = openpyxl.load_workbook(english)
    assert book.sheetnames == ["Problems", "Registres", "Autre"]
    direct = tmp_path / "direct.xlsx"
    invoke("check", bad, "-o", direct)
    once = openpyxl.load_workbook(direct)["Registres"]
    for row in book["Registres"].iter_rows():
        for cell in row:
            other = once[cell.coordinate].comment
            assert (cell.comment and cell.comment.text) == (other and other.text)
