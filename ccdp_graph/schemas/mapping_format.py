"""The format of mappings: the part of YARRRML that needs no functions and no joins."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.types import TEXT, TEXTS, Either, Fixed, Key, ListOf, MapOf, Record

_SOURCE = Fixed(
    '[NAME.json~jsonpath, "$.ARRAY[*]"]',
    (
        Text(pattern=r"^[^~]+\.json(~jsonpath)?$", hint="be written NAME.json~jsonpath"),
        Text(pattern=r"^\$\.\w+\[\*\]$", hint='be written "$.ARRAY[*]"'),
    ),
    required=2,
)

_PO = Fixed(
    "[predicate, object] or [predicate, object, type]",
    (TEXT, Either((TEXT, TEXTS)), TEXT),
    required=2,
)

_SUBJECTS = ("subject", "subjects")

_MAPPING = Record(
    "a mapping",
    (
        Key("sources", ListOf(_SOURCE), "arrays of documents", required=True, also=("source",)),
        Key("s", TEXT, "the template of the IRI", required=True, also=_SUBJECTS),
        Key("po", ListOf(_PO), "what is said of it", required=True, also=("predicateobjects",)),
    ),
)

_FILE = Record(
    "a YARRRML file",
    (
        Key("prefixes", MapOf(TEXT, "prefix"), "the namespace; a project's base wins for `ccdpi`"),
        Key("base", TEXT, "accepted, as other engines know it; not used"),
        Key("mappings", MapOf(_MAPPING, "name"), "one a kind of thing", required=True),
    ),
)

MAPPING_FILE = FileFormat(
    "mapping",
    "Mapping in YARRRML: what a record becomes",
    "mapping/*.yarrrml.yml",
    _FILE,
)
"""A mapping."""
