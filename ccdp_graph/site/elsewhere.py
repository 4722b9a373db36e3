"""What is known of things of other places: what they are called there, why they are ours."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ccdp_graph.model.links import Link, Links
from ccdp_graph.project_files import LINKS
from ccdp_graph.rdf.terms import iri


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Links from our things, as pages tell of them; terms are written as N-Triples writes them.

    Attributes:
        names: What things of other places are called there.
        reasons: By our thing and property, who decided on its links, when, and upon what.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, links: Links) -> "Elsewhere":
        """Gather what the accepted links say."""
        reasons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for link in links.accepted:
            reasons[iri(link.subject), iri(link.predicate)].append(_reason(link))
        return cls(
            {iri(link.object): link.object_label for link in links.accepted},
            {about: tuple(sorted(set(said))) for about, said in reasons.items()},
        )


def _reason(link: Link) -> str:
    who = ", ".join(filter(None, (link.comment, link.author, link.day)))
    return f"mapping/{LINKS}: {link.object_label or link.object}; {who}"
