"""Checks of a graph in a file or a store, traced to the cells named by its provenance."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ccdp_graph import __version__
from ccdp_graph.cell import CellRef, column_number
from ccdp_graph.errors import AssetError
from ccdp_graph.model import Report
from ccdp_graph.project import SETTINGS, Project
from ccdp_graph.rdf import GRAPH_FORMATS, PREFIXES, RDF, Statement, default_graph
from ccdp_graph.sparql import EmbeddedStore, Store
from ccdp_graph.validation.conformance import check_statements, check_store
from ccdp_graph.validation.project_shapes import project_rules
from ccdp_graph.validation.provenance_lookup import ProvenanceLookup
from ccdp_graph.validation.shapes import Shapes

MAX_LISTED_FINDINGS = 1_000
"""How many findings of one constraint are listed; the rest are only counted."""

_IDENTIFIER = PREFIXES["dcterms"] + "identifier"

_ADDRESS = re.compile(r"^([A-Z]{1,3})(\d+)$")

_CELLS = """
SELECT ?workbook ?sheet ?address ?subject ?property WHERE {
  GRAPH ?graph {
    ?statement prov:wasDerivedFrom ?cell ; rdf:subject ?subject ; rdf:predicate ?property .
    ?cell ccdp:sheetName ?sheet ; ccdp:address ?address ; dcterms:isPartOf ?row .
    ?row dcterms:isPartOf ?file .
    ?file dcterms:title ?workbook .
  }
}
"""


def is_graph(path: Path) -> bool:
    """Return whether a path, by its name, is a graph and not a workbook."""
    return path.is_dir() or path.suffix.lower() in GRAPH_FORMATS


def check_graph(path: Path, project: Project, *, language: str = "en") -> Report:
    """Check a graph (a file, the folder of a build, or a store) against the project's shapes.

    Shape: findings name cells if the graph has provenance, as graph.nq does, and focus nodes if it
    does not. At most `MAX_LISTED_FINDINGS` of each constraint are listed.

    Raises:
        AssetError: The file cannot be read, is empty, or has nothing that the shapes apply to.
    """
    path = _file_of_build(path)
    store = EmbeddedStore.load(path)
    rules = project_rules(project)
    finder = _finder(store, project.settings.base, project.described_terms)
    if path.is_dir():
        number = len(store)
        _check_is_ours(_classes(store), number, path, rules.shapes)
        conformance = check_store(
            store, rules, finder, language=language, limit=MAX_LISTED_FINDINGS
        )
    else:
        statements = default_graph(path)
        number = len(statements)
        classes = {term[1:-1] for _, predicate, term in statements if predicate == f"<{RDF}type>"}
        _check_is_ours(classes, number, path, rules.shapes)
        conformance = check_statements(
            statements,
            rules,
            finder,
            concepts=project.concepts,
            language=language,
            limit=MAX_LISTED_FINDINGS,
        )
    return Report(
        version=__version__,
        workbooks=(),
        sheets=(),
        things=(),
        statements=number,
        findings=conformance.findings,
        suggestions=(),
        unlisted=conformance.unlisted,
        notes=conformance.notes,
    )


def read_checked(
    path: Path, base: str, described_terms: Callable[[], Mapping[str, str]]
) -> tuple[tuple[Statement, ...], ProvenanceLookup]:
    """Read the public statements of a graph file, and the cells behind them, as `finder_of`.

    Raises:
        AssetError: The file cannot be read, or is a store.
    """
    path = _file_of_build(path)
    if path.is_dir():
        raise AssetError(
            "a store can only be checked against the project's own shapes; give its graph.nq", path
        )
    statements = tuple(sorted(default_graph(path)))
    return statements, _finder(EmbeddedStore.load(path), base, described_terms)


def _file_of_build(path: Path) -> Path:
    """Return the graph file in the folder of a build; any other path unchanged."""
    return path / "graph.nq" if (path / "graph.nq").is_file() else path


def _classes(store: Store) -> set[str]:
    return {kind.value for (kind,) in store.rows("SELECT DISTINCT ?kind { ?s a ?kind }") if kind}


def _check_is_ours(classes: set[str], count: int, path: Path, shapes: Shapes) -> None:
    if not count:
        raise AssetError("the graph is empty; give one written by ccdp build", path)
    if not classes & {target for shape in shapes.supported for target in shape.targets}:
        message = (
            "the project's shapes apply to nothing in the graph; give one written by ccdp build"
        )
        raise AssetError(message, path)


def _finder(
    store: Store, base: str, described_terms: Callable[[], Mapping[str, str]]
) -> ProvenanceLookup:
    """Read from the provenance which cells each statement comes from."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    cells: dict[tuple[str, str], list[CellRef]] = {}
    for row in store.rows(prefixes + _CELLS):
        workbook, sheet, address, subject, predicate = (t.value if t else "" for t in row)
        match = _ADDRESS.match(address)
        if match is not None:
            cell = CellRef(workbook, sheet, int(match[2]), column_number(match[1]))
            cells.setdefault((subject, predicate), []).append(cell)
    return finder_of(cells, base, described_terms)


def finder_of(
    cells: Mapping[tuple[str, str], Sequence[CellRef]],
    base: str,
    described_terms: Callable[[], Mapping[str, str]],
) -> ProvenanceLookup:
    """Index the cells of each statement, and the column of each property.

    Args:
        cells: The cells behind each pair of subject and property (IRIs).
        base: What the IRIs of the project's things begin with.
        described_terms: Reads in which file a term is described, when a finding has no cell.
    """
    rows: dict[str, CellRef] = {}
    catalogues = f"{base}catalogue/"  # described in the settings
    for (subject, predicate), refs in cells.items():
        if subject.startswith(catalogues):  # rows only add their records to them
            continue
        if predicate == _IDENTIFIER:
            rows[f"<{subject}>"] = refs[-1]
        else:
            rows.setdefault(f"<{subject}>", refs[0])
    counts = Counter(
        ((cell.workbook, cell.sheet, predicate), cell.column)
        for (_, predicate), refs in cells.items()
        for cell in refs
    )
    # later entries replace earlier ones, so the most frequent column wins, then the leftmost
    by_frequency = sorted(counts, key=lambda entry: (counts[entry], -entry[1]))
    return ProvenanceLookup(
        cells={(f"<{s}>", f"<{p}>"): tuple(sorted(set(refs))) for (s, p), refs in cells.items()},
        rows=rows,
        columns=dict(by_frequency),
        file_of=lambda term: (
            (SETTINGS if term.startswith(f"<{catalogues}") else "")
            if term.startswith(f"<{base}")
            else described_terms().get(term, "")
        ),
    )
