"""Messages about the documents and records of other catalogues, in English and French."""

from collections.abc import Mapping

HARVEST_MESSAGES: Mapping[str, Mapping[str, str]] = {
    "foreign-line": {"en": "{place}, line {line}", "fr": "{place}, ligne {line}"},
    "foreign-unreadable": {
        "en": "The document cannot be read: it {reason}",
        "fr": "Le document ne peut pas être lu : {reason}",
    },
    "foreign-encoding": {
        "en": "The document is encoded in {encoding}, not UTF-8; it was read as such",
        "fr": "Le document est écrit en {encoding}, pas en UTF-8 ; lu comme tel",
    },
    "foreign-part": {
        "en": "This part cannot be read and was left out: {reason}",
        "fr": "Cette partie ne peut pas être lue et reste dehors : {reason}",
    },
    "foreign-leniently": {
        "en": "This part was read, although it is not valid RDF: {reason}",
        "fr": "Cette partie est lue, bien qu’elle ne soit pas tout à fait du RDF : {reason}",
    },
    "foreign-more-parts": {
        "en": "{number} more parts of this document cannot be read and were left out",
        "fr": "{number} autres parties de ce document ne peuvent pas être lues et restent dehors",
    },
    "foreign-iri": {
        "en": "'{iri}' is not a complete IRI and cannot be completed; it was left out",
        "fr": "« {iri} » n’est pas un IRI complet, et rien ne le complète ; laissé de côté",
    },
    "foreign-iri-mended": {
        "en": "The IRI '{iri}' contains characters that are not allowed; they were percent-encoded",
        "fr": "L’IRI « {iri} » a des signes interdits dans un IRI ; ils ont été encodés avec %",
    },
    "foreign-language": {
        "en": "'{language}' is not a language tag; the text was kept without one",
        "fr": "« {language} » n’est pas une étiquette de langue ; le texte est gardé sans elle",
    },
    "foreign-triple-term": {
        "en": "A statement about a statement (RDF 1.2) was left out",
        "fr": "Un énoncé sur un énoncé (RDF 1.2) est laissé de côté",
    },
    "foreign-context": {
        "en": "The JSON-LD context {address} is not one of the bundled contexts and was not "
        "loaded; terms that it defines were left out",
        "fr": "Le contexte JSON-LD {address} n’est pas parmi ceux qui sont fournis et n’est pas "
        "chargé ; ce à quoi il donnerait un sens reste dehors",
    },
    "foreign-graphs": {
        "en": "{number} named graphs without records were left out, the first {graph}",
        "fr": "{number} graphes nommés sans fiches sont laissés de côté, le premier {graph}",
    },
    "foreign-no-title": {
        "en": "The record {iri} has no title and was left out",
        "fr": "La fiche {iri} n’a pas de titre ; elle est laissée de côté",
    },
    "foreign-no-type": {
        "en": "The record {iri} has no type and was left out",
        "fr": "La fiche {iri} n’a pas de type ; elle est laissée de côté",
    },
    "foreign-not-described": {
        "en": "The catalogue lists {iri}, but no document describes it",
        "fr": "Le catalogue énumère {iri}, mais rien de ce qui a été lu ne le décrit",
    },
    "foreign-ours": {
        "en": "{number} records have IRIs under our own base, the first {iri}; they stay in the "
        "graph of their source",
        "fr": "{number} fiches ont des IRI sous notre propre base, la première {iri} ; elles "
        "restent dans le graphe de leur source",
    },
    "foreign-ours-to-say": {
        "en": "Statements about {number} things that only this project describes (its harvests "
        "and the cells of its workbooks) were left out, the first about {iri}",
        "fr": "Ce que la source dit de {number} choses que nous seuls pouvons dire (nos moissons, "
        "et les cellules de nos classeurs), la première {iri}, reste dehors",
    },
    "foreign-claimed": {
        "en": "The source '{other}' also has a record with the IRI {iri}; each keeps its own",
        "fr": "La source « {other} » a aussi une fiche avec l’IRI {iri} ; chacune garde la sienne",
    },
    "foreign-loop": {
        "en": "The pages form a loop, back to {address}; the harvest stopped there",
        "fr": "Les pages tournent en rond, jusqu’à {address} ; arrêté là",
    },
    "foreign-same-page": {
        "en": "The page is identical to {address}; the harvest stopped there",
        "fr": "La page dit la même chose que {address} ; arrêté là",
    },
    "foreign-limit": {
        "en": "Only the first {number} documents were read (--limit); the next is {address}",
        "fr": "Seuls les {number} premiers documents ont été lus (--limit) ; {address} est le "
        "suivant",
    },
    "foreign-not-fetched": {
        "en": "The document could not be fetched; the earlier copy was kept: {reason}",
        "fr": "Le document n’a pas pu être obtenu ; ce qui en était connu est gardé : {reason}",
    },
    "foreign-missing": {
        "en": "The document is listed but missing: {reason}",
        "fr": "Le document est énuméré, mais il n’est pas là : {reason}",
    },
    "foreign-elsewhere": {
        "en": "{address} is on another server and was not fetched",
        "fr": "{address} est d’un autre serveur et n’a pas été demandé",
    },
    "foreign-gone": {
        "en": "The record {iri} no longer exists and was removed from the graph",
        "fr": "La fiche {iri} n’est plus là ; elle quitte le graphe",
    },
}
