"""The format of ccdp.toml."""

from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.scalar_types import Text
from ccdp_graph.schemas.toml_nodes import toml_nodes
from ccdp_graph.schemas.types import TEXTS, Key, ListOf, MapOf, Record

_TEXT = Text(may_be_empty=True)

_BY_LANGUAGE = MapOf(_TEXT, "language")

_BY_COUNTRY = MapOf(_TEXT, "country code")

_ADDRESS = Text(format="iri", may_be_empty=True)

_BASE = Text(format="iri", pattern="[/#]$", hint="end in / or #")

_DAY = Text(format="date", may_be_empty=True)

_LANGUAGES = {
    "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French",
    "ga": "Irish", "hr": "Croatian", "hu": "Hungarian", "it": "Italian", "lt": "Lithuanian",
    "lv": "Latvian", "mt": "Maltese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "sk": "Slovak", "sl": "Slovene", "sv": "Swedish",
}  # fmt: skip

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"

_WORKBOOKS = (
    "what `ccdp build` reads where none is named, relative to this file; or the bundled ones"
)

_KEYS = (
    Key("base", _BASE, "the IRI that all things begin with", default="https://w3id.org/ccdp/id/"),
    Key("title", _BY_LANGUAGE, 'title of the whole catalogue: `{ en = "…" }`'),
    Key("description", _BY_LANGUAGE, "what the catalogue holds"),
    Key("publisher", _TEXT, "name of the publisher", default="The ccdp_graph developers"),
    Key("publisher_homepage", _ADDRESS, "home page of the publisher"),
    Key("homepage", _ADDRESS, "home page of the catalogue"),
    Key("contact_name", _TEXT, "name of the desk to write to"),
    Key("contact_email", _TEXT, "its e-mail address"),
    Key("contact_url", _ADDRESS, "or its page"),
    Key("licence", _ADDRESS, "licence of the facts", default=_LICENCE),
    Key("version", _TEXT, "version of the catalogue"),
    Key("issued", _DAY, 'first publication, as `"YYYY-MM-DD"`'),
    Key("access_body", _BY_COUNTRY, 'the health data access body: `{ FRA = "…" }`'),
    Key("access_body_contact", _BY_COUNTRY, "its e-mail address or page"),
    Key("legislation", ListOf(Text(format="iri")), "laws that ask for the catalogue"),
    Key(
        "languages",
        ListOf(Text(choices=_LANGUAGES)),
        "those of the records; if there is one, their texts are tagged with it",
        default=["en"],
    ),
    Key("workbooks", TEXTS, _WORKBOOKS),
)

SETTINGS_FILE = FileFormat(
    "settings",
    "Settings of a project",
    "ccdp.toml",
    Record("the settings", _KEYS),
    toml_nodes,
)
"""The settings of a project."""
