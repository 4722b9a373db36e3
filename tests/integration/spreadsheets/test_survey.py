"""A blank survey: what stands in it, and that what is filled in there builds without a finding."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from repository import ROOT

from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.model.table_schema import Column, ColumnFile
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.project.survey import make_template, write_template
from ccdp_graph.spreadsheets.own_sheets import without_own_sheets
from ccdp_graph.spreadsheets.reader import read_workbook
from ccdp_graph.tables.lexicon import Lexicon

FILES = open_project(ROOT)
TABLES = tuple(  # with the columns that a survey asks for
    replace(table, columns=tuple(column for column in table.columns if column.property_iri))
    for table in FILES.column_files()
)
LANGUAGES = ("en", "fr")
OWN_SHEETS = {"en": ["Help", "Lists", "ccdp"], "fr": ["Aide", "Listes", "ccdp"]}
DATA_SHEETS = {
    "en": ["Data resources", "Federated networks"],
    "fr": ["Ressources de données", "Réseaux fédérés"],
}
ROWS = 8


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def blank(language: str) -> bytes:
    return make_template(FILES, (), language)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheets(content: bytes, language: str) -> Iterator[tuple[Worksheet, ColumnFile]]:
    book = opened(content)
    yield from zip((book[name] for name in DATA_SHEETS[language]), TABLES, strict=True)


def words_offered(sheet: Worksheet, number: int) -> list[str]:
    """Read the words of a column's drop-down list where its range points to."""
    letter = get_column_letter(number)
    rules = [r for r in sheet.data_validations.dataValidation if f"{letter}2" in r.sqref]
    assert len(rules) == 1
    if rules[0].type != "list":
        return []
    assert rules[0].formula1 is not None
    name, _, area = rules[0].formula1.rpartition("!")
    assert sheet.parent is not None
    cells = sheet.parent[name.strip("'")][area.replace("$", "")]
    return [str(cell.value) for (cell,) in cells]


def filled(content: bytes, language: str, path: Path) -> Path:
    """Fill in every column of several rows with words of the lists, and save."""
    book = opened(content)
    for name, table in zip(DATA_SHEETS[language], TABLES, strict=True):
        sheet = book[name]
        sheet.delete_rows(2)
        for number, column in enumerate(table.columns, start=1):
            words = words_offered(sheet, number)
            for row in range(ROWS):
                sheet.cell(2 + row, number).value = answer(column, words, row)
    book.save(path)
    return path


def answer(column: Column, words: list[str], row: int) -> str | int:
    if column.datatype == "ageRange" and row % 2:
        return ("0-14", "0-17", "0-19", "15-39")[row // 2]
    if words:
        chosen = words[row * len(words) // ROWS]
        others = [w for w in words[-2:] if w != chosen and row % 2]
        return "; ".join([chosen, *others]) if column.separator else chosen
    if column.name in {"start_year", "end_year"}:
        return 1900 + row if column.name == "start_year" else 2099 - row
    if column.datatype == "nonNegativeInteger":
        return row * 1000
    return {
        "name": f"Quarry {'ABCDEFGH'[row]} of the north",
        "acronym": f"QRY{'ABCDEFGH'[row]}",
        "part_of": f"QRY{'BCDEFGHH'[row]}" if row < 7 else "",
        "website": f"https://example.org/{row}",
        "source_url": f"https://example.org/source/{row}; https://example.org/other",
        "contact": f"team{row}@example.org; https://example.org/contact/{row}",
        "publisher": "First Example Institute; Second Example University",
    }.get(column.name, f"Some words about {column.name}, no {row}")


CONTRADICTIONS = ("#data-said-to-be-absent", "#national-scope-in-several-countries")


def told(made: Build) -> list[str]:
    """Tell the findings, but for contradictions: the words of a row are taken at random."""
    return [
        f"{f.severity.label} {f.place}: {f.message} '{f.raw}'"
        for f in made.report.findings
        if not f.rule.endswith(CONTRADICTIONS)
    ]


def test_what_is_filled_in_builds_without_a_finding(
    blank: bytes, language: str, tmp_path: Path
) -> None:
    made = build([filled(blank, language, tmp_path / "survey.xlsx")], FILES)
    assert told(made) == []
    assert [sheet.records for sheet in made.report.sheets] == [ROWS, ROWS]
    assert {sheet.sheet for sheet in made.report.sheets} == set(DATA_SHEETS[language])


def test_the_example_row_builds_without_a_finding(
    blank: bytes, language: str, tmp_path: Path
) -> None:
    (tmp_path / "survey.xlsx").write_bytes(blank)
    made = build([tmp_path / "survey.xlsx"], FILES)
    assert told(made) == []
    assert [sheet.records for sheet in made.report.sheets] == [1, 1]
    for sheet, _ in sheets(blank, language):
        assert str(sheet["A2"].value).startswith("Ex")
        assert sheet["A2"].font.italic


def test_every_word_of_every_list_is_understood(blank: bytes, language: str) -> None:
    words = Lexicon(FILES.concepts(), FILES.decisions())
    for sheet, table in sheets(blank, language):
        for number, column in enumerate(table.columns, start=1):
            for word in words_offered(sheet, number):
                found = words.resolve(word, column.vocabulary)
                assert len(found.iris) == 1, (column.name, word)
                assert found.text == "", (column.name, word)
                assert not column.separator or column.separator not in word


def test_every_column_of_a_list_offers_it(blank: bytes, language: str) -> None:
    index = FILES.concepts()
    for sheet, table in sheets(blank, language):
        for number, column in enumerate(table.columns, start=1):
            offered = words_offered(sheet, number)
            assert bool(offered) == bool(index.of_scheme(*column.vocabulary)), column.name
            assert len(offered) == len(set(offered))


def test_headers_are_in_the_language_and_tell_what_is_required(blank: bytes, language: str) -> None:
    for sheet, table in sheets(blank, language):
        headers = [str(cell.value) for cell in sheet[1]]
        titles = [column.titles_by_language[language][0] for column in table.columns]
        assert [header.removesuffix(" *") for header in headers] == titles
        starred = [cell for cell in sheet[1] if str(cell.value).endswith(" *")]
        required = {column.title_in(language) for column in table.columns if column.required}
        assert required <= {str(cell.value).removesuffix(" *") for cell in starred}
        plain = {cell.fill.start_color.rgb for cell in sheet[1] if cell not in starred}
        assert not plain & {cell.fill.start_color.rgb for cell in starred}
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_what_a_shape_demands_is_marked_as_required(blank: bytes) -> None:
    headers = {str(cell.value) for sheet, _ in sheets(blank, _of(blank)) for cell in sheet[1]}
    assert headers & {"Resource type *", "Type de ressource *"}


def test_prompts_keep_to_the_limits_of_the_spreadsheet(blank: bytes, language: str) -> None:
    for sheet, table in sheets(blank, language):
        rules = sheet.data_validations.dataValidation
        assert len(rules) == len(table.columns)
        for rule in rules:
            assert 0 < len(rule.promptTitle or "") <= 32
            assert 0 < len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert rule.errorStyle == "warning", "a word may say why there is no value"


def test_a_column_of_several_values_takes_more_than_one_word(blank: bytes, language: str) -> None:
    for sheet, table in sheets(blank, language):
        for rule, column in zip(sheet.data_validations.dataValidation, table.columns, strict=True):
            if column.separator:
                assert not rule.showErrorMessage
                assert "(;)" in (rule.prompt or "")


def test_the_help_explains_every_column(blank: bytes, language: str) -> None:
    sheet = opened(blank)[OWN_SHEETS[language][0]]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    explained = {row[1]: row for row in rows if row[0] in DATA_SHEETS[language]}
    for table in TABLES:
        for column in table.columns:
            row = explained[column.title_in(language)]
            assert row[2], column.name
            assert row[4] or column.datatype == "record", column.name


def test_no_cell_is_a_formula(blank: bytes) -> None:
    for sheet in opened(blank):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_the_same_project_gives_the_same_bytes(blank: bytes, language: str) -> None:
    assert make_template(FILES, (), language) == blank


def test_only_the_tables_asked_for_are_in_it() -> None:
    book = opened(make_template(FILES, ["federated-networks"], "en"))
    assert book.sheetnames == ["Help", "Federated networks", "Lists", "ccdp"]
    assert book["ccdp"].sheet_state == "hidden"


def test_an_unknown_table_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(AssetError, match="'patients'; there are: data-resources, federated-netw"):
        make_template(FILES, ["patients"], "en")


def test_its_own_sheets_are_known_by_the_hidden_one_only(
    blank: bytes, language: str, tmp_path: Path
) -> None:
    (tmp_path / "survey.xlsx").write_bytes(blank)
    book = read_workbook(tmp_path / "survey.xlsx")
    assert [s.name for s in without_own_sheets(book).sheets] == DATA_SHEETS[language]
    other = read_workbook(ROOT / "examples" / "federated-networks.xlsx")
    assert without_own_sheets(other) is other


def test_a_sheet_that_a_person_adds_is_still_spoken_of(tmp_path: Path) -> None:
    book = opened(make_template(FILES, (), "en"))
    book.create_sheet("Remarks")["A1"] = "Please call us"
    book.save(tmp_path / "survey.xlsx")
    assert told(build([tmp_path / "survey.xlsx"], FILES)) == [
        "Info Remarks!A1: The sheet 'Remarks' matches no mapping; it was not read 'Please call us'"
    ]


def test_a_filled_survey_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    write_template(path, b"one", overwrite=False)
    with pytest.raises(OutputError, match="--force"):
        write_template(path, b"two", overwrite=False)
    assert path.read_bytes() == b"one"
    write_template(path, b"two", overwrite=True)
    assert path.read_bytes() == b"two"


def test_a_survey_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_template(tmp_path / "absent" / "survey.xlsx", b"", overwrite=False)
    with pytest.raises(OutputError, match="give a name that ends so"):
        write_template(tmp_path / "survey.ods", b"", overwrite=False)


def test_a_layout_of_ones_own_gives_a_survey_too(tmp_path: Path) -> None:
    (tmp_path / "mapping").mkdir()
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "mapping" / "trials.columns.yml").write_text(
        "table: trials\nkind: trial\nprimaryKey: name\ntitles: {en: Trials}\ncolumns:\n"
        "  - {name: name, titles: {en: [Trial]}, propertyUrl: dcterms:title}\n"
        "  - {name: formula, example: '=1+1', propertyUrl: dcterms:description}\n"
        "  - {name: access, vocabulary: access, propertyUrl: ccdp:access}\n"
        "  - {name: colour, vocabulary: colour, propertyUrl: 'https://example.org/colour'}\n",
        encoding="utf-8",
    )
    (tmp_path / "ontology" / "vocab").mkdir(parents=True)
    (tmp_path / "ontology" / "vocab" / "colour.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<urn:x:red> a skos:Concept ; skos:inScheme <https://example.org/colour> ;\n"
        "skos:prefLabel 'red'@en .\n",
        encoding="utf-8",
    )
    sheet = opened(make_template(open_project(tmp_path), ["trials"], "fr"))["trials"]
    assert [cell.value for cell in sheet[1]] == ["Trial *", "formula", "access", "colour"]
    assert [cell.value for cell in sheet[2]] == [None, "=1+1", "agrégats seulement", "red"]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].quotePrefix


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_survey_filled_in_and_saved_by_libreoffice_builds_without_a_finding(
    blank: bytes, language: str, tmp_path: Path
) -> None:
    path = filled(blank, language, tmp_path / "survey.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    words = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(path)], check=True, capture_output=True, timeout=120)
    made = build([tmp_path / "survey.ods"], FILES)
    assert told(made) == []
    assert [sheet.records for sheet in made.report.sheets] == [ROWS, ROWS]


def _of(content: bytes) -> str:
    return next(lang for lang in LANGUAGES if OWN_SHEETS[lang][0] in opened(content).sheetnames)
