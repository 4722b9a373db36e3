"""Checking a graph that lies in a file, with the cells that its provenance names."""

import re
from pathlib import Path

from ccdp_graph import __version__
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.errors import AssetError
from ccdp_graph.model.report import Report
from ccdp_graph.model.statements import Statement
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.rdf.namespaces import PREFIXES
from ccdp_graph.rdf.turtle import empty_graph
from ccdp_graph.store.embedded import GRAPH_FORMATS, EmbeddedStore, default_graph
from ccdp_graph.validation.validator import CellFinder, validate

_ADDRESS = re.compile(r"^([A-Z]{1,3})(\d+)$")
_CELLS = """
SELECT ?workbook ?sheet ?address ?subject ?property WHERE {
  GRAPH ?graph {
    ?said prov:wasDerivedFrom ?cell ; rdf:subject ?subject ; rdf:predicate ?property .
    ?cell ccdp:sheetName ?sheet ; ccdp:address ?address ; dcterms:isPartOf ?row .
    ?row dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
  }
}
"""


def is_graph(path: Path) -> bool:
    """Tell by its name whether a file is a graph rather than a workbook."""
    return path.suffix.lower() in GRAPH_FORMATS


def check_graph(path: Path, files: ProjectFiles) -> Report:
    """Check one graph against our shapes.

    Shape: findings name cells where the file carries provenance (graph.nq does), and the things
    themselves where it does not.

    Raises:
        AssetError: The file cannot be read, or is empty.
    """
    store = EmbeddedStore.load(path)
    lines = default_graph(path)
    if not lines:
        raise AssetError("the graph is empty; give one that ccdp build wrote", path)
    graph = empty_graph()
    graph.parse(data=lines, format="nt")
    findings = validate(graph, files.shapes(), _finder(store))
    return Report(
        version=__version__,
        workbooks=(),
        sheets=(),
        things=(),
        statements=len(graph),
        findings=findings,
        suggestions=(),
    )


def read_checked(path: Path) -> tuple[tuple[Statement, ...], CellFinder]:
    """Read the public statements of a graph file, and the way from its things to cells.

    Raises:
        AssetError: The file cannot be read.
    """
    lines = default_graph(path).splitlines()
    statements = (line.removesuffix(" .").split(" ", 2) for line in lines)
    found = tuple(sorted((s, p, o) for s, p, o in statements))
    return found, _finder(EmbeddedStore.load(path))


def _finder(store: EmbeddedStore) -> CellFinder:
    cells: dict[tuple[str, str], tuple[CellRef, ...]] = {}
    rows: dict[str, CellRef] = {}
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    for row in store.rows(prefixes + _CELLS):
        workbook, sheet, address, subject, predicate = (term.value if term else "" for term in row)
        match = _ADDRESS.match(address)
        if match is None:
            continue
        cell = CellRef(workbook, sheet, int(match[2]), column_number(match[1]))
        key = f"<{subject}>", f"<{predicate}>"
        cells[key] = tuple(sorted({*cells.get(key, ()), cell}))
        if predicate == PREFIXES["dcterms"] + "identifier":
            rows[key[0]] = cell
    return CellFinder(cells, rows)
