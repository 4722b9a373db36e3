"""Addresses that lead nowhere, or elsewhere, are told of on the cells that gave them."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from little_web import Asked, Site, little_web

from ccdp_graph.cli.main import main
from ccdp_graph.errors import AssetError, FetchError
from ccdp_graph.http.response import Limits
from ccdp_graph.linkcheck.check import LinkReport, check_links
from ccdp_graph.linkcheck.visits import LinkCheckResult, parse_visits, visits_text
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import open_project
from ccdp_graph.queries.run import open_store

DAY = date(2026, 3, 1)
NEAR = Limits(private=True, pause=0, seconds=2, whole=5, tries=1, patience=0)
ROWS = {
    "Fine Registry": ("Alpha Institute", "/fine"),
    "Dead Registry": ("Beta Institute", "/dead"),
    "Dead Cohort": ("Beta Institute", "/gone"),
    "Moved Registry": ("Alpha Institute", "/old"),
    "Lost Biobank": ("Gamma Institute", "/deep/page"),
    "Shut Registry": ("Gamma Institute", "/shut"),
    "Busy Registry": ("Gamma Institute", "/busy"),
}


def _moved(to: str, status: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda asked: asked.give(status=status, headers={"Location": to})


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {
        "/robots.txt": (b"User-agent: *\nDisallow: /shut", "text/plain"),
        "/": (b"home", "text/html"),
        "/fine": (b"x", "text/html"),
        "/gone": lambda asked: asked.give(b"", status=410),
        "/old": _moved("/fine", 301),
        "/deep/page": _moved("/", 302),
        "/busy": lambda asked: asked.give(b"", status=503),
    }
    with little_web(pages) as served:
        yield served


@pytest.fixture
def graph(site: Site, tmp_path: Path) -> Path:
    book = tmp_path / "survey.csv"
    with book.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Resource name", "Country", "Institution", "Website"])
        for name, (holder, path) in ROWS.items():
            writer.writerow([name, "France", holder, site.url + path])
    folder = tmp_path / "ccdp-build"
    (tmp_path / "ccdp.toml").write_text(f'licence = "{site.url}/fine"\n')
    files = open_project(tmp_path)
    build([book], files, modified=DAY).write(folder)
    return folder


def _checked(graph: Path, day: date = DAY, limits: Limits = NEAR, days: int = 7) -> LinkReport:
    files = open_project(graph.parent)
    cache = graph.parent / "cache.json"
    return check_links(open_store(graph), files, cache, day, limits, days=days)


def _told(report: LinkReport) -> dict[str, tuple[str, str, str]]:
    """Return by the row's name the organisation, the cell and the rule of each finding."""
    names = list(ROWS)
    return {
        names[finding.cells[0].row - 2]: (who, finding.place, finding.rule)
        for who, finding in report.findings
        if finding.cells
    }


def test_each_dead_or_moved_address_is_told_on_its_cell_with_its_organisation(graph: Path) -> None:
    assert _told(_checked(graph)) == {
        "Dead Registry": ("Beta Institute", "survey!D3", "links#gone"),
        "Dead Cohort": ("Beta Institute", "survey!D4", "links#gone"),
        "Moved Registry": ("Alpha Institute", "survey!D5", "links#moved"),
        "Lost Biobank": ("Gamma Institute", "survey!D6", "links#start-page"),
        "Shut Registry": ("Gamma Institute", "survey!D7", "links#unsure"),
        "Busy Registry": ("Gamma Institute", "survey!D8", "links#unsure"),
    }


def test_the_new_address_is_the_suggestion(graph: Path, site: Site) -> None:
    (moved,) = [f for _, f in _checked(graph).findings if f.rule == "links#moved"]
    assert moved.suggestion == f"Change it to {site.url}/fine"


def test_the_organisation_with_most_findings_comes_first(graph: Path) -> None:
    who = [organisation for organisation, _ in _checked(graph).findings if organisation]
    assert who == ["Gamma Institute"] * 3 + ["Beta Institute"] * 2 + ["Alpha Institute"]


def test_what_was_visited_lately_is_not_asked_again_but_what_told_nothing_is(
    graph: Path, site: Site
) -> None:
    first = _checked(graph)
    site.log.clear()
    again = _checked(graph, date(2026, 3, 7))
    assert again.findings == first.findings
    assert {path for _, path in site.log} == {"/robots.txt", "/busy"}
    site.log.clear()
    _checked(graph, date(2026, 3, 8))
    assert site.asked("/dead") > 0


def test_a_shut_page_is_not_asked_for_at_all(graph: Path, site: Site) -> None:
    _checked(graph)
    assert site.asked("/shut") == 0


def test_addresses_of_a_private_network_are_not_visited_unless_allowed(
    graph: Path, site: Site
) -> None:
    report = _checked(graph, limits=Limits(pause=0))
    assert {rule for _, _, rule in _told(report).values()} == {"links#private"}
    assert site.log == []


def test_a_machine_that_is_not_online_blames_nobody(tmp_path: Path) -> None:
    book = tmp_path / "survey.csv"
    rows = "".join(f"R{n},France,http://r{n}.invalid/\n" for n in range(6))
    book.write_text("Resource name,Country,Website\n" + rows)
    files = open_project(tmp_path)
    build([book], files, modified=DAY).write(tmp_path / "made")
    with pytest.raises(FetchError, match="is this machine online"):
        _checked(tmp_path / "made")
    assert not (tmp_path / "cache.json").exists()


def test_what_was_seen_before_a_run_was_broken_off_is_kept(graph: Path) -> None:
    def stop(told: str) -> None:
        if told.startswith("visited 3"):
            raise KeyboardInterrupt

    cache = graph.parent / "cache.json"
    with pytest.raises(KeyboardInterrupt):
        check_links(open_store(graph), open_project(graph.parent), cache, DAY, NEAR, progress=stop)
    assert len(json.loads(cache.read_text())["visits"]) == 3


def test_visits_are_read_back_as_they_were_written() -> None:
    visits = [
        LinkCheckResult("http://b.org/", "2026-01-02", "moved", "http://c.org/"),
        LinkCheckResult("a", "2026-01-02", "fine"),
    ]
    assert list(parse_visits(visits_text(visits), Path("x")).values()) == visits[::-1]


@pytest.mark.parametrize("text", ["", "[]", '{"visits": [{"url": "a"}]}', "\x00"])
def test_a_file_that_holds_no_visits_is_refused(text: str) -> None:
    with pytest.raises(AssetError, match="is not a cache of checked links"):
        parse_visits(text, Path("cache.json"))


def _run(graph: Path, *options: str) -> Result:
    told = ("-g", str(graph), "--cache", str(graph.parent / "c.json"), "--date", "2026-03-01")
    return CliRunner().invoke(main, ["links", "check", *told, "--allow-private", *options])


def test_the_command_tells_the_findings_in_french_and_exits_with_1(graph: Path) -> None:
    result = _run(graph, "--lang", "fr")
    assert result.exit_code == 1
    assert "a changé d’adresse pour de bon" in result.stdout
    assert "Gamma Institute\tAvertissement\tsurvey!D6" in result.stdout


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "html", "sarif", "txt"])
def test_the_command_writes_every_format(graph: Path, ending: str) -> None:
    target = graph.parent / f"links.{ending}"
    form = ("--format", "text") if ending == "txt" else ()
    assert _run(graph, "-o", str(target), *form).exit_code == 1
    assert target.stat().st_size > 500


def test_a_slow_host_is_asked_by_one_connection_at_a_time() -> None:
    at_once, most = 0, 0

    def count(asked: Asked) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        asked.give(b"x")
        at_once -= 1

    from ccdp_graph.linkcheck.visits import visit_all

    with little_web() as served:
        served.otherwise = count
        urls = [f"{served.url}/{n}" for n in range(20)]
        assert {visit.outcome for visit in visit_all(urls, NEAR, DAY)} == {"fine"}
    assert most == 1
