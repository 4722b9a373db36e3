"""Nothing is undocumented: commands, options, settings, keys of files and public names."""

import csv
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from repository import ROOT

import ccdp_graph
from ccdp_graph.cli.main import main
from ccdp_graph.schemas import FILE_FORMATS

REFERENCE = ROOT / "docs/reference"


@pytest.mark.parametrize("name", ["identifiers.csv", "terms.sssom.tsv", "links.sssom.tsv"])
def test_every_column_of_a_decision_file_is_in_the_reference(name: str) -> None:
    lines = (ROOT / "mapping" / name).read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#"))
    columns = next(csv.reader([header], delimiter="\t" if name.endswith("tsv") else ","))
    assert missing(columns, "decisions") == []


def test_every_key_of_a_report_is_in_the_reference(prepared: Path) -> None:
    folder = prepared / "ccdp-build"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    report["things"] = len(report["things"])  # its keys are kinds of things
    names = [*keys_of(report), *(path.name for path in folder.iterdir())]
    assert missing(names, "outputs") == []


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        yield from keys_of(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from keys_of(part)


def missing(names: list[str], page: str) -> list[str]:
    """Return the names that a page does not set as code."""
    text = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")
    return sorted(name for name in set(names) if not re.search(rf"`{re.escape(name)}[`:/ ]", text))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as web pages, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("pages")
    words = ["-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(folder / "trees")]
    words += [str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "html"


def commands_below(group: click.Group, above: click.Context) -> Iterator[click.Context]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=above)
        yield context
        if isinstance(command, click.Group):
            yield from commands_below(command, context)


@pytest.mark.xdist_group("pages of the documentation")
def test_every_command_and_option_is_documented(pages: Path) -> None:
    text = html.unescape((pages / "reference/commands.html").read_text(encoding="utf-8"))
    found = [*commands_below(main, click.Context(main, info_name="ccdp"))]
    assert len(found) > 20
    for context in found:
        section = text.partition(f'<section id="{context.command_path.replace(" ", "-")}">')[2]
        assert section, f"{context.command_path} is in no list of docs/reference/commands.md"
        words = re.sub(r"<[^>]+>", "", section.partition("<section")[0])
        for parameter in context.command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert all(option in words for option in parameter.opts), parameter.opts


@pytest.mark.xdist_group("pages of the documentation")
@pytest.mark.parametrize("name", FILE_FORMATS)
def test_every_key_of_a_file_is_documented(pages: Path, name: str) -> None:
    schema = json.loads((pages / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    assert schema == FILE_FORMATS[name].json_schema()
    texts = [path.read_text(encoding="utf-8") for path in (pages / "reference").glob("*.html")]
    (text,) = (text for text in texts if schema["$id"] in text)
    assert [key for key in properties_in(schema) if f'"pre">{key}</span></code>' not in text] == []


def properties_in(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from properties_in(list(schema.values()))
    elif isinstance(schema, list):
        for part in schema:
            yield from properties_in(part)


@pytest.mark.xdist_group("pages of the documentation")
def test_every_public_name_is_documented(pages: Path) -> None:
    text = (pages / "reference/python-api.html").read_text(encoding="utf-8")
    names = getattr(ccdp_graph, "__all__", ["__version__"])
    assert [name for name in names if f'id="ccdp_graph.{name}"' not in text] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize(
    "page",
    ["CONTRIBUTING.md", "docs/explanation/architecture.md", "docs/explanation/performance.md"],
)
def test_files_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+[\w.-]*|\w+\.md)`", text)
    assert len(named) > 5
    made = {"tests/.venv"}  # by tests/run
    inside = ROOT / "ccdp_graph"  # where the architecture speaks of packages
    paths = [name for name in named if name not in made]
    assert [p for p in paths if not ((ROOT / p).exists() or (inside / p).exists())] == []
