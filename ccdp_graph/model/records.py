"""Tidy records: a row with its words resolved, and the cells that each value came from."""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.cell import CellRef
from ccdp_graph.model.table import csv_lines, without_formulas

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One JSON object of a document; an empty cell is an absent key.

    Attributes:
        values: By key; labels have become IRIs of concepts, names of things IRIs of things.
        origins: By key, the cells that the value came from; none for a value from a project
            file or a default.
        row: A cell of the row that this entry describes, or None.
    """

    values: Mapping[str, Value]
    origins: Mapping[str, tuple[CellRef, ...]]
    row: CellRef | None = None

    def json_values(self) -> dict[str, object]:
        """Return the values as JSON writes them."""
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Document:
    """What one sheet became: arrays of entries, `records` first.

    Attributes:
        name: The logical source that mappings name, without `.json`.
        arrays: By name, such as `records` and `organisations`.
    """

    name: str
    arrays: Mapping[str, tuple[Entry, ...]]

    def json_document(self) -> dict[str, object]:
        """Return the document as `ccdp tidy --format json` prints it."""
        return {
            name: [entry.json_values() for entry in entries]
            for name, entries in self.arrays.items()
        }

    def csv_text(self) -> str:
        """Return the records as CSV, one per row, a column per key, with " | " in lists."""
        records = self.arrays["records"]
        keys = list(dict.fromkeys(key for record in records for key in record.values))
        rows = ([record.values.get(key, "") for key in keys] for record in records)
        texts = ([" | ".join(v) if isinstance(v, tuple) else str(v) for v in row] for row in rows)
        return "".join(csv_lines(without_formulas([keys, *texts]), newline="\n"))
