"""One visit to each main page in each language, with all that is measured there.

A page is loaded once, for loading and axe take most of the time of these tests.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from browsing import DESKTOP, NARROW, PHONE, SIZES, faults_by_axe, opened, resize, sideways
from playwright.sync_api import Browser, Page

from ccdp_graph.i18n import languages
from ccdp_graph.web.edition import page_path

_SCREENS = 3


@dataclass(slots=True)
class Visit:
    """What was seen on a page.

    Attributes:
        asked: Addresses that the browser asked for.
        said: Errors and warnings of its console, and answers that are no success.
        axe: What axe-core found, by size of the window.
        sideways: What stuck out of the window, by its width.
    """

    page: str
    path: str
    language: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    axe: dict[str, list[str]] = field(default_factory=dict)
    sideways: dict[int, list[str]] = field(default_factory=dict)
    small: list[str] = field(default_factory=list)
    html_language: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def visited(
    browser: Browser, address: str, pages: Iterable[str], screenshots: Path | None
) -> Iterator[Visit]:
    """Visit each page in each language, and keep screenshots where there is a folder for them."""
    for language in languages():
        with opened(browser) as context:
            window = context.new_page()
            for page in pages:
                visit = Visit(page, page_path(page, language), language)
                _watch(window, visit)
                window.goto(address + visit.path)
                _look(window, visit, screenshots)
                yield visit
                window.close()
                window = context.new_page()


def _watch(window: Page, visit: Visit) -> None:
    window.on("request", lambda request: visit.asked.append(request.url))
    window.on(
        "response",
        lambda answer: (
            visit.said.append(f"{answer.status} {answer.url}") if not answer.ok else None
        ),
    )
    window.on("console", lambda message: visit.said.append(f"{message.type}: {message.text}"))
    window.on("pageerror", lambda error: visit.said.append(str(error)))


def _look(window: Page, visit: Visit, screenshots: Path | None) -> None:
    visit.html_language = window.evaluate("() => document.documentElement.lang")
    visit.alternates = window.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('link[hreflang]')].map(
          (each) => [each.hreflang, each.href]))"""
    )
    visit.others = window.evaluate(
        "() => [...document.querySelectorAll('a[hreflang]')].map((each) => each.href)"
    )
    for size in (DESKTOP, PHONE, NARROW):
        resize(window, size)
        visit.sideways[size[0]] = sideways(window)
    visit.small = window.evaluate(_SMALL)
    if screenshots is not None:
        _keep(window, visit, screenshots)
    for name, size in SIZES.items():
        resize(window, size)
        visit.axe[name] = faults_by_axe(window)


def _keep(window: Page, visit: Visit, screenshots: Path) -> None:
    for name, size in SIZES.items():
        resize(window, size)
        file = f"{visit.path.replace('/', '_').removesuffix('.html')}-{name}.png"
        height: int = window.evaluate("() => document.documentElement.scrollHeight")
        window.screenshot(
            path=screenshots / file,
            full_page=True,
            clip={"x": 0, "y": 0, "width": size[0], "height": min(height, _SCREENS * size[1])},
        )


_SMALL = """() => [...document.querySelectorAll('nav a, summary, button, input, select, .skip')]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    const box = each.getBoundingClientRect();
    return Math.min(box.width, box.height) < 24;
  })
  .map((each) => each.outerHTML.slice(0, 120))"""
