"""What is known of a thing when its name is compared: here, and in lists of other places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedThing:
    """One thing with a name.

    Attributes:
        kind: `organisation`, `network`, `resource`, or a concept scheme such as `country`.
        country: Its ISO code of two letters, upper case, or nothing where it is not known.
        hosts: Hosts of its websites, without `www.`.
        types: What sort of thing it is, in the words of the list that it is in.
        countries: Where it is in several countries, their codes; `country` is empty then.
        pages: Its own websites as host and path.
        identifiers: DOIs, IRIs and codes that stand for it.
        organisations: The names, and IRIs, of who publishes or coordinates it.
        source: The list or catalogue that it is in; nothing for our own.
    """

    iri: str
    name: str
    kind: str
    alternatives: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str = ""
    hosts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, its own name first."""
        return (self.name, *self.alternatives, *self.acronyms)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may stand for.

    Attributes:
        score: 0 to 100.
        evidence: In words, the strongest first.
        same: Whether the whole of a name, or an acronym, is the same.
        certain: Whether name, country and website all agree and no other thing comes near.
    """

    thing: NamedThing
    score: int
    evidence: tuple[str, ...]
    same: bool = False
    certain: bool = False
