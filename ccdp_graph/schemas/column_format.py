"""The format of column files: one line a key."""

from dataclasses import replace

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Flag, Text
from ccdp_graph.schemas.types import Either, Key, ListOf, MapOf, Record, by_language

_NAMES = ListOf(Text())

_DATATYPES = {
    "string": "text, as it stands; the default",
    "gYear": "a year, or a period",
    "nonNegativeInteger": 'a count; "about 400" and "300-500" are understood',
    "anyURI": "a web address",
    "ageRange": 'ages, such as "0-17" or "all ages"',
    "contact": "an e-mail address or a page",
    "record": "the name of another record",
    "concept": "a word of the `vocabulary`; the default where there is one",
}

_COLUMN = Record(
    "a column",
    (
        Key("name", Text(), "the key in the record", required=True),
        Key(
            "titles",
            by_language(_NAMES),
            "every header by which the column is known; the first is the one to write",
        ),
        Key("required", Flag(), "`true` where a record cannot do without it"),
        Key("datatype", Text(choices=_DATATYPES), "what a cell holds"),
        Key("separator", Text(), "what parts several values in a cell"),
        Key("lang", Text(), "the language of its texts"),
        Key(
            "vocabulary",
            Either((Text(), _NAMES)),
            "the concept scheme, or several in order, whose labels a cell holds; or `organisation`",
        ),
        Key(
            "propertyUrl",
            Text(format="prefixed-name"),
            "the property that a value becomes; required but for a column with a `template`",
        ),
        Key("countryColumn", Text(), "for organisations, the column that says where they are"),
        Key("rest", Text(), "the key that takes all values but the first, where one is allowed"),
        Key(
            "role",
            Text(),
            "for organisations, the concept of their role, for qualified attribution",
        ),
        Key(
            "matches",
            MapOf(Text(), "key"),
            "the namespace of a scheme: the matching concept there, if there is one",
        ),
        Key(
            "options",
            MapOf(Text(), "header of a tick column"),
            "the word that a tick there stands for",
        ),
        Key(
            "template",
            Text(),
            "for a cell that holds the values of several columns, how they stand in it: "
            "`$(publisher) ($(country))`",
        ),
        Key(
            "description",
            by_language(Text(), or_plain=True),
            "what to write, where the shapes do not say it well",
        ),
        Key("example", by_language(Text(), or_plain=True), "what a cell may hold"),
    ),
    any_of=("propertyUrl", "template"),
)

_FILE = Record(
    "a column file",
    (
        Key("table", Text(), "the name of the document and of its catalogue", required=True),
        Key(
            "kind",
            Text(),
            "the last folder of the IRIs of its things, such as `resource`",
            required=True,
        ),
        Key("titles", by_language(Text()), "title of its catalogue", required=True),
        Key("descriptions", by_language(Text()), "description of its catalogue"),
        Key("sheetNames", by_language(Text()), "what to call its sheet in a blank survey"),
        Key("primaryKey", Text(), "the column that names a record", required=True),
        Key("period", _NAMES, "the columns of first and last year"),
        Key(
            "section",
            _NAMES,
            "the columns that a heading over a block of rows may fill, in order",
        ),
        Key("text", _NAMES, "headers whose cells stay text, because a person decided so"),
        Key("columns", ListOf(_COLUMN), "the columns, each with the keys below", required=True),
    ),
)

COLUMN_FILE = FileFormat(
    "column-file",
    "Column file: how a sheet is recognised, and what its columns hold",
    "mapping/*.columns.yml",
    _FILE,
)
"""A column file that stands alone."""

_ADDED_COLUMN = replace(_COLUMN, any_of=())

COLUMN_ADDITIONS = FileFormat(
    "column-additions",
    "Column file of a project that adds to the bundled one of its name",
    "mapping/*.columns.yml",
    Record(
        "a column file",
        tuple(
            replace(
                key,
                required=False,
                type=ListOf(_ADDED_COLUMN) if key.name == "columns" else key.type,
            )
            for key in _FILE.keys
        ),
    ),
)
"""A column file that adds to another: nothing has to be said again."""
