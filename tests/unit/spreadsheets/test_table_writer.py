"""A table as a workbook: typed, safe, easy to read and to fill in, and the same bytes each time."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import load_workbook as read_cells

from ccdp_graph.cell import CellRef
from ccdp_graph.errors import OutputError
from ccdp_graph.model.solutions import Solutions, Term
from ccdp_graph.model.table import Scalar, Table, TableCell, TableColumn, TableRow, columns_of
from ccdp_graph.rdf.namespaces import XSD
from ccdp_graph.spreadsheets.writer import MAX_CELL_LENGTH, tables_workbook

MAY_DAY = datetime.fromisoformat("2024-05-01")
FORMULAS = ("=1+1", "\x00=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "=cmd|'/c calc'!A1")


def opened(*tables: Table) -> list[Worksheet]:
    sheets = openpyxl.load_workbook(io.BytesIO(tables_workbook(*tables))).worksheets
    return [sheet for sheet in sheets if isinstance(sheet, Worksheet)]


def written(value: TableCell | Scalar | None) -> Cell:
    cell = opened(Table("t", columns_of("h"), ((value,),)))[0]["A2"]
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.parametrize(
    ("value", "told", "kind"),
    [
        (7, 7, "n"),
        (0, 0, "n"),
        (0.25, 0.25, "n"),
        (True, True, "b"),
        (date(2024, 5, 1), MAY_DAY, "d"),
        (date(1899, 5, 1), "1899-05-01", "s"),
        (10**15, "1000000000000000", "s"),
        (float("nan"), "nan", "s"),
        (float("inf"), "inf", "s"),
        ("007", "007", "s"),
        ("2024-05-01", "2024-05-01", "s"),
        ("a\x01b", "ab", "s"),
        ("x" * 40_000, "x" * MAX_CELL_LENGTH, "s"),
        ("", None, "n"),
        (None, None, "n"),
    ],
)
def test_a_value_is_written_as_what_it_is_where_a_workbook_can(
    value: Scalar | None, told: object, kind: str
) -> None:
    cell = written(value)
    assert (cell.value, cell.data_type) == (told, kind)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_when_written_or_edited(text: str) -> None:
    row: TableRow = (TableCell(text, choices=(text,), is_heading=True),)
    table = Table(text, columns_of([text]), (row,), head=((text,),), notes=(text,))
    for sheet in opened(table):
        found = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
        assert found
        assert all((cell.data_type, cell.quotePrefix) == ("s", True) for cell in found)


def test_terms_of_answers_are_typed_and_names_lead_to_their_iris() -> None:
    terms = (
        Term("literal", "12", datatype=XSD + "integer"),
        Term("literal", "2.50", datatype=XSD + "decimal"),
        Term("literal", "2011", datatype=XSD + "gYear"),
        Term("literal", "2024-05-01", datatype=XSD + "date"),
        Term("literal", "2024-05-01Z", datatype=XSD + "date"),
        Term("uri", "https://example.org/a"),
        Term("literal", "A", "en"),
        None,
    )
    variables = tuple("abcdefgh")
    table = Solutions(variables, {"f": "G IRI"}, (terms,)).table("q", {6: 5})
    (sheet,) = opened(table)
    assert [cell.value for cell in sheet[1]] == ["a", "b", "c", "d", "e", "g", "h", "G IRI"]
    assert [cell.value for cell in sheet[2]] == [
        *(12, 2.5, 2011, MAY_DAY, "2024-05-01Z", "A", None),
        "https://example.org/a",
    ]
    links = [cell.hyperlink.target if cell.hyperlink else None for cell in sheet[2]]
    assert links == [*[None] * 5, "https://example.org/a", None, "https://example.org/a"]


def test_links_that_no_spreadsheet_program_follows_stay_text() -> None:
    for link in ("javascript:alert(1)", "file:///etc/passwd", "https://a/" + "a" * 2_100):
        assert written(TableCell("x", link)).hyperlink is None
    place = written(TableCell("x", CellRef("", "It's", 3, 2).link)).hyperlink
    assert place is not None
    assert (place.location, place.target) == ("'It''s'!B3", None)


def test_headings_stay_in_view_filter_and_come_again_on_each_printed_page() -> None:
    head = ((TableCell("Title", is_heading=True),), ("What to do. " * 30,))
    rows: tuple[TableRow, ...] = tuple((n, "text", "x" * 100) for n in range(3))
    table = Table("t", columns_of("abc", (8, 0, 50)), rows, head=head, notes=("Note.",), kept=1)
    (sheet,) = opened(table)
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:C6"
    assert sheet.print_title_rows == "$3:$3"
    assert all(cell.font.bold and cell.fill.fgColor.rgb != "00000000" for cell in sheet[3])
    assert sheet.column_dimensions["A"].width == 8
    assert sheet.column_dimensions["C"].width == 50
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2"}
    heights = [sheet.row_dimensions[row].height for row in (2, 4)]
    assert heights[0] >= 75
    assert heights[1] >= 45
    assert (sheet["A8"].value, sheet["A8"].font.italic) == ("Note.", True)


def test_each_cell_offers_its_own_choices() -> None:
    many = tuple(f"choice {n}" for n in range(300))
    rows: tuple[TableRow, ...] = (
        (TableCell("", choices=many),),
        (TableCell("b", choices=("a", "b, c")),),
        (TableCell("", choices=many),),
        (TableCell("", choices=many),),
        (TableCell(None),),
    )
    sheet, choices = opened(Table("t", columns_of("h"), rows))
    assert choices.sheet_state == "hidden"
    offered = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert offered == {"A2 A4:A5": "Choices!$A$1:$KN$1", "A3": "Choices!$A$2:$B$2"}
    assert [cell.value for cell in choices[1]] == list(many)
    assert [cell.value for cell in choices[2]][:3] == ["a", "b, c", None]


def test_many_scattered_cells_of_one_choice_keep_it() -> None:
    rows = tuple((TableCell(None, choices=("a",) if n % 2 else ("b",)),) for n in range(1000))
    sheet, _ = opened(Table("t", columns_of("h"), rows))
    validations = sheet.data_validations.dataValidation
    assert len(validations) == 6
    assert sum(len(v.sqref.ranges) for v in validations) == 1000


def test_a_single_cell_is_not_merged_with_itself() -> None:
    (sheet,) = opened(Table("t", columns_of("h"), (), head=(("Read this.",),)))
    assert sheet["A1"].value == "Read this."
    assert not sheet.merged_cells.ranges


def test_larger_counts_are_darker_and_noughts_are_left_blank() -> None:
    columns = (TableColumn("name"), *(TableColumn(f"c{n}", 7, "count") for n in range(3)))
    (sheet,) = opened(Table("t", columns, (("a", 1, 0, 3), ("b", 0, 0, 5))))
    (scale,) = sheet.conditional_formatting
    assert str(scale.sqref) == "B2:D3"
    assert sheet["C2"].value == 0
    assert sheet["C2"].number_format.endswith(";")
    assert sheet["B1"].alignment.textRotation == 60


def test_another_reader_finds_the_same_cells() -> None:
    rows: tuple[TableRow, ...] = (("a", 1, date(2024, 5, 1), None), ("=b", 2.5, "x", "y"))
    first = Table("One: [a/b]" + "c" * 40, columns_of("pqrs"), rows)
    content = tables_workbook(first, Table("Two", columns_of("x"), ()))
    book = read_cells(io.BytesIO(content))
    assert book.sheet_names == ["One- -a-b-" + "c" * 21, "Two"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["p", "q", "r", "s"],
        ["a", 1.0, date(2024, 5, 1), ""],
        ["=b", 2.5, "x", "y"],
    ]


def test_a_table_larger_than_a_sheet_is_refused_in_one_line() -> None:
    table = Table("t", columns_of("h"), (("x",),) * 1_048_576)
    with pytest.raises(OutputError, match=r"1048576 rows of 1 columns are more .* such as csv$"):
        tables_workbook(table)
