"""A project: its base IRI and who publishes it, as ccdp.toml says or by default."""

from dataclasses import dataclass, field
from pathlib import Path

from ccdp_graph.rdf import THINGS
from ccdp_graph.schemas import SETTINGS_FILE

_LANGUAGES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA",
    "et": "EST", "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA",
    "lt": "LIT", "lv": "LAV", "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR", "ro": "RON",
    "sk": "SLK", "sl": "SLV", "sv": "SWE",
}  # fmt: skip
"""The official languages of the European Union, by ISO 639-1 code, as its list names them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build says of itself.

    Attributes:
        base: The IRI that all things begin with; ends in `/` or `#`.
        title: Of the whole catalogue, by language; `description` likewise.
        publisher: A name; `publisher_homepage` and `contact_…` are left out where empty.
        licence: The IRI of the licence of the facts.
        version: Of the catalogue; `issued` the day of its first publication, as YYYY-MM-DD.
        access_body: The health data access body by country code, such as FRA;
            `access_body_contact` its e-mail or page.
        legislation: The IRIs of the laws that ask for the catalogue, such as that of the EHDS.
        workbooks: Files to build from, relative to ccdp.toml; none means the bundled ones.
    """

    base: str = THINGS
    title: dict[str, str] = field(
        default_factory=lambda: {
            "en": "Childhood-cancer data resources and federated networks",
            "fr": "Ressources de données et réseaux fédérés sur les cancers de l’enfant",
        }
    )
    description: dict[str, str] = field(
        default_factory=lambda: {
            "en": "Who holds data on cancer in children, in which model, and through which "
            "networks and partners they can be reached.",
            "fr": "Qui détient des données sur les cancers de l’enfant, dans quel modèle, et par "
            "quels réseaux et partenaires elles sont accessibles.",
        }
    )
    publisher: str = "The ccdp_graph developers"
    publisher_homepage: str = ""
    homepage: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_url: str = ""
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    version: str = ""
    issued: str = ""
    access_body: dict[str, str] = field(default_factory=dict)
    access_body_contact: dict[str, str] = field(default_factory=dict)
    legislation: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    workbooks: tuple[str, ...] = ()


def parse_settings(text: str, path: Path) -> Settings:
    """Read a ccdp.toml; what it leaves out keeps its default.

    Raises:
        AssetError: It is not TOML, has an unknown key, or an IRI that is none.
    """
    return Settings(**SETTINGS_FILE.read(text, path).content)


def language_iris(project: Settings) -> tuple[str, ...]:
    """Return the EU authority IRIs of a project's languages."""
    authority = "http://publications.europa.eu/resource/authority/language/"
    return tuple(authority + _LANGUAGES[language] for language in project.languages)
