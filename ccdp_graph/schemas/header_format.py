"""The formats of the headers of questions and checks: their lines that begin with `#+`."""

from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.nodes import Node
from ccdp_graph.schemas.scalar_types import Flag, Scalar, Text
from ccdp_graph.schemas.types import Key, ListOf, MapOf, Record, by_language
from ccdp_graph.schemas.yaml_nodes import yaml_nodes


def _header_nodes(text: str, path: Path) -> Node:
    # all other lines become empty ones, so that each line keeps its number
    lines = (line[2:].removeprefix(" ") if line[:2] == "#+" else "" for line in text.split("\n"))
    return yaml_nodes("\n".join(lines).rstrip(), path)


_WORDS = by_language(Text(), or_plain=True)

_KINDS = {
    "concept": "a label in any language, the id or the IRI of a concept of the `scheme`",
    "country": "a name in any of some forty languages, or a code of two or three letters",
    "region": "a region of the world",
    "organisation": "a name, acronym, id or IRI",
    "network": "a name, acronym, id or IRI",
    "resource": "a name, acronym, id or IRI",
    "endpoint": "the address of a SPARQL endpoint, which is asked only with `--federated`",
    "number": "a number, such as 17",
    "year": "a year, such as 2015",
    "date": "a day, such as 2026-01-31",
    "text": "any text",
}

_PARAMETER = Record(
    "a parameter",
    (
        Key("type", Text(choices=_KINDS), "what may be given", default="text"),
        Key("scheme", Text(), "for a concept, the concept scheme; required there"),
        Key("label", _WORDS, "what people call it"),
        Key("optional", Flag(), "`true` where the question has an answer without it"),
        Key("default", Scalar(), "the value that stands in where none is given"),
        Key("example", Scalar(), "a value that has an answer on the bundled workbooks"),
    ),
    may_be_nothing=True,
)

QUESTION = FileFormat(
    "question",
    "Header of a stored question",
    "queries/*.rq",
    Record(
        "the header of '#+' lines",
        (
            Key(
                "summary",
                _WORDS,
                "the question as a person would ask it",
                required=True,
            ),
            Key("description", _WORDS, "what a row of the answer is, and what is left out"),
            Key(
                "tags",
                ListOf(Text()),
                "words; `researcher`, `curator`, `steward` or `programme` says who asks it",
            ),
            Key(
                "parameters",
                MapOf(
                    _PARAMETER,
                    "name",
                    Text(
                        pattern="^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
                        hint="be a name such as data_type",
                    ),
                ),
                "what must or may be given",
            ),
            Key("columns", MapOf(_WORDS, "variable"), "its heading"),
        ),
    ),
    _header_nodes,
    QueryError,
)
"""The header of a stored question."""

CHECK = FileFormat(
    "check",
    "Header of a stored check",
    "shapes/checks/*.rq",
    Record(
        "the header of '#+' lines",
        (
            Key("rule", Text(format="prefixed-name"), "the IRI of the check", required=True),
            Key(
                "severity",
                Text(
                    choices={
                        "Violation": "the record is wrong",
                        "Warning": "the record is probably wrong",
                        "Info": "the record could say more",
                    }
                ),
                "how grave the fault is",
                required=True,
            ),
            Key("path", Text(format="prefixed-name"), "the property at fault, if always the same"),
            Key(
                "message",
                by_language(Text()),
                "English at least; another variable of the query may stand in braces",
                required=True,
            ),
            Key("description", _WORDS, "why it is a fault"),
        ),
    ),
    _header_nodes,
    QueryError,
)
"""The header of a stored check."""
