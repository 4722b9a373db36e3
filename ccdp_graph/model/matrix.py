"""A matrix: how many records have one value of a dimension and one of another."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.model.evidence import GraphRecord
from ccdp_graph.model.solutions import guarded


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One row or column.

    Attributes:
        iri: Of the concept or thing; empty for the records without a value.
        is_missing: Whether it says why there is no value, such as "unknown".
    """

    iri: str
    label: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The values of one dimension, in the order in which they are shown."""

    name: str
    label: str
    values: tuple[AxisValue, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two dimensions and the records that have a value of each.

    Attributes:
        cells: By number of row and column (from 0); a pair without records is left out.
        note: What the records of a cell are, in words.
        language: Of labels and notes.
    """

    rows: Axis
    columns: Axis
    cells: Mapping[tuple[int, int], tuple[GraphRecord, ...]]
    note: str
    language: str = "en"

    def count(self, row: int, column: int) -> int:
        """Return the number of records in a cell."""
        return len(self.cells.get((row, column), ()))

    def text(self, row: int, column: int, *, cell: str = "count") -> str:
        """Return a cell as text: the number of its records, or their ids."""
        records = self.cells.get((row, column), ())
        return "; ".join(r.id for r in records) if cell == "list" else str(len(records))

    def table(self, *, cell: str = "count") -> tuple[tuple[str, ...], ...]:
        """Return headings and rows as texts."""
        heading = (f"{self.rows.label} \\ {self.columns.label}",)
        return (
            heading + tuple(value.label for value in self.columns.values),
            *(
                (
                    value.label,
                    *(self.text(row, n, cell=cell) for n in range(len(self.columns.values))),
                )
                for row, value in enumerate(self.rows.values)
            ),
        )

    def csv_text(self, *, cell: str = "count") -> str:
        """Return the matrix as CSV."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([guarded(text) for text in row] for row in self.table(cell=cell))
        return out.getvalue()

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
