"""Names of properties, records and values, and the records that have a chosen value."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis.catalogue import CatalogueIndex, select_rows, values_of
from ccdp_graph.analysis.dimensions import Dimension, dimension_of
from ccdp_graph.errors import QueryError
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.model import ColumnFile, ConceptIndex, RecordTypes
from ccdp_graph.project import Project, kept
from ccdp_graph.rdf import DCAT, DCTERMS, FOAF, SKOS, is_iri, normalised, shorten
from ccdp_graph.sparql import Store

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
    """A value of a dimension that records must have, itself or as a narrower value."""

    dimension: Dimension
    value: str


def read_choice(
    text: str,
    catalogue: CatalogueIndex,
    dimensions: Mapping[str, Dimension],
    concepts: Callable[[], ConceptIndex],
) -> Choice:
    """Read a choice such as `data-model=OMOP`.

    Args:
        concepts: Reads those of the vocabularies, where the graph does not have the word.

    Raises:
        QueryError: It has no value, there is no such dimension, or no record has the value;
            suggests the nearest.
    """
    name, sign, word = text.partition("=")
    if not sign or not word.strip():
        raise QueryError(f"'{text}' has no value; write it like data-model=OMOP")
    dimension = dimension_of(dimensions, name)
    stated = [
        value
        for kind in dimension.properties
        for stated_values in catalogue.values(dimension, kind).values()
        for value in stated_values
    ]
    values = catalogue.above_all(stated)
    value = word if word in values else _value_of(word, catalogue, values)
    if value is None:
        schemes = sorted({_end(scheme) for v in values for scheme in catalogue.schemes.get(v, ())})
        concept = concepts().find(word, schemes)
        value = concept.iri if concept else None
    if value not in values:
        hint = did_you_mean(word, {catalogue.label(iri) for iri in values})
        raise QueryError(f"no record has the {dimension.name} '{word}'{hint}")
    return Choice(dimension, value)


def _value_of(word: str, catalogue: CatalogueIndex, values: frozenset[str]) -> str | None:
    """Find a value by its names in the graph, or by the end of its IRI."""
    words: dict[str, str] = {}
    if values:
        for iri, name in select_rows(
            catalogue.store, _NAMES.format(things=values_of("thing", values))
        ):
            words.setdefault(normalised(name.value), iri.value)
    for value in sorted(values):
        words.setdefault(normalised(_end(value)), value)
    return words.get(normalised(word))


def _end(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def chosen_records(
    catalogue: CatalogueIndex, kind: str, choices: tuple[Choice, ...]
) -> frozenset[str]:
    """Return the records of a kind that have every chosen value."""
    records = catalogue.of_kind(kind)
    for choice in choices:
        if kind not in choice.dimension.properties:
            return frozenset()
        values = catalogue.values(choice.dimension, kind)
        records &= {
            r
            for r, record_values in values.items()
            if choice.value in catalogue.above_all(record_values)
        }
    return records


_NAMING = (
    *(DCTERMS + name for name in ("identifier", "title", "alternative")),
    FOAF + "name",
    SKOS + "altLabel",
)


@dataclass(frozen=True, slots=True)
class PropertyWords:
    """What people call properties: the headers of columns, and labels in the ontology."""

    column_files: tuple[ColumnFile, ...]
    labels: Mapping[str, Mapping[str, str]]  # by IRI and language

    def in_language(self, language: str, *kinds: str) -> dict[str, str]:
        """Return the names of properties: column headers, or else labels in the ontology.

        Args:
            kinds: The kinds of record described; the headers of their sheets come first, in this
                order.
        """
        words: dict[str, str] = {}
        order = {kind: position for position, kind in enumerate(kinds)}
        for sheet in sorted(self.column_files, key=lambda file: order.get(file.kind, len(kinds))):
            for column in sheet.columns:
                if column.property_iri:
                    words.setdefault(column.property_iri, column.title_in(language))
        for name, labels in self.labels.items():
            words.setdefault(name, labels.get(language) or labels.get("en") or min(labels.values()))
        return words


@kept
def read_property_words(project: Project) -> PropertyWords:
    """Read what people call properties.

    Raises:
        AssetError: A column file or the ontology is wrong; names the line.
    """
    from rdflib import RDFS, Literal

    labels: dict[str, dict[str, str]] = {}
    for subject, label in project.ontology().subject_objects(RDFS.label):
        if isinstance(label, Literal):
            labels.setdefault(str(subject), {})[label.language or ""] = str(label)
    return PropertyWords(project.column_files(), labels)


def word_for(words: Mapping[str, str], name: str) -> str:
    """Return the name of a property, or else its prefixed name."""
    return words.get(name) or shorten(name)


def find_thing(store: Store, types: RecordTypes, word: str, *, role: str = "") -> str:
    """Return the IRI of a record, an organisation or a catalogue.

    Args:
        word: An IRI, an id, alone or after its kind (`network/pcdc`), or a name, however spelt.
        role: The role of the only kinds of record to look for.

    Raises:
        QueryError: There is none, and the nearest is suggested; or there are several.
    """
    if is_iri(word) and "//" in word:
        return word
    kinds = [kind.class_iri for kind in (types.with_role(role) if role else types)]
    kinds += [] if role else [DCAT + "Catalog"]
    text = (
        f"SELECT DISTINCT ?thing ?word WHERE {{ {values_of('kind', kinds)} "
        f"{values_of('naming', _NAMING)} ?thing a ?kind ; ?naming ?word }} ORDER BY ?word ?thing"
    )
    iris: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, None] = {}
    for iri, name in select_rows(store, text):
        if iri.value.endswith(f"/{word}"):
            iris[word].add(iri.value)
        iris[normalised(name.value)].add(iri.value)
        names.setdefault(name.value)
    matches = sorted(iris.get(word) or iris.get(normalised(word)) or set())
    if len(matches) == 1:
        return matches[0]
    if matches:
        choices = ", ".join("/".join(iri.rsplit("/", 2)[1:]) for iri in matches)
        raise QueryError(f"'{word}' has {len(matches)} meanings; give one of {choices}")
    hint = did_you_mean(word, names) if names else "; it has no names"
    raise QueryError(f"nothing in the graph is called '{word}'{hint}")
