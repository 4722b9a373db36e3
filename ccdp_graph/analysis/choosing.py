"""Records that have a value of a dimension, by the words that people write for the value."""

from collections.abc import Mapping
from dataclasses import dataclass

from ccdp_graph.analysis.dimensions import Dimension, dimension_of
from ccdp_graph.analysis.facts import Facts, ask_rows, values_of
from ccdp_graph.errors import QueryError
from ccdp_graph.i18n.suggest import nearest_of
from ccdp_graph.project.project import ProjectFiles
from ccdp_graph.rdf.text import normalised

_NAMES = """
SELECT DISTINCT ?thing ?name WHERE {{
  {things}
  VALUES ?naming {{ skos:prefLabel skos:altLabel skos:notation dcterms:title dcterms:alternative
    foaf:name }}
  ?thing ?naming ?name .
}}
ORDER BY ?thing ?name
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dimension that records shall have, or a narrower one."""

    dimension: Dimension
    value: str


def read_choice(
    text: str, facts: Facts, known: Mapping[str, Dimension], files: ProjectFiles
) -> Choice:
    """Read what someone writes as `data-model=OMOP`.

    Raises:
        QueryError: It is not of that form, there is no such dimension, or no record has the
            value; names the nearest.
    """
    name, sign, word = text.partition("=")
    if not sign or not word.strip():
        raise QueryError(f"'{text}' says no value; write it as data-model=OMOP")
    dimension = dimension_of(known, name)
    stated = [
        value
        for kind in dimension.properties
        for own in facts.values(dimension, kind).values()
        for value in own
    ]
    values = facts.above_all(stated)
    value = word if word in values else _value_of(word, facts, values)
    if value is None:
        index = files.concept_index(files.vocabularies())
        schemes = sorted({_end(scheme) for v in values for scheme in facts.schemes.get(v, ())})
        concept = index.find(word, schemes)
        value = concept.iri if concept else None
    if value not in values:
        near = nearest_of(word, {facts.label(each) for each in values})
        raise QueryError(f"no record has the {dimension.name} '{word}'{near}")
    return Choice(dimension, value)


def _value_of(word: str, facts: Facts, values: frozenset[str]) -> str | None:
    """Find a value by the names that the graph has for it, or by the end of its IRI."""
    words: dict[str, str] = {}
    if values:
        for thing, name in ask_rows(facts.store, _NAMES.format(things=values_of("thing", values))):
            words.setdefault(normalised(name.value), thing.value)
    for value in sorted(values):
        words.setdefault(normalised(_end(value)), value)
    return words.get(normalised(word))


def _end(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def chosen_records(facts: Facts, kind: str, choices: tuple[Choice, ...]) -> frozenset[str]:
    """Return the records of a kind that have every value chosen."""
    found = facts.of_kind(kind)
    for choice in choices:
        if kind not in choice.dimension.properties:
            return frozenset()
        values = facts.values(choice.dimension, kind)
        found &= {r for r, own in values.items() if choice.value in facts.above_all(own)}
    return found
