"""A text of a workbook has the tag of its own language: of its column, its sheet, the project."""

from pathlib import Path

import openpyxl
import pytest

from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.queries.run import ask, open_store
from ccdp_graph.rdf import DCTERMS

TITLE = "Registre national des cancers de l’enfant"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ressources de données"
    sheet.append(["Nom du registre", "Pays", "Notes"])
    sheet.append([TITLE, "France", "Dès 2000"])
    path = tmp_path / "registres.xlsx"
    book.save(path)
    return path


def texts(workbook: Path, settings: str, columns: str = "") -> set[str]:
    """Build and return the titles and descriptions of the record, as N-Triples writes them."""
    folder = workbook.parent
    (folder / "ccdp.toml").write_text(settings, "utf-8")
    (folder / "mapping").mkdir(exist_ok=True)
    (folder / "mapping/data-resources.columns.yml").write_text(
        f"table: data-resources\n{columns}", "utf-8"
    )
    built = build([workbook], open_project(folder))
    return {
        value
        for _, predicate, value in built.public
        if predicate in (f"<{DCTERMS}title>", f"<{DCTERMS}description>")
        and (TITLE in value or "Dès 2000" in value)
    }


@pytest.mark.parametrize(
    ("settings", "columns", "title", "notes"),
    [
        ("", "", "@en", "@en"),
        ('languages = ["fr"]', "", "@fr", "@fr"),
        ('languages = ["fr", "en"]', "", "", ""),
        ('languages = ["fr", "en"]', "lang: fr\n", "@fr", "@fr"),
        ("", "lang: fr\ncolumns: [{name: notes, lang: pt-BR}]\n", "@fr", "@pt-br"),
    ],
    ids=["default", "project", "nothing says it", "sheet", "column"],
)
def test_a_text_has_the_tag_of_its_language(
    workbook: Path, settings: str, columns: str, title: str, notes: str
) -> None:
    assert texts(workbook, settings, columns) == {f'"{TITLE}"{title}', f'"Dès 2000"{notes}'}


def test_records_in_another_language_are_found_by_questions(workbook: Path) -> None:
    for settings in ('languages = ["fr"]', 'languages = ["fr", "en"]'):
        texts(workbook, settings)
        project = open_project(workbook.parent)
        built = build([workbook], project)
        assert not [f for f in built.report.findings if f.result_path == DCTERMS + "title"]
        built.write(workbook.parent / "out")
        answer = ask(
            open_store(workbook.parent / "out"),
            project.query("dead-ended-resources"),
            {},
            project.concepts,
        )
        assert TITLE in str(answer)


def test_a_wrong_tag_is_refused_with_its_line(workbook: Path) -> None:
    with pytest.raises(Exception, match=r"columns.yml, line 2: .*language tag such as fr"):
        texts(workbook, "", "lang: français\n")
