"""Counts of the records that have a value in each of two dimensions (`ccdp matrix`)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex, is_reason
from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import Texts
from ccdp_graph.model import (
    NETWORK,
    GraphRecord,
    Table,
    TableCell,
    TableColumn,
    in_words,
)
from ccdp_graph.rdf import DCTERMS

_TITLES = Texts("Matrix")

_Links = Mapping[tuple[int, int], str]

_NO_LINKS: _Links = {}


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One row or column.

    Attributes:
        iri: The IRI of the value; "" for records without one.
        is_missing: Whether it stands for a missing value or its reason, such as "unknown".
    """

    iri: str
    label: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one dimension, in display order."""

    name: str
    label: str
    values: tuple[AxisValue, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two dimensions, and the records that have a value in each.

    Attributes:
        cells: The records by row and column number (from 0); pairs without records are left out.
        note: What the records in a cell are, in words.
        language: The language of labels and notes.
    """

    rows: Axis
    columns: Axis
    cells: Mapping[tuple[int, int], tuple[GraphRecord, ...]]
    note: str
    language: str = "en"

    def count(self, row: int, column: int) -> int:
        """Return the number of records in a cell."""
        return len(self.cells.get((row, column), ()))

    def table(self, *, cell: str = "count", links: _Links = _NO_LINKS) -> Table:
        """Return the matrix as a table of counts, or of the ids of the records.

        Args:
            links: What cells link to, by row and column number.
        """
        numbers = range(len(self.columns.values))
        columns = (
            TableColumn(value.label, 7, "count")
            if cell == "count"
            else TableColumn(value.label, 24)
            for value in self.columns.values
        )

        def written(row: int, column: int) -> TableCell:
            records = self.cells.get((row, column), ())
            value = len(records) if cell == "count" else "; ".join(r.id for r in records)
            return TableCell(value, links.get((row, column), ""))

        return Table(
            _TITLES[self.language],
            (TableColumn(f"{self.rows.label} \\ {self.columns.label}"), *columns),
            tuple(
                (TableCell(value.label, is_heading=True), *(written(row, n) for n in numbers))
                for row, value in enumerate(self.rows.values)
            ),
            notes=(self.note,),
            kept=1,
        )

    def json_text(self) -> str:
        """Return axes and filled cells as JSON, each cell with its records."""
        document = {
            "note": self.note,
            "rows": _axis_json(self.rows),
            "columns": _axis_json(self.columns),
            "cells": [
                {
                    "row": row,
                    "column": column,
                    "count": len(records),
                    "records": [record.json_record() for record in records],
                }
                for (row, column), records in sorted(self.cells.items())
            ],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _axis_json(axis: Axis) -> dict[str, object]:
    values = [
        {"iri": value.iri or None, "label": value.label, "missing": value.is_missing}
        for value in axis.values
    ]
    return {"name": axis.name, "label": axis.label, "values": values}


NOTHING = ""

_Values = Mapping[str, frozenset[str]]

_SPATIAL = DCTERMS + "spatial"

_NO_VALUE = Texts("no value")

_NOTES = Texts(
    {
        "both": "{records} that have both values",
        "joined": "{records} in the countries that the {networks} name, directly or through a "
        "region (the whole world does not count)",
    }
)


def count_matrix(
    catalogue: CatalogueIndex,
    rows: Dimension,
    columns: Dimension,
    *,
    language: str = "en",
    with_missing: bool = True,
) -> Matrix:
    """Count the records that have a value in each of two dimensions.

    If no kind of record has both dimensions, networks are joined with other records: a cell then
    contains the records in the countries that the networks name.

    Args:
        with_missing: Also count records without a value: by the reason given, or in a row or
            column of their own.

    Shape: rows and columns by label, those for missing values last; values without records are
    left out.

    Raises:
        QueryError: No kind of record has both dimensions, and neither is one of networks.
    """
    kinds = [kind for kind in rows.properties if kind in columns.properties]
    kinds = [kind for kind in kinds if catalogue.of_kind(kind)] or kinds
    records_of: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in kinds:
        by_row = _all_values(catalogue, rows, kind, with_missing=with_missing)
        by_column = _all_values(catalogue, columns, kind, with_missing=with_missing)
        for record in by_row.keys() & by_column.keys():
            for row in by_row[record]:
                for column in by_column[record]:
                    records_of[row, column].add(record)
    networks: list[str] = []
    if not kinds:
        networks, kinds = _joined_kinds(catalogue, rows, columns)
        records_of = _joined(catalogue, rows, columns, networks, kinds, with_missing=with_missing)
    row_axis = _axis(catalogue, rows, (row for row, _ in records_of), language)
    column_axis = _axis(catalogue, columns, (column for _, column in records_of), language)
    row_places = {value.iri: number for number, value in enumerate(row_axis.values)}
    column_places = {value.iri: number for number, value in enumerate(column_axis.values)}
    cells = {
        (row_places[row], column_places[column]): _records(catalogue, records)
        for (row, column), records in records_of.items()
    }
    counted, through = (
        in_words([catalogue.types[name] for name in names], language) for names in (kinds, networks)
    )
    note = _NOTES[language]["joined" if networks else "both"].format(
        records=counted, networks=through
    )
    return Matrix(row_axis, column_axis, dict(sorted(cells.items())), note, language)


def _all_values(
    catalogue: CatalogueIndex, dimension: Dimension, kind: str, *, with_missing: bool
) -> dict[str, frozenset[str]]:
    """Return the values of each record, or the reason why it has none."""
    values = catalogue.values(dimension, kind)
    if not with_missing:
        return {
            record: kept
            for record, stated in values.items()
            if (kept := frozenset(value for value in stated if not is_reason(value)))
        }
    properties = dimension.properties[kind]
    reasons = catalogue.reasons(properties, kind) if properties else {}
    nothing = frozenset({NOTHING})
    return {
        record: values.get(record, frozenset()) | reasons.get(record, frozenset()) or nothing
        for record in catalogue.of_kind(kind)
    }


def _joined_kinds(
    catalogue: CatalogueIndex, rows: Dimension, columns: Dimension
) -> tuple[list[str], list[str]]:
    """Return the kinds of network that have one of two dimensions, and the others that have one."""
    all_networks = catalogue.kinds(NETWORK)
    for through, reached in ((rows, columns), (columns, rows)):
        networks = [kind for kind in through.properties if kind in all_networks]
        others = [kind for kind in reached.properties if kind not in all_networks]
        if networks and others:
            return networks, others
    raise QueryError(
        f"no record has both '{rows.name}' and '{columns.name}'; choose dimensions of one kind"
    )


def _joined(
    catalogue: CatalogueIndex,
    rows: Dimension,
    columns: Dimension,
    networks: Sequence[str],
    others: Sequence[str],
    *,
    with_missing: bool,
) -> defaultdict[tuple[str, str], set[str]]:
    by_row, by_column = (
        {
            record: values
            for kind in (*networks, *others)
            if kind in dimension.properties
            for record, values in _all_values(
                catalogue, dimension, kind, with_missing=with_missing
            ).items()
        }
        for dimension in (rows, columns)
    )
    by_place: defaultdict[str, set[str]] = defaultdict(set)
    for record, stated in catalogue.stated([_SPATIAL], *others).items():
        for place in catalogue.covered(stated):
            by_place[place].add(record)
    records_of: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for network, places in catalogue.stated([_SPATIAL], *networks).items():
        for record in frozenset().union(*(by_place.get(place, set()) for place in places)):
            at_row, at_column = (network, record) if network in by_row else (record, network)
            for row in by_row.get(at_row, ()):
                for column in by_column.get(at_column, ()):
                    records_of[row, column].add(record)
    return records_of


def _axis(
    catalogue: CatalogueIndex, dimension: Dimension, values: Iterable[str], language: str
) -> Axis:
    axis_values = [
        AxisValue(
            value,
            catalogue.label(value) if value else _NO_VALUE[language],
            is_missing=not value or is_reason(value),
        )
        for value in set(values)
    ]
    axis_values.sort(key=lambda v: (v.is_missing, not v.iri, v.label.casefold(), v.iri))
    return Axis(dimension.name, dimension.label(language), tuple(axis_values))


def _records(catalogue: CatalogueIndex, iris: Iterable[str]) -> tuple[GraphRecord, ...]:
    records = [catalogue.records[iri] for iri in iris]
    return tuple(sorted(records, key=lambda r: (r.kind, r.title.casefold(), r.iri)))
