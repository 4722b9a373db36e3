"""The files of a release: contents, types, and the citation file."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from ccdp_graph.model import Settings


def citation_file(settings: Settings, version: str, day: str, address: str) -> bytes:
    """Write a CITATION.cff. Source: Citation File Format 1.2.0.

    Args:
        day: As YYYY-MM-DD.
        address: The address of the publication.
    """
    title = settings.title.get("en") or next(iter(settings.title.values()), "")
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": title,
        "version": version,
        "date-released": day,
        "url": address,
        "license-url": settings.licence,
    }
    texts = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items() if value
    ]
    author = json.dumps(settings.publisher, ensure_ascii=False)
    return "".join([*texts, f"authors:\n  - name: {author}\n"]).encode()


class Kind(NamedTuple):
    """A kind of file in a release.

    Attributes:
        titles: What it holds, by language.
        media_type: As registered at IANA; empty if it is not.
        file_type: The last part of its IRI in the EU list of file types.
        data: Whether it holds the data in some form, rather than information about them.
    """

    titles: Mapping[str, str]
    media_type: str
    file_type: str
    data: bool = True


DESCRIPTION, SUMS = "release.ttl", "SHA256SUMS"

CHANGES_IN = {"en": "CHANGES.json", "fr": "CHANGES.fr.json"}

VIEWS = ("dcat-ap-3", "healthdcat-ap", "fdp")

_DCAT = {"en": "The catalogue as DCAT-AP 3", "fr": "Le catalogue selon DCAT-AP 3"}

_HEALTH = {
    "en": "The catalogue as HealthDCAT-AP, as far as the data allow",
    "fr": "Le catalogue selon HealthDCAT-AP, autant que les faits le permettent",
}

_FDP = {"en": "As a FAIR Data Point serves it", "fr": "Comme un FAIR Data Point le présente"}

_WHOLE = {"en": "Everything, without provenance", "fr": "Tout, sans la provenance"}

_QUADS = {
    "en": "Everything, with the source cell of each statement",
    "fr": "Tout, avec la cellule derrière chaque énoncé",
}

_IN_ENGLISH = {
    "en": "Changes since the previous release, in English",
    "fr": "Ce qui a changé depuis la version précédente, en anglais",
}

_IN_FRENCH = {
    "en": "Changes since the previous release, in French",
    "fr": "Ce qui a changé depuis la version précédente, en français",
}

_PATCH = {
    "en": "Removed and added statements, as RDF Patch",
    "fr": "Les énoncés retirés et ajoutés, en RDF Patch",
}

_REPORT = {
    "en": "The build report: every finding with its cell",
    "fr": "Ce qui a été construit, et chaque constat avec sa cellule",
}

_CITATION = {"en": "How to cite this release", "fr": "Comment citer cette version"}

_DESCRIPTION = {"en": "This release as DCAT 3", "fr": "Cette version selon DCAT 3"}

_SUMS = {"en": "Checksums of all files", "fr": "Les sommes de contrôle de tous les fichiers"}

_TURTLE = ("text/turtle", "RDF_TURTLE")

KINDS: Mapping[str, Kind] = {
    "graph.nq": Kind(_QUADS, "application/n-quads", "RDF_N_QUADS"),
    "graph.ttl": Kind(_WHOLE, *_TURTLE),
    "dcat-ap-3.ttl": Kind(_DCAT, *_TURTLE),
    "healthdcat-ap.ttl": Kind(_HEALTH, *_TURTLE),
    "fdp.ttl": Kind(_FDP, *_TURTLE),
    "CHANGES.md": Kind(_IN_ENGLISH, "text/markdown", "TXT", data=False),
    "CHANGES.fr.md": Kind(_IN_FRENCH, "text/markdown", "TXT", data=False),
    "CHANGES.json": Kind(_IN_ENGLISH, "application/json", "JSON", data=False),
    "CHANGES.fr.json": Kind(_IN_FRENCH, "application/json", "JSON", data=False),
    "CHANGES.rdfp": Kind(_PATCH, "", "TXT", data=False),
    "report.txt": Kind(_REPORT, "text/plain", "TXT", data=False),
    "report.json": Kind(_REPORT, "application/json", "JSON", data=False),
    "CITATION.cff": Kind(_CITATION, "", "TXT", data=False),
    DESCRIPTION: Kind(_DESCRIPTION, *_TURTLE, data=False),
    SUMS: Kind(_SUMS, "text/plain", "TXT", data=False),
}
"""The files that a release may have, in the order in which they are shown."""
