"""Checking whether the web addresses of a graph still work, down to the cell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ccdp_graph import __version__
from ccdp_graph.errors import FetchError
from ccdp_graph.files import read_text, write_file
from ccdp_graph.http import Limits
from ccdp_graph.i18n import Texts, message
from ccdp_graph.linkcheck.addresses import WebLink, outgoing_links
from ccdp_graph.linkcheck.visits import LinkCheckResult, parse_visits, visit_all, visits_text
from ccdp_graph.model import Finding, Report, Severity, Solutions
from ccdp_graph.project import SETTINGS, Project
from ccdp_graph.rdf import iri
from ccdp_graph.sparql import Store

Progress = Callable[[str], None]

_RULE = "links#"

_SEVERITIES = {
    "moved": Severity.INFO,
    "unsure": Severity.INFO,
    "start-page": Severity.WARNING,
    "gone": Severity.WARNING,
    "no-host": Severity.WARNING,
    "certificate": Severity.WARNING,
    "private": Severity.WARNING,
}

_OFFLINE_THRESHOLD = 5  # if this many hosts do not answer at all, this machine is offline

_VARIABLES = ("organisation", "severity", "where", "message", "suggestion", "thing")

_HEADINGS = Texts(("Organisation", "Severity", "Where", "Problem", "What to do", "Record"))

_NOBODY = Texts("(no organisation)")


@dataclass(frozen=True, slots=True)
class LinkReport:
    """The result of checking the addresses of a graph.

    Attributes:
        addresses: How many different ones there are; `visited` how many were visited this time.
        findings: Each with the name of the organisation that it concerns; the
            organisation with most findings first.
    """

    addresses: int
    visited: int
    findings: tuple[tuple[str, Finding], ...]

    @property
    def leads_nowhere(self) -> bool:
        """Whether any address does not lead where it should."""
        return any(finding.severity is Severity.WARNING for _, finding in self.findings)

    def table(self, language: str) -> Solutions:
        """Return one row per finding, by organisation."""
        rows = (
            (
                organisation or _NOBODY[language],
                finding.severity.label_in(language),
                finding.place_in(language),
                finding.message,
                finding.suggestion,
                finding.focus_node,
            )
            for organisation, finding in self.findings
        )
        return Solutions.of(_VARIABLES, _HEADINGS[language], rows)

    def report(self) -> Report:
        """Return the findings as a report like that of a build."""
        ordered = sorted((finding for _, finding in self.findings), key=lambda f: f.order)
        return Report(__version__, (), (), (), 0, tuple(ordered), ())


def check_links(
    store: Store,
    project: Project,
    cache: Path,
    day: date,
    limits: Limits,
    *,
    days: int = 7,
    language: str = "en",
    progress: Progress = lambda _: None,
) -> LinkReport:
    """Visit every address of a graph, unless it was visited recently.

    Args:
        cache: The file that stores visits, even those of an interrupted run.
        days: How long a visit counts; one without a clear result never does.

    Raises:
        AssetError: The cache is another kind of file.
        FetchError: No server at all could be reached.
        OutputError: The cache cannot be written.
    """
    progress("reading addresses")
    links = outgoing_links(store, project.record_types())
    results = dict(parse_visits(read_text(cache), cache)) if cache.is_file() else {}
    urls = sorted({link.url for link in links})
    due_urls = [u for u in urls if u not in results or not results[u].is_fresh(day, days)]
    new_results: list[LinkCheckResult] = []
    try:
        for result in visit_all(due_urls, limits, day):
            new_results.append(result)
            progress(f"visited {len(new_results)} of {len(due_urls)} addresses")
        _refuse_offline(new_results)
    except FetchError:
        new_results.clear()
        raise
    finally:
        if new_results:
            results |= {result.url: result for result in new_results}
            write_file(cache, visits_text(results.values()))

    def file_of(link: WebLink) -> str:
        if link.thing.startswith(f"{project.settings.base}catalogue/"):
            return SETTINGS  # the description of a catalogue is in the settings
        return "" if link.cells else project.described_terms().get(iri(link.thing), "")

    findings = [
        (link.organisation, finding)
        for link in links
        if (finding := _finding(link, results[link.url], file_of)) is not None
    ]
    return LinkReport(len(urls), len(due_urls), _grouped(findings, language))


def _refuse_offline(results: Iterable[LinkCheckResult]) -> None:
    """Do not blame all servers if this machine is offline.

    Raises:
        FetchError: No server answered at all.
    """
    public = [result for result in results if result.outcome != "private"]
    silent = [result for result in public if result.outcome in {"no-host", "unsure"}]
    if len(silent) == len(public) >= _OFFLINE_THRESHOLD:
        raise FetchError(
            f"none of {len(public)} addresses could be reached, such as {silent[0].url} "
            f"({silent[0].said}); is this machine online?"
        )


def _finding(
    link: WebLink, result: LinkCheckResult, file_of: Callable[[WebLink], str]
) -> Finding | None:
    severity = _SEVERITIES.get(result.outcome)
    if severity is None:
        return None
    return Finding(
        severity=severity,
        message=message(
            f"link-{result.outcome}", url=link.url, there=result.there, said=result.said.rstrip(".")
        ),
        rule=_RULE + result.outcome,
        cells=tuple(citation.cell for citation in link.cells),
        raw=link.url,
        suggestion=message(f"link-{result.outcome}-hint", there=result.there),
        focus_node=link.thing,
        result_path=link.property,
        file=file_of(link),
    )


def _grouped(
    findings: Iterable[tuple[str, Finding]], language: str
) -> tuple[tuple[str, Finding], ...]:
    """Put the organisation with most findings first, and findings of none last."""
    pairs = list(findings)
    numbers: Mapping[str, int] = Counter(organisation for organisation, _ in pairs)
    ordered = sorted(
        pairs, key=lambda pair: (not pair[0], -numbers[pair[0]], pair[0], pair[1].order)
    )
    return tuple((organisation, finding.localised(language)) for organisation, finding in ordered)
