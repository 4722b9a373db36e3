"""The page of gaps: what is missing, by kind and by part of the world, with the records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ccdp_graph.analysis import WORLD, CatalogueIndex, Gap, completeness_of, find_gaps
from ccdp_graph.i18n import OVERVIEW_WORDS, languages
from ccdp_graph.model import cited
from ccdp_graph.rdf import slug
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import PageLayout, Section, SectionPage, write_sections
from ccdp_graph.web.pages.maps import MapContext
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.record import display_value

GAPS = "gaps"

_BY_PLACE = frozenset({"country-without-network", "region-without-molecular-data"})

_OPEN, _UNUSED = "unanswered", "model-unused"

_MAX_CELLS = 6

_COLUMNS = ("subject", "missing", "say", "records", "cells")


def gap_files(context: MapContext, layout: PageLayout) -> Iterator[File]:
    """Yield the page of gaps.

    Shape: one section per kind of gap, those of countries by continent; for unanswered properties,
    one section per property with its records, folded.
    """
    completeness = completeness_of(context.facts["en"], context.dimensions, context.graph.cells)
    for language in languages():
        words, facts = OVERVIEW_WORDS[language], context.facts[language]
        by_kind: defaultdict[tuple[str, str], list[Gap]] = defaultdict(list)
        for gap in find_gaps(
            facts, context.dimensions, language=language, completeness=completeness
        ):
            by_kind[gap.kind, gap.heading].append(gap)
        sections = [
            section
            for (kind, heading), gaps in by_kind.items()
            for section in _sections(context.graph, facts, kind, heading, gaps, language)
        ]
        page = SectionPage(words["gaps"], tuple(sections), words["gaps-lead"], words["contents"])
        yield page_path(GAPS, language), write_sections(layout, page, GAPS, language)


def _sections(
    graph: SiteGraph,
    facts: CatalogueIndex,
    kind: str,
    heading: str,
    gaps: Sequence[Gap],
    language: str,
) -> Iterator[Section]:
    if kind in _BY_PLACE:
        parts: defaultdict[str, list[Gap]] = defaultdict(list)
        for gap in gaps:
            parts[_part_of_world(facts, gap.subject)].append(gap)
        for part in sorted(
            parts, key=lambda part_iri: facts.label(part_iri) if part_iri else "\uffff"
        ):
            label = facts.label(part) if part else OVERVIEW_WORDS[language]["elsewhere-world"]
            title = f"{heading} – {label}"
            anchor = f"{kind}-{slug(part.rpartition('/')[2]) or 'other'}"
            yield _table(graph, title, anchor, parts[part], language)
        return
    yield _table(graph, heading, kind, gaps, language)
    if kind == _OPEN:
        words = OVERVIEW_WORDS[language]
        for gap in gaps:
            yield Section(
                words["open"].format(column=gap.label),
                _anchor(gap),
                lead=gap.answers_text(language),
                links=tuple(
                    [display_value(graph, f"<{record}>", language) for record in gap.about]
                ),
                folded=words["which"].format(number=len(gap.about)),
            )


def _part_of_world(facts: CatalogueIndex, place: str) -> str:
    """Return the continent of a place, or nothing."""
    broader = facts.broader(place)
    tops = [top for top in broader if WORLD in facts.above.get(top, ())]
    return min(tops, default="")


def _table(
    graph: SiteGraph, heading: str, anchor: str, gaps: Sequence[Gap], language: str
) -> Section:
    words = OVERVIEW_WORDS[language]
    keys = [key for key in _COLUMNS if key != "say" or any(gap.answers for gap in gaps)]
    rows = [_row(graph, gap, language) for gap in gaps]
    return Section(
        heading,
        anchor,
        headings=tuple(words[key] for key in keys),
        rows=[tuple(row[key] for key in keys) for row in rows],
        caption=f"{heading} ({len(gaps)})",
    )


def _row(graph: SiteGraph, gap: Gap, language: str) -> dict[str, tuple[Value, ...]]:
    subject = display_value(graph, f"<{gap.subject}>", language)
    records = tuple([display_value(graph, f"<{record}>", language) for record in gap.about])
    if gap.kind == _OPEN:
        subject = Value(gap.label, f"{page_path(GAPS, language)}#{_anchor(gap)}")
        records = (Value(str(len(gap.about))),)
    elif gap.kind == _UNUSED:  # all resources there: too many to list
        records = (Value(str(gap.records)),)
    return {
        "subject": (subject,),
        "missing": (Value(gap.says),),
        "say": (Value(gap.answers_text(language)),),
        "records": records,
        "cells": (Value(cited(gap.cells, longest=_MAX_CELLS)),),
    }


def _anchor(gap: Gap) -> str:
    return f"open-{slug(gap.label)}"
