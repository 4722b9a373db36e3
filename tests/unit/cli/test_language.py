"""A command speaks the language that is asked for: its help, its labels and its errors."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from messages import help_texts

from ccdp_graph.cli.language import HelpFormatter, current_language
from ccdp_graph.cli.main import main
from ccdp_graph.i18n import languages

CLI = Path(__file__).parents[3] / "ccdp_graph" / "cli"

SAME_IN_FRENCH = {"Options"}


def invoke(*words: str, variable: str | None = None) -> Result:
    return CliRunner().invoke(main, words, prog_name="ccdp", env={"CCDP_LANG": variable})


def contexts(
    command: click.Command = main, above: click.Context | None = None
) -> Iterator[click.Context]:
    """Yield a context of each command, those of groups included."""
    name = command.name if above else "ccdp"
    context = click.Context(command, above, info_name=name, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from contexts(below, context)


COMMANDS = {context.command_path: context for context in contexts()}


def words_of(path: str) -> list[str]:
    return path.split()[1:]


@pytest.mark.parametrize("path", COMMANDS)
def test_help_in_english_is_what_click_writes(path: str) -> None:
    context, texts = COMMANDS[path], []
    for formatter in (click.HelpFormatter(width=80), HelpFormatter(width=80)):
        context.command.format_help(context, formatter)
        texts.append(formatter.getvalue())
    assert texts[0] == texts[1]
    assert invoke(*words_of(path), "--help").output.split() == texts[0].split()


@pytest.mark.parametrize("path", COMMANDS)
def test_help_in_french_has_no_text_in_english(path: str) -> None:
    shown = " ".join(invoke(*words_of(path), "--help", "--lang", "fr").output.split())
    english = set(help_texts(COMMANDS[path].command)) - SAME_IN_FRENCH
    assert shown.startswith("Usage : ccdp")
    assert [text for text in english if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", shown)] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_takes_a_language(path: str) -> None:
    options = [option for parameter in COMMANDS[path].command.params for option in parameter.opts]
    assert options.count("--lang") == 1


@pytest.mark.parametrize(
    ("words", "variable", "language"),
    [
        ((), None, "en"),
        ((), "fr", "fr"),
        (("--lang", "fr"), None, "fr"),
        (("--lang=fr",), None, "fr"),
        (("--lang", "en"), "fr", "en"),
        (("--help", "--lang", "fr"), None, "fr"),
    ],
)
def test_the_option_comes_before_the_variable(
    words: tuple[str, ...], variable: str | None, language: str
) -> None:
    summary = {"en": "List the target catalogues", "fr": "Lister les catalogues cibles"}[language]
    assert summary in invoke("targets", *words, "--help", variable=variable).output
    assert summary in invoke(*words, "--help", variable=variable).output


def test_the_language_of_all_commands_is_that_of_each() -> None:
    assert invoke("--lang", "fr", "targets").output.startswith("Nom\tTitre\t")
    assert invoke("targets", variable="fr").output.startswith("Nom\tTitre\t")
    assert invoke("--lang", "fr", "targets", "--lang", "en").output.startswith("Name\tTitle\t")


def test_a_language_ends_with_its_run() -> None:
    invoke("targets", "--lang", "fr")
    assert current_language() == "en"


def test_an_unknown_language_is_told_in_one_line() -> None:
    done = invoke("targets", variable="xx")
    assert done.exit_code == 2
    known = " or ".join(languages())
    assert done.output == f"error: CCDP_LANG: there is no language 'xx'; use {known}\n"


def test_the_help_is_shown_in_spite_of_an_unknown_language() -> None:
    assert invoke("--help", variable="xx").exit_code == 0
    assert "'xx' is not one of 'en', " in invoke("targets", "--lang", "xx").output


@pytest.mark.parametrize("words", [["build", "--nope"], ["--nope"], ["nope"], ["push", "a", "b"]])
def test_a_usage_error_is_framed_as_click_frames_it(words: list[str]) -> None:
    usage, hint, empty, fault = invoke(*words).output.splitlines()
    assert (usage[:6], hint[:5], empty, fault[:7]) == ("Usage:", "Try '", "", "Error: ")
    done = invoke(*words, variable="fr")
    assert done.exit_code == 2
    usage, hint, empty, fault = done.output.splitlines()
    assert hint.startswith("Essayez «")
    assert fault.startswith("Erreur")


def literals(tree: ast.AST, names: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the words of literals given to some functions, but for those that `_` is given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            for argument in node.args[:1]:
                yield from _texts(argument)


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


@pytest.mark.parametrize("path", sorted(CLI.rglob("*.py")), ids=lambda path: path.stem)
def test_what_is_printed_is_translated(path: Path) -> None:
    printed = literals(ast.parse(path.read_text("utf-8")), {"click.echo", "print_table"})
    assert [(line, text) for line, text in printed if re.search(r"[A-Za-z]{2}", text)] == []


def test_a_build_reports_in_the_language_and_makes_the_same_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("beds.csv").write_text(
        "Resource name,Country,Start year\nNord,Holand,soon\n", encoding="utf-8"
    )
    invoke("build", "beds.csv", "-o", "en")
    done = invoke("build", "beds.csv", "-o", "fr", "--lang", "fr")
    assert "n’est pas une année" in done.output
    assert "Construit" in (tmp_path / "fr/report.txt").read_text("utf-8")
    for name in ("report.txt", "report.json"):
        assert "is not a year" in (tmp_path / "en" / name).read_text("utf-8")
        assert "is not a year" not in (tmp_path / "fr" / name).read_text("utf-8")
    for name in ("graph.ttl", "graph.nq"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "fr" / name).read_bytes()
