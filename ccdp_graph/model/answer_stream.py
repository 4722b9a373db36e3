"""Answers written row by row: ten million rows take no more memory than ten."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from ccdp_graph.model.answers import guarded
from ccdp_graph.model.graph_store import Solutions

STREAMED = ("csv", "json")


def streamed(found: Solutions, form: str, headings: Mapping[str, str]) -> Iterator[str]:
    """Yield the text of an answer, piece by piece: CSV, or SPARQL 1.1 Query Results JSON."""
    return _csv(found, headings) if form == "csv" else _json(found)


def _csv(found: Solutions, headings: Mapping[str, str]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([headings.get(variable, variable) for variable in found.variables])
    yield out.getvalue()
    for row in found.rows:
        out.seek(0)
        out.truncate()
        writer.writerow(["" if term is None else guarded(term.value) for term in row])
        yield out.getvalue()


def _json(found: Solutions) -> Iterator[str]:
    yield f'{{"head": {json.dumps({"vars": found.variables})}, "results": {{"bindings": ['
    before = "\n"
    for row in found.rows:
        binding = {
            name: term.json_term()
            for name, term in zip(found.variables, row, strict=True)
            if term is not None
        }
        yield before + json.dumps(binding, ensure_ascii=False)  # a row a line: indenting is slow
        before = ",\n"
    yield "\n]}}\n"
