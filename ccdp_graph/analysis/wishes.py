"""What someone has and wants: words of their own, or the profile of a network."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ccdp_graph.analysis.dimensions import Dimension
from ccdp_graph.analysis.facts import Facts, is_reason
from ccdp_graph.analysis.weights import Weights
from ccdp_graph.model.concepts import ConceptIndex
from ccdp_graph.model.match import Understood


def understand(
    text: str, role: str, index: ConceptIndex, weights: Weights, language: str
) -> tuple[tuple[Understood, ...], tuple[tuple[str, str], ...]]:
    """Read words parted by commas or semicolons.

    Returns:
        What was understood, and the words that were not, each with the nearest that is known.
    """
    found: list[Understood] = []
    unknown: list[tuple[str, str]] = []
    schemes = tuple(weights.points)
    for word in filter(None, (part.strip() for part in re.split("[,;\n]", text))):
        concept = index.find(word, schemes)
        if concept is None:
            near = index.nearest(word, schemes, least=60)
            unknown.append((word, near.label if near else ""))
        else:
            label = concept.labels.get(language) or concept.label
            found.append(Understood(word, role, concept.scheme, concept.iri, label))
    return tuple(found), tuple(unknown)


def profile(
    facts: Facts, dimensions: Mapping[str, Dimension], weights: Weights, network: str
) -> tuple[Understood, ...]:
    """Return what a network has, as if its values had been given as words."""
    return tuple(_profile(facts, [dimensions[name] for name in weights.points], network))


def _profile(facts: Facts, dimensions: Iterable[Dimension], network: str) -> Iterator[Understood]:
    for dimension in dimensions:
        if not dimension.properties.get("network"):
            continue
        stated = facts.stated(dimension.properties["network"], "network").get(network, frozenset())
        for value in sorted(stated):
            of_scheme = not dimension.scheme or dimension.scheme in facts.schemes.get(value, ())
            if of_scheme and not is_reason(value):
                label = facts.label(value)
                yield Understood(label, "have", dimension.name, value, label)
