"""All of a page can be reached and used by keyboard, and what has the focus is seen."""

from collections.abc import Iterator

import pytest
from browsing import DESKTOP, PHONE, opened
from playwright.sync_api import Browser, Page

PAGES = (
    "index",
    "network/pcdc",
    "fr/resource/rnce",
    "resource/index",
    "matrix/connections",
    "data",
)
_MOST = 40
"""Of the controls of a long page; what follows is made as these are."""
_MARK = """() => {
  const all = [...document.querySelectorAll('a[href], summary, button, input, select, [tabindex]')];
  return all.filter((each) => each.tabIndex >= 0 && each.checkVisibility()).map((each, number) => {
    each.dataset.number = number;
    return each.outerHTML.slice(0, 120);
  });
}"""
_FOCUSED = """() => {
  const each = document.activeElement, style = getComputedStyle(each);
  const box = each.getBoundingClientRect();
  return {
    number: Number(each.dataset.number ?? -1),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, request.param) as context:
        yield context.new_page()


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"], indirect=True)
def test_the_first_tab_shows_a_link_that_skips_to_the_content(window: Page, address: str) -> None:
    for page in ("index", "fr/network/pcdc"):
        window.goto(f"{address}{page}.html")
        window.keyboard.press("Tab")
        assert window.evaluate("() => document.activeElement.className") == "skip"
        assert window.evaluate(_FOCUSED)["inside"]
        assert window.evaluate(_FOCUSED)["outlined"]
        window.keyboard.press("Enter")
        assert window.url.endswith("#content")
        window.keyboard.press("Tab")
        assert window.evaluate("() => document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_all_controls_are_reached_in_order_and_seen(window: Page, address: str, page: str) -> None:
    window.goto(f"{address}{page}.html")
    controls = window.evaluate(_MARK)
    assert len(controls) > 5
    for number, control in enumerate(controls[:_MOST]):
        window.keyboard.press("Tab")
        seen = window.evaluate(_FOCUSED)
        assert seen == {"number": number, "outlined": True, "inside": True}, control


@pytest.mark.parametrize("window", [PHONE], ids=["phone"], indirect=True)
def test_menu_and_filters_are_used_by_keyboard(window: Page, address: str) -> None:
    window.goto(f"{address}network/index.html")
    _focus(window, ".menu summary")
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("() => document.activeElement.closest('nav') !== null")
    _focus(window, ".filter:nth-of-type(2) summary")
    window.keyboard.press("Space")
    window.keyboard.press("Tab")
    chosen = window.evaluate("() => document.activeElement.textContent")
    window.keyboard.press("Enter")
    window.wait_for_url("**/place/*.html")
    assert window.locator("h1").inner_text() == chosen
    assert window.locator(".users a").count() > 0


@pytest.mark.parametrize("window", [PHONE], ids=["phone"], indirect=True)
def test_the_cells_behind_the_facts_are_one_key_away(window: Page, address: str) -> None:
    window.goto(f"{address}network/pcdc.html")
    cell = window.get_by_text("Federated networks!I11 (Coordinating country): USA")
    assert not cell.is_visible()
    _focus(window, ".why summary")
    window.keyboard.press("Enter")
    assert cell.is_visible()


def _focus(window: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(_MOST):
        window.keyboard.press("Tab")
        if window.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    raise AssertionError(f"{selector} was not reached")
