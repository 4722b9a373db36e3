"""The catalogue of messages: by key, each in English and French."""

from collections.abc import Mapping

from ccdp_graph.i18n.harvest_messages import HARVEST_MESSAGES

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "unknown-word": {
        "en": "{column} '{word}' is not in {lists}; kept as text",
        "fr": "{column} « {word} » n’est pas dans {lists} ; conservé comme texte",
    },
    "country-list": {"en": "the country list", "fr": "la liste des pays"},
    "region-list": {"en": "the list of regions", "fr": "la liste des régions"},
    "named-list": {"en": "the list '{name}'", "fr": "la liste « {name} »"},
    "near": {"en": "Did you mean '{near}'?", "fr": "Vouliez-vous dire « {near} » ?"},
    "unknown-word-hint": {
        "en": "Use a word from that list (see 'ccdp template'), or leave the text as it is",
        "fr": "Écrivez un mot de cette liste (« ccdp template » la montre), ou laissez le texte",
    },
    "region": {
        "en": "{column} '{word}' is a region, not a country; kept as text",
        "fr": "{column} « {word} » est une région, pas un pays ; conservé comme texte",
    },
    "region-hint": {
        "en": "Name the country, or several countries separated by semicolons",
        "fr": "Nommez le pays, ou les pays séparés par des points-virgules",
    },
    "empty-list": {
        "en": "{column} '{word}' contains a separator but no word",
        "fr": "{column} « {word} » contient un séparateur mais aucun mot",
    },
    "empty-list-hint": {
        "en": "Clear the cell or fill it in",
        "fr": "Videz la cellule, ou remplissez-la",
    },
    "year": {
        "en": "{column} '{word}' is not a year; kept as text",
        "fr": "{column} « {word} » n’est pas une année ; conservé comme texte",
    },
    "year-hint": {
        "en": "Enter a year of four digits, such as 2018",
        "fr": "Écrivez quatre chiffres, comme 2018",
    },
    "count": {
        "en": "{column} '{word}' is not a number; kept as text",
        "fr": "{column} « {word} » n’est pas un nombre ; conservé comme texte",
    },
    "count-hint": {
        "en": "Enter digits only, such as 1250",
        "fr": "N’écrivez que des chiffres, comme 1250",
    },
    "link": {
        "en": "{column} '{word}' is not a web address; kept as text",
        "fr": "{column} « {word} » n’est pas une adresse web ; conservé comme texte",
    },
    "link-hint": {
        "en": "Enter the full address, starting with https://",
        "fr": "Écrivez l’adresse complète, qui commence par https://",
    },
    "contact": {
        "en": "{column} '{word}' is neither an e-mail address nor a web address; kept as text",
        "fr": "{column} « {word} » n’est ni une adresse de courriel ni une adresse web ; conservé "
        "comme texte",
    },
    "contact-hint": {
        "en": "Enter an address such as registry@example.org or https://example.org/contact",
        "fr": "Écrivez une adresse comme registre@example.org ou https://example.org/contact",
    },
    "record": {
        "en": "{column} '{word}' is not the name of any row on this sheet; kept as text",
        "fr": "{column} « {word} » n’est le nom d’aucune ligne de cette feuille ; conservé comme "
        "texte",
    },
    "record-hint": {
        "en": "Enter a name or an acronym as it appears on this sheet",
        "fr": "Écrivez un nom ou un sigle tel qu’il figure dans cette feuille",
    },
    "other-target": {
        "en": "{column} '{word}' links to a different address, '{link}'; the text was used",
        "fr": "{column} « {word} » porte un lien qui mène ailleurs, à « {link} » ; c’est le texte "
        "qui a été lu",
    },
    "other-target-hint": {
        "en": "Correct the link or the text",
        "fr": "Corrigez le lien, ou le texte",
    },
    "other-unnamed": {
        "en": "{column}: 'other' is ticked but not specified",
        "fr": "{column} : « autre » est coché mais n’est pas nommé",
    },
    "other-unnamed-hint": {
        "en": "Write what it is in place of the tick",
        "fr": "Écrivez ce que c’est à la place de la coche",
    },
    "template": {
        "en": "{column} '{word}' does not have the form '{shape}'; kept as text",
        "fr": "{column} « {word} » ne se lit pas comme « {shape} » ; conservé comme texte",
    },
    "template-hint": {"en": "Write it as '{shape}'", "fr": "Écrivez-le comme « {shape} »"},
    "no-header": {
        "en": "There is no header above this cell; kept as text",
        "fr": "Cette cellule n’est sous aucun en-tête ; conservée comme texte",
    },
    "no-header-hint": {
        "en": "Give the column a header, or move the text to Notes",
        "fr": "Donnez un en-tête à la colonne, ou déplacez le texte dans les notes",
    },
    "years": {
        "en": "The first year, {start}, is after the last, {end}",
        "fr": "La première année, {start}, vient après la dernière, {end}",
    },
    "years-hint": {
        "en": "Correct one of the two years",
        "fr": "Corrigez l’une des deux années",
    },
    "formula": {
        "en": "The formula '{formula}' has no saved result, so the cell was read as empty",
        "fr": "La formule « {formula} » n’a pas de résultat enregistré ; la cellule est donc vide "
        "ici",
    },
    "formula-hint": {
        "en": "Open the file in a spreadsheet program and save it, or enter the value",
        "fr": "Ouvrez le fichier dans un tableur et enregistrez-le, ou écrivez la valeur",
    },
    "comment": {
        "en": "The comment '{text}' is on an empty cell; it was not read",
        "fr": "Le commentaire « {text} » est sur une cellule vide ; il n’a pas été lu",
    },
    "struck": {
        "en": "'{text}' is struck through; it was not read",
        "fr": "« {text} » est barré et n’a pas été lu",
    },
    "struck-hint": {
        "en": "Delete it, or remove the strikethrough",
        "fr": "Supprimez-le, ou enlevez la barre",
    },
    "error": {
        "en": "'{text}' is a spreadsheet error, not a value",
        "fr": "« {text} » est une erreur du tableur, pas une valeur",
    },
    "error-hint": {
        "en": "Correct the formula, or enter the value",
        "fr": "Corrigez la formule, ou écrivez la valeur",
    },
    "nameless": {
        "en": "Row {row} has no '{column}', so it is not a record; its text is kept in the "
        "provenance",
        "fr": "Pas de « {column} » à la ligne {row} : ce n’est donc pas une fiche ; son texte est "
        "dans la provenance",
    },
    "nameless-hint": {
        "en": "Fill in '{column}', or clear the row",
        "fr": "Remplissez « {column} », ou videz la ligne",
    },
    "section": {
        "en": "Row {row} was read as a heading for the rows below it, not as a record",
        "fr": "La ligne {row} a été lue comme le titre des lignes suivantes, pas comme une fiche",
    },
    "units": {
        "en": "Row {row} was read as units or hints below the header, not as a record",
        "fr": "La ligne {row} a été lue comme des unités ou des consignes sous l’en-tête, pas "
        "comme une fiche",
    },
    "total": {
        "en": "Row {row} was read as a total, not as a record",
        "fr": "La ligne {row} a été lue comme un total, pas comme une fiche",
    },
    "note": {
        "en": "Row {row} was read as a note below the table, not as a record",
        "fr": "La ligne {row} a été lue comme une note sous le tableau, pas comme une fiche",
    },
    "not-ticked-1": {
        "en": "1 cell under '{header}' says that the option was not chosen",
        "fr": "1 cellule sous « {header} » dit que l’option n’a pas été choisie",
    },
    "not-ticked": {
        "en": "{number} cells under '{header}' say that the option was not chosen",
        "fr": "{number} cellules sous « {header} » disent que l’option n’a pas été choisie",
    },
    "hidden-row": {
        "en": "1 hidden row was read",
        "fr": "1 ligne est masquée dans la feuille, mais lue",
    },
    "hidden-rows": {
        "en": "{number} hidden rows were read",
        "fr": "{number} lignes sont masquées dans la feuille, mais lues",
    },
    "hidden-column": {
        "en": "1 hidden column was read",
        "fr": "1 colonne est masquée dans la feuille, mais lue",
    },
    "hidden-columns": {
        "en": "{number} hidden columns were read",
        "fr": "{number} colonnes sont masquées dans la feuille, mais lues",
    },
    "hidden-sheet": {
        "en": "The sheet '{sheet}' is hidden, but it was read",
        "fr": "La feuille « {sheet} » est masquée, mais lue",
    },
    "of-workbook": {"en": "{workbook}: {remark}", "fr": "{workbook} : {remark}"},
    "encoding": {
        "en": "read as {encoding} text; check the accented letters",
        "fr": "lu comme du texte {encoding} ; vérifiez les accents",
    },
    "delimiter": {
        "en": "columns were assumed to be separated by {delimiter}",
        "fr": "les colonnes ont été supposées séparées par des {delimiter}",
    },
    "uneven-rows": {
        "en": "rows have from {least} to {most} columns (see line {line}); put quotation marks "
        "around any text that contains {delimiter}",
        "fr": "les lignes ont de {least} à {most} colonnes (voir la ligne {line}) ; un texte qui "
        "contient des {delimiter} doit être entre guillemets",
    },
    "commas": {"en": "commas", "fr": "virgules"},
    "semicolons": {"en": "semicolons", "fr": "points-virgules"},
    "tabs": {"en": "tabs", "fr": "tabulations"},
    "bars": {"en": "bars", "fr": "barres verticales"},
    "above-header-1": {
        "en": "Row 1 was read as a note above the header",
        "fr": "La ligne 1 a été lue comme une note au-dessus de l’en-tête",
    },
    "above-header": {
        "en": "Rows 1 to {last} were read as notes above the header",
        "fr": "Les lignes 1 à {last} ont été lues comme des notes au-dessus de l’en-tête",
    },
    "left-out": {
        "en": "The sheet '{sheet}' matches no mapping; it was not read",
        "fr": "La feuille « {sheet} » ne correspond à aucune description ; elle n’a pas été lue",
    },
    "unknown-column": {
        "en": "No mapping has a column '{header}'; its cells are kept as text",
        "fr": "Aucune description ne connaît la colonne « {header} » ; ses cellules sont "
        "conservées comme texte",
    },
    "unknown-column-hint": {
        "en": "Run 'ccdp adopt' to say once what it holds",
        "fr": "Dites une fois ce que c’est avec « ccdp adopt »",
    },
    "renamed": {
        "en": "Recognised as '{before}' under a new name; it keeps its id '{id}'",
        "fr": "Pris pour « {before} » sous un nouveau nom ; garde son identifiant « {id} »",
    },
    "renamed-hint": {
        "en": "If it is not the same, give it an acronym of its own",
        "fr": "Si c’est autre chose, donnez-lui un sigle à part",
    },
    "gone": {
        "en": "'{name}' ({id}) was in an earlier build but is no longer in any row",
        "fr": "« {name} » ({id}) figurait dans une construction antérieure et n’est plus dans "
        "aucune ligne",
    },
    "gone-hint": {
        "en": "Run 'ccdp adopt' to say whether it was renamed, merged, split or removed",
        "fr": "Dites avec « ccdp adopt » s’il a été renommé, fusionné, scindé ou supprimé",
    },
    "repeated": {
        "en": "{cell} has the same name and country; the two rows were merged into one record",
        "fr": "Le même nom et le même pays figurent en {cell} ; les deux lignes n’en font qu’une",
    },
    "repeated-hint": {
        "en": "Delete one of the rows, or give it a different name",
        "fr": "Retirez une ligne, ou donnez-lui un nom à part",
    },
    "may-be": {
        "en": "'{text}' may be {places}; kept separate until you decide",
        "fr": "« {text} » est peut-être {places} ; distinct tant que vous n’avez pas décidé",
    },
    "may-be-one": {
        "en": "{first} and {second} may be the same organisation",
        "fr": "{first} et {second} sont peut-être un seul organisme",
    },
    "organisation": {"en": "'{name}'", "fr": "« {name} »"},
    "organisation-in": {"en": "'{name}' ({country})", "fr": "« {name} » ({country})"},
    "may-be-several": {
        "en": "'{text}' may name several organisations; if so, separate them with a semicolon",
        "fr": "« {text} » nomme peut-être plusieurs organismes ; dans ce cas, séparez-les par un "
        "point-virgule",
    },
    "decide": {
        "en": "Record your decision in mapping/terms.sssom.tsv",
        "fr": "Décidez dans mapping/terms.sssom.tsv",
    },
    "whole-build": {"en": "the whole build", "fr": "toute la construction"},
    "link-gone": {
        "en": "{url}: {said}",
        "fr": "{url} ne mène nulle part ({said})",
    },
    "link-gone-hint": {
        "en": "Enter the current address, or clear it",
        "fr": "Donnez l’adresse actuelle, ou effacez-la",
    },
    "link-no-host": {
        "en": "{url} leads nowhere: there is no host of this name",
        "fr": "{url} ne mène nulle part : personne ne porte ce nom",
    },
    "link-no-host-hint": {
        "en": "Enter the current address, or clear it",
        "fr": "Donnez l’adresse actuelle, ou effacez-la",
    },
    "link-start-page": {
        "en": "{url} now leads to a home page ({there}); the original page is probably gone",
        "fr": "{url} mène maintenant à une page d’accueil ({there}) ; ce qui s’y trouvait a sans "
        "doute disparu",
    },
    "link-start-page-hint": {
        "en": "Enter the address of the page itself",
        "fr": "Donnez l’adresse de la page elle-même",
    },
    "link-moved": {
        "en": "{url} has moved permanently",
        "fr": "{url} a changé d’adresse pour de bon",
    },
    "link-moved-hint": {"en": "Change it to {there}", "fr": "Écrivez {there}"},
    "link-certificate": {
        "en": "{url}: {said}",
        "fr": "{url} n’a pas de connexion sûre ({said})",
    },
    "link-certificate-hint": {
        "en": "Tell whoever runs the site, or enter another address",
        "fr": "Prévenez qui l’exploite, ou donnez une autre adresse",
    },
    "link-private": {
        "en": "{url} is in a private network, which others cannot reach",
        "fr": "{url} mène dans un réseau privé, où les autres ne peuvent pas suivre",
    },
    "link-private-hint": {
        "en": "Enter the public address",
        "fr": "Donnez l’adresse que le public utilise",
    },
    "link-unsure": {
        "en": "{url} could not be checked: {said}",
        "fr": "{url} n’a pas pu être consultée ({said})",
    },
    "link-unsure-hint": {
        "en": "Open it in a browser; it will be checked again next time",
        "fr": "Ouvrez-la dans un navigateur ; elle sera redemandée la prochaine fois",
    },
    **HARVEST_MESSAGES,
}
