"""Links to external identifiers: suggesting them, and storing decisions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.files import write_file, write_files
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.linking.entities import CountryNames, concepts_of, read_entities
from ccdp_graph.linking.external_records import DATASET
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.name_lists import NameList
from ccdp_graph.linking.names import Candidate, NamedThing
from ccdp_graph.linking.reconciliation import ReconciliationCandidate
from ccdp_graph.linking.review import Suggestion, read_review, review_workbook
from ccdp_graph.model import (
    EXACT,
    LEXICAL,
    MANUAL,
    PREDICATES,
    ConceptIndex,
    Link,
    Links,
    RecordTypes,
)
from ccdp_graph.project import LINKS, Project
from ccdp_graph.rdf import normalised
from ccdp_graph.sparql import Store
from ccdp_graph.spreadsheets import read_workbook


def _matching_types(types: RecordTypes) -> dict[str, tuple[str, ...]]:
    """Return by kind of our records the types of record in another catalogue that may match."""
    return {
        kind.name: (kind.name, *([DATASET] if kind.is_dataset else [])) for kind in types.listed
    }


def suggest_links(
    store: Store,
    types: RecordTypes,
    names: NameList,
    decided: Links,
    *,
    concepts: ConceptIndex,
    number: int = 3,
) -> tuple[Suggestion, ...]:
    """Suggest matches for our entities in a name list or in another catalogue.

    Shape: our entities by name, each with its likeliest candidates. One that has an exact match
    in the list is left out, and so is every pair that was already decided.

    Args:
        concepts: Of the vocabularies, which are linked too.
        number: The maximum number of candidates per entity.
    """
    listed_iris = {thing.iri for thing in names.things}
    linked = {
        link.subject
        for link in decided.accepted
        if link.predicate == EXACT and link.object in listed_iris
    }
    linked |= {concept.iri for concept in concepts.concepts if listed_iris & set(concept.matches)}
    countries, matching = CountryNames.of(concepts), _matching_types(types)
    entities = [
        countries.with_short_names(ours) if ours.kind in matching else ours
        for ours in (*read_entities(store, types), *concepts_of(concepts))
        if ours.kind in names.links and ours.iri not in linked
    ]
    return _suggested(entities, NameIndex.of(names.things), matching, decided, number)


def entities_of_type(
    store: Store, types: RecordTypes, concepts: ConceptIndex, kind: str
) -> tuple[NamedThing, ...]:
    """Return our entities of a type, or our concepts, to look up elsewhere.

    Raises:
        WorkbookError: There is no such type; names the nearest.
    """
    every = (*read_entities(store, types), *concepts_of(concepts))
    of_kind = tuple(thing for thing in every if thing.kind == kind)
    if not of_kind:
        near = did_you_mean(kind, {thing.kind for thing in every})
        raise WorkbookError(f"nothing has the type '{kind}'{near}")
    return of_kind


def suggest_answers(
    things: Sequence[NamedThing],
    answers: Mapping[str, Sequence[ReconciliationCandidate]],
    decided: Links,
    *,
    number: int = 3,
) -> tuple[Suggestion, ...]:
    """Suggest matches from external answers, with our own scores beside their remarks.

    Shape: as in `suggest_links`. External answers are never certain.

    Args:
        answers: The external candidates, by IRI of our entity.
    """
    index = NameIndex.of(
        {
            candidate.thing.iri: candidate.thing
            for listed in answers.values()
            for candidate in listed
        }.values()
    )
    linked = {link.pair for link in decided.accepted if link.predicate == EXACT}
    suggestions = []
    for ours in things:
        by_iri = {entry.thing.iri: entry for entry in answers.get(ours.iri, ())}
        if {their_iri for their_iri in by_iri if (ours.iri, their_iri) in linked}:
            continue
        scored = index.score(replace(ours, kind=""), [entry.thing for entry in by_iri.values()])
        candidates = tuple(
            replace(
                candidate,
                certain=False,
                evidence=(*candidate.evidence, by_iri[candidate.thing.iri].remark),
            )
            for candidate in scored
            if (ours.iri, candidate.thing.iri) not in decided.pairs
        )
        if candidates:
            suggestions.append((ours, candidates[:number]))
    return tuple(sorted(suggestions, key=lambda pair: (normalised(pair[0].name), pair[0].iri)))


def suggest_duplicates(
    catalogues: Sequence[NameList], types: RecordTypes, decided: Links, *, number: int = 3
) -> tuple[Suggestion, ...]:
    """Suggest which records of several other catalogues describe the same thing.

    Shape: every two catalogues are compared once.
    Pairs that were already decided are left out, in either direction.
    """
    both_ways = Links((*decided.rows, *(link.turned() for link in decided.rows)))
    suggestions: list[Suggestion] = []
    matching = _matching_types(types)
    for first, second in combinations(catalogues, 2):
        index = NameIndex.of(second.things)
        suggestions += _suggested(first.things, index, matching, both_ways, number)
    return tuple(suggestions)


def _suggested(
    entities: Iterable[NamedThing],
    index: NameIndex,
    matching: Mapping[str, tuple[str, ...]],
    decided: Links,
    number: int,
) -> tuple[Suggestion, ...]:
    things = tuple(entities)
    decided_pairs = Counter(link.subject for link in decided.rows)
    shared = Counter((thing.kind, page) for thing in things for page in thing.pages)
    suggestions = []
    for ours in things:
        own_types = matching.get(ours.kind) or (ours.types if ours.source else ())
        own_pages = tuple(page for page in ours.pages if shared[ours.kind, page] == 1)
        candidates = [
            candidate
            for candidate in index.candidates(
                replace(ours, kind="", types=own_types, pages=own_pages),
                number=number + decided_pairs[ours.iri] + 1,
            )
            if ours.iri != candidate.thing.iri
            if (ours.iri, candidate.thing.iri) not in decided.pairs
        ]
        if candidates:
            suggestions.append((ours, tuple(candidates[:number])))
    return tuple(sorted(suggestions, key=lambda pair: (normalised(pair[0].name), pair[0].iri)))


def review_target(path: Path, *, overwrite: bool) -> Path:
    """Return the path of a review.

    Raises:
        OutputError: The file exists, and may hold decisions.
    """
    if path.exists() and not overwrite:
        raise OutputError(
            f"{path}: already exists and may hold decisions; give another -o FILE, or --force"
        )
    return path


def write_review(path: Path, suggestions: Sequence[Suggestion], language: str = "en") -> None:
    """Write suggestions as a workbook for review.

    Raises:
        OutputError: It cannot be written.
    """
    write_file(path, review_workbook(suggestions, language))


def accept_review(
    path: Path, project: Project, *, author: str, day: date
) -> tuple[Path, tuple[Link, ...]]:
    """Store the decisions of a filled-in review.

    Returns:
        The file of links, and the links decided.

    Raises:
        WorkbookError: It cannot be read, or says yes to two candidates of one catalogue.
        AssetError: There is no project folder.
    """
    target = project.own_folder() / "mapping" / LINKS
    decided = []
    exact: dict[tuple[str, str], Link] = {}
    for ours, candidate, decision in read_review(read_workbook(path), path):
        link = _link(ours, candidate, decision, author, day)
        decided.append(link)
        if decision == "yes":
            earlier = exact.setdefault((link.subject, candidate.thing.source), link)
            if earlier.object != link.object:
                raise WorkbookError(
                    f"{path}: '{link.subject_label}' cannot be both '{earlier.object_label}' and "
                    f"'{link.object_label}'; answer yes only once"
                )
    _store(decided, project)
    return target, tuple(decided)


def store_certain(
    suggestions: Iterable[Suggestion], project: Project, *, author: str, day: date
) -> tuple[Link, ...]:
    """Store the suggestions in which name, country and website agree, without review.

    Shape: a candidate that two of our entities match is left to a person.

    Raises:
        AssetError: There is no project folder.
    """
    certain = [(ours, candidates[0]) for ours, candidates in suggestions if candidates[0].certain]
    claimed = Counter(best.thing.iri for _, best in certain)
    claimed.update(link.object for link in project.links().accepted if link.predicate == EXACT)
    decided = tuple(
        _link(ours, best, "yes", author, day, justification=LEXICAL)
        for ours, best in certain
        if claimed[best.thing.iri] == 1
    )
    _store(decided, project)
    return decided


def _link(
    ours: NamedThing,
    candidate: Candidate,
    decision: str,
    author: str,
    day: date,
    *,
    justification: str = MANUAL,
) -> Link:
    relation = "exact" if decision in {"yes", "no"} else decision
    return Link(
        subject=ours.iri,
        subject_label=ours.name,
        predicate=PREDICATES[relation],
        object=candidate.thing.iri,
        object_label=candidate.thing.name,
        justification=justification,
        confidence=f"{candidate.score / 100:.2f}",
        author=author,
        day=day.isoformat(),
        comment="; ".join(candidate.evidence),
        refused=decision == "no",
    )


def _store(decided: Sequence[Link], project: Project) -> None:
    folder = project.own_folder() / "mapping"
    if decided:
        links = Links(tuple(decided)).over(project.own_links())
        write_files(folder, {LINKS: links.text(project.settings.base)})
