"""Visits to web addresses and their results, cached for some days."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.http import HttpClient, Limits, Response

OUTCOMES = ("fine", "moved", "start-page", "gone", "no-host", "certificate", "private", "unsure")
"""`start-page`: a page that now redirects to its site's start page; `unsure`: no clear result."""


@dataclass(frozen=True, slots=True)
class LinkCheckResult:
    """The result of visiting one address.

    Attributes:
        day: As YYYY-MM-DD.
        outcome: Of `OUTCOMES`.
        there: The address that it has moved to, or redirects to.
        said: What went wrong, in one line.
    """

    url: str
    day: str
    outcome: str
    there: str = ""
    said: str = ""

    def is_fresh(self, day: date, days: int) -> bool:
        """Whether the visit is recent enough; one without a clear result never is.

        >>> LinkCheckResult("http://a.org/", "2026-01-05", "fine").is_fresh(date(2026, 1, 10), 7)
        True
        """
        age = (day - date.fromisoformat(self.day)).days
        return self.outcome != "unsure" and 0 <= age < days


def visits_text(results: Iterable[LinkCheckResult]) -> str:
    """Write visits as JSON, by address."""
    ordered = sorted(results, key=lambda result: result.url)
    document = {"visits": [asdict(result) for result in ordered]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def parse_visits(text: str, path: Path) -> Mapping[str, LinkCheckResult]:
    """Read what `visits_text` wrote, by address.

    Raises:
        AssetError: It is another kind of file.
    """
    try:
        results = [_parse_result(entry) for entry in json.loads(text)["visits"]]
    except (ValueError, KeyError, TypeError) as error:
        raise AssetError(
            "is not a cache of checked links; delete it, or give another --cache", path
        ) from error
    return {result.url: result for result in results}


def _parse_result(entry: Mapping[str, Any]) -> LinkCheckResult:
    result = LinkCheckResult(**entry)
    date.fromisoformat(result.day)
    if result.outcome not in OUTCOMES:
        raise ValueError(result.outcome)
    return result


_BATCH_SIZE = 8  # hosts, each visited over one connection at a time

_GONE = frozenset({404, 410})

_OUTCOMES = {
    "address": "gone",
    "loop": "gone",
    "private": "private",
    "certificate": "certificate",
    "unknown-host": "no-host",
}


def visit_all(urls: Iterable[str], limits: Limits, day: date) -> Iterator[LinkCheckResult]:
    """Visit addresses, several hosts at a time, and yield each result as it comes."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        hosts[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(_BATCH_SIZE) as workers:
        futures: list[Future[list[LinkCheckResult]]] = [
            workers.submit(_visit_host, host_urls, limits, day) for host_urls in hosts.values()
        ]
        try:
            for future in as_completed(futures):
                yield from future.result()
        finally:  # also if the caller stops early
            workers.shutdown(cancel_futures=True)


def _visit_host(urls: Sequence[str], limits: Limits, day: date) -> list[LinkCheckResult]:
    with HttpClient(limits) as web:
        return [visit(web.head, url, day) for url in urls]


def visit(look: Callable[[str], Response], url: str, day: date) -> LinkCheckResult:
    """Visit one address.

    Args:
        look: Requests the page without its content, as the HTTP client does.
    """
    today = day.isoformat()
    try:
        response = look(url)
    except FetchError as error:
        outcome = "gone" if error.status in _GONE else _OUTCOMES.get(error.reason, "unsure")
        return LinkCheckResult(url, today, outcome, said=str(error).removeprefix(url).lstrip(": "))
    asked_parts, final_parts = urlsplit(response.asked), urlsplit(response.url)
    if asked_parts.path.strip("/") and not (final_parts.path.strip("/") or final_parts.query):
        return LinkCheckResult(url, today, "start-page", there=response.url)
    if response.moved_to:
        return LinkCheckResult(url, today, "moved", there=response.moved_to)
    return LinkCheckResult(url, today, "fine")
