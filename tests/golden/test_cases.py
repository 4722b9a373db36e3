"""A folder is a case, and its name says what it shows.

`input.yml` holds sheets as rows of cells, and `marks.yml`, where there is one, what the sheet says
of cells beyond their values; `expected.ttl` what the rows became (without catalogue
and concepts), `expected.txt` the findings and suggestions; `pytest --update-golden` rewrites both.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from repository import GOLDEN, ROOT

from ccdp_graph.cell import column_number
from ccdp_graph.i18n.messages import Message, in_language
from ccdp_graph.mapping.engines.native import materialize
from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.identifiers import Identifiers
from ccdp_graph.model.report import Finding
from ccdp_graph.model.workbook import CellAnnotation, CellValue, MergedRange, Sheet, Workbook
from ccdp_graph.project.project import open_project
from ccdp_graph.rdf.turtle import turtle_of
from ccdp_graph.tables.headers import find_tables
from ccdp_graph.tables.lexicon import Lexicon
from ccdp_graph.tables.run import Tidied, tidy

CASES = sorted(path for path in (GOLDEN / "cases").iterdir() if path.is_dir())
FILES = open_project(ROOT)
COLUMNS = FILES.column_files()
MAPPINGS = [m for m in FILES.mappings() if not m.name.startswith("catalogue")]
WORDS = Lexicon(ConceptIndex.from_graph(FILES.vocabularies()), FILES.decisions())


def workbook(
    sheets: dict[str, list[list[CellValue]]], marks: dict[str, dict[str, Any]] | None = None
) -> Workbook:
    rows = {name: tuple(tuple(row) for row in content) for name, content in sheets.items()}
    found = tuple(
        Sheet("case.xlsx", name, content, **marked((marks or {}).get(name, {})))
        for name, content in rows.items()
    )
    return Workbook("case.xlsx", "0" * 64, None, found)


def marked(said: dict[str, Any]) -> dict[str, Any]:
    """Read addresses such as B2 and ranges such as A2:A4."""
    found = dict(said)
    if "marks" in said:
        found["marks"] = {place(at): CellAnnotation(**mark) for at, mark in said["marks"].items()}
    if "merged" in said:
        corners = [area.split(":") for area in said["merged"]]
        found["merged"] = tuple(MergedRange(*place(a), *place(b)) for a, b in corners)
    for key in ("hidden_rows", "hidden_columns"):
        if key in said:
            found[key] = frozenset(said[key])
    return found


def place(address: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert match, address
    return int(match[2]), column_number(match[1])


def tidied(book: Workbook, known: Identifiers | None = None) -> Tidied:
    tables = find_tables(book, COLUMNS, WORDS)
    return tidy([book], tables, WORDS, known or Identifiers(), FILES.settings.base)


def told(finding: Finding) -> str:
    cure = f" [{finding.suggestion}]" if finding.suggestion else ""
    return f"{finding.severity.label} {finding.place}: {finding.message}{cure}"


def tidied_case(case: Path) -> Tidied:
    sheets = yaml.safe_load((case / "input.yml").read_text(encoding="utf-8"))
    marks = case / "marks.yml"
    said = yaml.safe_load(marks.read_text(encoding="utf-8")) if marks.exists() else None
    return tidied(workbook(sheets, said))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_gives_its_golden_graph_and_findings(
    case: Path, request: pytest.FixtureRequest
) -> None:
    made = tidied_case(case)
    statements = materialize(made.documents, MAPPINGS).statements
    lines = [told(finding) for finding in made.findings]
    lines += [f"Suggestion {s.cells[0]}: {s.message}" for s in made.suggestions]
    texts = {
        "expected.ttl": turtle_of(statements),
        "expected.txt": "".join(f"{line}\n" for line in lines),
    }
    for name, text in texts.items():
        if request.config.getoption("--update-golden"):
            (case / name).write_text(text, encoding="utf-8")
        assert text == (case / name).read_text(encoding="utf-8"), f"{case.name}/{name}"


def test_every_finding_of_every_case_can_be_said_in_french() -> None:
    """Words of no language, as those of a cell, may be the same in both."""
    keys = set()
    for case in CASES:
        made = tidied_case(case)
        texts = [text for f in made.findings for text in (f.message, f.suggestion) if text]
        for text in (*texts, *(suggestion.message for suggestion in made.suggestions)):
            assert isinstance(text, Message), (case.name, text)
            assert in_language(text, "fr") not in ("", text), (case.name, text)
            assert in_language(text, "en") == text
            keys.add(text.key)
    assert len(keys) > 40, "the cases show most of what can be said"
