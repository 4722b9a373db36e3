"""The language that a command speaks: its texts, its help, and click's own words around them.

The language is that of `--lang`, or else of the environment variable CCDP_LANG, or else English.
It is kept in the context of the run, so it belongs to one thread and ends with the command.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import click

from ccdp_graph.errors import CcdpError
from ccdp_graph.i18n import Text, languages

VARIABLE = "CCDP_LANG"

_Command = TypeVar("_Command", bound=Callable[..., Any] | click.Command)

_LANGUAGE = "ccdp_graph.language"  # in `meta`, which all contexts of a run share


def current_language() -> str:
    """Return the language of the command that runs in this thread; outside of one, English."""
    context = click.get_current_context(silent=True)
    return context.meta.get(_LANGUAGE, "en") if context is not None else "en"


def _(english: str) -> Text:
    """Say a text in the language of the command that runs."""
    return Text(english, current_language())


def speak(ctx: click.Context, args: Sequence[str]) -> None:
    """Set the language of a run from its words, which help and errors need before any is parsed."""
    asked = [value for option, value in pairwise(args) if option == "--lang"]
    asked += [word.removeprefix("--lang=") for word in args if word.startswith("--lang=")]
    asked += [os.environ.get(VARIABLE, "")]
    ctx.meta[_LANGUAGE] = next((name for name in asked if name in languages()), "en")


def check_variable() -> None:
    """Refuse a language that is not offered.

    Raises:
        CcdpError: The environment variable names one.
    """
    if (name := os.environ.get(VARIABLE)) and name not in languages():
        raise CcdpError(
            f"{VARIABLE}: there is no language '{name}'; use {' or '.join(languages())}"
        )


class _LanguageOption(click.Option):
    def get_default(self, ctx: click.Context, call: bool = True) -> str:  # noqa: ARG002, FBT001, FBT002, click's signature
        """Return the language of the run."""
        return str(ctx.meta.get(_LANGUAGE, "en"))


def _keep(ctx: click.Context, _: click.Parameter, language: str) -> str:
    ctx.meta[_LANGUAGE] = language
    return language


def language_option(*, expose_value: bool = True) -> Callable[[_Command], _Command]:
    """Return the option that chooses the language; a command may take its value as well."""
    return click.option(
        "--lang",
        "language",
        cls=_LanguageOption,
        type=click.Choice(languages()),
        callback=_keep,
        expose_value=expose_value,
        show_default=True,
        help="Language of the output.",
    )


class HelpFormatter(click.HelpFormatter):
    """Writes help, which it is given in English, in the language of the run."""

    def say(self, english: str) -> str:
        """Translate a text; one that is no text of ours, or is translated already, stays."""
        return _(english)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the usage."""
        super().write_usage(prog, args, prefix or f"{self.say('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section, to which click adds a colon."""
        text = self.say("{heading}:").format(heading=self.say(heading))
        super().write_heading(text.removesuffix(":"))

    def write_text(self, text: str) -> None:
        """Write paragraphs; of a block that is not wrapped, the examples stay as they are."""
        super().write_text(
            "\n\n".join(
                self._block(paragraph)
                if paragraph.startswith("\b\n")
                else self.say(" ".join(paragraph.split()))
                for paragraph in text.split("\n\n")
            )
        )

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of commands or options."""
        said = [(term, self._definition(definition)) for term, definition in rows]
        super().write_dl(said, col_max, col_spacing)

    def _block(self, block: str) -> str:
        """Translate the heading of a block, and what its second column says."""
        mark, *lines = block.split("\n")
        said = [
            self.say(line)
            if line.endswith(":")
            else re.sub(r"(?<=\S)( {2,})(\S.*)", lambda found: found[1] + self.say(found[2]), line)
            for line in lines
        ]
        return "\n".join([mark, *said])

    def _definition(self, definition: str) -> str:
        """Translate what an option does, and click's remarks on it in brackets."""
        text, bracket, remarks = definition.partition("  [")
        if bracket:
            for word in ("default:", "required"):
                remarks = remarks.replace(word, self.say(word))
            remarks = re.sub(r"\((.+)\)", lambda found: f"({self.say(found[1])})", remarks)
        return self.say(text) + bracket + remarks


class _Context(click.Context):
    formatter_class = HelpFormatter


class Command(click.Command):
    """A command in the language of its run, with `--lang` if it does not declare it itself."""

    context_class = _Context

    def __init__(self, name: str | None, **attrs: Any) -> None:
        """Add the option."""
        super().__init__(name, **attrs)
        if not any(parameter.name == "language" for parameter in self.params):
            language_option(expose_value=False)(self)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002, click's signature
        """Return the first sentence whole, as it is translated."""
        return super().get_short_help_str(limit=1000)


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command


def show_usage_error(error: click.UsageError) -> None:
    """Show on stderr, as click does, what is wrong with the words of a command."""
    if error.ctx is None or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    hint = _("Try '{command} {option}' for help.")
    click.echo(error.ctx.get_usage(), err=True)
    click.echo(hint.format(command=error.ctx.command_path, option="--help") + "\n", err=True)
    click.echo(_("Error: {message}").format(message=error.format_message()), err=True)
