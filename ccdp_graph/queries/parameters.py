"""The parameters of questions: which values can be given, and which terms they stand for.

A value is bound as a term, never pasted into the query.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ccdp_graph.errors import ParameterError
from ccdp_graph.i18n import did_you_mean, nearest
from ccdp_graph.model import Concept, ConceptIndex, Term
from ccdp_graph.rdf import PREFIXES, XSD, iri, is_iri, normalised
from ccdp_graph.sparql import Parameter, Store, StoredQuery

_SCHEMES = {"country": ("country",), "region": ("region", "country")}

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_OTHER_NAMES = ("dcterms:alternative", "skos:altLabel", "dcterms:identifier")

_MAX_NUMBER_LENGTH = 18  # more digits overflow the whole numbers of some stores


@dataclass(frozen=True, slots=True)
class Choice:
    """One value for a parameter: what to write, and its label."""

    value: str
    label: str


def bind(
    store: Store,
    query: StoredQuery,
    arguments: Mapping[str, str],
    concepts: Callable[[], ConceptIndex],
) -> dict[str, Term]:
    """Turn the arguments for a question into terms; a missing one gets its default.

    Args:
        concepts: Reads those of the vocabularies, where the graph does not have the one.

    Raises:
        ParameterError: A parameter or its value is missing or unknown; suggests the nearest.
    """
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for name in arguments:
        if name not in parameters:
            raise ParameterError(
                name,
                f": {query.name} has no such parameter{did_you_mean(name, parameters)}",
                value=arguments[name],
                suggestions=_near(name, parameters),
            )
    terms = {}
    for parameter in query.parameters:
        value = arguments.get(parameter.name, parameter.default)
        if parameter.name in arguments or value:
            terms[parameter.name] = _term(store, parameter, value, concepts)
        elif parameter.required:
            example = f"such as {parameter.example}"
            raise ParameterError(
                parameter.name,
                f" is missing: {query.name} needs a value for it, {example}",
                suggestions=[parameter.example],
            )
    return terms


def choices(store: Store, parameter: Parameter, language: str = "en") -> tuple[Choice, ...] | None:
    """Return the values in a graph for a parameter, by label; None if any value will do.

    The first name of a thing is its label, so that a long list has one line for each.
    """
    if parameter.things:
        labels: dict[str, str] = {}
        for thing, label in _names(store, parameter).listed:
            labels.setdefault(thing, label)
        options = [Choice(thing.rpartition("/")[2], label) for thing, label in labels.items()]
    elif schemes := _schemes(parameter):
        options = [
            Choice(concept.iri.rpartition("/")[2], concept.labels.get(language, concept.label))
            for concept in _graph_index(store, schemes[:1]).concepts
        ]
    else:
        return None
    return tuple(sorted(options, key=lambda choice: (normalised(choice.label), choice.value)))


def _schemes(parameter: Parameter) -> tuple[str, ...]:
    if parameter.kind == "concept":
        return (parameter.scheme,)
    return _SCHEMES.get(parameter.kind, ())


def _term(
    store: Store, parameter: Parameter, value: str, concepts: Callable[[], ConceptIndex]
) -> Term:
    if parameter.kind == "text":
        return Term("literal", value)
    if parameter.kind in {"number", "year"}:
        return _number(parameter, value)
    if parameter.kind == "date":
        return _date(parameter, value)
    if is_iri(value) and "//" in value:
        return Term("uri", value)
    if parameter.kind == "endpoint":
        raise _unfit(parameter, value, "a web address")
    if parameter.things:
        return _find_by_name(store, parameter, value)
    return _find_concept(store, parameter, value, concepts)


def _number(parameter: Parameter, value: str) -> Term:
    digits = value.strip()
    if parameter.kind == "year" and not re.fullmatch(r"[0-9]{4}", digits):
        raise _unfit(parameter, value, "a four-digit year")
    if not re.fullmatch(r"-?[0-9]+", digits) or len(digits) > _MAX_NUMBER_LENGTH:
        raise _unfit(parameter, value, "a whole number")
    return Term("literal", str(int(digits)), datatype=XSD + "integer")


def _date(parameter: Parameter, value: str) -> Term:
    try:
        day = date.fromisoformat(value.strip())
    except ValueError as error:
        raise _unfit(parameter, value, "a date such as 2026-01-31") from error
    return Term("literal", day.isoformat(), datatype=XSD + "date")


def _find_concept(
    store: Store, parameter: Parameter, value: str, concepts: Callable[[], ConceptIndex]
) -> Term:
    """Find a concept in the graph, or else in the vocabularies, if no record uses it yet."""
    schemes = _schemes(parameter)
    concept = _graph_index(store, schemes).find(value, schemes)
    if concept is None:
        index = concepts()
        concept = index.find(value, schemes)
        if concept is None:
            near = index.nearest(value, schemes, least=60)
            hint = f"did you mean '{near.label}'?" if near else "see the labels in ontology/vocab"
            raise ParameterError(
                parameter.name,
                f": '{value}' is not known; {hint}",
                value=value,
                suggestions=[near.label] if near else [],
            )
    return Term("uri", concept.iri)


def _graph_index(store: Store, schemes: tuple[str, ...]) -> ConceptIndex:
    """Return the concepts of some schemes in the graph, also by their ids."""
    return store.keep((_graph_index, schemes), lambda: _read_concepts(store, schemes))


def _read_concepts(store: Store, schemes: tuple[str, ...]) -> ConceptIndex:
    ends = " || ".join(f'strends(str(?scheme), "/{scheme}")' for scheme in schemes)
    rows = store.rows(
        f"{_PREFIXES}SELECT DISTINCT ?scheme ?concept ?property ?word WHERE {{ "
        f"?concept skos:inScheme ?scheme ; ?property ?word . FILTER ({ends}) "
        "FILTER (?property IN (skos:prefLabel, skos:altLabel, skos:notation)) } "
        "ORDER BY ?scheme ?concept ?property ?word"
    )
    labels: dict[tuple[str, str], dict[str, str]] = {}
    words: dict[tuple[str, str], list[str]] = {}
    for scheme, concept, name, text in rows:
        if scheme is None or concept is None or name is None or text is None:
            continue
        key = (scheme.value.rstrip("/").rpartition("/")[2], concept.value)
        words.setdefault(key, [concept.value.rpartition("/")[2]])
        if name.value.endswith("prefLabel"):
            labels.setdefault(key, {})[text.language] = text.value
        else:
            words[key].append(text.value)
    return ConceptIndex.of(
        Concept(iri, scheme, labels.get((scheme, iri), {}), tuple(texts))
        for (scheme, iri), texts in words.items()
    )


class _Names(NamedTuple):
    """The names of all things that a parameter may be.

    Attributes:
        listed: IRIs and names, by kind the main name of each first, its id last.
        iris: By name, however it is spelt.
    """

    listed: Sequence[tuple[str, str]]
    iris: Mapping[str, Iterable[str]]


def _names(store: Store, parameter: Parameter) -> _Names:
    kinds = tuple((kind.class_iri, kind.naming) for kind in parameter.things)
    return store.keep((_names, kinds), lambda: _read_names(store, kinds))


def _read_names(store: Store, kinds: Iterable[tuple[str, str]]) -> _Names:
    listed: list[tuple[str, str]] = []
    for class_iri, naming in kinds:
        for predicate in (iri(naming), *_OTHER_NAMES):
            rows = store.rows(
                f"{_PREFIXES}SELECT DISTINCT ?thing ?word WHERE {{ ?thing a {iri(class_iri)} ; "
                f"{predicate} ?word }} ORDER BY ?word ?thing"
            )
            listed += [(thing.value, word.value) for thing, word in rows if thing and word]
    iris: dict[str, dict[str, None]] = {}
    for thing, word in listed:
        iris.setdefault(normalised(word), {})[thing] = None
    return _Names(listed, iris)


def _find_by_name(store: Store, parameter: Parameter, value: str) -> Term:
    """Find something in the graph by its id, name, acronym or another name."""
    names = _names(store, parameter)
    for thing, name in names.listed:
        if name == value and thing.endswith(f"/{value}"):
            return Term("uri", thing)  # an id is never ambiguous
    matches = list(names.iris.get(normalised(value), ()))
    if len(matches) == 1:
        return Term("uri", matches[0])
    if matches:
        ids = [thing.rpartition("/")[2] for thing in matches]
        raise ParameterError(
            parameter.name,
            f": '{value}' has {len(ids)} meanings; give one of these ids: {', '.join(ids)}",
            value=value,
            suggestions=ids,
        )
    labels = {name for _, name in names.listed}
    hint = did_you_mean(value, labels) if labels else "; there are none in the graph"
    raise ParameterError(
        parameter.name,
        f": no {parameter.kind} is called '{value}'{hint}",
        value=value,
        suggestions=_near(value, labels),
    )


def _unfit(parameter: Parameter, value: str, wanted: str) -> ParameterError:
    return ParameterError(parameter.name, f" needs {wanted}, not '{value}'", value=value)


def _near(word: str, known: Iterable[str]) -> list[str]:
    near = nearest(word, known)
    return [near] if near else []
