"""From words or a network to matches: what `ccdp match` and its like call."""

from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.facts import read_facts
from ccdp_graph.analysis.match import ROLES, match, most_points
from ccdp_graph.analysis.weights import read_weights
from ccdp_graph.analysis.wishes import profile, understand
from ccdp_graph.analysis.words import find_thing
from ccdp_graph.errors import QueryError
from ccdp_graph.model.match import Matching
from ccdp_graph.project.project import ProjectFiles
from ccdp_graph.sparql.store import GraphStore


def find_matches(
    store: GraphStore,
    files: ProjectFiles,
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
    matches = match(
        facts, dimensions, weights, wishes, number=number, language=language, without=without
    )
    return Matching(matches, wishes, unknown, most_points(weights, wishes))
