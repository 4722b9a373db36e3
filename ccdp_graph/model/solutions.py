"""Answers to a question: a table of RDF terms, in the formats that people and programs read."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ccdp_graph.rdf import XSD

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | date
"""What a term is in Python."""

_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "gYear")
)
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "float"))


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

    def value_in_python(self) -> Value:
        """Return a number, a date or a truth value where the term is one, else its text.

        >>> Term("literal", "7", datatype="http://www.w3.org/2001/XMLSchema#integer").value_in_python()
        7
        >>> Term("uri", "https://example.org/").value_in_python()
        'https://example.org/'
        """
        try:
            if self.datatype in _INTEGERS:
                return int(self.value)
            if self.datatype in _NUMBERS:
                return float(self.value)
            if self.datatype == XSD + "date":
                return date.fromisoformat(self.value)
        except ValueError:  # a time zone behind a date, say: the text says it best
            return self.value
        if self.datatype == XSD + "boolean":
            return self.value in {"true", "1"}
        return self.value


Row = tuple[Term | None, ...]
"""A term a variable, or None where a variable is unbound."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT gave.

    Attributes:
        variables: In the order of the question.
        headings: A heading in words by variable.
        rows: A term, or None where a variable is unbound.
    """

    variables: tuple[str, ...]
    headings: Mapping[str, str]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value | None]]:
        """Yield each row as Python values by variable; None where a variable is unbound."""
        for row in self.rows:
            values = (None if term is None else term.value_in_python() for term in row)
            yield dict(zip(self.variables, values, strict=True))

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a DataFrame, a column a variable.

        Raises:
            ImportError: pandas is not installed, which this package does not ask for.
        """
        import pandas as pd

        return pd.DataFrame(list(self), columns=list(self.variables))

    def heading(self, variable: str) -> str:
        """Return the heading in words of a variable."""
        return self.headings.get(variable, variable)

    def csv_text(self) -> str:
        """Return the answers as `csv_rows` writes them."""
        return "".join(csv_rows(self.variables, self.headings, self.rows))

    def json_text(self) -> str:
        """Return the answers as `json_rows` writes them."""
        return "".join(json_rows(self.variables, self.rows))


def csv_rows(
    variables: Sequence[str], headings: Mapping[str, str], rows: Iterable[Row]
) -> Iterator[str]:
    """Yield answers as SPARQL 1.1 Query Results CSV, but with headings in words, row by row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([headings.get(variable, variable) for variable in variables])
    yield out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow(["" if term is None else escape_formula(term.value) for term in row])
        yield out.getvalue()


def json_rows(variables: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield answers as SPARQL 1.1 Query Results JSON, a row a line: indenting is slow."""
    yield f'{{"head": {json.dumps({"vars": variables})}, "results": {{"bindings": ['
    before = "\n"
    for row in rows:
        binding = {
            name: term.json_term()
            for name, term in zip(variables, row, strict=True)
            if term is not None
        }
        yield before + json.dumps(binding, ensure_ascii=False)
        before = ",\n"
    yield "\n]}}\n"


def boolean_json(*, answer: bool) -> str:
    """Return the answer of an ASK as SPARQL 1.1 Query Results JSON."""
    return json.dumps({"head": {}, "boolean": answer}, indent=2) + "\n"


def escape_formula(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    >>> [escape_formula(text) for text in ("=1+1", "-", "-2", "plain")]
    ["'=1+1", '-', '-2', 'plain']
    """
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")) or text == "-":
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text
