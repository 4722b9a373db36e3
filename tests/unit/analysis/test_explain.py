"""Every statement leads back to its cell and to the lines that read it."""

import re
from pathlib import Path

import openpyxl
import pytest
from repository import ROOT

from ccdp_graph.analysis.explain import read_mapping_lines, why
from ccdp_graph.analysis.labels import read_property_words
from ccdp_graph.errors import QueryError
from ccdp_graph.model.solutions import Solutions
from ccdp_graph.pipeline.model import Build
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

ACCESS = "https://w3id.org/ccdp/vocab/access/controlled"


def whys(
    store: EmbeddedStore,
    project: Project,
    subject: str,
    name: str | None = None,
    *,
    language: str = "en",
) -> Solutions:
    return why(
        store,
        project.record_types(),
        subject,
        name,
        lines=read_mapping_lines(project),
        names=read_property_words(project),
        language=language,
    )


def rows(answers: Solutions) -> list[dict[str, str]]:
    return [
        {v: term.value if term else "" for v, term in zip(answers.variables, row, strict=True)}
        for row in answers.rows
    ]


@pytest.mark.parametrize("subject", ["resource/rnce", "network/pcdc", "dkfz"])
def test_cells_and_lines_hold_what_is_said(
    subject: str, store: EmbeddedStore, files: Project
) -> None:
    found = rows(whys(store, files, subject))
    told = [row for row in found if row["cell"]]
    assert len(told) > 20
    books = {
        name: openpyxl.load_workbook(ROOT / "examples" / name)
        for name in {row["workbook"] for row in told}
    }
    for row in told:
        sheet = books[row["workbook"]][row["sheet"]]
        assert " ".join(str(sheet[row["cell"]].value).split()) == " ".join(row["text"].split())
        assert row["date"] == "2026-11-23"
        for place in [*row["mapping"].split("; "), row["column"]]:
            match = re.fullmatch(r"(.+\.yml), line (\d+)", place)
            assert match, row
            text = (ROOT / "mapping" / match[1]).read_text(encoding="utf-8")
            line = text.splitlines()[int(match[2]) - 1]
            local = re.split("[#/]", row["property"])[-1]
            assert "- name:" in line if place == row["column"] else local in line or "[a," in line


def test_every_statement_about_a_thing_is_told(
    store: EmbeddedStore, made: Build, files: Project
) -> None:
    subject = "https://w3id.org/ccdp/id/network/pcdc"
    expected = {s for s in made.public if s[0] == f"<{subject}>" or s[0].startswith(f"<{subject}/")}
    found = {
        (row["subject"], row["property"], row["value"]) for row in rows(whys(store, files, subject))
    }
    assert len(found) == len(expected)
    assert {s for s, _, _ in found} == {s[1:-1] for s, _, _ in expected}


def test_one_property_is_asked_by_header_prefixed_or_local_name(
    store: EmbeddedStore, files: Project
) -> None:
    asked = [
        rows(whys(store, files, "resource/pcdc", word))
        for word in ("Access", "access", "ccdp:access", "https://w3id.org/ccdp/ontology#access")
    ]
    assert asked[0] == asked[1] == asked[2] == asked[3]
    assert [(row["value"], row["header"]) for row in asked[0]] == [(ACCESS, "Access")]


def test_a_missing_value_has_its_cell_too(store: EmbeddedStore, files: Project) -> None:
    reason = [r for r in rows(whys(store, files, "rnce", "reason")) if r["value_name"] == "unknown"]
    assert [(row["text"], row["header"]) for row in reason] == [("Unknown", "Access")]


def test_headings_and_properties_are_told_in_french(store: EmbeddedStore, files: Project) -> None:
    answers = whys(store, files, "rnce", "Pays", language="fr")
    assert answers.heading("cell") == "Cellule"
    assert [row["property_name"] for row in rows(answers)] == ["Pays"]


@pytest.mark.parametrize(
    ("subject", "asked", "message"),
    [
        ("rncee", None, "nothing in the graph is called 'rncee'; did you mean 'rnce'"),
        ("pcdc", None, "has 3 meanings; give one of network/pcdc, organisation/.*, resource/pcdc"),
        ("rnce", "Acess", "there is no property 'Acess' there"),
        (
            "https://example.org/nothing",
            None,
            "has no statements about https://example.org/nothing",
        ),
        ('x" ) } #', None, "nothing in the graph is called"),
        ("https://example.org/<a>", None, "nothing in the graph is called"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(
    subject: str, asked: str | None, message: str, store: EmbeddedStore, files: Project
) -> None:
    with pytest.raises(QueryError, match=message):
        whys(store, files, subject, asked)


def test_a_column_of_a_project_is_found_in_its_own_file(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "mapping").mkdir()
    own = tmp_path / "mapping" / "data-resources.columns.yml"
    own.write_text(
        "table: data-resources\ncolumns:\n  - name: access\n    titles: {en: [Reach]}\n",
        encoding="utf-8",
    )
    (row,) = rows(whys(store, open_project(tmp_path), "resource/pcdc", "Access"))
    assert row["column"] == "data-resources.columns.yml, line 3"
