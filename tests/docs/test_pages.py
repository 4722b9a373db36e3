"""What the pages show is what happens: each command and each Python example is run."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from doc_pages import Block, Shell, blocks_of, matches, renewed
from repository import ROOT

import ccdp_graph
from ccdp_graph.cli.main import main

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if "```console" in path.read_text(encoding="utf-8")
    or "```python" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("page", PAGES)
def test_page_shows_what_happens(page: str, shell: Shell, request: pytest.FixtureRequest) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for block in reversed(list(_run(text, page, shell, update=_updates(request)))):
        start, shown, printed = block
        lines[start : start + len(shown)] = printed
    if _updates(request):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _updates(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def _run(
    text: str, page: str, shell: Shell, *, update: bool
) -> Iterator[tuple[int, tuple[str, ...], list[str]]]:
    """Run a page; yield where what it shows has to be renewed, under --update-golden."""
    for block in blocks_of(text):
        if block.not_run:
            continue
        for line in block.first:
            printed, status = shell.run(line)
            assert status == 0, f"{page}, line {block.line}: {line}\n{printed}"
        for start, shown, printed in _printed(block, page, shell):
            if not shown or matches(shown, printed.splitlines()):
                continue
            assert update, f"{page}, line {start}: shows\n{_text(shown)}\nbut prints\n{printed}"
            new = renewed(shown, printed.splitlines())
            yield start, shown, [(block.indent + line).rstrip() for line in new]


def _printed(block: Block, page: str, shell: Shell) -> Iterator[tuple[int, tuple[str, ...], str]]:
    if block.file:
        shell.write(block)
        return
    if block.language == "python":
        if hasattr(ccdp_graph, "__all__"):  # else there is no public API yet to show
            yield block.start, block.shown, shell.run_python("\n".join(block.lines))
        return
    commands = block.commands()
    for command in commands:
        printed, status = shell.run(command.text)
        expected = block.status if command is commands[-1] else 0
        assert status == expected, f"{page}, line {command.start}: {command.text}\n{printed}"
        yield command.start, command.shown, printed


def _text(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_not_run_exist_with_their_options(page: str) -> None:
    blocks = blocks_of((ROOT / page).read_text(encoding="utf-8"))
    for block in (block for block in blocks if block.not_run):
        for command in block.commands():
            for part in re.split(r" && | \| ", command.text):
                name, *words = shlex.split(part, comments=True)
                if name == "ccdp":
                    _check_options(words, f"{page}, line {block.line}: {part}")


def _check_options(words: list[str], place: str) -> None:
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, place
        command, context = found, click.Context(found, parent=context, info_name=name)
    known = {option for p in command.get_params(context) for option in (*p.opts, *p.secondary_opts)}
    if command.name == "query" and words and not words[0].startswith("-"):
        question = ROOT / "queries" / f"{words[0]}.rq"
        if question.is_file():
            parameters = re.findall(r"\?_(\w+)", question.read_text(encoding="utf-8"))
            known |= {"--" + parameter.replace("_", "-") for parameter in parameters}
    options = {word.split("=")[0] for word in words if word.startswith("-")}
    assert options <= known | {"--help"}, place


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_picture_is_what_the_command_draws(shell: Shell, request: pytest.FixtureRequest) -> None:
    printed, status = shell.run("ccdp graph pcdc --neighbours --shared -o pcdc.svg")
    assert status == 0, printed
    drawn = (shell.folder / "pcdc.svg").read_text(encoding="utf-8")
    picture = ROOT / "docs/images/pcdc.svg"
    if _updates(request):
        picture.write_text(drawn, encoding="utf-8")
    assert picture.read_text(encoding="utf-8") == drawn
