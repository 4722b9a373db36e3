"""Names as words to compare: small words dropped, spellings unified."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ccdp_graph.rdf import normalised


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity with a name.

    Attributes:
        kind: The name of a kind of record, or a concept scheme such as `country`.
        country: Its two-letter ISO code, upper case, or empty if unknown.
        hosts: Hosts of its websites, without `www.`.
        types: Its types, in the terms of its list.
        countries: If it is in several countries, their codes; `country` is then empty.
        pages: Its own websites as host and path.
        identifiers: DOIs, IRIs and codes that stand for it.
        organisations: The names and IRIs of its publishers or coordinators.
        source: The list or catalogue that it is in; empty for our own.
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
        """All its names, the main one first."""
        return (self.name, *self.alternatives, *self.acronyms)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may refer to.

    Attributes:
        score: 0 to 100.
        evidence: The reasons as text, the strongest first.
        same: Whether a whole name, or an acronym, is the same.
        certain: Whether name, country and website all agree and no other entity comes close.
    """

    thing: NamedThing
    score: int
    evidence: tuple[str, ...]
    same: bool = False
    certain: bool = False


SMALL_WORDS = frozenset(
    "a al and at aux d da das de degli dei del dell della des di do dos du e el en et for fur "
    "i im in l la las le les lo los of on s the und y zu".split()
)

# Words with the same meaning in the languages in which institutions name themselves.
_SAME = """
university universitat universite universidad universidade universita universitas uniwersytet univ
institute institut instituto istituto instytut
centre center centro zentrum centrum
national nacional nationale nazionale
hospital klinikum ospedale hopital ospedaliera hospitalier universitatsklinikum hospitals
research recherche investigacion ricerca forschung
foundation fondation fundacion fundacao fondazione stiftung
association associazione asociacion associacao
ministry ministere ministerio ministero
health sante salud saude salute sanitaria
cancer cancro kanker krebs krebsforschung
paediatric pediatric pediatrica pediatrique pediatrico pediatrics paediatrics
oncology oncologie oncologia onkologie
haematology hematology ematologia hematologie
society societe sociedad sociedade gesellschaft
organisation organization
tumour tumor tumors tumours tumori
leukaemia leukemia leukaemias leukemias
lymphoma lymphomas
technical technische technology polytechnic politecnica politecnico polytechnique
medical medicine medizinische medica medico
school hochschule
child children childrens kids
programme program
registry registre registro register
"""

FOLDS: Mapping[str, str] = MappingProxyType(
    {word: line.split()[0] for line in _SAME.strip().splitlines() for word in line.split()}
)

_PHRASES = (("tu", ("technical", "university")), ("bc", ("british", "columbia")))

_PHRASES_BY_WORD = dict(_PHRASES)

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d+/\S+)$", re.IGNORECASE)

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


@lru_cache(maxsize=200_000)
def words_of(name: str) -> frozenset[str]:
    """Return the words that a name is compared by.

    >>> sorted(words_of("Universidad de Deusto")) == sorted(words_of("University of Deusto"))
    True
    >>> sorted(words_of("St. Jude Children's Research Hospital"))
    ['child', 'hospital', 'jude', 'research', 'st']
    """
    words: list[str] = []
    for word in normalised(name.replace("'s", "").replace("’s", "")).split():
        folded = FOLDS.get(word, word)
        words += _PHRASES_BY_WORD.get(folded, (folded,))
    return frozenset(word for word in words if word not in SMALL_WORDS) or frozenset(words)


def without_brackets(name: str) -> str:
    """Return a name without brackets at its end.

    >>> without_brackets("Google (United States)")
    'Google'
    """
    return _BRACKETS.sub("", name) or name


def is_short(name: str) -> bool:
    """Return whether a name is one short word, which many entities may share.

    >>> is_short("CSC"), is_short("i~HD"), is_short("Semmelweis University")
    (True, True, False)
    """
    return " " not in name.strip() and len(normalised(name).replace(" ", "")) <= 6


def acronym_in(name: str) -> str:
    """Return the acronym in brackets at the end of a name, or an empty string.

    >>> acronym_in("Registre National des Cancers de l'Enfant (RNCE)"), acronym_in("Google (USA)")
    ('RNCE', 'USA')
    >>> acronym_in("Cancer registry (until 2009)")
    ''
    """
    bare = without_brackets(name)
    inside = name[len(bare) :].strip(" ()")
    capitals = sum(map(str.isupper, inside))
    return inside if is_short(inside) and capitals > 1 else ""


def page_of(address: str) -> str:
    """Return a web address as host and path, so that variants of it are equal.

    >>> page_of("https://www.iknl.nl/en/"), page_of("http://iknl.nl/en#top"), page_of("iknl")
    ('iknl.nl/en', 'iknl.nl/en', '')
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:  # what a curator wrote need not be an address
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return host.removeprefix("www.") + parts.path.rstrip("/") + query if host else ""


def identifier_of(text: str) -> str:
    """Return a normalised identifier, or an empty string if it means little elsewhere.

    >>> identifier_of("https://doi.org/10.1016/J.CANEP.2020.101755"), identifier_of("doi:10.1/x")
    ('doi:10.1016/j.canep.2020.101755', 'doi:10.1/x')
    >>> identifier_of("phs000467"), identifier_of("12"), identifier_of("https://a.example/1")
    ('phs000467', '', 'https://a.example/1')
    """
    doi = _DOI.match(text.strip())
    if doi:
        return f"doi:{doi[1].casefold()}"
    bare = text.strip()
    distinctive = bool(re.search(r"\d", bare) and re.search(r"[A-Za-z]", bare)) and len(bare) > 5
    return bare if "://" in bare or distinctive else ""


def dois_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the DOIs among web addresses, normalised and sorted."""
    return tuple(
        sorted({identifier for a in addresses if (identifier := identifier_of(a))[:4] == "doi:"})
    )


def hosts_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts of web addresses, sorted, without `www.`.

    >>> hosts_of(["https://www.iknl.nl/en", "http://iknl.nl"])
    ('iknl.nl',)
    """
    from urllib.parse import urlsplit

    hosts = set()
    for address in addresses:
        try:
            host = urlsplit(address).hostname
        except ValueError:  # what a curator wrote need not be an address
            continue
        hosts |= {host.removeprefix("www.")} if host else set()
    return tuple(sorted(hosts))
