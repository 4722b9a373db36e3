"""A command whose options are those of the question that it is given."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ccdp_graph import queries
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import BUILD_FOLDER, project_here
from ccdp_graph.errors import CcdpError, QueryError
from ccdp_graph.i18n import did_you_mean
from ccdp_graph.rdf import normalised

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ccdp_graph.sparql import Parameter, StoredQuery


_QUESTION = "ccdp_graph.question"

_VALUES = "ccdp_graph.given"

_TYPES = {"number": "NUMBER", "year": "YEAR", "date": "DAY"}


def parameter_values(ctx: click.Context) -> dict[str, str]:
    """Return the values of the question's parameters that were given."""
    return dict(ctx.meta.get(_VALUES, {}))


class QuestionCommand(Command):
    """`ccdp query NAME`, with an option for each parameter of the question NAME."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the question first: the options depend on it."""
        words = self._words(args)
        if words:
            here = project_here()
            known = here.query_names()
            named = next((word for word in words if word in known), None)
            ctx.meta[_QUESTION] = None if named is None else here.query(named)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise self._no_such_option(ctx, words, error.option_name) from error
        except click.BadOptionUsage as error:
            raise QueryError(f"{error.option_name} needs a value") from error

    def _words(self, args: Sequence[str]) -> list[str]:
        """Return the words that are neither a shared option nor its value."""
        with_value = {
            option
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for option in parameter.opts
        }
        pairs = pairwise(("", *args))
        return [word for before, word in pairs if before not in with_value and word[:1] != "-"]

    def _no_such_option(self, ctx: click.Context, words: list[str], option: str) -> QueryError:

        query = ctx.meta.get(_QUESTION)
        if query is None:
            if not words:
                return QueryError(f"no option '{option}'; see ccdp query --help")
            near = did_you_mean(words[0], project_here().query_names())
            return QueryError(f"no question '{words[0]}'{near}")
        own = [parameter.option for parameter in query.parameters]
        hint = did_you_mean(option, own) if own else "; it has no parameters"
        return QueryError(f"{query.name} has no parameter '{option}'{hint}")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, then those of the question."""
        own = super().get_params(ctx)
        query = ctx.meta.get(_QUESTION)
        if query is None:
            return own
        options = _question_options(query, current_language())
        taken = {name for parameter in own for name in parameter.opts}
        for option in options:
            if taken & set(option.opts):
                raise QueryError(
                    f"{query.name}: the parameter '{option.name}' hides an option of the "
                    "command; rename it"
                )
        return [*own, *options]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage of the question, if one is given."""
        query = ctx.meta.get(_QUESTION)
        if query is None:
            super().format_usage(ctx, formatter)
        else:
            formatter.write_usage(ctx.command_path, f"{query.name} [OPTIONS]")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe the question, if one is given."""
        query = ctx.meta.get(_QUESTION)
        if query is None:
            super().format_help_text(ctx, formatter)
            return
        language = current_language()
        with formatter.indentation():
            for words in (query.title(language), query.explanation(language)):
                formatter.write_paragraph()
                formatter.write_text(words)
            formatter.write_paragraph()
            formatter.write_text("\b\n" + _example(ctx.command_path, query))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the question's parameters separately from the shared options."""
        query = ctx.meta.get(_QUESTION)
        own = {parameter.option for parameter in query.parameters} if query is not None else set()
        sections: dict[str, list[tuple[str, str]]] = {_("Parameters"): [], _("Options"): []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                of_question = bool(own & set(parameter.opts))
                sections[_("Parameters") if of_question else _("Options")].append(record)
        for title, records in sections.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def complete_name(_: click.Context, __: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    """Complete the name of a question."""
    from click.shell_completion import CompletionItem

    here = project_here()
    return [
        CompletionItem(name, help=here.query(name).title("en"))
        for name in here.query_names()
        if name.startswith(incomplete)
    ]


def _question_options(query: "StoredQuery", language: str) -> list[click.Option]:
    return [
        click.Option(
            [parameter.option, parameter.name],
            metavar=_TYPES.get(parameter.kind, parameter.kind.upper()),
            help=option_help(parameter, language),
            expose_value=False,
            callback=_keep,
            shell_complete=_complete_value,
        )
        for parameter in query.parameters
    ]


def _example(path: str, query: "StoredQuery") -> str:
    """Write the command that asks a question with the examples of its parameters."""
    import shlex

    given = [
        word
        for entry in query.parameters
        if entry.example
        for word in (entry.option, entry.example)
    ]
    command = shlex.join([*path.split(), query.name, *given])
    return _("Example: {command}").format(command=command)


def option_help(parameter: "Parameter", language: str) -> str:
    """Describe a parameter: its list, an example and its default."""
    listed = _("{label} from the list {scheme}, such as {example}")
    text = (listed if parameter.scheme else _("{label}, such as {example}")).format(
        label=parameter.label(language), scheme=parameter.scheme, example=parameter.example
    )
    if parameter.default:
        return _("{text}; default {default}.").format(text=text, default=parameter.default)
    return (_("{text} (required).") if parameter.required else _("{text}.")).format(text=text)


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None:
        ctx.meta.setdefault(_VALUES, {})[parameter.name] = value


def _complete_value(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list["CompletionItem"]:
    """Complete a value from the build; without a build, there is nothing to suggest."""
    from click.shell_completion import CompletionItem

    query = ctx.meta[_QUESTION]
    asked = next(entry for entry in query.parameters if entry.name == parameter.name)
    try:
        found = (
            queries.choices(
                queries.open_store(Path(ctx.params.get("graph") or BUILD_FOLDER)), asked
            )
            or ()
        )
    except CcdpError:
        return []
    begun = incomplete.casefold()
    return [
        CompletionItem(choice.value, help=choice.label)
        for choice in found
        if choice.value.casefold().startswith(begun)
        or normalised(choice.label).startswith(normalised(incomplete))
    ]
