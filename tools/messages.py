"""The catalogues of messages: what the code says in English, and its translations.

    python tools/messages.py update   bring every catalogue up to date with the code
    python tools/messages.py check    say what is missing, unused or not translated

A new language is a folder `ccdp_graph/locales/<language>/LC_MESSAGES`; `update` fills it.
"""

import argparse
import ast
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from ccdp_graph.cli.language import HelpFormatter
from ccdp_graph.cli.main import main as ccdp
from ccdp_graph.i18n.translation import read_catalogue

PACKAGE = Path(__file__).parent.parent / "ccdp_graph"

LOCALES = PACKAGE / "locales"

Id = str | tuple[str, str]
"""A text, or its forms for one and for many."""


def texts_of(source: str) -> Iterator[tuple[int, Id]]:
    """Yield the texts of a module with their lines: what stands in `Texts`, `_` and `progress`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node) in {"Texts", "_", "progress"} and node.args:
            yield from _literals(node.args[0])


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class _Recorder(HelpFormatter):
    """Keeps what it is given to translate."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def say(self, english: str) -> str:
        self.said.append(english)
        return english


def help_texts(command: click.Command, above: click.Context | None = None) -> Iterator[str]:
    """Yield the texts of the help of a command, and of those below it."""
    settings = command.context_settings
    context = click.Context(command, above, info_name=command.name, **settings)
    recorder = _Recorder()
    command.format_help(context, recorder)
    yield from recorder.said
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from help_texts(below, context)


def _literals(node: ast.expr) -> Iterator[tuple[int, Id]]:
    match node:
        case ast.Constant(value=str(text)):
            yield node.lineno, text
        case ast.Call() if _name(node) == "Plural":
            one, many = (ast.literal_eval(argument) for argument in node.args)
            yield node.lineno, (one, many)
        case ast.Call():
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _literals(argument)
        case ast.Dict():
            for value in node.values:
                yield from _literals(value)
        case ast.Tuple():
            for element in node.elts:
                yield from _literals(element)


def template() -> Catalog:
    """Return the texts of the whole package, each with the modules that have it."""
    catalogue = Catalog(project="ccdp_graph", charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        for _, text in texts_of(path.read_text(encoding="utf-8")):
            # without lines, or every edit of a module would change all catalogues
            catalogue.add(text, locations=[(path.relative_to(PACKAGE.parent).as_posix(), None)])  # type: ignore[list-item]
    for text in help_texts(ccdp):
        catalogue.add(text, locations=[("ccdp_graph/cli", None)])  # type: ignore[list-item]
    return catalogue


def catalogue_files() -> dict[str, Path]:
    """Return the catalogue of each language, there or still to be written."""
    folders = sorted(LOCALES.glob("*/LC_MESSAGES"))
    return {folder.parent.name: folder / "ccdp.po" for folder in folders}


def updated(language: str, path: Path) -> bytes:
    """Return a catalogue as it should be: all texts of the code, with the translations it has."""
    known = read_catalogue(path) if path.exists() else Catalog(locale=language)
    catalogue = Catalog(
        locale=language,
        project="ccdp_graph",
        charset="utf-8",
        header_comment=f"# The texts of ccdp_graph in the language {language}.",
        fuzzy=False,
    )
    for message in template():
        if message.id:
            catalogue.add(message.id, _translation(message, known), locations=message.locations)
    content = io.BytesIO()
    write_po(content, catalogue, width=99, sort_output=True, omit_header=False)
    return _without_dates(content.getvalue())


def _translation(message: Message, known: Catalog) -> str | tuple[str, ...]:
    translated = known.get(message.id if isinstance(message.id, str) else message.id[0])
    string = translated.string if translated else None
    return tuple(string) if isinstance(string, (tuple, list)) else string or ""


def _without_dates(content: bytes) -> bytes:
    """Leave out the lines of the header that would differ at each writing, or say nothing."""
    idle = (
        b'"POT-Creation',
        b'"PO-Revision',
        b'"Last-Translator',
        b'"Language-Team',
        b'"Report-',
        b'"Generated-',
    )
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(idle))


def faults(path: Path, *, complete: bool) -> Iterator[str]:
    """Say what is wrong with a catalogue."""
    wanted = {message.id for message in template() if message.id}
    if (
        not path.exists()
        or {message.id for message in read_catalogue(path) if message.id} != wanted
    ):
        yield f"{path}: is not up to date; run python tools/messages.py update"
    for message in read_catalogue(path) if complete and path.exists() else ():
        string = message.string or ""
        if message.id and not all((string,) if isinstance(string, str) else string):
            yield f"{path}, line {message.lineno}: '{message.id}' is not translated"


def main(arguments: Iterable[str]) -> int:
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("command", choices=("update", "check"))
    command = parser.parse_args(list(arguments)).command
    try:
        if command == "update":
            for language, path in catalogue_files().items():
                path.write_bytes(updated(language, path))
            return 0
        found = [
            fault
            for language, path in catalogue_files().items()
            for fault in faults(path, complete=language == "fr")
        ]
    except UnknownLocaleError as error:
        sys.exit(f"{LOCALES}: {error}")
    sys.stdout.write("\n".join(found) + "\n" if found else "All catalogues are up to date.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
