"""A real browser on a published site: Debian's Chromium, driven by Playwright, and axe-core."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page

from ccdp_graph.i18n import languages

PHONE, DESKTOP, NARROW = (390, 844), (1280, 900), (320, 640)
"""Widths and heights; the narrow one is a desktop at four times its size (WCAG 1.4.10)."""
SIZES = {"phone": PHONE, "desktop": DESKTOP}

SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
WELL_KNOWN = (
    "network/pcdc",
    "resource/rnce",
    "organisation/inserm",
    "place/FRA",
    "concept/data-model/omop-cdm",
    "catalogue/main",
    "question/capacity-needs",
    "question/networks-by-data-model",
    "matrix/country-data-type",
    "matrix/connections",
)
"""Pages with much on them."""
_ALIKE = 12
_AXE = """async ([tags, alike]) => {
  // What follows in a long table or picture is made as its beginning, and axe is slow.
  for (const many of ['tbody > tr', 'svg > g', 'main li'])
    document.querySelectorAll(`${many}:nth-child(n + ${alike})`).forEach((each) => each.remove());
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  const options = {runOnly: tags, resultTypes: ['violations'], preload: false};
  const found = await axe.run(document, options);
  return found.violations.map((fault) =>
    `${fault.impact} ${fault.id}: ${fault.nodes[0].html.slice(0, 200)} (${fault.nodes.length})`);
}"""


@contextmanager
def opened(
    browser: Browser, size: tuple[int, int] = DESKTOP, **wishes: Any
) -> Iterator[BrowserContext]:
    """Open a context of its own: window size, and such as the colours that a reader wishes for."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, **wishes)
    try:
        yield context
    finally:
        context.close()


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def faults_by_axe(page: Page, tags: Sequence[str] = TAGS) -> list[str]:
    """Return what axe-core finds, of any impact, with all that can be unfolded unfolded."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"{AXE_FILE_PATH.read_text(encoding='utf-8')};0")
    found: list[str] = page.evaluate(_AXE, [list(tags), _ALIKE])
    return found


def sideways(page: Page) -> list[str]:
    """Return what sticks out of the window on the right, where the page does not scroll for it.

    What lies in a region that scrolls by itself, and can be focused to do so, is left out.
    """
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          const out = [...document.querySelectorAll('body *')].filter((each) =>
            each.getBoundingClientRect().right > width + 0.5
            && !each.closest('[tabindex="0"] *, svg *')
            && getComputedStyle(each).position !== 'absolute');
          const wide = document.documentElement.scrollWidth - width;
          return [...(wide > 0 ? [`the page, by ${wide} px`] : []),
                  ...out.map((each) => each.outerHTML.slice(0, 120))];
        }"""
    )
    return found


def main_pages(site: Path) -> tuple[str, ...]:
    """Find the main pages by the way of a visitor: the start, its menu and links, one of each kind.

    Returns:
        Paths without language and ending.
    """
    found = ["index", *WELL_KNOWN]
    linked = _links(site, "index")
    lists = [path for path in linked if path.endswith("/index") or "/" not in path]
    kinds = {_kind(path) for path in WELL_KNOWN}
    for path in (*linked, *(link for each in lists for link in _links(site, each))):
        if path in lists:
            found.append(path)
        elif _kind(path) not in kinds:
            kinds.add(_kind(path))
            found.append(path)
    return tuple(dict.fromkeys(found))


def _kind(path: str) -> str:
    return path.partition("/")[0]


def _links(site: Path, path: str) -> list[str]:
    """Return the pages of this site in its first language that a page links to."""
    text = (site / f"{path}.html").read_text(encoding="utf-8").partition("<body")[2]
    found = []
    for href in re.findall(r'<a [^>]*href="([^":]+)\.html"', text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
        if target.partition("/")[0] not in languages() and target != path:
            found.append(target)
    return found
