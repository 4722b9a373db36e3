"""The home page: what this is, how much there is, where, and links to explore it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis import CountryCounts
from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS, languages
from ccdp_graph.rdf import VOCABULARY
from ccdp_graph.sparql import StoredQuery
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import PageLayout
from ccdp_graph.web.pages.gaps import GAPS
from ccdp_graph.web.pages.maps import MAPS, MapContext
from ccdp_graph.web.pages.ontology import ONTOLOGY
from ccdp_graph.web.pages.quality import SCORES
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.record import days_of_change, display_value

_QUESTIONS = (
    "networks-of-country-through-partner",
    "resources-by-country-and-data-type",
    "networks-by-data-model",
    "countries-without-network",
    "capacity-needs",
)
"""One for each audience of the site."""

VIEWS = (
    ("map", "map/index"),
    ("matrices", "matrix/index"),
    ("gaps", GAPS),
    ("scores", SCORES),
    ("ontology", ONTOLOGY),
)
"""Overview pages, by the key of their name."""

_MODEL = f"<{VOCABULARY}data-model>"

_MAX_SHOWN = 8

_COUNTED = (("resource", "resources"), ("network", "networks"), ("organisation", "organisations"))


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One entry point: a heading, some links and the link to all."""

    heading: str
    links: tuple[Value, ...]
    whole: Value


def home_files(
    context: MapContext,
    questions: Sequence[StoredQuery],
    layout: PageLayout,
    news: Mapping[str, Sequence[Value]],
) -> Iterator[File]:
    """Yield the home page.

    Args:
        questions: Those that have a page.
        news: By language, what is new beside the records.
    """
    for language in languages():
        settings = layout.settings
        world_map = context.draw("resources", "index", language)
        content = layout.page(
            "home.html",
            "index",
            language,
            title=settings.title.get(language) or settings.title.get("en", ""),
            lead=settings.description.get(language) or settings.description.get("en", ""),
            numbers=_numbers(context.graph, world_map.counts, language),
            map_title=world_map.counts.title,
            picture=world_map.picture,
            signs=world_map.signs,
            maps=[
                Value(OVERVIEW_WORDS[language][f"map-{name}"], page_path(path, language))
                for name, path in MAPS.items()
            ],
            ways=_ways(context.graph, world_map.counts, questions, language),
            texts=OVERVIEW_WORDS[language],
            latest=_latest(context.graph, language),
            news=news[language],
            catalogues=[
                display_value(context.graph, catalogue.term, language)
                for catalogue in context.graph.of_kind("catalogue")
            ],
            citation=_citation(layout, language),
            data=Value(OVERVIEW_WORDS[language]["download"], page_path("data", language)),
        )
        yield page_path("index", language), content


def _numbers(graph: SiteGraph, counts: CountryCounts, language: str) -> list[tuple[str, Value]]:
    words = WORDS[language]
    numbers = [
        (words[word], Value(str(len(graph.of_kind(kind))), page_path(f"{kind}/index", language)))
        for kind, word in _COUNTED
    ]
    countries = sum(1 for country in counts.countries if country.records)
    link = page_path("map/index", language)
    numbers.insert(2, (OVERVIEW_WORDS[language]["countries"], Value(str(countries), link)))
    return numbers


def _ways(
    graph: SiteGraph,
    counts: CountryCounts,
    questions: Sequence[StoredQuery],
    language: str,
) -> Iterator[EntryPoint]:
    words = OVERVIEW_WORDS[language]
    by_name = {query.name: query for query in questions}
    shown_queries = [by_name[name] for name in _QUESTIONS if name in by_name]
    yield EntryPoint(
        words["by-question"],
        tuple(
            Value(query.title(language), page_path(f"question/{query.name}", language))
            for query in shown_queries
        ),
        Value(
            words["all-questions"].format(number=len(questions)),
            page_path("question/index", language),
        ),
    )
    yield EntryPoint(
        words["by-country"],
        tuple(
            _numbered(display_value(graph, f"<{country.iri}>", language), len(country.records))
            for country in counts.ranked[:_MAX_SHOWN]
            if country.records
        ),
        Value(words["all-countries"], page_path("place/index", language)),
    )
    models = [
        concept
        for concept in graph.of_kind("concept")
        if _MODEL in graph.facts.values(concept.term, "skos:inScheme")
    ]
    used = {
        model.term: len({user.term for _, user in graph.users.get(model.term, ())})
        for model in models
    }
    ranked = sorted(used, key=lambda term: (-used[term], term))
    yield EntryPoint(
        words["by-model"],
        tuple(
            _numbered(display_value(graph, term, language), used[term])
            for term in ranked[:_MAX_SHOWN]
        ),
        Value(words["all-models"], page_path(_models_path(graph), language)),
    )
    *others, last = (Value(words[name], page_path(path, language)) for name, path in VIEWS)
    yield EntryPoint(words["by-view"], tuple(others), last)


def _models_path(graph: SiteGraph) -> str:
    return graph.schemes.get(_MODEL, "vocabulary/index")


def _numbered(value: Value, number: int) -> Value:
    return Value(f"{value.text} ({number})", value.link, value.language)


def _latest(graph: SiteGraph, language: str) -> tuple[str, list[Value]]:
    """Return what changed last, with links unless there are too many."""
    days = days_of_change(graph)
    day = next(iter(days.values()), "")
    topics = [topic for topic, day_of_change in days.items() if day_of_change == day]
    text = OVERVIEW_WORDS[language]["changed"].format(day=day, number=len(topics))
    shown_topics = topics if len(topics) <= _MAX_SHOWN else []
    return text, [display_value(graph, topic, language) for topic in shown_topics]


def _citation(layout: PageLayout, language: str) -> str:
    settings, publication = layout.settings, layout.publication
    title = settings.title.get(language) or settings.title.get("en", "")
    version = f"{WORDS[language]['version']} {publication.version}"
    address = publication.address(page_path("index", language))
    return (
        f"{settings.publisher} ({publication.day[:4]}). {title}. "
        f"{version}, {publication.day}. {address}"
    )
