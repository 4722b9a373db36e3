"""Visiting addresses only to see whether they still lead anywhere."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import date
from urllib.parse import urlsplit

from ccdp_graph.errors import FetchError
from ccdp_graph.http.client import Web
from ccdp_graph.http.response import Limits, Page
from ccdp_graph.model.visit import Visit

_AT_ONCE = 8  # hosts, each of which is asked by one connection at a time

_GONE = frozenset({404, 410})

_OUTCOMES = {
    "address": "gone",
    "loop": "gone",
    "private": "private",
    "certificate": "certificate",
    "unknown-host": "no-host",
}


def visit_all(urls: Iterable[str], limits: Limits, day: date) -> Iterator[Visit]:
    """Visit addresses, several hosts at a time, and give each visit as it ends."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        hosts[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        told: list[Future[list[Visit]]] = [
            workers.submit(_visit_host, those, limits, day) for those in hosts.values()
        ]
        try:
            for future in as_completed(told):
                yield from future.result()
        finally:  # also when nobody wants the rest
            workers.shutdown(cancel_futures=True)


def _visit_host(urls: Sequence[str], limits: Limits, day: date) -> list[Visit]:
    with Web(limits) as web:
        return [visit(web.look, url, day) for url in urls]


def visit(look: Callable[[str], Page], url: str, day: date) -> Visit:
    """Visit one address.

    Args:
        look: Asks for the page, such as `Web.look`.
    """
    told = day.isoformat()
    try:
        page = look(url)
    except FetchError as error:
        outcome = "gone" if error.status in _GONE else _OUTCOMES.get(error.reason, "unsure")
        return Visit(url, told, outcome, said=str(error).removeprefix(url).lstrip(": "))
    asked, there = urlsplit(page.asked), urlsplit(page.url)
    if asked.path.strip("/") and not (there.path.strip("/") or there.query):
        return Visit(url, told, "start-page", there=page.url)
    if page.moved_to:
        return Visit(url, told, "moved", there=page.moved_to)
    return Visit(url, told, "fine")
