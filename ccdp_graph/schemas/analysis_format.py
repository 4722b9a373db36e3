"""The formats of the files in analysis/."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Flag, Number, Text
from ccdp_graph.schemas.types import BY_LANGUAGE, NAME, Key, ListOf, MapOf, Record

_ID = Text(pattern="^[a-z][a-z0-9-]*$", hint="consist of lower-case letters, digits and hyphens")

_DIMENSION = Record(
    "a dimension",
    (
        Key("name", _ID, "as it is typed after `--rows` and `--columns`", required=True),
        Key("labels", BY_LANGUAGE, "the heading"),
        Key("scheme", NAME, "only values of this concept scheme count, where there are others"),
        Key("broader", Flag(), "`true`: the broader concepts of a value, of the scheme, count too"),
    ),
)

DIMENSIONS = FileFormat(
    "dimensions",
    "Dimensions: what can stand on the rows and columns of a matrix",
    "analysis/dimensions.yml",
    Record(
        "a file of dimensions",
        (Key("dimensions", ListOf(_DIMENSION), "one entry a dimension", required=True),),
    ),
)
"""The dimensions of matrices and maps."""

FACTORS = {
    "have": "the factor of what is there",
    "want": "the factor of what is wanted",
    "same": "the part of the points given for the very concept that was asked for",
    "narrower": "for a narrower one: whole-genome sequencing, where genomic data were asked for",
    "broader": "for a broader one: Europe, where France was asked for",
    "world": "for the whole world",
    "technical-partner": "the part of a record's points that goes to its technical partners",
    "coordinator": "to its coordinators",
    "holder": "to who holds a data resource, or contributes to it",
}
"""The factors of a match, and what each is."""

WEIGHTS = FileFormat(
    "weights",
    "Weights: what a match is worth, in points",
    "analysis/match.yml",
    Record(
        "a file of weights",
        (
            Key(
                "weights",
                MapOf(Number(), "dimension"),
                "points; only dimensions named here are compared, and words are looked up in this "
                "order",
                required=True,
            ),
            *(Key(name, Number(), says, required=True) for name, says in FACTORS.items()),
        ),
    ),
)
"""What a match is worth."""
