"""The stages in order: workbooks in, a checked graph and its report out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ccdp_graph import __version__
from ccdp_graph.errors import AssetError, WorkbookError
from ccdp_graph.i18n import Texts, message
from ccdp_graph.mapping import (
    MAIN,
    Materialization,
    catalogue_document,
    defaults_of,
    describe_concepts,
    materialize,
    provenance_statements,
)
from ccdp_graph.model import (
    ORGANISATION,
    Finding,
    Identifiers,
    Named,
    RecordTypes,
    Report,
    Severity,
    SheetCount,
    equated,
)
from ccdp_graph.pipeline.model import Build, TidyBuild
from ccdp_graph.project import LINKS, SETTINGS, Project
from ccdp_graph.rdf import (
    DCAT,
    PREFIXES,
    VOCABULARY,
    A,
    GraphIndex,
    Statement,
    iri,
    name,
    shorten,
    text_of,
)
from ccdp_graph.spreadsheets import read_curated
from ccdp_graph.tables import Lexicon, Table, find_tables, tidy
from ccdp_graph.validation import (
    ProvenanceLookup,
    check_statements,
    project_rules,
    without_repetition,
)

Progress = Callable[[str], None]

_NAMES = ("dcterms:title", "foaf:name", "skos:prefLabel")


def tidy_workbooks(
    paths: Sequence[Path],
    project: Project,
    *,
    modified: date | None = None,
    known: Identifiers | None = None,
    progress: Progress = lambda _: None,
) -> TidyBuild:
    """Read workbooks and turn their rows into records.

    Args:
        modified: The date of the records, if not the one that each workbook states.
        known: The ids assigned so far; by default those of the project.

    Raises:
        WorkbookError: A workbook cannot be read, matches no mapping, or is given twice.
        AssetError: A file of the project is malformed.
    """
    progress("reading workbooks")
    _refuse_duplicates(paths)
    workbooks = tuple(read_curated(path) for path in paths)
    progress("reading vocabularies")
    column_files = project.column_files()
    lexicon = Lexicon(project.concepts(), project.decisions())
    tables = tuple(
        table for book in workbooks for table in find_tables(book, column_files, lexicon)
    )
    progress("tidying rows")
    register = project.identifiers() if known is None else known
    tidied = tidy(workbooks, tables, lexicon, register, project.settings.base, modified=modified)
    publisher = Named(ORGANISATION, project.settings.publisher)
    identifiers = tidied.identifiers.with_names([publisher])
    read_tables = tuple(dict.fromkeys(table.column_file.table for table in tables))
    dates = [day for book in workbooks if (day := modified or book.modified)]
    sheets = [column_file for column_file in column_files if column_file.table in read_tables]
    kinds = {sheet.kind for sheet in sheets}
    catalogue = catalogue_document(
        project.settings,
        sheets,
        identifiers.by_key()[publisher.key].id,
        max(dates, default=None),
        [entry for entry in identifiers.retired() if entry.kind in kinds],
    )
    documents = (*tidied.documents, catalogue)
    return TidyBuild(workbooks, tables, tidied, documents, identifiers, lexicon.index)


def build(
    paths: Sequence[Path],
    project: Project,
    *,
    modified: date | None = None,
    known: Identifiers | None = None,
    language: str = "en",
    progress: Progress = lambda _: None,
) -> Build:
    """Build the graph of some workbooks and check it against our shapes.

    The same workbooks and project give the same build, whatever the order of the paths.

    Args:
        modified: The date of the records, if not the one that each workbook states.
        known: The ids assigned so far; by default those of the project.
        language: The language of findings.

    Raises:
        WorkbookError: A workbook cannot be read, matches no mapping, or is given twice.
        AssetError: A file of the project is malformed, or two contradict each other.
    """
    register = project.identifiers() if known is None else known
    ordered = sorted(paths, key=lambda path: (path.name, str(path)))
    tidied = tidy_workbooks(ordered, project, modified=modified, known=register, progress=progress)
    progress("materializing")
    base, types = project.settings.base, project.record_types()
    mappings = project.mappings()
    materialization = materialize(tidied.documents, mappings)
    _refuse_other_classes(tidied, materialization.statements, project, types)
    concept_statements = describe_concepts(materialization.statements, project.vocabularies())
    cells = tidied.tidied.cells
    main = f"{base}catalogue/{MAIN}"
    provenance = provenance_statements(
        tidied.workbooks, cells, materialization.origins, main, base, __version__
    )
    progress("checking")
    lookup = ProvenanceLookup(
        cells=materialization.origins.cells,
        rows=materialization.origins.rows,
        columns=_columns_by_property(tidied.tables),
        defaults=defaults_of(mappings),
        file_of=lambda _: SETTINGS,  # whatever no row describes belongs to the catalogue
    )
    conformance = check_statements(
        materialization.statements,
        project_rules(project),
        lookup,
        vocabularies=concept_statements,
        concepts=lambda: tidied.concepts,
        language=language,
    )
    tidy_findings = tidied.tidied.findings
    statements = (*materialization.statements, *concept_statements)
    public = tuple(sorted({*statements, *project.links().statements(s for s, _, _ in statements)}))
    findings = (
        *tidy_findings,
        *without_repetition(conformance.findings, tidy_findings),
        *_equated(public, base),
    )
    return Build(
        settings=project.settings,
        project_folder=project.folder,
        public=public,
        provenance=provenance,
        report=replace(
            _report(tidied, materialization, types, findings, len(public), language=language),
            notes=conformance.notes,
        ),
        identifiers=tidied.identifiers,
        finder=lookup,
        language=language,
    )


def _equated(statements: Sequence[Statement], base: str) -> Iterable[Finding]:
    """Find resources of ours that links equate, perhaps by way of another catalogue."""
    for things in equated(statements, (base, VOCABULARY), f"{base}harvest/"):
        index = GraphIndex.of(statements)
        names = [
            f"'{next(map(text_of, index.values(iri(thing), *_NAMES)), thing)}'" for thing in things
        ]
        yield Finding(
            severity=Severity.VIOLATION,
            message=f"Exact matches say that {' and '.join(names)} are the same.",
            rule="links#equated",
            suggestion=f"Remove one of these links from mapping/{LINKS}, or merge the records",
            focus_node=things[0],
            result_path=PREFIXES["skos"] + "exactMatch",
        )


def _refuse_duplicates(paths: Sequence[Path]) -> None:
    resolved: dict[Path, Path] = {}
    names: dict[str, Path] = {}
    for path in paths:
        if path.resolve() in resolved:
            raise WorkbookError(f"{path}: given twice; name it once")
        if path.name in names:
            raise WorkbookError(
                f"{path}: has the same name as {names[path.name]}; rename one, because findings "
                "name files"
            )
        resolved[path.resolve()] = path
        names[path.name] = path


def _refuse_other_classes(
    tidied: TidyBuild, statements: Iterable[Statement], project: Project, types: RecordTypes
) -> None:
    """Refuse a mapping that gives records other classes than their column file says.

    No page or analysis would find them, and no catalogue would get the right ones.
    """
    classes: dict[str, set[str]] = {}
    for subject, predicate, value in statements:
        if predicate == A:
            classes.setdefault(subject, set()).add(value)
    ids = {
        document.name: [str(entry.values["id"]) for entry in document.arrays["records"]]
        for document in tidied.tidied.documents
    }
    paths = project.files("mapping/*.columns.yml")
    for path, sheet in zip(paths, project.column_files(), strict=True):
        kind = types[sheet.kind]
        found = [
            classes.get(iri(f"{project.settings.base}{kind.name}/{record}"), set())
            for record in ids.get(sheet.table, ())
        ]
        if not all(iri(kind.class_iri) in given for given in found):
            raise AssetError(
                f"the mapping of '{sheet.table}' does not give its records the class "
                f"{shorten(kind.class_iri)}; add it there after 'a'",
                path,
            )
        if any((name("dcat:Dataset") in given) != kind.is_dataset for given in found):
            said, wanted = ("no ", "add") if kind.is_dataset else ("", "remove")
            raise AssetError(
                f"dataset: {str(kind.is_dataset).lower()}, but the mapping of '{sheet.table}' "
                f"makes {said}datasets; {wanted} dcat:Dataset there, or change this",
                path,
            )


def _columns_by_property(tables: Iterable[Table]) -> dict[tuple[str, str, str], int]:
    """Return the column of each property, by workbook, sheet and property."""
    columns: dict[tuple[str, str, str], int] = {}
    for table in tables:
        for number, field in table.fields.items():
            column_names = field.column.parts or (field.column.name,)
            for column in map(table.column_file.column, column_names):
                columns.setdefault((*table.place, column.property_iri), number)
                if column.name in table.column_file.period:
                    columns.setdefault((*table.place, PREFIXES["dcterms"] + "temporal"), number)
    return columns


def _report(
    tidied: TidyBuild,
    materialization: Materialization,
    types: RecordTypes,
    findings: Iterable[Finding],
    statements: int,
    *,
    language: str,
) -> Report:
    records = {
        (entry.row.workbook, entry.row.sheet, entry.row.row)
        for document in tidied.tidied.documents
        for entry in document.arrays["records"]
        if entry.row is not None
    }
    cells = [source.cell for source in tidied.tidied.cells]
    sheets = []
    for place, mapping in dict.fromkeys((t.place, t.column_file.table) for t in tidied.tables):
        rows = [
            range(table.header_rows[-1], table.last_row + 1)
            for table in tidied.tables
            if table.place == place and table.column_file.table == mapping
        ]
        sheet_cells = [
            cell
            for cell in cells
            if (cell.workbook, cell.sheet) == place and any(cell.row in part for part in rows)
        ]
        sheets.append(
            SheetCount(
                *place,
                mapping=mapping,
                rows=len({cell.row for cell in sheet_cells}),
                records=len(records & {(*place, cell.row) for cell in sheet_cells}),
                cells=len(sheet_cells),
            )
        )
    return Report(
        version=__version__,
        workbooks=tuple((book.name, book.sha256) for book in tidied.workbooks),
        sheets=tuple(sheets),
        things=_things(materialization.statements, types),
        statements=statements,
        findings=tuple(
            finding.localised(language)
            for finding in sorted(findings, key=lambda finding: finding.order)
        ),
        suggestions=tuple(
            Finding(
                severity=Severity.INFO,
                message=suggestion.message,
                rule="organisation#same",
                cells=suggestion.cells,
                raw=suggestion.raw,
                suggestion=message("decide"),
            ).localised(language)
            for suggestion in tidied.tidied.suggestions
        ),
    )


_CATALOGUES = Texts("catalogues")


def _things(
    statements: Iterable[Statement], types: RecordTypes
) -> tuple[tuple[Mapping[str, str], int], ...]:
    words: dict[str, Mapping[str, str]] = {
        iri(kind.class_iri): kind.plurals_within for kind in types
    }
    words[iri(DCAT + "Catalog")] = _CATALOGUES
    counted = Counter(o for _, p, o in statements if p == A and o in words)
    return tuple((said, counted[kind]) for kind, said in words.items() if counted[kind])
