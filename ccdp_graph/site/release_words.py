"""The words of the pages of releases, in English and French."""

from collections.abc import Mapping

RELEASE_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "releases": "Releases",
        "lead": "A release is a dated state of the data that is never changed again. Cite one when "
        "others must find what you saw.",
        "release": "Release {}",
        "next": "Since release {}",
        "unreleased": "Changed on this site, but in no release yet",
        "date": "Date",
        "changes": "What changed",
        "since": "What changed since {}",
        "before": "The release before",
        "after": "The release after",
        "kind": "Kind",
        "record": "Record",
        "property": "Property",
        "was": "Before",
        "is": "After",
        "cell": "Cell",
        "perhaps": "Perhaps the same record, renamed",
        "files": "Files",
        "check": "To check them: sha256sum --check SHA256SUMS",
        "size": "Size",
        "sum": "SHA-256",
        "more": "{} more rows are in {}.",
        "more_here": "{} more rows are left out.",
        "bytes": "bytes",
        "units": "kB MB GB",
        "point": ".",
    },
    "fr": {
        "releases": "Versions",
        "lead": "Une version est un état daté des données, qui n’est plus jamais modifié. Citez-en "
        "une pour que d’autres retrouvent ce que vous avez vu.",
        "release": "Version {}",
        "next": "Depuis la version {}",
        "unreleased": "Modifié sur ce site, mais dans aucune version encore",
        "date": "Date",
        "changes": "Ce qui a changé",
        "since": "Ce qui a changé depuis {}",
        "before": "La version précédente",
        "after": "La version suivante",
        "kind": "Genre",
        "record": "Fiche",
        "property": "Propriété",
        "was": "Avant",
        "is": "Après",
        "cell": "Cellule",
        "perhaps": "Peut-être la même fiche, renommée",
        "files": "Fichiers",
        "check": "Pour les vérifier : sha256sum --check SHA256SUMS",
        "size": "Taille",
        "sum": "SHA-256",
        "more": "{} autres lignes sont dans {}.",
        "more_here": "{} autres lignes sont omises.",
        "bytes": "octets",
        "units": "ko Mo Go",
        "point": ",",
    },
}


def size_text(size: int, language: str) -> str:
    r"""Write a number of bytes for people, with a space that does not break.

    >>> [size_text(n, "en").replace("\N{NO-BREAK SPACE}", " ") for n in (999, 17_617_485)]
    ['999 bytes', '17.6 MB']
    >>> size_text(1_000, "fr").split()
    ['1,0', 'ko']
    """
    words = RELEASE_WORDS[language]
    if size < 1000:
        return f"{size}\N{NO-BREAK SPACE}{words['bytes']}"
    units, number = words["units"].split(), size / 1000
    while number >= 999.95 and len(units) > 1:
        number /= 1000
        units.pop(0)
    return f"{number:.1f}\N{NO-BREAK SPACE}{units[0]}".replace(".", words["point"])
