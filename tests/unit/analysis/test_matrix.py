"""The faces of a matrix hold what it holds, whatever the names; its dimensions are checked."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, strategies as st

from ccdp_graph.analysis.catalogue import CatalogueIndex
from ccdp_graph.analysis.dimensions import dimension_of, parse_dimensions, read_dimensions
from ccdp_graph.analysis.matrix import Axis, AxisValue, Matrix, count_matrix
from ccdp_graph.analysis.matrix_sheet import matrix_workbook
from ccdp_graph.charts.heat_map import draw_heat_map
from ccdp_graph.errors import AssetError, QueryError
from ccdp_graph.model.evidence import GraphRecord
from ccdp_graph.project.project import Project, open_project


def test_matrix_is_told_in_french(facts: CatalogueIndex, files: Project) -> None:
    known = read_dimensions(files)
    made = count_matrix(facts, known["status"], known["federation-approach"], language="fr")
    assert (made.rows.label, made.columns.label) == ("Statut", "Mode de fédération")
    assert "réseaux" in made.note
    assert "Statut selon Mode de fédération" in draw_heat_map(made)


def test_csv_and_json_hold_the_same_counts(facts: CatalogueIndex, files: Project) -> None:
    known = read_dimensions(files)
    made = count_matrix(facts, known["network-type"], known["federation-approach"])
    headings, *rows = csv.reader(io.StringIO(made.table().csv_text()))
    document = json.loads(made.json_text())
    counts = {(c["row"], c["column"]): c["count"] for c in document["cells"]}
    assert headings[1:] == [value["label"] for value in document["columns"]["values"]]
    for number, row in enumerate(rows):
        assert [int(n) for n in row[1:]] == [
            counts.get((number, column), 0) for column in range(len(headings) - 1)
        ]
    first = document["cells"][0]["records"][0]
    assert first["iri"] == f"https://w3id.org/ccdp/id/network/{first['id']}"
    assert csv.reader(io.StringIO(made.table(cell="list").csv_text()))


def test_a_count_in_the_workbook_leads_to_its_records(
    facts: CatalogueIndex, files: Project
) -> None:
    known = read_dimensions(files)
    made = count_matrix(facts, known["region"], known["access"])
    book = openpyxl.load_workbook(io.BytesIO(matrix_workbook(made)))
    counts, listed_records = book.worksheets
    for (row, column), records in made.cells.items():
        cell = counts.cell(row + 2, column + 2)
        assert cell.value == len(records)
        assert cell.hyperlink is not None
        first = int((cell.hyperlink.location or "").removeprefix("'Records'!A"))
        ids = [listed_records.cell(first + n, 3).value for n in range(len(records))]
        assert ids == [record.id for record in records]
    assert matrix_workbook(made) == matrix_workbook(made)


def test_what_looks_like_a_formula_stays_text() -> None:
    record = GraphRecord("https://example.org/a", "network", "=id", "=HYPERLINK(1)")
    made = small("=1+1\x01", "@x", {(0, 0): (record,)})
    assert "'=1+1" in made.table().csv_text()
    book = openpyxl.load_workbook(io.BytesIO(matrix_workbook(made, cell="list")))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def small(row: str, column: str, cells: dict[tuple[int, int], tuple[GraphRecord, ...]]) -> Matrix:
    rows = Axis("a", "A", (AxisValue("https://example.org/r", row),))
    columns = Axis("b", "B", (AxisValue("https://example.org/c", column),))
    return Matrix(rows, columns, cells, "records")


@given(st.text(), st.text(), st.text())
def test_heat_map_is_well_formed_whatever_the_names(row: str, column: str, title: str) -> None:
    record = GraphRecord("https://example.org/a", "network", "a", title)
    root = ET.fromstring(draw_heat_map(small(row, column, {(0, 0): (record,)})))
    assert root.tag.endswith("svg")
    assert not [element for element in root.iter() if element.tag.endswith("script")]


def test_heat_map_of_200_by_60_stays_readable() -> None:
    rows = Axis("a", "A", tuple(AxisValue(f"r{n}", f"Row {n} " + "long " * 40) for n in range(200)))
    columns = Axis("b", "B", tuple(AxisValue(f"c{n}", f"Column {n}") for n in range(60)))
    record = GraphRecord("https://example.org/a", "network", "a", "A")
    cells = {(r, c): (record,) * (1 + (r + c) % 7) for r in range(200) for c in range(60)}
    root = ET.fromstring(draw_heat_map(Matrix(rows, columns, cells, "records")))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert 60 * 20 < width < 60 * 40 + 800
    assert 200 * 20 < height < 200 * 40 + 400
    labels = [e for e in root.iter() if e.attrib.get("text-anchor") == "end"]
    assert len(labels) == 200
    places = sorted(float(label.attrib["y"]) for label in labels)
    gaps = [after - before for before, after in pairwise(places)]
    assert min(gaps) > float(labels[0].attrib["font-size"]) * 1.2
    for label in labels:  # the text comes after its title, cut so that it ends within the picture
        assert len(label[0].tail or "") < 60


def test_a_dimension_is_found_however_it_is_spelt_and_the_nearest_is_named(
    files: Project,
) -> None:
    known = read_dimensions(files)
    assert dimension_of(known, "Data Model").name == "data-model"
    with pytest.raises(QueryError, match="no dimension 'data modle'; did you mean 'data-model'"):
        dimension_of(known, "data modle")


def test_a_project_adds_a_dimension_with_one_line(facts: CatalogueIndex, tmp_path: Path) -> None:
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "mapping").mkdir()
    (tmp_path / "mapping" / "federated-networks.columns.yml").write_text(
        "dimensions: {scope: ccdp:scope}\n", encoding="utf-8"
    )
    known = read_dimensions(open_project(tmp_path))
    made = count_matrix(facts, known["scope"], known["status"])
    assert "paediatric cancer" in [value.label for value in made.rows.values]
    assert (made.rows.label, known["scope"].label("fr")) == ("Scope", "Champ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dimensions: 1", "'dimensions' must be a list, not a number"),
        ("dimensions: [{name: A b}]", "must consist of lower-case letters"),
        ("dimensions: [{name: a, network: ccdp:scope}]", "'network' is not a key of a dimension"),
        ("dimensions: [{name: a, scheme: nope:x}]", "'nope:x' has an unknown prefix"),
        ("dimensions: [{name: a, labels: x}]", "by language"),
    ],
)
def test_a_wrong_file_of_dimensions_is_refused(text: str, message: str) -> None:
    with pytest.raises(AssetError, match=message):
        parse_dimensions(text, Path("dimensions.yml"))
