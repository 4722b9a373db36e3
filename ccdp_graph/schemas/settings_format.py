"""The format of ccdp.toml."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.toml_nodes import toml_nodes
from ccdp_graph.schemas.types import Key, ListOf, MapOf, Record, by_language

_TEXT = Text(may_be_empty=True)

_ADDRESS = Text(format="iri", may_be_empty=True)

_BY_COUNTRY = MapOf(_TEXT, "country code")

_LANGUAGES = {
    "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "hr": "Croatian", "hu": "Hungarian", "it": "Italian", "lt": "Lithuanian",
    "lv": "Latvian", "mt": "Maltese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "sk": "Slovak", "sl": "Slovene", "sv": "Swedish",
}  # fmt: skip

SETTINGS_FILE = FileFormat(
    "settings",
    "Settings of a project",
    "ccdp.toml",
    Record(
        "the settings",
        (
            Key(
                "base",
                Text(format="iri", pattern="[/#]$", hint="end in / or #"),
                "the IRI that all things begin with; ends in `/` or `#`",
                default="https://w3id.org/ccdp/id/",
            ),
            Key("title", by_language(_TEXT), 'title of the whole catalogue: `{ en = "…" }`'),
            Key("description", by_language(_TEXT), "what the catalogue holds"),
            Key("publisher", _TEXT, "name of the publisher", default="The ccdp_graph developers"),
            Key("publisher_homepage", _ADDRESS, "home page of the publisher"),
            Key("homepage", _ADDRESS, "home page of the catalogue"),
            Key("contact_name", _TEXT, "name of the desk to write to"),
            Key("contact_email", _TEXT, "its e-mail address"),
            Key("contact_url", _ADDRESS, "or its page"),
            Key(
                "licence",
                _ADDRESS,
                "licence of the facts",
                default="https://creativecommons.org/licenses/by/4.0/",
            ),
            Key("version", _TEXT, "version of the catalogue"),
            Key(
                "issued",
                Text(format="date", may_be_empty=True),
                'first publication, as `"YYYY-MM-DD"`',
            ),
            Key("access_body", _BY_COUNTRY, 'the health data access body, as in `{ FRA = "…" }`'),
            Key("access_body_contact", _BY_COUNTRY, "its e-mail address or page"),
            Key(
                "legislation",
                ListOf(Text(format="iri")),
                "laws that ask for the catalogue, such as that of the European Health Data Space",
            ),
            Key(
                "languages",
                ListOf(Text(choices=_LANGUAGES)),
                "languages of the records",
                default=["en"],
            ),
            Key(
                "workbooks",
                ListOf(Text()),
                "what `ccdp build` reads when no workbook is named, relative to `ccdp.toml`; "
                "without it, the bundled ones",
            ),
        ),
    ),
    toml_nodes,
)
"""The settings of a project."""
