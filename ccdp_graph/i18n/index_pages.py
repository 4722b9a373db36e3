"""The words of overview and release pages, in English and French."""

from collections.abc import Mapping

OVERVIEW_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "picture": "Map",
        "table": "As a table",
        "map-of": "Map of {}",
        "elsewhere": "Not on the map: no country given",
        "countries": "Countries with {}",
        "ways": "Explore",
        "by-question": "By question",
        "all-questions": "All {} questions, with their answers",
        "by-country": "By country",
        "all-countries": "All countries and regions",
        "by-model": "By data model",
        "all-models": "All data models",
        "by-view": "Overviews",
        "map": "World map",
        "matrices": "Matrices and connections",
        "new": "Latest changes",
        "changed": "Records changed in the latest update ({day}): {number}.",
        "feed": "Feed of changes (Atom)",
        "use": "Cite and reuse",
        "download": "Download the data: RDF, DCAT-AP, tables",
        "cff": "Citation file (CFF)",
        "gaps": "Gaps",
        "gaps-lead": "Where data or networks are missing, and how certain that is. The largest "
        "gaps come first; each lists the cells it is based on.",
        "subject": "Subject",
        "missing": "What is missing",
        "say": "What the records say",
        "records": "Records",
        "cells": "Cells",
        "open": "Unanswered: {}",
        "which": "Show the records ({})",
        "elsewhere-world": "other places",
        "ontology": "Our own terms (ontology)",
        "scores": "Data quality",
        "scores-lead": "How well these data meet the profile of each catalogue that may harvest "
        "them, and which workbook columns or lines of ccdp.toml would improve them most.",
        "contents": "On this page",
        "all-targets": "All profiles",
        "target": "Profile",
        "passing": "Records that pass",
        "recommended": "Recommended values given",
        "of-all": "{} of {}",
        "told": "{passing} of {records} records pass; {score} % of the recommended values are "
        "given. “{lifts}” counts the records that would pass if only that were fixed.",
        "told-passing": "{passing} of {records} records pass; {score} % of the recommended "
        "values are given.",
        "unmet": "Unmet requirements ({})",
        "complete": "Completeness of the {}",
        "complete-lead": "Least complete properties first. Records that say why they have no "
        "value (“unknown”, “not stated” and the like) are counted separately.",
        "filled": "With a value",
        "share": "Share",
        "reasons": "Without, but with a reason",
        "of-records": "{} ({})",
    },
    "fr": {
        "picture": "Carte",
        "table": "La même en tableau",
        "map-of": "Carte des {}",
        "elsewhere": "Absents de la carte : aucun pays n’est nommé",
        "countries": "Pays ayant des {}",
        "ways": "Par où entrer",
        "by-question": "Par question",
        "all-questions": "Les {} questions, avec leurs réponses",
        "by-country": "Par pays",
        "all-countries": "Tous les pays et régions",
        "by-model": "Par modèle de données",
        "all-models": "Tous les modèles de données",
        "by-view": "Par vue d’ensemble",
        "map": "Carte du monde",
        "matrices": "Matrices et liens",
        "new": "Nouveautés",
        "changed": "Fiches modifiées le {day}, dernier jour en date : {number}.",
        "feed": "Flux des modifications (Atom)",
        "use": "Citer et réutiliser",
        "download": "Télécharger les données : RDF, DCAT-AP, tableaux",
        "cff": "Fichier de citation (CFF)",
        "gaps": "Lacunes",
        "gaps-lead": "Où manquent des données ou des réseaux, et dans quelle mesure on le sait. "
        "Les plus grandes lacunes d’abord ; chacune nomme les cellules sur lesquelles elle repose.",
        "subject": "Où ou qui",
        "missing": "Ce qui manque",
        "say": "Les fiches disent",
        "records": "Fiches",
        "cells": "Cellules",
        "open": "Laissé ouvert : {}",
        "which": "Lesquelles ({})",
        "elsewhere-world": "autres lieux",
        "ontology": "Nos propres termes (ontologie)",
        "scores": "Qualité des données",
        "scores-lead": "Ce que dirait de ces données chaque catalogue qui peut les moissonner, et "
        "quelle colonne d’un classeur ou ligne de ccdp.toml y remédie le plus.",
        "contents": "Sur cette page",
        "all-targets": "Tous les profils",
        "target": "Profil",
        "passing": "Fiches conformes",
        "recommended": "De ce qui est recommandé",
        "of-all": "{} sur {}",
        "told": "{passing} fiches sur {records} sont conformes ; {score} % de ce qui est "
        "recommandé est donné. « {lifts} » dit combien de fiches seraient conformes "
        "si cela seul était corrigé.",
        "told-passing": "{passing} fiches sur {records} sont conformes ; {score} % de ce qui est "
        "recommandé est donné.",
        "unmet": "Demandes non satisfaites ({})",
        "complete": "Remplissage : {}",
        "complete-lead": "Les plus rares d’abord. Une fiche qui dit pourquoi elle n’a pas de "
        "valeur (« inconnu », « non précisé », etc.) est comptée à part.",
        "filled": "Avec une valeur",
        "share": "Part",
        "reasons": "Sans, mais disent pourquoi",
        "of-records": "{} ({})",
    },
}

RELEASE_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "releases": "Releases",
        "lead": "A release is a dated snapshot of the data that never changes. Cite one so that "
        "others can find exactly what you used.",
        "release": "Release {}",
        "next": "Since release {}",
        "unreleased": "Changes on this site that are not yet released",
        "date": "Date",
        "changes": "What changed",
        "since": "What changed since {}",
        "before": "Previous release",
        "after": "Next release",
        "kind": "Kind",
        "record": "Record",
        "property": "Property",
        "was": "Before",
        "is": "After",
        "cell": "Cell",
        "perhaps": "Possibly the same record, renamed",
        "files": "Files",
        "check": "Verify with: sha256sum --check SHA256SUMS",
        "size": "Size",
        "sum": "SHA-256",
        "more": "{} more rows are in {}.",
        "more_here": "{} more rows are not shown.",
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
