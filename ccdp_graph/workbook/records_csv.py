"""Records as CSV, for a look in a spreadsheet program."""

import csv
import io

from ccdp_graph.model.records import Document
from ccdp_graph.model.solutions import guarded


def records_csv(document: Document) -> str:
    """Return the records of a document, one a row, a column a key, lists parted by " | "."""
    records = document.arrays["records"]
    keys = list(dict.fromkeys(key for record in records for key in record.values))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    for record in records:
        values = [record.values.get(key, "") for key in keys]
        writer.writerow(
            [guarded(" | ".join(v) if isinstance(v, tuple) else str(v)) for v in values]
        )
    return out.getvalue()
