"""The home page: what this is, how much there is, where, and links to explore it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS, languages
from ccdp_graph.model import RecordType
from ccdp_graph.rdf import VOCABULARY
from ccdp_graph.sparql import StoredQuery
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import PageLayout
from ccdp_graph.web.pages.gaps import GAPS
from ccdp_graph.web.pages.maps import MAP, MapContext, RenderedMap
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
    ("map", MAP),
    ("matrices", "matrix/index"),
    ("gaps", GAPS),
    ("scores", SCORES),
    ("ontology", ONTOLOGY),
)
"""Overview pages, by the key of their name."""

_MODEL = f"<{VOCABULARY}data-model>"

_MAX_SHOWN = 8


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
        mapped = next(iter(context.maps), "")
        world_map = context.draw(mapped, "index", language) if mapped else None
        content = layout.page(
            "home.html",
            "index",
            language,
            title=settings.title.get(language) or settings.title.get("en", ""),
            lead=settings.description.get(language) or settings.description.get("en", ""),
            numbers=_numbers(context, world_map, language),
            world_map=world_map,
            maps=context.links(language),
            ways=_ways(context.graph, world_map, questions, language),
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


def _numbers(
    context: MapContext, world_map: RenderedMap | None, language: str
) -> Iterator[tuple[str, Value]]:
    """Yield how many records there are by kind, how many countries, and how many organisations."""
    kinds = context.graph.shown_types
    listed, others = (
        [_number(context.graph, kind, language) for kind in kinds if kind.is_listed == is_listed]
        for is_listed in (True, False)
    )
    yield from listed
    if world_map is not None:
        mapped, path = next(iter(context.maps.values()))
        words = OVERVIEW_WORDS[language]["countries"].format(records=mapped.plural_within(language))
        countries = sum(1 for country in world_map.counts.countries if country.records)
        yield words, Value(str(countries), page_path(path, language))
    yield from others


def _number(graph: SiteGraph, kind: RecordType, language: str) -> tuple[str, Value]:
    link = page_path(f"{kind.name}/index", language)
    return kind.plural(language), Value(str(len(graph.of_kind(kind.name))), link)


def _ways(
    graph: SiteGraph,
    world_map: RenderedMap | None,
    questions: Sequence[StoredQuery],
    language: str,
) -> Iterator[EntryPoint]:
    words = OVERVIEW_WORDS[language]
    by_name = {query.name: query for query in questions}
    absent = {kind.name for kind in graph.types} - {kind.name for kind in graph.shown_types}
    shown_queries = [
        by_name[name]
        for name in _QUESTIONS
        if name in by_name and absent.isdisjoint(by_name[name].tags)
    ]
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
    if world_map is not None:
        yield EntryPoint(
            words["by-country"],
            tuple(
                _numbered(display_value(graph, f"<{country.iri}>", language), len(country.records))
                for country in world_map.counts.ranked[:_MAX_SHOWN]
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
    if ranked:
        yield EntryPoint(
            words["by-model"],
            tuple(
                _numbered(display_value(graph, term, language), used[term])
                for term in ranked[:_MAX_SHOWN]
            ),
            Value(words["all-models"], page_path(_models_path(graph), language)),
        )
    *others, last = (
        Value(words[name], page_path(path, language))
        for name, path in VIEWS
        if path != MAP or world_map is not None
    )
    yield EntryPoint(words["by-view"], tuple(others), last)


def _models_path(graph: SiteGraph) -> str:
    return graph.schemes.get(_MODEL, "vocabulary/index")


def _numbered(value: Value, number: int) -> Value:
    return Value(f"{value.text} ({number})", value.link, value.language)


def _latest(graph: SiteGraph, language: str) -> tuple[str, list[Value]]:
    """Return what changed last, with links unless there are too many."""
    days = days_of_change(graph)
    if not days:
        return "", []
    day = next(iter(days.values()))
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
