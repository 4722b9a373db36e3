"""What to write instead: near labels, the format wanted, what the organisation's other rows say."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ccdp_graph.model import ConceptIndex
from ccdp_graph.rdf import CCDP, DCTERMS, SKOS, VOCABULARY, XSD, Statement
from ccdp_graph.validation.results import Result
from ccdp_graph.validation.shapes import Constraint, PropertyShape, plain

_ORGANISATIONS = (f"<{DCTERMS}publisher>", f"<{CCDP}coordinatingOrganisation>")

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "near": {"en": "Did you mean '{0}'?", "fr": "Vouliez-vous dire « {0} » ?"},
    "others": {
        "en": "{1} other rows of this organisation say '{0}'.",
        "fr": "{1} autres lignes de cet organisme disent « {0} ».",
    },
    "date": {"en": "Write a date as 2024-05-31.", "fr": "Écrivez une date comme 2024-05-31."},
    "gYear": {
        "en": "Write a year of four digits, such as 2007.",
        "fr": "Écrivez une année à quatre chiffres, comme 2007.",
    },
    "nonNegativeInteger": {
        "en": "Write a whole number, such as 412.",
        "fr": "Écrivez un nombre entier, comme 412.",
    },
    "web": {
        "en": "Write the whole address, such as https://example.org/page.",
        "fr": "Écrivez l’adresse complète, comme https://example.org/page.",
    },
    "mail": {
        "en": "Write an address such as registry@example.org.",
        "fr": "Écrivez une adresse comme registre@example.org.",
    },
}

_LABEL = f"<{SKOS}prefLabel>"

_MIN_OTHER_RECORDS = 2


@dataclass(frozen=True, slots=True)
class Suggester:
    """Makes suggestions for results of our own shapes.

    Attributes:
        statements: Of the data graph, in which rows of one organisation are found.
        shapes: Whose constraints the results broke.
        concepts: Gives the concepts when they are first needed.
    """

    statements: Iterable[Statement]
    shapes: Iterable[PropertyShape]
    concepts: Callable[[], ConceptIndex]
    language: str = "en"
    _kept: dict[str, "_Known"] = field(default_factory=dict, init=False, repr=False)

    @property
    def _known(self) -> "_Known":
        if "known" not in self._kept:  # many graphs have no result at all
            self._kept["known"] = _Known.of(self.statements, self.shapes)
        return self._kept["known"]

    def suggest(self, result: Result) -> str:
        """Return what to write instead, or nothing."""
        known = self._known
        constraint = known.constraints.get((result.rule.iri, result.rule.component))
        if constraint is None:
            return ""
        if result.value is not None:
            return self._instead(constraint, result.value)
        if constraint.kind != "minCount":
            return ""
        term, number = known.said_by_others(result.focus_node, f"<{result.rule.path}>")
        return self._say("others", self._label(plain(term)), number) if number else ""

    def _instead(self, constraint: Constraint, value: str) -> str:
        if constraint.kind == "datatype":
            return self._say(constraint.text.removeprefix(XSD))
        if constraint.kind == "in":
            return self._nearest(value, {plain(term) for term in constraint.terms})
        if constraint.kind != "pattern":
            return ""
        pattern = constraint.text.replace("\\", "")
        if pattern.startswith(f"^{VOCABULARY}"):
            scheme = pattern.removeprefix(f"^{VOCABULARY}").partition("/")[0]
            found = self.concepts().nearest(_words(value), (scheme,), least=60)
            return self._say("near", self._label(found.iri)) if found else ""
        if pattern.startswith("^https?://"):
            return self._say("web")
        return self._say("mail") if pattern.startswith("^mailto:") else ""

    def _nearest(self, value: str, choices: set[str]) -> str:
        from rapidfuzz import process

        labels = [self._label(choice) for choice in sorted(choices)]
        found = process.extractOne(_words(value), labels, score_cutoff=60)
        return self._say("near", found[0]) if found else ""

    def _label(self, text: str) -> str:
        labels = self._known.labels.get(f"<{text}>", {})
        if labels:
            return labels.get(self.language) or labels.get("en") or min(labels.values())
        concept = self.concepts().by_iri(text)
        if concept is None:
            return text
        return concept.labels.get(self.language, concept.label)

    def _say(self, key: str, *words: object) -> str:
        texts = _TEXTS.get(key, {})
        return texts.get(self.language, texts.get("en", "")).format(*words)


@dataclass(frozen=True, slots=True)
class _Known:
    """What suggestions are drawn from.

    Attributes:
        constraints: By shape and component.
        values: By predicate and subject, the objects that are IRIs.
        rows: By organisation, the things that it holds or coordinates.
        labels: By concept that the graph itself describes, and language.
    """

    constraints: Mapping[tuple[str, str], Constraint]
    values: Mapping[str, Mapping[str, list[str]]]
    rows: Mapping[str, list[str]]
    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, statements: Iterable[Statement], shapes: Iterable[PropertyShape]) -> "_Known":
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

    def said_by_others(self, subject: str, predicate: str) -> tuple[str, int]:
        """Return what most other rows of the organisation say, and how many do."""
        values = self.values.get(predicate, {})
        organisations = {
            organisation
            for naming in _ORGANISATIONS
            for organisation in self.values.get(naming, {}).get(subject, ())
        }
        others = {row for one in organisations for row in self.rows.get(one, ())} - {subject}
        said = [values[row] for row in others if row in values]
        numbers = Counter(term for terms in said for term in terms)
        term, number = min(
            numbers.items(), key=lambda entry: (-entry[1], entry[0]), default=("", 0)
        )
        return (
            (term, number) if number >= _MIN_OTHER_RECORDS and number * 2 > len(said) else ("", 0)
        )


def _words(term: str) -> str:
    """Return a value as words: a literal's text, or the last part of an IRI."""
    text = plain(term)
    return text if term.startswith('"') else text.rstrip("/#").rpartition("/")[2].replace("-", " ")
