"""The format of mappings: the part of YARRRML that needs no functions and no joins."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.types import Either, Fixed, Key, ListOf, MapOf, Record

_SOURCE = Fixed(
    '[NAME.json~jsonpath, "$.ARRAY[*]"]',
    (
        Text(pattern=r"^[^~]+\.json(~jsonpath)?$", hint="be written NAME.json~jsonpath"),
        Text(pattern=r"^\$\.\w+\[\*\]$", hint='be written "$.ARRAY[*]"'),
    ),
    required=2,
)

_PREDICATE_OBJECT = Fixed(
    "[predicate, object] or [predicate, object, type]",
    (Text(), Either((Text(), ListOf(Text()))), Text()),
    required=2,
)

_MAPPING = Record(
    "a mapping",
    (
        Key(
            "sources",
            ListOf(_SOURCE),
            "what is read: arrays of documents",
            required=True,
            also=("source",),
        ),
        Key("s", Text(), "the template of the IRI", required=True, also=("subject", "subjects")),
        Key(
            "po",
            ListOf(_PREDICATE_OBJECT),
            "what is said of it",
            required=True,
            also=("predicateobjects",),
        ),
    ),
)

MAPPING_FILE = FileFormat(
    "mapping",
    "Mapping in YARRRML: what a record becomes",
    "mapping/*.yarrrml.yml",
    Record(
        "a YARRRML file",
        (
            Key(
                "prefixes",
                MapOf(Text(), "prefix"),
                "the namespace; a project's own base wins for `ccdpi`",
            ),
            Key("base", Text(), "accepted, as other engines know it; not used"),
            Key(
                "mappings",
                MapOf(_MAPPING, "name"),
                "one mapping for each kind of thing",
                required=True,
            ),
        ),
    ),
)
"""A mapping."""
