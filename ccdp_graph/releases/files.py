"""The files of a release: contents, types, and the citation file."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ccdp_graph import profiles
from ccdp_graph.i18n import Texts, language_name, languages
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

VIEWS = {name: view.released for name, view in profiles.VIEWS.items() if view.released}

_WHOLE = Texts("Everything, without provenance")

_QUADS = Texts("Everything, with the source cell of each statement")

_CHANGES = Texts("Changes since the previous release, in {language}")

_PATCH = Texts("Removed and added statements, as RDF Patch")

_REPORT = Texts("The build report: every finding with its cell")

_CITATION = Texts("How to cite this release")

_DESCRIPTION = Texts("This release as DCAT 3")

_SUMS = Texts("Checksums of all files")

_TURTLE = ("text/turtle", "RDF_TURTLE")


@lru_cache(maxsize=1)
def file_kinds() -> Mapping[str, Kind]:
    """Return the files that a release may have, in the order in which they are shown."""
    return {
        "graph.nq": Kind(_QUADS, "application/n-quads", "RDF_N_QUADS"),
        "graph.ttl": Kind(_WHOLE, *_TURTLE),
        **{f"{name}.ttl": Kind(title, *_TURTLE) for name, title in VIEWS.items()},
        **_change_files("md", "text/markdown", "TXT"),
        **_change_files("json", "application/json", "JSON"),
        "CHANGES.rdfp": Kind(_PATCH, "", "TXT", data=False),
        "report.txt": Kind(_REPORT, "text/plain", "TXT", data=False),
        "report.json": Kind(_REPORT, "application/json", "JSON", data=False),
        "CITATION.cff": Kind(_CITATION, "", "TXT", data=False),
        DESCRIPTION: Kind(_DESCRIPTION, *_TURTLE, data=False),
        SUMS: Kind(_SUMS, "text/plain", "TXT", data=False),
    }


def changes_file(language: str, extension: str = "json") -> str:
    """Return the name of the file that says in a language what changed."""
    return f"CHANGES.{extension}" if language == "en" else f"CHANGES.{language}.{extension}"


def _change_files(extension: str, media_type: str, file_type: str) -> dict[str, Kind]:
    return {
        changes_file(of, extension): Kind(
            {
                language: text.format(language=language_name(of, language))
                for language, text in _CHANGES.items()
            },
            media_type,
            file_type,
            data=False,
        )
        for of in languages()
    }
