"""Answers to a question: a table of RDF terms, in the formats that people and programs read."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Term(NamedTuple):
    """One RDF term of an answer, in the words of the SPARQL results format."""

    type: str  # uri, literal or bnode
    value: str
    language: str = ""
    datatype: str = ""

    def json_term(self) -> dict[str, str]:
        """Return the term as SPARQL 1.1 Query Results JSON writes it."""
        term = {"type": self.type, "value": self.value}
        if self.language:
            term["xml:lang"] = self.language
        elif self.datatype:
            term["datatype"] = self.datatype
        return term


@dataclass(frozen=True, slots=True)
class Answers:
    """What a SELECT gave.

    Attributes:
        variables: In the order of the question.
        headings: A heading in words by variable.
        rows: A term, or None where a variable is unbound.
    """

    variables: tuple[str, ...]
    headings: Mapping[str, str]
    rows: tuple[tuple[Term | None, ...], ...]

    def heading(self, variable: str) -> str:
        """Return the heading in words of a variable."""
        return self.headings.get(variable, variable)

    def csv_text(self) -> str:
        """Return the answers as SPARQL 1.1 Query Results CSV, but with headings in words."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([self.heading(variable) for variable in self.variables])
        for row in self.rows:
            writer.writerow(["" if term is None else guarded(term.value) for term in row])
        return out.getvalue()

    def json_text(self) -> str:
        """Return the answers as SPARQL 1.1 Query Results JSON."""
        bindings = [
            {
                name: term.json_term()
                for name, term in zip(self.variables, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]
        document = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def boolean_json(*, answer: bool) -> str:
    """Return the answer of an ASK as SPARQL 1.1 Query Results JSON."""
    return json.dumps({"head": {}, "boolean": answer}, indent=2) + "\n"


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    >>> guarded("=1+1"), guarded("-"), guarded("-2"), guarded("plain")
    ("'=1+1", '-', '-2', 'plain')
    """
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")) or text == "-":
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text
