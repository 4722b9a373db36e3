"""Validation results as every engine gives them, not yet traced to cells."""

from collections.abc import Mapping
from typing import NamedTuple

from ccdp_graph.model import Severity


class Rule(NamedTuple):
    """What was violated: one constraint of a shape, or a stored check.

    Attributes:
        iri: The source shape (for a blank node, its label) or the check.
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
        """Return the message in a language, or else in English, or in any language."""
        for tag in (language, "en"):
            if tag in self.messages:
                return self.messages[tag]
        return min(self.messages.values(), default="does not conform to the shape")


class Result(NamedTuple):
    """One SHACL validation result; focus node and value in N-Triples."""

    rule: Rule
    focus_node: str
    value: str | None = None
