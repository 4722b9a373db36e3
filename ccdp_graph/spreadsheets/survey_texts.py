"""What a blank survey says to the person who fills it in, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ccdp_graph.spreadsheets.survey_spec import Need


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a survey in one language.

    Attributes:
        steps: How to fill in; they name the sheet of lists and the words for a missing value.
        headings: Of the help sheet's table, one a column.
        needs: Each with the sign that the header carries.
        choose: What the prompt of a drop-down list says; names the list.
        several, parted, one: Whether a cell takes several values, in a prompt and in the help.
        kinds: What to write, by datatype of a column.
        faults: What is said when a value does not fit, by datatype; `concept` is for lists.
    """

    help_sheet: str
    lists_sheet: str
    title: str
    steps: tuple[str, ...]
    headings: tuple[str, ...]
    needs: Mapping[Need, str]
    choose: str
    several: str
    parted: str
    one: str
    kinds: Mapping[str, str]
    fault_title: str
    faults: Mapping[str, str]


_EN = Texts(
    help_sheet="Help",
    lists_sheet="Lists",
    title="How to fill in this survey",
    steps=(
        "Write one row for each resource or network on its sheet, below the header. Leave the "
        "header as it is; columns that you do not need may stay empty.",
        "The row in grey italics is an example. Delete it before you hand the survey in.",
        "An orange header with a star (*) marks what is required, a yellow one what is "
        "recommended, a blue one what is useful.",
        "Where a cell offers a list, choose from it; the sheet '{lists}' shows all the words. "
        "Another word may be written: it is kept as text, but is not found by a search.",
        "Where several values are allowed, choose or write the first, then add the others "
        "after a semicolon (;).",
        "That something is missing is an answer too. Where a value is not required, one of these "
        "words says why there is none: {reasons}.",
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
    several="Part several values by a semicolon (;).",
    parted="yes, parted by ;",
    one="no",
    kinds={
        "gYear": "Four digits.",
        "nonNegativeInteger": "Digits only.",
        "anyURI": "The whole web address, beginning with https://",
        "contact": "An e-mail address, or a web address beginning with https://",
        "ageRange": "Ages in full years.",
        "record": "The name or acronym of another row of this sheet.",
    },
    fault_title="Is this meant?",
    faults={
        "concept": "This is no word of the list '{list}'. It would be kept as text only.",
        "gYear": "This is no year of four digits from 1900 to 2099.",
        "nonNegativeInteger": "This is no whole number, 0 or more.",
        "string": "This is longer than a cell of a spreadsheet can be (32,767 letters).",
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
    parted="oui, séparées par ;",
    one="non",
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
        "string": "C’est plus long que ne peut l’être une cellule de tableur (32 767 lettres).",
    },
)

TEXTS: Mapping[str, Texts] = MappingProxyType({"en": _EN, "fr": _FR})
