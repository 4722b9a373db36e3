"""A matrix as a workbook: counts, with links to the list of their records."""

from ccdp_graph.analysis.matrix import Matrix
from ccdp_graph.cell import CellRef
from ccdp_graph.i18n import Texts
from ccdp_graph.model import Table, TableCell, TableRow, columns_of
from ccdp_graph.spreadsheets import tables_workbook

_TITLES = Texts("Records")

_HEADINGS = Texts(("Id", "Title", "Kind", "IRI"))

_WIDTHS = (30, 30, 24, 60, 12, 60)


def matrix_workbook(matrix: Matrix, *, cell: str = "count") -> bytes:
    """Write a matrix as .xlsx.

    Shape: a sheet with the matrix, coloured by count, each filled cell linked to its first row on
    a second sheet, which lists the records of every cell with links to their IRIs.

    Raises:
        OutputError: It has more records than a sheet can hold.
    """
    title = _TITLES[matrix.language]
    headings = (matrix.rows.label, matrix.columns.label, *_HEADINGS[matrix.language])
    rows: list[TableRow] = []
    links = {}
    for (row, column), records in matrix.cells.items():
        links[row, column] = CellRef("", title, len(rows) + 2, 1).link
        labels = (matrix.rows.values[row].label, matrix.columns.values[column].label)
        rows += [(*labels, r.id, r.title, r.kind, TableCell(r.iri, r.iri)) for r in records]
    listed = Table(title, columns_of(headings, _WIDTHS), tuple(rows))
    return tables_workbook(matrix.table(cell=cell, links=links), listed)
