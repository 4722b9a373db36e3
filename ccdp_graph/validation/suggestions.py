"""What to write instead: a similar label, the expected format, or what other rows say."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ccdp_graph.i18n import Plural, Texts
from ccdp_graph.model import ConceptIndex
from ccdp_graph.rdf import CCDP, DCTERMS, SKOS, VOCABULARY, XSD, Statement
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Constraint, PropertyShape, plain

_ORGANISATIONS = (f"<{DCTERMS}publisher>", f"<{CCDP}coordinatingOrganisation>")

_TEXTS = Texts(
    {
        "near": "Did you mean '{near}'?",
        "others": Plural(
            "{number:n} other row of this organisation says '{near}'.",
            "{number:n} other rows of this organisation say '{near}'.",
        ),
        "date": "Write the date like this: 2024-05-31.",
        "gYear": "Write a four-digit year, such as 2007.",
        "nonNegativeInteger": "Write a whole number, such as 412.",
        "web": "Write the full web address, such as https://example.org/page.",
        "mail": "Write an e-mail address, such as registry@example.org.",
    }
)

_LABEL = f"<{SKOS}prefLabel>"

_MIN_OTHER_RECORDS = 2


@dataclass(frozen=True)
class Suggester:
    """Makes suggestions for results of the project's shapes.

    Attributes:
        statements: The data graph, in which other rows of an organisation are looked up.
        shapes: The shapes whose constraints were violated.
        concepts: Reads the concepts when they are first needed.
    """

    statements: Iterable[Statement]
    shapes: Iterable[PropertyShape]
    concepts: Callable[[], ConceptIndex]
    language: str = "en"

    @cached_property  # most graphs need no suggestion at all
    def _context(self) -> "_Context":
        return _Context.of(self.statements, self.shapes)

    def suggest(self, result: Result) -> str:
        """Return what to write instead, or an empty text."""
        context = self._context
        constraint = context.constraints.get((result.rule.iri, result.rule.component))
        if constraint is None:
            return ""
        if result.value is not None:
            return self._replacement(constraint, result.value)
        if constraint.kind != "minCount":
            return ""
        term, number = context.most_frequent_elsewhere(result.focus_node, f"<{result.rule.path}>")
        return self._text("others", near=self._label(plain(term)), number=number) if number else ""

    def _replacement(self, constraint: Constraint, value: str) -> str:
        if constraint.kind == "datatype":
            return self._text(constraint.text.removeprefix(XSD))
        if constraint.kind == "in":
            return self._nearest(value, {plain(term) for term in constraint.terms})
        if constraint.kind != "pattern":
            return ""
        pattern = constraint.text.replace("\\", "")
        if pattern.startswith(f"^{VOCABULARY}"):
            scheme = pattern.removeprefix(f"^{VOCABULARY}").partition("/")[0]
            concept = self.concepts().nearest(_words(value), (scheme,), least=60)
            return self._text("near", near=self._label(concept.iri)) if concept else ""
        if pattern.startswith("^https?://"):
            return self._text("web")
        return self._text("mail") if pattern.startswith("^mailto:") else ""

    def _nearest(self, value: str, choices: set[str]) -> str:
        from rapidfuzz import process

        labels = [self._label(choice) for choice in sorted(choices)]
        match = process.extractOne(_words(value), labels, score_cutoff=60)
        return self._text("near", near=match[0]) if match else ""

    def _label(self, text: str) -> str:
        labels = self._context.labels.get(f"<{text}>", {})
        if labels:
            return labels.get(self.language) or labels.get("en") or min(labels.values())
        concept = self.concepts().by_iri(text)
        if concept is None:
            return text
        return concept.labels.get(self.language, concept.label)

    def _text(self, key: str, **parts: object) -> str:
        return _TEXTS[self.language].get(key, "").format(**parts)


@dataclass(frozen=True, slots=True)
class _Context:
    """What suggestions are based on.

    Attributes:
        constraints: By shape and constraint component.
        values: The objects that are IRIs, by predicate and subject.
        rows: What each organisation holds or coordinates.
        labels: The labels of the concepts described in the graph itself, by language.
    """

    constraints: Mapping[tuple[str, str], Constraint]
    values: Mapping[str, Mapping[str, list[str]]]
    rows: Mapping[str, list[str]]
    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], shapes: Iterable[PropertyShape]) -> "_Context":
        constraints = {(s.iri, c.component): c for s in shapes for c in s.constraints}
        values: dict[str, dict[str, list[str]]] = {}
        rows: dict[str, list[str]] = {}
        labels: dict[str, dict[str, str]] = {}
        for subject, predicate, term in statements:
            if term.startswith("<"):
                values.setdefault(predicate, {}).setdefault(subject, []).append(term)
                if predicate in _ORGANISATIONS:
                    rows.setdefault(term, []).append(subject)
            elif predicate == _LABEL:
                labels.setdefault(subject, {})[term.rpartition("@")[2]] = plain(term)
        return cls(constraints, values, rows, labels)

    def most_frequent_elsewhere(self, subject: str, predicate: str) -> tuple[str, int]:
        """Return the value that most other rows of the organisation share, and their number."""
        values = self.values.get(predicate, {})
        organisations = {
            organisation
            for predicate_of in _ORGANISATIONS
            for organisation in self.values.get(predicate_of, {}).get(subject, ())
        }
        others = {
            row for organisation in organisations for row in self.rows.get(organisation, ())
        } - {subject}
        stated = [values[row] for row in others if row in values]
        numbers = Counter(term for terms in stated for term in terms)
        term, number = min(
            numbers.items(), key=lambda entry: (-entry[1], entry[0]), default=("", 0)
        )
        return (
            (term, number) if number >= _MIN_OTHER_RECORDS and number * 2 > len(stated) else ("", 0)
        )


def _words(term: str) -> str:
    """Return a value as words: the text of a literal, or the last part of an IRI."""
    text = plain(term)
    return text if term.startswith('"') else text.rstrip("/#").rpartition("/")[2].replace("-", " ")
