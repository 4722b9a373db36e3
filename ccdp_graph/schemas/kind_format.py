"""What a column file, or a kind file, says about the kind of its records: one line a key."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Flag, Text
from ccdp_graph.schemas.types import BY_LANGUAGE, NAME, TEXT, Either, Key, ListOf, MapOf, Record

_PROPERTIES = Either((NAME, ListOf(NAME)))

GROUPS = {
    "what": "what it is",
    "where": "where it is",
    "held": "what it holds",
    "governed": "how it is governed",
    "who": "who is behind it",
    "reach": "how to reach it",
    "sure": "how sure it is",
}
"""The headings of a record's page, in their order."""

_ROLES = {"network": "they connect those who hold data", "data": "they are of data held"}

_ORGANISATION_ROLES = {
    "holder": "who holds it",
    "coordinator": "who coordinates it",
    "technical-partner": "through whom it is reached",
}

KIND_KEYS = (
    Key("class", NAME, "the class of the records"),
    Key("labels", BY_LANGUAGE, "what one record is called; English at least"),
    Key("plurals", BY_LANGUAGE, "what several are called; English at least"),
    Key("index", _PROPERTIES, "the properties that the index shows, and filters by"),
    Key(
        "groups",
        MapOf(_PROPERTIES, "heading", Text(choices=GROUPS)),
        "the properties under each heading of a page",
    ),
    Key("dimensions", MapOf(_PROPERTIES, "dimension"), "the properties with its values"),
    Key(
        "organisations",
        MapOf(_PROPERTIES, "role", Text(choices=_ORGANISATION_ROLES)),
        "the properties that link a record to organisations",
    ),
    Key("role", Text(choices=_ROLES), "for analyses that tell these apart"),
    Key("dataset", Flag(), "`true` where the records are datasets"),
    Key("schemaType", TEXT, "their type in schema.org", default="Thing"),
)
"""What a column file may say about the kind of its records; class, labels and plurals together."""

_REQUIRED = ("class", "labels", "plurals")

KIND_FILE = FileFormat(
    "kind",
    "Kind of record that no sheet lists",
    "mapping/*.kind.yml",
    Record(
        "a kind file",
        (
            Key("kind", TEXT, "the folder of its IRIs and pages", required=True),
            Key("naming", NAME, "the property with the name of a record", required=True),
            *(
                Key(key.name, key.type, key.says, key.name in _REQUIRED, default=key.default)
                for key in KIND_KEYS
            ),
        ),
    ),
)
"""A kind whose things no table lists."""
