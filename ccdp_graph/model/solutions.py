"""Answers to a question: a table of RDF terms, in the formats that people and programs read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ccdp_graph.model.table import Scalar, Table, TableCell, columns_of, csv_lines, without_formulas
from ccdp_graph.rdf import XSD

if TYPE_CHECKING:
    import pandas as pd

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

    def value_in_python(self) -> Scalar:
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

    @classmethod
    def of(
        cls,
        variables: Sequence[str],
        headings: Iterable[str],
        rows: Iterable[Iterable[Term | str | int | float | None]],
    ) -> "Solutions":
        """Return rows of texts and numbers as answers; an empty text leaves a variable unbound."""
        terms = tuple(tuple(map(_term, row)) for row in rows)
        return cls(tuple(variables), dict(zip(variables, headings, strict=True)), terms)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Scalar | None]]:
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

    def table(self, title: str, links: Mapping[int, int] | None = None) -> Table:
        """Return the answers as a table for people, with the title given.

        Args:
            links: By the index of a name, that of the IRI it links to; these IRIs come last.
        """
        targets = dict(links or {})
        order = sorted(range(len(self.variables)), key=lambda index: index in targets.values())
        columns = columns_of(self.heading(self.variables[index]) for index in order)
        pairs = [(index, targets.get(index, index)) for index in order]
        rows = (tuple(_cell(row[place], row[link]) for place, link in pairs) for row in self.rows)
        return Table(title, columns, tuple(rows))

    def csv_text(self) -> str:
        """Return the answers as `csv_rows` writes them."""
        return "".join(csv_rows(self.variables, self.headings, self.rows))

    def json_text(self) -> str:
        """Return the answers as `json_rows` writes them."""
        return "".join(json_rows(self.variables, self.rows))


def _term(value: Term | str | int | float | None) -> Term | None:
    if isinstance(value, int):
        return Term("literal", str(value), datatype=XSD + "integer")
    if isinstance(value, float):
        return Term("literal", f"{value:.15g}", datatype=XSD + "decimal")
    if isinstance(value, str):
        return Term("literal", value) if value else None
    return value


def _cell(term: Term | None, target: Term | None) -> TableCell | None:
    if term is None:
        return None
    link = target.value if target is not None and target.type == "uri" else ""
    return TableCell(term.value_in_python(), link)


def csv_rows(
    variables: Sequence[str], headings: Mapping[str, str], rows: Iterable[Row]
) -> Iterator[str]:
    """Yield answers as SPARQL 1.1 Query Results CSV, but with headings in words, row by row."""
    heading = [headings.get(variable, variable) for variable in variables]
    texts = (("" if term is None else term.value for term in row) for row in rows)
    return csv_lines(without_formulas(chain([heading], texts)))


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
