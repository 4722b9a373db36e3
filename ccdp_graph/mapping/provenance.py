"""The provenance graph: the run, the workbooks, their rows and cells, and what each cell says."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ccdp_graph.cell import CellRef
from ccdp_graph.mapping.materialization import Provenance
from ccdp_graph.model import FilledCell, Workbook
from ccdp_graph.rdf import CCDP, DCTERMS, FOAF, PROV, RDF, XSD, Statement, iri, literal, slug

_A = iri(RDF + "type")

_CELL, _ROW, _WORKBOOK = iri(CCDP + "Cell"), iri(CCDP + "Row"), iri(CCDP + "Workbook")

_CELL_STATEMENT = iri(CCDP + "CellStatement")

_ENTITY = iri(PROV + "Entity")

_PART_OF = iri(DCTERMS + "isPartOf")

_SHEET_NAME, _ADDRESS = iri(CCDP + "sheetName"), iri(CCDP + "address")

_HEADER, _RAW = iri(CCDP + "columnHeader"), iri(CCDP + "rawText")

_DERIVED = iri(PROV + "wasDerivedFrom")

_SUBJECT, _PREDICATE = iri(RDF + "subject"), iri(RDF + "predicate")


def provenance_graph(base: str) -> str:
    """Return the IRI of the graph that the provenance stands in."""
    return f"{base}graph/provenance"


def provenance_statements(
    workbooks: Sequence[Workbook],
    cells: Iterable[FilledCell],
    origins: Provenance,
    catalogue: str,
    base: str,
    version: str,
) -> tuple[Statement, ...]:
    """Say where every statement came from.

    Shape: a `ccdp:Workbook` a file, a `ccdp:Row` a row, a `ccdp:Cell` a filled cell with its
    address and raw text, and a `ccdp:CellStatement` for each thing that a cell speaks of, with
    the properties that it gave. One `prov:Activity` for the run, without a time: the same
    workbooks give the same graph.

    Args:
        catalogue: The IRI of the catalogue that the run generated.
        version: Of this program, which is the agent.
    """
    files = {book.name: f"{base}workbook/{_workbook_id(book)}" for book in workbooks}
    found: set[Statement] = set(_run(workbooks, files, catalogue, base, version))
    for source in cells:
        found.update(_cell(source, files))
    for subject, cell in origins.rows.items():
        found.add((iri(_row_iri(cell, files)), iri(FOAF + "primaryTopic"), subject))
    said: defaultdict[tuple[CellRef, str], set[str]] = defaultdict(set)
    for (subject, predicate), places in origins.cells.items():
        for cell in places:
            said[cell, subject].add(predicate)
    for (cell, subject), predicates in said.items():
        found.update(_said(cell, subject, predicates, files, base))
    return tuple(sorted(found))


def _workbook_id(book: Workbook) -> str:
    return f"{slug(book.name.rpartition('.')[0]) or 'workbook'}-{book.sha256[:8]}"


def _run(
    workbooks: Sequence[Workbook],
    files: Mapping[str, str],
    catalogue: str,
    base: str,
    version: str,
) -> Iterator[Statement]:
    told = "\n".join([version, *sorted(book.sha256 for book in workbooks)])
    activity = iri(f"{base}activity/{hashlib.sha256(told.encode()).hexdigest()[:16]}")
    agent = iri(f"{base}agent/ccdp-graph-{version}")
    yield activity, _A, iri(PROV + "Activity")
    yield activity, iri(PROV + "wasAssociatedWith"), agent
    yield agent, _A, iri(PROV + "SoftwareAgent")
    yield agent, iri(FOAF + "name"), literal(f"ccdp-graph {version}")
    yield activity, iri(PROV + "generated"), iri(catalogue)
    for book in workbooks:
        file = iri(files[book.name])
        yield activity, iri(PROV + "used"), file
        yield file, _A, _WORKBOOK
        yield file, _A, _ENTITY
        yield file, iri(DCTERMS + "title"), literal(book.name)
        yield file, iri(CCDP + "sha256"), literal(book.sha256)
        if book.modified is not None:
            date = literal(book.modified.isoformat(), datatype=XSD + "date")
            yield file, iri(DCTERMS + "modified"), date


def _sheet_iri(cell: CellRef, files: Mapping[str, str]) -> str:
    """Name a sheet in IRIs; a digest keeps apart the names that a short form would confuse."""
    short = slug(cell.sheet)
    if short.replace("-", " ") != cell.sheet.lower():
        short = f"{short or 'sheet'}-{hashlib.sha256(cell.sheet.encode()).hexdigest()[:6]}"
    return f"{files[cell.workbook]}/{short}"


def _row_iri(cell: CellRef, files: Mapping[str, str]) -> str:
    return f"{_sheet_iri(cell, files)}/row-{cell.row}"


def _cell_iri(cell: CellRef, files: Mapping[str, str]) -> str:
    return f"{_sheet_iri(cell, files)}/{cell.address}"


def _cell(source: FilledCell, files: Mapping[str, str]) -> Iterator[Statement]:
    cell = source.cell
    node, row, sheet = iri(_cell_iri(cell, files)), iri(_row_iri(cell, files)), literal(cell.sheet)
    yield row, _A, _ROW
    yield row, _PART_OF, iri(files[cell.workbook])
    yield row, _SHEET_NAME, sheet
    yield row, iri(CCDP + "rowNumber"), literal(str(cell.row), datatype=XSD + "integer")
    yield node, _A, _CELL
    yield node, _A, _ENTITY
    yield node, _PART_OF, row
    yield node, _SHEET_NAME, sheet
    yield node, _ADDRESS, literal(cell.address)
    yield node, _RAW, literal(source.text)
    if source.header:
        yield node, _HEADER, literal(source.header)


def _said(
    cell: CellRef, subject: str, predicates: Iterable[str], files: Mapping[str, str], base: str
) -> Iterator[Statement]:
    place = _cell_iri(cell, files)
    node = iri(f"{place}/{subject[1:-1].removeprefix(base)}")
    yield node, _A, _CELL_STATEMENT
    yield node, _DERIVED, iri(place)
    yield node, _SUBJECT, subject
    for predicate in predicates:
        yield node, _PREDICATE, predicate
