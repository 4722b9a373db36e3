"""The texts of a blank survey for the person who fills it in, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ccdp_graph.spreadsheets.survey_spec import Need


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a survey in one language.

    Attributes:
        steps: How to fill it in; they name the sheet of lists and the words for a missing value.
        headings: Of the table on the help sheet, one per column.
        needs: What each degree of need is called.
        choose: The prompt of a drop-down list; names the list.
        several: Says in a prompt that a cell takes several values.
        several_allowed, one_only: Say in the help whether it does.
        kinds: What to write, by datatype.
        faults: The warning when a value does not fit, by datatype; `concept` is for lists.
    """

    help_sheet: str
    lists_sheet: str
    title: str
    steps: tuple[str, ...]
    headings: tuple[str, ...]
    needs: Mapping[Need, str]
    choose: str
    several: str
    several_allowed: str
    one_only: str
    kinds: Mapping[str, str]
    fault_title: str
    faults: Mapping[str, str]


_EN = Texts(
    help_sheet="Help",
    lists_sheet="Lists",
    title="How to fill in this survey",
    steps=(
        "Fill in one row for each resource or network on its sheet, below the header. Leave the "
        "header as it is; columns that you do not need may stay empty.",
        "The row in grey italics is an example. Delete it before you return the survey.",
        "An orange header with a star (*) marks what is required, a yellow one what is "
        "recommended, a blue one what is useful.",
        "Where a cell offers a list, choose from it; the sheet '{lists}' shows all the words. "
        "You may write another word: it is kept as text, but searches do not find it.",
        "Where several values are allowed, choose or write the first, then add the others, "
        "separated by semicolons (;).",
        "A missing value is an answer too. Where a value is not required, use one of these words "
        "to say why there is none: {reasons}.",
    ),
    headings=(
        "Sheet",
        "Column",
        "What to write",
        "Need",
        "Example",
        "List",
        "Several values",
    ),
    needs={
        Need.REQUIRED: "required",
        Need.RECOMMENDED: "recommended",
        Need.OPTIONAL: "useful",
    },
    choose="Choose from the list '{list}'.",
    several="Separate several values with semicolons (;).",
    several_allowed="yes, separated by ;",
    one_only="no",
    kinds={
        "gYear": "Four digits.",
        "nonNegativeInteger": "Digits only.",
        "anyURI": "The full web address, starting with https://",
        "contact": "An e-mail address, or a web address starting with https://",
        "ageRange": "Ages in completed years.",
        "record": "The name or acronym of another row on this sheet.",
    },
    fault_title="Is this intended?",
    faults={
        "concept": "This is not in the list '{list}'. It would be kept as text only.",
        "gYear": "This is not a four-digit year from 1900 to 2099.",
        "nonNegativeInteger": "This is not a whole number, 0 or more.",
        "string": "This is longer than a spreadsheet cell can hold (32,767 characters).",
    },
)

_FR = Texts(
    help_sheet="Aide",
    lists_sheet="Listes",
    title="Comment remplir ce questionnaire",
    steps=(
        "Écrivez une ligne par ressource ou par réseau dans sa feuille, sous l’en-tête. Laissez "
        "l’en-tête tel quel ; les colonnes inutiles peuvent rester vides.",
        "La ligne en italique gris est un exemple. Supprimez-la avant de rendre le questionnaire.",
        "Un en-tête orange avec une étoile (*) signale ce qui est obligatoire, un en-tête jaune "
        "ce qui est recommandé, un en-tête bleu ce qui est utile.",
        "Quand une cellule propose une liste, choisissez-y un mot ; la feuille « {lists} » les "
        "montre tous. Un autre mot reste possible : il est gardé comme texte, mais une recherche "
        "ne le trouve pas.",
        "Quand plusieurs valeurs sont permises, choisissez ou écrivez la première, puis ajoutez "
        "les autres après un point-virgule (;).",
        "L’absence de valeur est aussi une réponse. Quand une valeur n’est pas obligatoire, un de "
        "ces mots dit pourquoi elle manque : {reasons}.",
    ),
    headings=(
        "Feuille",
        "Colonne",
        "Que faut-il écrire",
        "Importance",
        "Exemple",
        "Liste",
        "Plusieurs valeurs",
    ),
    needs={
        Need.REQUIRED: "obligatoire",
        Need.RECOMMENDED: "recommandé",
        Need.OPTIONAL: "utile",
    },
    choose="Choisissez dans la liste « {list} ».",
    several="Séparez plusieurs valeurs par un point-virgule (;).",
    several_allowed="oui, séparées par ;",
    one_only="non",
    kinds={
        "gYear": "Quatre chiffres.",
        "nonNegativeInteger": "Des chiffres seulement.",
        "anyURI": "L’adresse complète, commençant par https://",
        "contact": "Une adresse électronique, ou une adresse web commençant par https://",
        "ageRange": "Des âges en années révolues.",
        "record": "Le nom ou le sigle d’une autre ligne de cette feuille.",
    },
    fault_title="Est-ce voulu ?",
    faults={
        "concept": "Ce mot n’est pas dans la liste « {list} ». Il ne serait gardé que comme texte.",
        "gYear": "Ce n’est pas une année à quatre chiffres de 1900 à 2099.",
        "nonNegativeInteger": "Ce n’est pas un nombre entier, positif ou nul.",
        "string": "C’est plus long que ne peut l’être une cellule de tableur (32 767 caractères).",
    },
)

TEXTS: Mapping[str, Texts] = MappingProxyType({"en": _EN, "fr": _FR})
