"""Dark, high contrast, on paper, without script: what readers wish for leaves the facts whole."""

import pytest
from browsing import DESKTOP, PHONE, faults_by_axe, opened
from playwright.sync_api import Browser

from ccdp_graph.i18n.pages import WORDS

PAGES = ("index", "network/pcdc", "fr/resource/rnce", "network/index", "matrix/country-data-type")
_FACTS = ("United States", "PCDC data dictionary", "consortium", "Children's Oncology Group")
_COLOURS = """(one) => {
  const style = getComputedStyle(document.querySelector(one));
  return [style.color, style.backgroundColor];
}"""
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def test_contrast_is_enough_in_the_dark(browser: Browser, address: str) -> None:
    with opened(browser, color_scheme="dark") as context:
        window = context.new_page()
        for page in PAGES:
            window.goto(f"{address}{page}.html")
            assert window.evaluate(_COLOURS, "body") == ["rgb(233, 236, 239)", "rgb(20, 24, 27)"]
            assert not faults_by_axe(window, ("wcag2aa",)), page
        assert window.evaluate(_COLOURS, ".picture") == [BLACK, WHITE]


def test_forced_colours_leave_pictures_readable_and_the_focus_seen(
    browser: Browser, address: str
) -> None:
    with opened(browser, forced_colors="active", color_scheme="dark") as context:
        window = context.new_page()
        window.goto(f"{address}matrix/country-data-type.html")
        assert window.evaluate(_COLOURS, "body") == [WHITE, BLACK]
        assert window.evaluate(_COLOURS, ".picture") == [BLACK, WHITE]
        window.keyboard.press("Tab")
        style = "() => getComputedStyle(document.activeElement).outline"
        assert window.evaluate(style).endswith("solid 3px")


def test_on_paper_the_facts_stand_without_menus(browser: Browser, address: str) -> None:
    with opened(browser, color_scheme="dark") as context:
        window = context.new_page()
        window.goto(f"{address}network/pcdc.html")
        window.emulate_media(media="print")
        assert window.evaluate(_COLOURS, "body")[1] == WHITE
        for hidden in (".skip", ".menu", ".language", ".why"):
            assert not window.locator(hidden).is_visible(), hidden
        shown = window.locator("main").inner_text()
        for fact in (*_FACTS, "commons.cri.uchicago.edu/pcdc", "https://w3id.org/ccdp/id/"):
            assert fact in shown
        window.locator(".why").evaluate("(each) => { each.open = true; }")
        assert window.get_by_text("Federated networks!I11 (Coordinating country): USA").is_visible()
        window.goto(f"{address}network/index.html")
        assert not window.locator(".filter").first.is_visible()
        assert window.locator(".wide").evaluate("(e) => getComputedStyle(e).overflowX") == "visible"


def test_without_script_a_page_says_the_same(browser: Browser, address: str) -> None:
    texts = []
    for script in (True, False):
        with opened(browser, PHONE, java_script_enabled=script) as context:
            window = context.new_page()
            window.goto(f"{address}network/pcdc.html")
            texts.append(window.locator("body").inner_text())
            window.locator(".menu summary").click()
            window.get_by_role("link", name="Networks", exact=True).click()
            window.wait_for_url("**/network/index.html")
    assert texts[0] == texts[1]
    assert all(fact in texts[0] for fact in _FACTS)


@pytest.mark.parametrize("page", ["network/pcdc", "resource/rnce"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_screen_and_a_half_of_a_phone_answers_what_a_visitor_asks(
    browser: Browser, address: str, page: str, language: str
) -> None:
    words = WORDS[language]
    folder = "" if language == "en" else f"{language}/"
    with opened(browser, PHONE) as context:
        window = context.new_page()
        window.goto(f"{address}{folder}{page}.html")
        for heading in ("what", "where", "held", "governed", "who", "reach"):
            group = window.locator("section").filter(
                has=window.get_by_role("heading", name=words[heading], exact=True)
            )
            box = group.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 1.5 * PHONE[1], heading
            assert group.locator("dd").count() > 0
        sure = window.get_by_role("heading", name=words["sure"], exact=True).bounding_box()
        assert sure is not None
        assert sure["y"] <= 1.6 * PHONE[1]


def test_a_desk_shows_the_menu_unfolded_and_a_phone_folded(browser: Browser, address: str) -> None:
    for size, unfolded in ((DESKTOP, True), (PHONE, False)):
        with opened(browser, size) as context:
            window = context.new_page()
            window.goto(f"{address}index.html")
            link = window.get_by_role("navigation").get_by_role("link").first
            assert link.is_visible() == unfolded
            assert window.locator(".menu summary").is_visible() != unfolded


def test_values_beside_each_other_are_parted_by_more_than_a_comma(
    browser: Browser, address: str
) -> None:
    with opened(browser, DESKTOP) as context:
        window = context.new_page()
        window.goto(f"{address}network/eucaim.html")
        gaps = window.eval_on_selector_all(
            ".glance li + li",
            """items => items.map(item => [
                item.previousElementSibling.querySelector("a").getBoundingClientRect(),
                item.querySelector("a").getBoundingClientRect(),
            ]).filter(([before, after]) => before.top === after.top)
            .map(([before, after]) => after.left - before.right)""",
        )
    assert gaps
    assert min(gaps) > 7  # a comma is 5 wide
