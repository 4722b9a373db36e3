"""Links to the world's identifiers: suggesting them, and storing what was decided."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ccdp_graph.errors import OutputError, WorkbookError
from ccdp_graph.linking.matching import NameIndex
from ccdp_graph.linking.name_list import NameList
from ccdp_graph.linking.our_things import concepts_of, things_of
from ccdp_graph.model.concept_index import normalised
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.model.links import EXACT, LEXICAL, MANUAL, PREDICATES, Link, Links
from ccdp_graph.model.named_thing import Candidate, NamedThing
from ccdp_graph.output import write_file, write_files
from ccdp_graph.project_files import LINKS, ProjectFiles
from ccdp_graph.workbook.reader import read_workbook
from ccdp_graph.workbook.review_sheet import Suggestion, read_review, review_workbook


def suggest_links(
    store: GraphStore, names: NameList, files: ProjectFiles, *, number: int = 3
) -> tuple[Suggestion, ...]:
    """Suggest what our things are in a list of the world's names.

    Shape: our things by name, each with its likeliest candidates. A thing that has an exact match
    in the list is left out, and so is every pair that was decided.

    Args:
        number: The most candidates a thing.
    """
    decided = files.links()
    index = NameIndex.of(names.things)
    theirs = {thing.iri for thing in names.things}
    concepts = files.concept_index(files.vocabularies())
    linked = {
        link.subject
        for link in decided.accepted
        if link.predicate == EXACT and link.object in theirs
    }
    linked |= {concept.iri for concept in concepts.concepts if theirs & set(concept.matches)}
    found = []
    for ours in (*things_of(store), *concepts_of(concepts)):
        if ours.kind not in names.links or ours.iri in linked:
            continue
        wanted = NamedThing(
            ours.iri, ours.name, "", ours.alternatives, (), ours.country, ours.hosts
        )
        candidates = [
            candidate
            for candidate in index.candidates(wanted, number=number + len(decided.rows))
            if (ours.iri, candidate.thing.iri) not in decided.pairs
        ]
        if candidates:
            found.append((ours, tuple(candidates[:number])))
    return tuple(sorted(found, key=lambda pair: (normalised(pair[0].name), pair[0].iri)))


def review_target(path: Path, *, overwrite: bool) -> Path:
    """Return where a review goes.

    Raises:
        OutputError: A file is there already: it may hold decisions.
    """
    if path.exists() and not overwrite:
        raise OutputError(
            f"{path}: is there already and may hold decisions; give another -o FILE, or --force"
        )
    return path


def write_review(path: Path, suggestions: Sequence[Suggestion]) -> None:
    """Write suggestions as a workbook to decide on.

    Raises:
        OutputError: It cannot be written.
    """
    write_file(path, review_workbook(suggestions))


def accept_review(
    path: Path, files: ProjectFiles, *, author: str, day: date
) -> tuple[Path, tuple[Link, ...]]:
    """Store the decisions of a filled-in review.

    Returns:
        The file of links, and the links decided.

    Raises:
        WorkbookError: It cannot be read, or says of two candidates that both are the same thing.
        AssetError: There is no project folder.
    """
    target = files.own_folder() / "mapping" / LINKS
    decided = tuple(
        _link(ours, candidate, decision, author, day)
        for ours, candidate, decision in read_review(read_workbook(path), path)
    )
    exact: dict[str, Link] = {}
    for link in decided:
        if link.predicate == EXACT and not link.refused:
            other = exact.setdefault(link.subject, link)
            if other.object != link.object:
                raise WorkbookError(
                    f"{path}: '{link.subject_label}' cannot be both '{other.object_label}' and "
                    f"'{link.object_label}'; say yes to one"
                )
    _store(decided, files)
    return target, decided


def store_certain(
    suggestions: Iterable[Suggestion], files: ProjectFiles, *, author: str, day: date
) -> tuple[Link, ...]:
    """Store those suggestions in which name, country and website agree, without asking.

    Raises:
        AssetError: There is no project folder.
    """
    decided = tuple(
        _link(ours, candidates[0], "yes", author, day, justification=LEXICAL)
        for ours, candidates in suggestions
        if candidates[0].certain
    )
    _store(decided, files)
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


def _store(decided: Sequence[Link], files: ProjectFiles) -> None:
    folder = files.own_folder() / "mapping"
    if decided:
        links = Links(tuple(decided)).over(files.links(own=True))
        write_files(folder, {LINKS: links.text(files.project.base)})
