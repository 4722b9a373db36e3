"""The pages that commands write by themselves: reports, connections, answers and forms."""

from pathlib import Path

import pytest
from browsing import NARROW, SIZES, faults_by_axe, opened, resize, sideways
from click.testing import CliRunner
from playwright.sync_api import Browser

from ccdp_graph.cli.main import main

FORM = '<!doctype html><html lang="{}"><title>Form</title><main><h1>Form</h1>{}</main></html>'


@pytest.fixture(scope="module")
def written(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    book = folder / "survey.csv"
    book.write_text("Resource name,Country,Website\nA,Holand,none\nB,,see site\n", encoding="utf-8")
    graph = ["-g", str(bundled)]
    for lang in ("en", "fr"):
        _run("validate", str(book), "--lang", lang, "-o", str(folder / f"report-{lang}.html"))
        words = ["--shared", "--lang", lang, "-o", str(folder / f"connections-{lang}.html")]
        _run("graph", *graph, *words)
        question = ["query", "networks-by-data-model", *graph, "--lang", lang]
        answer = ["--data-model", "OMOP", "--format", "html"]
        _run(*question, *answer, "-o", str(folder / f"answer-{lang}.html"))
        form = folder / f"form-{lang}.html"
        _run(*question, "--describe", "form", "-o", str(form))
        form.write_text(FORM.format(lang, form.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["report", "connections", "answer", "form"])
def test_axe_finds_nothing_on_it_and_it_fits_the_window(
    browser: Browser, written: Path, screenshots: Path | None, name: str, language: str
) -> None:
    with opened(browser) as context:
        window = context.new_page()
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto((written / f"{name}-{language}.html").as_uri())
        for size_name, size in SIZES.items():
            resize(window, size)
            if screenshots is not None:
                window.screenshot(path=screenshots / f"command-{name}-{language}-{size_name}.png")
            assert not sideways(window)
            assert not faults_by_axe(window)
        resize(window, NARROW)
        assert not sideways(window)
        assert asked == [window.url]


def _run(*words: str) -> None:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code < 2, done.output
