"""Which line of which mapping gives a statement, for those who ask why it is there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdp_graph.mapping.yarrrml import ObjectMap, Template, parse_yarrrml
from ccdp_graph.model import Term


@dataclass(frozen=True, slots=True)
class Rule:
    """One predicate line of a mapping.

    Attributes:
        documents: The logical sources that it reads, without `.json`.
        keys: The keys of a record that its objects are made of.
    """

    path: Path
    line: int
    documents: tuple[str, ...]
    subject: re.Pattern[str]
    predicate: str
    objects: tuple[ObjectMap, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a record that its objects are made of."""
        return tuple(key for entry in self.objects for key in entry.template.keys)

    @property
    def place(self) -> str:
        """File and line, for people."""
        return f"{self.path.name}, line {self.line}"

    def gives(self, subject: str, predicate: str, value: Term) -> bool:
        """Tell whether the line may have given a statement."""
        return (
            self.predicate == predicate
            and bool(self.subject.fullmatch(subject))
            and any(_may_be(entry, value) for entry in self.objects)
        )


def mapping_rules(text: str, path: Path, prefixes: Mapping[str, str]) -> tuple[Rule, ...]:
    """Read the predicate lines of a YARRRML file.

    Raises:
        AssetError: It is no such file; names file and line.
    """
    return tuple(
        Rule(
            path,
            part.line,
            tuple(dict.fromkeys(source.document for source in each.sources)),
            _pattern(each.subject),
            part.predicate,
            part.objects,
        )
        for each in parse_yarrrml(text, path, prefixes)
        for part in each.predicate_objects
    )


def _pattern(template: Template) -> re.Pattern[str]:
    if template.is_reference:
        return re.compile(".+")
    return re.compile("[^/#]+".join(map(re.escape, template.parts)))


def _may_be(entry: ObjectMap, value: Term) -> bool:
    if entry.is_iri != (value.type == "uri") or (entry.language or "") != value.language:
        return False
    if not entry.template.keys:
        return entry.template.parts[0] == value.value
    return not entry.is_iri or bool(_pattern(entry.template).fullmatch(value.value))


def rules_for(rules: Iterable[Rule], subject: str, predicate: str, value: Term) -> tuple[Rule, ...]:
    """Return the lines that may have given a statement."""
    return tuple(rule for rule in rules if rule.gives(subject, predicate, value))
