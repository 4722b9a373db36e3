"""Reports in every format: whole, safe to open, and as their standards want them."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from rdflib import RDF, SH, XSD, Graph, Literal

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import OutputError
from ccdp_graph.model.report import Finding, Report, Severity, SheetCount
from ccdp_graph.validation.formats.report_formats import REPORT_FORMATS, format_of, report_as

SCHEMA = Path(__file__).with_name("sarif-2.1.0.schema.json")
SHAPE = "https://w3id.org/ccdp/shapes#Network-title"
CELL = CellRef("my survey.xlsx", "Réseaux", 12, 6)
WRONG = Finding(
    severity=Severity.VIOLATION,
    message="Give a <name> & more",
    rule=SHAPE,
    cells=(CELL,),
    raw='=HYPERLINK("http://evil")',
    suggestion="Did you mean 'A'?",
    focus_node="https://w3id.org/ccdp/id/network/a",
    result_path="http://purl.org/dc/terms/title",
    component="http://www.w3.org/ns/shacl#DatatypeConstraintComponent",
    value='"=HYPERLINK(\\"http://evil\\")"',
)
COLUMN = Finding(
    severity=Severity.WARNING,
    message="Year 'x' is not a year",
    rule="networks#start_year",
    cells=(CELL._replace(column=7),),
)
NO_CELL = replace(WRONG, cells=(), severity=Severity.INFO, file="ccdp.toml", raw="", value="")
REPORT = Report(
    version="1.0",
    workbooks=(("my survey.xlsx", "0" * 64),),
    sheets=(SheetCount("my survey.xlsx", "Réseaux", "networks", 9, 8, 70),),
    things=(),
    statements=5,
    findings=(WRONG, COLUMN, NO_CELL),
    suggestions=(replace(COLUMN, message="Are these one?", severity=Severity.INFO),),
    unlisted=((replace(WRONG, severity=Severity.INFO), 99_000),),
)
EMPTY = replace(REPORT, findings=(), suggestions=(), unlisted=())


def text_of(form: str, report: Report = REPORT, language: str = "en") -> str:
    told = report_as(report, form, language=language)
    assert isinstance(told, str)
    return told


class Page(HTMLParser):
    """What a page says, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["with findings", "without"])
def test_sarif_fits_its_schema(report: Report) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    document = json.loads(text_of("sarif", report))
    assert [error.message for error in checker.iter_errors(document)] == []
    document["runs"][0]["tool"]["driver"].pop("name")
    assert not checker.is_valid(document), "the schema refuses something"


def test_sarif_shows_the_cell_as_a_place_in_the_file() -> None:
    told = report_as(REPORT, "sarif", paths={"my survey.xlsx": "in/my survey.xlsx"})
    run = json.loads(told)["runs"][0]
    first, column, file, decide, others = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "in/my%20survey.xlsx"
    assert place["region"] == {"startLine": 12, "startColumn": 6}
    assert [r["level"] for r in (first, column, file)] == ["error", "warning", "note"]
    assert others["occurrenceCount"] == 99_000
    assert decide["message"]["text"].endswith("Are these one?")
    uri = file["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "ccdp.toml"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["with findings", "without"])
def test_page_stands_alone_and_can_be_read_aloud(report: Report, language: str) -> None:
    page = Page(text_of("html", report, language))
    assert page.open == []
    assert ("html", {"lang": language}) in page.tags
    ids = {attributes.get("id") for _, attributes in page.tags}
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "img", "iframe"}
        assert "src" not in attributes
        target = attributes.get("href")
        assert target is None or (target[0] == "#" and target[1:] in ids)
        if tag == "th":
            assert attributes.get("scope") in {"col", "row"}
    tables = [tag for tag, _ in page.tags].count("table")
    assert tables == [tag for tag, _ in page.tags].count("caption")


def test_page_says_what_is_wrong_where_and_how_many() -> None:
    page = Page(text_of("html"))
    for said in ("Réseaux!F12", "Give a <name> & more", "ccdp.toml", "99001", "Are these one?"):
        assert any(said in text for text in page.texts), said
    french = Page(text_of("html", language="fr"))
    assert "Avertissement (1)" in french.texts


def test_csv_and_workbook_hold_every_finding_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv"))))
    assert [row["Number"] for row in rows] == ["1", "1", "1", "99000", "1"]
    assert rows[0]["Cell"] == "Réseaux!F12"
    assert rows[0]["Value"] == "'" + WRONG.raw
    assert rows[2]["Workbook or file"] == "ccdp.toml"
    content = report_as(REPORT, "xlsx", language="fr")
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["Gravité", "Nombre"]
    assert sheet["G2"].value == WRONG.raw
    assert sheet["G2"].data_type == "s"
    assert sheet["B5"].value == 99_000


def test_turtle_is_a_validation_report() -> None:
    graph = Graph().parse(data=text_of("ttl", language="fr"), format="turtle")
    reports = list(graph.subjects(RDF.type, SH.ValidationReport))
    assert len(reports) == 1
    assert graph.value(reports[0], SH.conforms) == Literal("false", datatype=XSD.boolean)
    results = list(graph.objects(reports[0], SH.result))
    assert len(results) == 3, "the column rule's finding is no SHACL result"
    for result in results:
        for needed in ("focusNode", "resultSeverity", "sourceConstraintComponent"):
            assert len(list(graph.objects(result, SH[needed]))) == 1
    assert Literal(WRONG.raw) in set(graph.objects(None, SH.value))
    none = Graph().parse(data=text_of("ttl", EMPTY), format="turtle")
    assert (None, SH.conforms, Literal("true", datatype=XSD.boolean)) in none


def test_text_and_json_count_what_they_do_not_list() -> None:
    assert "99001 Info" in text_of("text")
    assert "… and 99000 more: Give a <name> & more" in text_of("text")
    document = json.loads(text_of("json"))
    assert document["counts"] == {"Violation": 1, "Warning": 1, "Info": 99_001}
    assert document["unlisted"][0]["number"] == 99_000
    assert "unlisted" not in json.loads(text_of("json", EMPTY))


def test_severities_pass_up_to_a_threshold() -> None:
    warned = replace(EMPTY, findings=(COLUMN,))
    assert warned.conforms
    assert warned.passes(Severity.VIOLATION)
    assert not warned.passes(Severity.WARNING)
    assert not warned.passes(Severity.INFO)
    assert EMPTY.passes(Severity.INFO)


def test_the_ending_of_a_file_tells_its_format() -> None:
    for name, entry in REPORT_FORMATS.items():
        assert format_of(Path(f"a{entry.ending.upper()}")) == name
    with pytest.raises(OutputError, match=r"a\.docx: unknown file format; use --format"):
        format_of(Path("a.docx"))
