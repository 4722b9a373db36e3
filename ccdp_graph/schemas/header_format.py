"""The formats of the headers of questions and checks: their lines that begin with `#+`."""

from pathlib import Path

from ccdp_graph.errors import QueryError
from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.nodes import Node
from ccdp_graph.schemas.scalar_types import Flag, Scalar, Text
from ccdp_graph.schemas.types import BY_LANGUAGE, NAME, TEXT, TEXTS, WORDS, Key, MapOf, Record
from ccdp_graph.schemas.yaml_nodes import yaml_nodes


def _header_nodes(text: str, path: Path) -> Node:
    # all other lines become empty ones, so that each line keeps its number
    lines = (line[2:].removeprefix(" ") if line[:2] == "#+" else "" for line in text.split("\n"))
    return yaml_nodes("\n".join(lines).rstrip(), path)


PARAMETER_TYPES = {
    "concept": "a label in any language, the id or the IRI of a concept of the `scheme`",
    "country": "a name in any of some forty languages, or a code of two or three letters",
    "region": "a region of the world",
    "endpoint": "the address of a SPARQL endpoint, which is asked only with `--federated`",
    "number": "a number, such as 17",
    "year": "a year, such as 2015",
    "date": "a day, such as 2026-01-31",
    "text": "any text",
    "record": "a name, acronym, id or IRI of a record of any kind",
}
"""The types of parameters but for the kinds of record, which are those of the project."""

_TYPE = Text(
    choices=PARAMETER_TYPES,
    pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
    hint="be one of these types, or a kind of record, such as network",
)

_PARAMETER = Record(
    "a parameter",
    (
        Key("type", _TYPE, "what may be given", default="text"),
        Key("scheme", TEXT, "for a concept, the concept scheme; required there"),
        Key("label", WORDS, "what people call it"),
        Key("optional", Flag(), "`true` where the question has an answer without it"),
        Key("default", Scalar(), "the value that stands in where none is given"),
        Key("example", Scalar(), "a value that has an answer on the bundled workbooks"),
    ),
    may_be_nothing=True,
)

_PARAMETERS = MapOf(
    _PARAMETER,
    "name",
    Text(pattern="^[a-z][a-z0-9]*(_[a-z0-9]+)*$", hint="be a name such as data_type"),
)

_TAGS = "words; `researcher`, `curator`, `steward` or `programme` says who asks it"

_QUESTION = Record(
    "the header of '#+' lines",
    (
        Key("summary", WORDS, "the question as a person would ask it", required=True),
        Key("description", WORDS, "what a row of the answer is, and what is left out"),
        Key("tags", TEXTS, _TAGS),
        Key("parameters", _PARAMETERS, "what must or may be given"),
        Key("columns", MapOf(WORDS, "variable"), "its heading"),
    ),
)

QUESTION = FileFormat(
    "question",
    "Header of a stored question",
    "queries/*.rq",
    _QUESTION,
    _header_nodes,
    QueryError,
)
"""The header of a stored question."""

_SEVERITIES = {
    "Violation": "the record is wrong",
    "Warning": "the record is probably wrong",
    "Info": "the record could say more",
}

_MESSAGE = "English at least; another variable of the query may stand in braces"

_CHECK = Record(
    "the header of '#+' lines",
    (
        Key("rule", NAME, "the IRI of the check", required=True),
        Key("severity", Text(choices=_SEVERITIES), "how grave the fault is", required=True),
        Key("path", NAME, "the property at fault, if it is always the same"),
        Key("message", BY_LANGUAGE, _MESSAGE, required=True),
        Key("description", WORDS, "why it is a fault"),
    ),
)

CHECK = FileFormat(
    "check",
    "Header of a stored check",
    "shapes/checks/*.rq",
    _CHECK,
    _header_nodes,
    QueryError,
)
"""The header of a stored check."""
