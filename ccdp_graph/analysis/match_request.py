"""What someone has and wants: words of their own, or the profile of a network."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ccdp_graph.analysis.catalogue import CatalogueIndex, is_reason, read_facts
from ccdp_graph.analysis.dimensions import Dimension, read_dimensions
from ccdp_graph.analysis.labels import find_thing
from ccdp_graph.analysis.match import ROLES, most_points, rank_matches
from ccdp_graph.analysis.match_model import MatchedTerm, Matching, Weights, read_weights
from ccdp_graph.errors import QueryError
from ccdp_graph.model import ConceptIndex
from ccdp_graph.project import Project
from ccdp_graph.sparql import GraphStore


def understand(
    text: str, role: str, index: ConceptIndex, weights: Weights, language: str
) -> tuple[tuple[MatchedTerm, ...], tuple[tuple[str, str], ...]]:
    """Read words parted by commas or semicolons.

    Returns:
        What was understood, and the words that were not, each with the nearest that is known.
    """
    found: list[MatchedTerm] = []
    unknown: list[tuple[str, str]] = []
    schemes = tuple(weights.points)
    for word in filter(None, (part.strip() for part in re.split("[,;\n]", text))):
        concept = index.find(word, schemes)
        if concept is None:
            near = index.nearest(word, schemes, least=60)
            unknown.append((word, near.label if near else ""))
        else:
            label = concept.labels.get(language) or concept.label
            found.append(MatchedTerm(word, role, concept.scheme, concept.iri, label))
    return tuple(found), tuple(unknown)


def profile(
    facts: CatalogueIndex, dimensions: Mapping[str, Dimension], weights: Weights, network: str
) -> tuple[MatchedTerm, ...]:
    """Return what a network has, as if its values had been given as words."""
    return tuple(_profile(facts, [dimensions[name] for name in weights.points], network))


def _profile(
    facts: CatalogueIndex, dimensions: Iterable[Dimension], network: str
) -> Iterator[MatchedTerm]:
    for dimension in dimensions:
        if not dimension.properties.get("network"):
            continue
        stated = facts.stated(dimension.properties["network"], "network").get(network, frozenset())
        for value in sorted(stated):
            of_scheme = not dimension.scheme or dimension.scheme in facts.schemes.get(value, ())
            if of_scheme and not is_reason(value):
                label = facts.label(value)
                yield MatchedTerm(label, "have", dimension.name, value, label)


def find_matches(
    store: GraphStore,
    files: Project,
    *,
    network: str | None = None,
    have: str = "",
    want: str = "",
    number: int = 10,
    language: str = "en",
) -> Matching:
    """Rank what fits a network, or what someone has and wants.

    Args:
        network: An IRI, id or name; it, its coordinators and partners are left out.
        have: Words parted by commas; likewise `want`.

    Raises:
        QueryError: Nothing was given, or none of the words is understood.
        AssetError: The dimensions or the weights are wrong.
    """
    if network is None and not have.strip() and not want.strip():
        raise QueryError("give a network, or say what you --have and --want")
    dimensions = read_dimensions(files)
    weights = read_weights(files, dimensions)
    facts = read_facts(store, language)
    index = files.concept_index(files.vocabularies())
    had, not_had = understand(have, "have", index, weights, language)
    wanted, not_wanted = understand(want, "want", index, weights, language)
    wishes, unknown, without = (*had, *wanted), (*not_had, *not_wanted), set[str]()
    if network is not None:
        found = find_thing(store, network, kind="network")
        if found not in facts.of_kind("network"):
            raise QueryError(f"{found} is no network of this graph")
        wishes = (*profile(facts, dimensions, weights, found), *wishes)
        without.add(found)
        for name, (_, kind) in ROLES.items():
            without |= facts.stated([name], kind).get(found, frozenset())
    if not wishes:
        if network is not None:
            raise QueryError(f"'{network}' states nothing to compare; add --have or --want")
        hints = "; ".join(f"'{word}'" + (f" (near: '{n}')" if n else "") for word, n in unknown)
        raise QueryError(f"none of the words is known: {hints}")
    matches = rank_matches(
        facts, dimensions, weights, wishes, number=number, language=language, without=without
    )
    return Matching(matches, wishes, unknown, most_points(weights, wishes))
