"""The pages of releases, in English and French, on a phone and a desk: readable by everyone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import Served
from visits import Visit, visited

pytestmark = pytest.mark.xdist_group("consumers")

PAGES = ("releases/index", "releases/1.0.0", "releases/1.1.0", "releases/since")


@pytest.fixture(scope="module")
def visits(browser: Browser, served_releases: Served, screenshots: Path) -> tuple[Visit, ...]:
    return tuple(visited(browser, served_releases.address, PAGES, screenshots))


def test_axe_finds_nothing_on_any_of_them(visits: tuple[Visit, ...]) -> None:
    assert len(visits) == 2 * len(PAGES)
    assert all(set(visit.axe) == {"phone", "desktop"} for visit in visits)
    assert {(v.path, name): out for v in visits for name, out in v.axe.items() if out} == {}


def test_none_scrolls_sideways_not_even_at_four_times_its_size(visits: tuple[Visit, ...]) -> None:
    assert {(v.path, w): out for v in visits for w, out in v.sideways.items() if out} == {}


def test_each_is_quiet_and_its_controls_are_large_enough(visits: tuple[Visit, ...]) -> None:
    assert {v.path: (v.said, v.small) for v in visits if v.said or v.small} == {}
