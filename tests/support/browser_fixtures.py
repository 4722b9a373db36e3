"""What the tests with a browser share: the browser, the served site, and what was seen of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import SWITCHES, main_pages
from playwright.sync_api import Browser, sync_playwright
from site_server import Served
from visits import Visit, visited


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of this run."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed; bash tests/run installs it where apt-get may")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the site of the bundled workbooks is served."""
    return served.address


@pytest.fixture(scope="session")
def pages(served: Served) -> tuple[str, ...]:
    """The main pages, without language and ending."""
    return main_pages(served.folder)


@pytest.fixture(scope="session")
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """The folder in which screenshots are kept, where they were asked for: they take their time."""
    folder: Path | None = request.config.getoption("--screenshots")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def visits(
    browser: Browser, address: str, pages: tuple[str, ...], screenshots: Path | None
) -> tuple[Visit, ...]:
    """What was seen on each main page in each language."""
    return tuple(visited(browser, address, pages, screenshots))
