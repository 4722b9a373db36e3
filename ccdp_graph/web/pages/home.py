"""The page that a visitor begins with: what this is, how much, where, and the ways in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccdp_graph.analysis import CountryCounts
from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS
from ccdp_graph.rdf import VOCABULARY
from ccdp_graph.sparql import StoredQuery
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, SiteGraph, Value
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
"""Asked by each of those whom the site serves."""

VIEWS = (
    ("map", "map/index"),
    ("matrices", "matrix/index"),
    ("gaps", GAPS),
    ("scores", SCORES),
    ("ontology", ONTOLOGY),
)
"""Views of the whole, by the key of their name."""

_MODEL = f"<{VOCABULARY}data-model>"

_MAX_SHOWN = 8

_COUNTED = (("resource", "resources"), ("network", "networks"), ("organisation", "organisations"))


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One way in: a heading, some links and the link to all."""

    heading: str
    links: tuple[Value, ...]
    whole: Value


def start_files(
    atlas: MapContext,
    questions: Sequence[StoredQuery],
    frame: PageLayout,
    news: Mapping[str, Sequence[Value]],
) -> Iterator[File]:
    """Give the page that a visitor begins with.

    Args:
        questions: Those that have a page.
        news: By language, what is new beside the records.
    """
    for language in LANGUAGES:
        project = frame.project
        drawn = atlas.draw("resources", "index", language)
        text = frame.page(
            "home.html",
            "index",
            language,
            title=project.title.get(language) or project.title.get("en", ""),
            lead=project.description.get(language) or project.description.get("en", ""),
            numbers=_numbers(atlas.graph, drawn.counts, language),
            map_title=drawn.counts.title,
            picture=drawn.picture,
            signs=drawn.signs,
            maps=[
                Value(OVERVIEW_WORDS[language][f"map-{name}"], page_path(path, language))
                for name, path in MAPS.items()
            ],
            ways=_ways(atlas.graph, drawn.counts, questions, language),
            own=OVERVIEW_WORDS[language],
            latest=_latest(atlas.graph, language),
            news=news[language],
            catalogues=[
                display_value(atlas.graph, catalogue.term, language)
                for catalogue in atlas.graph.of_kind("catalogue")
            ],
            citation=_citation(frame, language),
            data=Value(OVERVIEW_WORDS[language]["download"], page_path("data", language)),
        )
        yield page_path("index", language), text


def _numbers(graph: SiteGraph, counts: CountryCounts, language: str) -> list[tuple[str, Value]]:
    words = WORDS[language]
    found = [
        (words[word], Value(str(len(graph.of_kind(kind))), page_path(f"{kind}/index", language)))
        for kind, word in _COUNTED
    ]
    countries = sum(1 for country in counts.countries if country.records)
    link = page_path("map/index", language)
    found.insert(2, (OVERVIEW_WORDS[language]["countries"], Value(str(countries), link)))
    return found


def _ways(
    graph: SiteGraph,
    counts: CountryCounts,
    questions: Sequence[StoredQuery],
    language: str,
) -> Iterator[EntryPoint]:
    words = OVERVIEW_WORDS[language]
    known = {query.name: query for query in questions}
    asked = [known[name] for name in _QUESTIONS if name in known]
    yield EntryPoint(
        words["by-question"],
        tuple(
            Value(query.title(language), page_path(f"question/{query.name}", language))
            for query in asked
        ),
        Value(words["all-questions"].format(len(questions)), page_path("question/index", language)),
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
        t for t in graph.of_kind("concept") if _MODEL in graph.facts.values(t.term, "skos:inScheme")
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
    """Say what was changed last, and name it where it is not too much."""
    days = days_of_change(graph)
    day = next(iter(days.values()), "")
    topics = [topic for topic, changed in days.items() if changed == day]
    said = OVERVIEW_WORDS[language]["changed"].format(day=day, number=len(topics))
    named = topics if len(topics) <= _MAX_SHOWN else []
    return said, [display_value(graph, topic, language) for topic in named]


def _citation(frame: PageLayout, language: str) -> str:
    project, edition = frame.project, frame.edition
    title = project.title.get(language) or project.title.get("en", "")
    version = f"{WORDS[language]['version']} {edition.version}"
    address = edition.address(page_path("index", language))
    return f"{project.publisher} ({edition.day[:4]}). {title}. {version}, {edition.day}. {address}"
