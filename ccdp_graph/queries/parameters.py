"""The parameters of questions: which values can be given, and which terms they stand for.

A value is bound as a term, never pasted into the query.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ccdp_graph.errors import ParameterError
from ccdp_graph.i18n import did_you_mean, nearest
from ccdp_graph.model import Concept, ConceptIndex, Term
from ccdp_graph.project import Project
from ccdp_graph.rdf import PREFIXES, XSD, iri, is_iri, normalised
from ccdp_graph.sparql import Parameter, Store, StoredQuery

_SCHEMES = {"country": ("country",), "region": ("region", "country")}

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_MAX_NUMBER_LENGTH = 18  # more digits overflow the whole numbers of some stores


@dataclass(frozen=True, slots=True)
class Choice:
    """One value for a parameter: what to write, and its label."""

    value: str
    label: str


def bind(
    store: Store, query: StoredQuery, arguments: Mapping[str, str], project: Project
) -> dict[str, Term]:
    """Turn the arguments for a question into terms; a missing one gets its default.

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
            terms[parameter.name] = _term(store, parameter, value, project)
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
        for thing, label in _names(store, parameter, "dcterms:identifier"):
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


def _term(store: Store, parameter: Parameter, value: str, project: Project) -> Term:
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
    return _find_concept(store, parameter, value, project)


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


def _find_concept(store: Store, parameter: Parameter, value: str, project: Project) -> Term:
    """Find a concept in the graph, or else in the vocabularies, if no record uses it yet."""
    schemes = _schemes(parameter)
    concept = _graph_index(store, schemes).find(value, schemes)
    if concept is None:
        index = project.concept_index(project.vocabularies())
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
    """Index the concepts of some schemes in the graph, also by their ids."""
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


def _names(store: Store, parameter: Parameter, *more: str) -> list[tuple[str, str]]:
    """Return the names of all things that a parameter may be, the main name of each first."""
    names: list[tuple[str, str]] = []
    for kind in parameter.things:
        for predicate in (iri(kind.naming), "dcterms:alternative", "skos:altLabel", *more):
            rows = store.rows(
                f"{_PREFIXES}SELECT DISTINCT ?thing ?word WHERE {{ ?thing a {iri(kind.class_iri)} "
                f"; {predicate} ?word }} ORDER BY ?word ?thing"
            )
            names += [(thing.value, word.value) for thing, word in rows if thing and word]
    return names


def _find_by_name(store: Store, parameter: Parameter, value: str) -> Term:
    """Find something in the graph by its id, name, acronym or another name."""
    iris_by_name: dict[str, dict[str, None]] = {}
    names = _names(store, parameter, "dcterms:identifier")
    for thing, name in names:
        iris_by_name.setdefault(normalised(name), {})[thing] = None
        if name == value and thing.endswith(f"/{value}"):
            return Term("uri", thing)  # an id is never ambiguous
    matches = list(iris_by_name.get(normalised(value), {}))
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
    labels = {name for _, name in names}
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
