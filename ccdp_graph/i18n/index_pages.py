"""The words of overview and release pages, in English and French."""

from collections.abc import Mapping

OVERVIEW_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "picture": "Map",
        "table": "The same as a table",
        "map-resources": "Map of data resources",
        "map-networks": "Map of networks",
        "elsewhere": "Not on the map: no country is named",
        "countries": "Countries with data resources",
        "ways": "Ways in",
        "by-question": "By question",
        "all-questions": "All {} questions, with their answers",
        "by-country": "By country",
        "all-countries": "All countries and regions",
        "by-model": "By data model",
        "all-models": "All data models",
        "by-view": "By view of the whole",
        "map": "World map",
        "matrices": "Matrices and connections",
        "new": "What is new",
        "changed": "Records changed on {day}, the latest day: {number}.",
        "feed": "Feed of changes (Atom)",
        "use": "Cite and reuse",
        "download": "Download the data: RDF, DCAT-AP, tables",
        "cff": "Citation file (CFF)",
        "gaps": "Gaps",
        "gaps-lead": "Where data or networks are missing, and how far that is known. The largest "
        "gaps come first, and each names the cells that it rests on.",
        "subject": "Where or who",
        "missing": "What is missing",
        "say": "Records say",
        "records": "Records",
        "cells": "Cells",
        "open": "Left open: {}",
        "which": "Which ones ({})",
        "elsewhere-world": "other places",
        "ontology": "Our own terms (ontology)",
        "scores": "Quality of the data",
        "scores-lead": "What each catalogue that may harvest these data would say of them, and "
        "which column of a workbook or line of ccdp.toml mends most.",
        "contents": "On this page",
        "all-targets": "All profiles",
        "target": "Profile",
        "passing": "Records that pass",
        "recommended": "Of what is recommended",
        "of-all": "{} of {}",
        "told": "{passing} of {records} records pass; {score} % of what is recommended is given. "
        "“One fix lifts” says how many records would pass if that alone were mended.",
        "told-passing": "{passing} of {records} records pass; {score} % of what is recommended is "
        "given.",
        "unmet": "What is not met ({})",
        "complete": "How full the {} are",
        "complete-lead": "The rarest first. A record that says why it has no value (“unknown”, "
        "“not stated” and the like) is counted apart.",
        "filled": "With a value",
        "share": "Share",
        "reasons": "Without, but say why",
        "of-records": "{} ({})",
    },
    "fr": {
        "picture": "Carte",
        "table": "La même en tableau",
        "map-resources": "Carte des ressources de données",
        "map-networks": "Carte des réseaux",
        "elsewhere": "Absents de la carte : aucun pays n’est nommé",
        "countries": "Pays ayant des ressources de données",
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
        "recommandé est donné. « Une correction libère » dit combien de fiches seraient conformes "
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
