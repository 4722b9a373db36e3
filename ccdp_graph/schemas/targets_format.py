"""The format of targets.yml."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.types import NAME, TEXT, TEXTS, WORDS, Key, ListOf, MapOf, Record

_LINES = MapOf(TEXT, "property", NAME)

_VIEWS = {
    "dcat-ap-3": "that of DCAT-AP 3",
    "healthdcat-ap": "that of HealthDCAT-AP",
    "fdp": "that of a FAIR Data Point",
    "schema-org": "that of search engines",
}

NOTHING = "nothing"
"""What targets.yml has for a property that no column provides."""

_CLASS = Record(
    "a class",
    (
        Key("property", NAME, "the property that tells", required=True),
        Key("value", NAME, "the value that it has", required=True),
    ),
)

_COLUMNS = MapOf(
    Text(format="prefixed-name", choices={NOTHING: "no column provides it"}),
    "property of the view, or shape",
    NAME,
)

_TARGET = Record(
    "a target",
    (
        Key("title", WORDS, "its title", required=True),
        Key("source", TEXT, "where the profile is published", required=True),
        Key("records", ListOf(NAME, at_least=1), "classes whose things pass or not", required=True),
        Key("version", TEXT, "the version of the profile"),
        Key("checks", WORDS, "what is looked at"),
        Key("view", Text(choices=_VIEWS), "the view that it is given; without it, the whole graph"),
        Key("shapes", TEXTS, "folders of shapes, relative to `shapes/`; none means our own"),
        Key("classes", MapOf(_CLASS, "class", NAME), "things that get it for the check alone"),
        Key("columns", _COLUMNS, "the property of the column that gives it"),
        Key("settings", _LINES, "for a catalogue, the line of `ccdp.toml` that gives it"),
        Key("recordSettings", _LINES, "for a record, the line of `ccdp.toml` that gives it"),
    ),
)

TARGETS = FileFormat(
    "targets",
    "Targets: the profiles that a graph can be checked against",
    "shapes/targets.yml",
    MapOf(_TARGET, "name"),
)
"""The profiles of target catalogues."""
