"""Drafts of the two mapping files for a kind of sheet that has no mapping yet."""

from collections.abc import Mapping, Sequence

from ccdp_graph.errors import WorkbookError
from ccdp_graph.layouts.draft_texts import DraftedColumn, columns_text, yarrrml_text
from ccdp_graph.layouts.inspection import guess_table, values_under
from ccdp_graph.layouts.similarity import candidates_for, fit
from ccdp_graph.model import Column, ColumnFile, RecordTypes, Workbook
from ccdp_graph.rdf import shorten, slug
from ccdp_graph.tables import Lexicon, Table

_MIN_SURE_SCORE = 85.0  # a header this similar to a known column means the same

_MIN_FIT = 0.6  # the share of values that a datatype or vocabulary must fit

_DATATYPES = ("anyURI", "contact", "gYear", "nonNegativeInteger")

_VOCABULARIES = (
    "country region data-type data-model coding-system availability access governance status "
    "network-type resource-type disease-scope geographic-scope federation-approach capacity-need "
    "coverage frequency"
).split()


def draft_files(
    workbook: Workbook,
    name: str,
    column_files: Sequence[ColumnFile],
    types: RecordTypes,
    lexicon: Lexicon,
    *,
    dataset: bool,
) -> dict[str, str]:
    """Draft `<name>.columns.yml` and `<name>.yarrrml.yml` for the sheet with most columns.

    Args:
        dataset: Whether the records are datasets.

    Raises:
        WorkbookError: No sheet has a header.
    """
    empty_column_file = ColumnFile(name, slug(name), {"en": name}, {}, "", (), ())
    tables = [
        table
        for sheet in workbook.sheets
        if (table := guess_table(sheet, [empty_column_file], lexicon))
    ]
    if not tables:
        raise WorkbookError(f"{workbook.name}: no sheet has a header row with at least two texts")
    table = max(tables, key=lambda table: len(table.headers))
    drafted = _draft_columns(table, column_files, lexicon)
    key = _key(table, drafted)
    return {
        f"{name}.columns.yml": columns_text(name, drafted, key, types, dataset=dataset),
        f"{name}.yarrrml.yml": yarrrml_text(name, drafted, key, dataset=dataset),
    }


def _draft_columns(
    table: Table, column_files: Sequence[ColumnFile], lexicon: Lexicon
) -> dict[int, DraftedColumn]:
    drafted: dict[int, DraftedColumn] = {}
    names: set[str] = set()
    for number, header in sorted(table.headers.items()):
        if not header:
            continue
        values = values_under(table, number)
        name = slug(header, longest=40).replace("-", "_") or f"column_{number}"
        while name in names or name in ("id", "period", "modified", "other_text"):
            name += "_2"
        names.add(name)
        separator = ";" if any(";" in value or "\n" in value for value in values) else ""
        match = _matching_column(header, values, column_files, lexicon)
        if match is not None:
            drafted[number] = _draft_like(header, name, match)
        else:
            drafted[number] = _draft_by_values(header, name, values, separator, lexicon)
    return drafted


def _matching_column(
    header: str, values: Sequence[str], column_files: Sequence[ColumnFile], lexicon: Lexicon
) -> Column | None:
    """Return the column of a known mapping that a header certainly means."""
    best: tuple[float, Column | None] = (_MIN_SURE_SCORE, None)
    for column_file in column_files:
        for candidate in candidates_for(header, values, column_file, lexicon, number=1):
            column = column_file.column(candidate.value)
            if candidate.score >= best[0] and column.property_iri and column.datatype != "record":
                best = (candidate.score, column)
    return best[1]


def _draft_like(header: str, name: str, column: Column) -> DraftedColumn:
    return DraftedColumn(
        header,
        name,
        shorten(column.property_iri),
        "" if column.datatype == "concept" else column.datatype,
        column.vocabulary,
        column.separator,
    )


def _draft_by_values(
    header: str, name: str, values: Sequence[str], separator: str, lexicon: Lexicon
) -> DraftedColumn:
    property_name = f"ccdpi:term/{name.replace('_', '-')}"
    for datatype in _DATATYPES:
        if (
            fit(values, Column("", ("",), datatype, "", separator=separator), lexicon) or 0
        ) >= _MIN_FIT:
            several = separator if datatype in ("anyURI", "contact") else ""
            return DraftedColumn(header, name, property_name, datatype, (), several)
    for scheme in _VOCABULARIES:
        trial = Column("", ("",), "concept", "", separator=separator or ";", vocabulary=(scheme,))
        if (fit(values, trial, lexicon) or 0) >= _MIN_FIT:
            return DraftedColumn(header, name, property_name, "", (scheme,), ";")
    return DraftedColumn(header, name, property_name, "string", (), separator)


def _key(table: Table, drafted: Mapping[int, DraftedColumn]) -> str:
    """Return the column that names the records: the first text column without repetition."""
    texts = {n: column for n, column in drafted.items() if column.datatype == "string"}
    for number, column in texts.items():
        values = values_under(table, number)
        if values and len(set(values)) == len(values):
            return column.name
    return next(iter({**texts, **drafted}.values())).name
