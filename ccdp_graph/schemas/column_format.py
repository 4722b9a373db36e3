"""The format of column files: one line a key."""

from dataclasses import replace

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.kind_format import KIND_KEYS
from ccdp_graph.schemas.scalar_types import Flag, Text
from ccdp_graph.schemas.types import (
    BY_LANGUAGE,
    NAME,
    TEXT,
    TEXTS,
    WORDS,
    Either,
    Key,
    ListOf,
    MapOf,
    Record,
)

_LANGUAGE_TAG = Text(
    pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", hint="be a language tag such as fr or pt-BR"
)

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

_VOCABULARY = (
    "the concept scheme, or several in order, whose labels a cell holds; or `organisation`"
)

_TEMPLATE = (
    "for a cell that holds the values of several columns, how they stand in it: "
    "`$(publisher) ($(country))`"
)

_COLUMN = Record(
    "a column",
    (
        Key("name", TEXT, "the key in the record", required=True),
        Key("titles", MapOf(TEXTS, "language"), "headers that it may have; the first is written"),
        Key("required", Flag(), "`true` where a record cannot do without it"),
        Key("datatype", Text(choices=_DATATYPES), "what a cell holds"),
        Key("separator", TEXT, "what parts several values in a cell"),
        Key("lang", _LANGUAGE_TAG, "the language of its texts, if it is not that of the sheet"),
        Key("vocabulary", Either((TEXT, TEXTS)), _VOCABULARY),
        Key("propertyUrl", NAME, "the property that a value becomes, if it has no `template`"),
        Key("countryColumn", TEXT, "for organisations, the column that says where they are"),
        Key("rest", TEXT, "the key that takes all values but the first, where one is allowed"),
        Key("role", TEXT, "for organisations, the concept of their role, for attribution"),
        Key("matches", MapOf(TEXT, "key"), "a scheme's namespace: the matching concept there"),
        Key("options", MapOf(TEXT, "header"), "the word that a tick in that column stands for"),
        Key("template", TEXT, _TEMPLATE),
        Key("description", WORDS, "what to write, where the shapes do not say it well"),
        Key("example", WORDS, "what a cell may hold"),
    ),
    any_of=("propertyUrl", "template"),
)

_FILE = Record(
    "a column file",
    (
        Key("table", TEXT, "the name of the document and of its catalogue", required=True),
        Key("kind", TEXT, "the last folder of its IRIs, such as `resource`", required=True),
        *KIND_KEYS,
        Key("titles", BY_LANGUAGE, "title of its catalogue", required=True),
        Key("descriptions", BY_LANGUAGE, "description of its catalogue"),
        Key("sheetNames", BY_LANGUAGE, "what to call its sheet in a blank survey"),
        Key("lang", _LANGUAGE_TAG, "the language of its texts, if it is not that of the project"),
        Key("primaryKey", TEXT, "the column that names a record", required=True),
        Key("period", TEXTS, "the columns of first and last year"),
        Key("section", TEXTS, "the columns that a heading over a block of rows may fill, in order"),
        Key("text", TEXTS, "headers whose cells stay text, because a person decided so"),
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

_ADDED = {"columns": ListOf(replace(_COLUMN, any_of=()))}

COLUMN_ADDITIONS = FileFormat(
    "column-additions",
    "Column file of a project that adds to the bundled one of its name",
    "mapping/*.columns.yml",
    replace(
        _FILE,
        keys=tuple(
            replace(key, required=False, type=_ADDED.get(key.name, key.type)) for key in _FILE.keys
        ),
    ),
)
"""A column file that adds to another: nothing has to be said again."""
