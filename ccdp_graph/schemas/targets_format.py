"""The format of targets.yml."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.types import Key, ListOf, MapOf, Record, by_language

_NAME = Text(format="prefixed-name")

_LINES = MapOf(Text(), "property", _NAME)

_VIEWS = {
    "dcat-ap-3": "that of DCAT-AP 3",
    "healthdcat-ap": "that of HealthDCAT-AP",
    "fdp": "that of a FAIR Data Point",
    "schema-org": "that of search engines",
}
NOTHING = "nothing"
"""What targets.yml has for a property that no column provides."""

_TARGET = Record(
    "a target",
    (
        Key("title", by_language(Text(), or_plain=True), "its title", required=True),
        Key("source", Text(), "where the profile is published", required=True),
        Key(
            "records",
            ListOf(_NAME, at_least=1),
            "the classes whose things pass or do not",
            required=True,
        ),
        Key("version", Text(), "the version of the profile"),
        Key("checks", by_language(Text(), or_plain=True), "what is looked at"),
        Key(
            "view",
            Text(choices=_VIEWS),
            "the view of the graph that it is given; without it, the whole graph",
        ),
        Key(
            "shapes",
            ListOf(Text()),
            "folders of shapes, relative to `shapes/`; none means our own profile",
        ),
        Key(
            "classes",
            MapOf(
                Record(
                    "a class",
                    (
                        Key("property", _NAME, "the property that tells", required=True),
                        Key("value", _NAME, "the value that it has", required=True),
                    ),
                ),
                "class",
                _NAME,
            ),
            "the property and value of the things that get it for the check alone",
        ),
        Key(
            "columns",
            MapOf(
                Text(format="prefixed-name", choices={NOTHING: "no column provides it"}),
                "property of the view, or shape",
                _NAME,
            ),
            "the property of the column that gives it; `nothing` where no column does",
        ),
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
