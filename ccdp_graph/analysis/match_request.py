"""What someone has and wants, given in words or as the profile of a network."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ccdp_graph.analysis.catalogue import CatalogueIndex, is_reason, read_facts
from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.analysis.labels import find_thing
from ccdp_graph.analysis.match import max_points, organisation_links, rank_matches
from ccdp_graph.analysis.match_model import MatchedTerm, Matching, Weights
from ccdp_graph.errors import QueryError
from ccdp_graph.model import NETWORK, ConceptIndex, RecordTypes
from ccdp_graph.sparql import Store


def understand(
    text: str, role: str, index: ConceptIndex, weights: Weights, language: str
) -> tuple[tuple[MatchedTerm, ...], tuple[tuple[str, str], ...]]:
    """Read words separated by commas or semicolons.

    Returns:
        What was understood, and the words that were not, each with the nearest known one.
    """
    understood: list[MatchedTerm] = []
    unknown: list[tuple[str, str]] = []
    schemes = tuple(weights.points)
    for word in filter(None, (part.strip() for part in re.split("[,;\n]", text))):
        concept = index.find(word, schemes)
        if concept is None:
            nearest = index.nearest(word, schemes, least=60)
            unknown.append((word, nearest.label if nearest else ""))
        else:
            label = concept.labels.get(language) or concept.label
            understood.append(MatchedTerm(word, role, concept.scheme, concept.iri, label))
    return tuple(understood), tuple(unknown)


def profile(
    catalogue: CatalogueIndex, dimensions: Mapping[str, Dimension], weights: Weights, network: str
) -> tuple[MatchedTerm, ...]:
    """Return what a network has, as if its values had been given in words."""
    return tuple(_profile(catalogue, [dimensions[name] for name in weights.points], network))


def _profile(
    catalogue: CatalogueIndex, dimensions: Iterable[Dimension], network: str
) -> Iterator[MatchedTerm]:
    for dimension in dimensions:
        kind = catalogue.records[network].kind
        if not dimension.properties.get(kind):
            continue
        stated = catalogue.stated(dimension.properties[kind], kind).get(network, frozenset())
        for value in sorted(stated):
            of_scheme = not dimension.scheme or dimension.scheme in catalogue.schemes.get(value, ())
            if of_scheme and not is_reason(value):
                label = catalogue.label(value)
                yield MatchedTerm(label, "have", dimension.name, value, label)


def find_matches(
    store: Store,
    types: RecordTypes,
    dimensions: Mapping[str, Dimension],
    weights: Weights,
    *,
    concepts: Callable[[], ConceptIndex],
    network: str | None = None,
    have: str = "",
    want: str = "",
    number: int = 10,
    language: str = "en",
) -> Matching:
    """Rank what matches a network, or what someone has and wants.

    Args:
        concepts: Reads those of the vocabularies, in which words are looked up.
        network: An IRI, id or name; it is left out, as are its coordinators and partners.
        have: Words separated by commas, as in `want`.

    Raises:
        QueryError: Nothing was given, or none of the words is understood.
    """
    if network is None and not have.strip() and not want.strip():
        raise QueryError("give a network, or use --have or --want")
    catalogue = read_facts(store, types, language)
    index = concepts()
    had_terms, had_unknown = understand(have, "have", index, weights, language)
    wanted_terms, wanted_unknown = understand(want, "want", index, weights, language)
    terms, unknown, without = (
        (*had_terms, *wanted_terms),
        (*had_unknown, *wanted_unknown),
        set[str](),
    )
    if network is not None:
        network_iri = find_thing(store, catalogue.types, network, role=NETWORK)
        if network_iri not in catalogue.of_kind(*catalogue.kinds(NETWORK)):
            raise QueryError(f"{network_iri} is not a network in this graph")
        terms = (*profile(catalogue, dimensions, weights, network_iri), *terms)
        without.add(network_iri)
        for _, _, organisations_of in organisation_links(catalogue):
            without |= organisations_of.get(network_iri, frozenset())
    if not terms:
        if network is not None:
            raise QueryError(f"'{network}' has no values to compare; add --have or --want")
        hints = "; ".join(
            f"'{word}'" + (f" (did you mean '{n}'?)" if n else "") for word, n in unknown
        )
        raise QueryError(f"none of the words is known: {hints}")
    matches = rank_matches(
        catalogue, dimensions, weights, terms, number=number, language=language, without=without
    )
    kinds = tuple(k for k in catalogue.types.networks_first if catalogue.of_kind(k.name))
    return Matching(matches, terms, unknown, max_points(weights, terms), kinds)
