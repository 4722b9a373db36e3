"""Validation results: what every engine gives, before it is traced to cells."""

from collections.abc import Mapping
from typing import NamedTuple

from ccdp_graph.model import Severity


class Rule(NamedTuple):
    """What was broken: one constraint of a shape, or a stored check.

    Attributes:
        iri: Of the source shape (a blank node's label where it has none), or of the check.
        path: The IRI of the result path, if there is one.
        messages: By language.
        component: The IRI of the constraint component.
    """

    iri: str
    path: str | None
    severity: Severity
    messages: Mapping[str, str]
    component: str

    def message(self, language: str) -> str:
        """Return the message in a language, or else in English, or any."""
        for wanted in (language, "en"):
            if wanted in self.messages:
                return self.messages[wanted]
        return min(self.messages.values(), default="does not fit the shape")


class Result(NamedTuple):
    """One SHACL validation result; focus node and value as N-Triples writes them."""

    rule: Rule
    focus_node: str
    value: str | None = None
