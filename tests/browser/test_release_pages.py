"""The pages of releases, in every language, on a phone and a desk: readable by everyone."""

from pathlib import Path

import pytest
from browsing import PHONE, opened
from playwright.sync_api import Browser
from site_server import Served
from visits import Visit, visited

from ccdp_graph.i18n import languages
from ccdp_graph.web.edition import page_path

PAGES = ("releases/index", "releases/1.0.0", "releases/1.1.0", "releases/since")

_TABLES = """() => [...document.querySelectorAll('table')].map((each) => [
  each.caption.getBoundingClientRect().left,
  each.parentElement.scrollWidth > each.parentElement.clientWidth])"""
"""Where the caption of each table begins, and whether a part of it is out of sight."""


@pytest.fixture(scope="module")
def visits(
    browser: Browser, served_releases: Served, screenshots: Path | None
) -> tuple[Visit, ...]:
    return tuple(visited(browser, served_releases.address, PAGES, screenshots))


def test_axe_finds_nothing_on_any_of_them(visits: tuple[Visit, ...]) -> None:
    assert len(visits) == len(languages()) * len(PAGES)
    assert all(set(visit.axe) == {"phone", "desktop"} for visit in visits)
    assert {(v.path, name): out for v in visits for name, out in v.axe.items() if out} == {}


def test_none_scrolls_sideways_not_even_at_four_times_its_size(visits: tuple[Visit, ...]) -> None:
    assert {(v.path, w): out for v in visits for w, out in v.sideways.items() if out} == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_table_says_what_it_holds_and_a_phone_shows_all_of_it(
    browser: Browser, served_releases: Served, language: str
) -> None:
    with opened(browser, PHONE) as context:
        window = context.new_page()
        for page in PAGES[1:]:
            window.goto(served_releases.address + page_path(page, language))
            shown = window.evaluate(_TABLES)
            assert len(shown) == {"releases/1.1.0": 4}.get(page, 1)
            assert all(left >= 0 and not hidden for left, hidden in shown), (page, shown)


def test_each_is_quiet_and_its_controls_are_large_enough(visits: tuple[Visit, ...]) -> None:
    assert {v.path: (v.said, v.small) for v in visits if v.said or v.small} == {}
