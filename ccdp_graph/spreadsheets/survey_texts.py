"""The texts of a blank survey, for the person who fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.i18n import Texts
from ccdp_graph.spreadsheets.survey_spec import Need


@dataclass(frozen=True, slots=True)
class SurveyTexts:
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


TEXTS = Texts(
    SurveyTexts(
        help_sheet="Help",
        lists_sheet="Lists",
        title="How to fill in this survey",
        steps=(
            "Fill in one row for each resource or network on its sheet, below the header. Leave "
            "the header as it is; columns that you do not need may stay empty.",
            "The row in grey italics is an example. Delete it before you return the survey.",
            "An orange header with a star (*) marks what is required, a yellow one what is "
            "recommended, a blue one what is useful.",
            "Where a cell offers a list, choose from it; the sheet '{lists}' shows all the words. "
            "You may write another word: it is kept as text, but searches do not find it.",
            "Where several values are allowed, choose or write the first, then add the others, "
            "separated by semicolons (;).",
            "A missing value is an answer too. Where a value is not required, use one of these "
            "words to say why there is none: {reasons}.",
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
)
