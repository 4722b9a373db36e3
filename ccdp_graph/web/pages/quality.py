"""The data quality page: results per target catalogue, and completeness of the records."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS, languages
from ccdp_graph.model import ColumnFile, Severity
from ccdp_graph.profiles import (
    HEADINGS,
    CheckedGraph,
    EmptyProfileError,
    TargetReport,
    check_target_in,
    project_targets,
)
from ccdp_graph.project import Project
from ccdp_graph.rdf import A, name
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import Resource, SiteGraph, Value
from ccdp_graph.web.layout import PageLayout, Section, SectionPage, write_sections
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.record import PropertyNames

SCORES = "scores"

_MISSING = name("ccdp:missingValue")

_NOT_COUNTED = frozenset({A, _MISSING, name("prov:qualifiedAttribution")})

_Row = tuple[tuple[Value, ...], ...]


def quality_files(
    checked: CheckedGraph,
    graph: SiteGraph,
    project: Project,
    layout: PageLayout,
    names: Mapping[str, PropertyNames],
) -> Iterator[File]:
    """Yield the data quality page: a table of all targets, a section per target, completeness.

    A target that no record of this graph fits is left out.

    Args:
        names: The names of properties, by language.
    """
    reports = list(_reports(checked, project))
    for language in languages():
        words = OVERVIEW_WORDS[language]
        in_language = [report[language] for report in reports]
        sections = (
            Section(
                words["all-targets"],
                "targets",
                headings=(words["target"], words["passing"], words["recommended"]),
                rows=[_summary(report, language) for report in in_language],
            ),
            *(_section(report, language) for report in in_language),
            *_completeness(graph, project.column_files(), names[language], language),
        )
        page = SectionPage(words["scores"], sections, words["scores-lead"], words["contents"])
        yield page_path(SCORES, language), write_sections(layout, page, SCORES, language)


def _reports(checked: CheckedGraph, project: Project) -> Iterator[Mapping[str, TargetReport]]:
    for target in project_targets(project):
        try:
            yield check_target_in(checked, target, project, languages())
        except EmptyProfileError:
            continue


def _summary(report: TargetReport, language: str) -> _Row:
    target = report.target
    name = f"{target.title.get(language, target.name)} {target.version}".rstrip()
    passing = OVERVIEW_WORDS[language]["of-all"].format(part=report.passing, all=report.records)
    link = Value(name, f"{page_path(SCORES, language)}#{target.name}")
    return (link,), (Value(passing),), (Value(f"{report.score} %"),)


def _section(report: TargetReport, language: str) -> Section:
    words, target = OVERVIEW_WORDS[language], report.target
    severity, records, lifts, requirement, fill, place = HEADINGS[language]
    blocked = any(gap.severity is Severity.VIOLATION for gap in report.gaps)
    result = words["told" if blocked else "told-passing"].format(
        passing=report.passing, records=report.records, score=report.score, lifts=lifts
    )
    checks = target.checks.get(language) or target.checks.get("en", "")
    return Section(
        f"{target.title.get(language, target.name)} {target.version}".rstrip(),
        target.name,
        lead=f"{checks} {result}".strip(),
        headings=(requirement, severity, records, lifts, fill, place) if report.gaps else (),
        rows=[
            tuple(
                (Value(text),)
                for text in (
                    gap.message,
                    gap.severity.label_in(language),
                    str(gap.records),
                    str(gap.unblocks) if gap.severity is Severity.VIOLATION else "–",
                    gap.remedy,
                    gap.place,
                )
            )
            for gap in report.gaps
        ],
        caption=words["unmet"].format(number=len(report.gaps)),
        links=(Value(target.source, target.source, outside=True),),
    )


def _completeness(
    graph: SiteGraph, column_files: Iterable[ColumnFile], names: PropertyNames, language: str
) -> Iterator[Section]:
    """Yield per kind of record how many have each property, the rarest first."""
    words = OVERVIEW_WORDS[language]
    for kind in graph.shown_types:
        if not kind.is_listed:
            continue
        resources = graph.of_kind(kind.name)
        filled, explained = _counted(graph, resources)
        columns = {
            f"<{column.property_iri}>"
            for sheet in column_files
            if sheet.kind == kind.name
            for column in sheet.columns
            if column.property_iri
        }
        listed = sorted(
            (columns | filled.keys() | explained.keys()) - _NOT_COUNTED,
            key=lambda p: (filled[p], names[p].casefold(), p),
        )
        yield Section(
            words["complete"].format(kind=kind.plural_within(language)),
            f"complete-{kind.collection}",
            lead=words["complete-lead"],
            headings=(WORDS[language]["fact"], words["filled"], words["share"], words["reasons"]),
            rows=[
                (
                    (Value(names[p]),),
                    (Value(str(filled[p])),),
                    (Value(f"{100 * filled[p] // len(resources)} %"),),
                    (Value(str(explained[p])),),
                )
                for p in listed
            ],
            caption=words["of-records"].format(kind=kind.plural(language), number=len(resources)),
        )


def _counted(graph: SiteGraph, resources: Sequence[Resource]) -> tuple[Counter[str], Counter[str]]:
    """Count by property the resources that have it, and those that say why they do not."""
    filled: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    for resource in resources:
        description = graph.facts.by_subject[resource.term]
        filled.update(description.keys())
        reasons = {
            about
            for missing in description.get(_MISSING, ())
            for about in graph.facts.values(missing, "rdf:predicate")
        }
        explained.update(reasons - description.keys())
    return filled, explained
