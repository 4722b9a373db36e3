"""The pages of the world map, as a picture and as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccdp_graph.analysis import (
    CatalogueIndex,
    CountryCounts,
    CountryShape,
    Dimension,
    count_countries,
    mapped_kinds,
)
from ccdp_graph.charts import Sign, draw_world_map, explanation, legend
from ccdp_graph.i18n import OVERVIEW_WORDS, languages
from ccdp_graph.model import RecordType
from ccdp_graph.web.edition import page_path, root_of
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import PageLayout, Section, SectionPage, write_sections
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.record import display_value

MAP = "map/index"


@dataclass(frozen=True, slots=True)
class RenderedMap:
    """A map on a page: the picture with its links, and what its colours mean."""

    counts: CountryCounts
    picture: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class MapContext:
    """What maps are drawn from; the facts by language."""

    graph: SiteGraph
    facts: Mapping[str, CatalogueIndex]
    dimensions: Mapping[str, Dimension]
    world: tuple[CountryShape, ...]

    @property
    def maps(self) -> Mapping[str, tuple[RecordType, str]]:
        """The kinds of record with a map and its page, by the name of their records."""
        kinds = mapped_kinds(self.facts["en"], self.dimensions)
        paths = (MAP, *(f"map/{kind.collection}" for kind in kinds[1:]))
        return {kind.collection: (kind, path) for kind, path in zip(kinds, paths, strict=False)}

    def links(self, language: str, but: str = "") -> tuple[Value, ...]:
        """Return links to all maps but one."""
        return tuple(
            Value(
                OVERVIEW_WORDS[language]["map-of"].format(records=kind.plural_within(language)),
                page_path(path, language),
            )
            for counted, (kind, path) in self.maps.items()
            if counted != but
        )

    def draw(self, counted: str, path: str, language: str) -> RenderedMap:
        """Draw a map for a page.

        Args:
            counted: The name of the records that are counted, such as `resources`.
            path: The path of the page, without language and extension.
        """
        counts = count_countries(
            self.facts[language],
            self.dimensions,
            self.world,
            counted=counted,
            language=language,
        )
        root = root_of(page_path(path, language))
        links = {
            country.iri: root + page_path(resource.path, language)
            for country in counts.countries
            if (resource := self.graph.things.get(f"<{country.iri}>"))
        }
        picture = draw_world_map(counts, self.world, links=links, with_legend=False)
        return RenderedMap(counts, picture, legend(counts))


def map_files(context: MapContext, layout: PageLayout) -> Iterator[File]:
    """Yield one page per map, with its table."""
    for language in languages():
        words = OVERVIEW_WORDS[language]
        for counted, (_, path) in context.maps.items():
            world_map = context.draw(counted, path, language)
            counts = world_map.counts
            sections = (
                Section(
                    words["picture"],
                    "map",
                    lead=explanation(counts),
                    picture=world_map.picture,
                    signs=world_map.signs,
                    links=context.links(language, but=counted),
                ),
                Section(
                    words["table"],
                    "table",
                    headings=counts.table()[0],
                    rows=_rows(context.graph, counts, language),
                    caption=counts.title,
                ),
                *_without_country(context.graph, counts, language),
            )
            page = SectionPage(counts.title, sections)
            yield page_path(path, language), write_sections(layout, page, path, language)


def _rows(
    graph: SiteGraph, counts: CountryCounts, language: str
) -> list[tuple[tuple[Value, ...], ...]]:
    return [
        (
            (display_value(graph, f"<{country.iri}>", language),),
            (Value(str(len(country.records))),),
            tuple(display_value(graph, f"<{r.iri}>", language) for r in country.records),
        )
        for country in counts.ranked
    ]


def _without_country(graph: SiteGraph, counts: CountryCounts, language: str) -> Iterator[Section]:
    """Yield a section with the records that the map cannot show."""
    if counts.elsewhere:
        yield Section(
            f"{OVERVIEW_WORDS[language]['elsewhere']} ({len(counts.elsewhere)})",
            "elsewhere",
            links=tuple(display_value(graph, f"<{r.iri}>", language) for r in counts.elsewhere),
        )
