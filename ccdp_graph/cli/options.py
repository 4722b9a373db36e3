"""Options, and ways to print and write results, that several commands share."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ccdp_graph.sparql import Limits

if TYPE_CHECKING:
    from ccdp_graph.model import Report, Solutions
    from ccdp_graph.sparql import Login, Store


RESULT_OPTION = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file; its ending says the format.",
)

LANGUAGE_OPTION = click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", help="Of headings and labels."
)

_BINARY = ("xlsx",)


def form_of(form: str | None, output: Path | None, known: Sequence[str]) -> str:
    """Choose the format: as asked for, or by the file's ending, or the first that is known.

    Raises:
        QueryError: The ending is of no known format, or a workbook has no file to go to.
    """
    from ccdp_graph.errors import QueryError

    ending = output.suffix.lower().removeprefix(".") if output else ""
    if form is None and ending and ending not in known:
        forms = ", ".join(f".{name}" for name in known if name != "table")
        raise QueryError(f"{output}: unknown ending; use {forms}, or give --format")
    chosen = form or ending or known[0]
    if chosen in _BINARY and output is None and sys.stdout.isatty():
        raise QueryError(f"a workbook needs a file; add -o result.{chosen}")
    return chosen


def write_output(content: str | bytes, output: Path | None) -> None:
    """Print a result, or write it to a file and say so."""
    if output is None:
        click.echo(content, nl=False)
        return
    from ccdp_graph.files import write_file

    write_file(output, content)
    click.echo(f"written\t{output}")


def write_answers(answers: "Solutions", form: str, output: Path | None, *, title: str) -> None:
    """Give a table as CSV, JSON or a workbook."""
    if form == "xlsx":
        from ccdp_graph.spreadsheets import answers_workbook

        write_output(answers_workbook(answers, title), output)
    else:
        write_output(answers.json_text() if form == "json" else answers.csv_text(), output)


OUTPUT = Path("ccdp-build")

WORKBOOKS_ARGUMENT = click.argument(
    "workbooks", nargs=-1, type=click.Path(path_type=Path), metavar="[WORKBOOK]..."
)

OUTPUT_OPTION = click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=True),
    default=OUTPUT,
    show_default=True,
    metavar="DIR",
    help="The folder to write into; other files in it are left alone.",
)


def date_of(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    """Give the day of an option, without a time."""
    return value.date() if value else None


DATE_OPTION = click.option(
    "--date",
    "modified",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=date_of,
    metavar="YYYY-MM-DD",
    help="The date of the records, where not the one that each workbook states.",
)

TIME_LIMIT_OPTION = click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="How long a question, or a batch of what is pushed, may take.",
)


def asks_a_graph(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which graph it asks, and what that may cost.

    The command takes `source`, which opens the store when it is called.
    """

    @click.option(
        "--endpoint",
        metavar="URL",
        help="Ask this SPARQL endpoint instead. User and password come from "
        "CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or from netrc.",
    )
    @click.option(
        "--federated", is_flag=True, help="Let the question ask other endpoints (SERVICE)."
    )
    @TIME_LIMIT_OPTION
    @click.option(
        "--row-limit",
        type=click.IntRange(min=0),
        default=Limits().rows,
        show_default=True,
        metavar="ROWS",
        help="How much may come back; 0 is any number.",
    )
    @click.option(
        "-g",
        "--graph",
        type=click.Path(path_type=Path),
        default=OUTPUT,
        show_default=True,
        metavar="PATH",
        help="A build's folder, or a graph (.nq, .nt, .ttl).",
    )
    @wraps(command)
    def with_source(
        *arguments: Any,
        graph: Path,
        endpoint: str | None,
        federated: bool,
        time_limit: float,
        row_limit: int,
        **options: Any,
    ) -> Any:
        limits = Limits(time_limit, row_limit)

        def source() -> "Store":
            if endpoint is not None:
                from ccdp_graph.sparql import RemoteStore

                return RemoteStore.at(endpoint, login_of(endpoint), limits)
            from ccdp_graph.queries import open_store

            return open_store(graph, limits, federated=federated)

        return command(*arguments, source=source, **options)

    return with_source


def login_of(url: str) -> "Login | None":
    """Find who asks an endpoint: in the environment, or in netrc.

    Raises:
        StoreError: The netrc file cannot be read.
    """
    from ccdp_graph.errors import StoreError
    from ccdp_graph.sparql import Login

    user = os.environ.get("CCDP_ENDPOINT_USER")
    if user:
        return Login(user, os.environ.get("CCDP_ENDPOINT_PASSWORD", ""))
    from netrc import NetrcParseError, netrc
    from urllib.parse import urlsplit

    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        known = netrc(path).authenticators(urlsplit(url).hostname or "") if path.exists() else None
    except (NetrcParseError, OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); mend it") from error
    return Login(known[0], known[2] or "") if known else None


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say who decided, and when."""
    author = click.option(
        "--author",
        default=getpass.getuser,
        show_default="who you are",
        metavar="NAME",
        help="Who decided.",
    )
    day = click.option(
        "--date",
        "day",
        type=click.DateTime(["%Y-%m-%d"]),
        default=lambda: date.today().isoformat(),  # noqa: DTZ011, the curator's own day
        show_default="today",
        help="The date of the decisions.",
    )
    return author(day(command))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the stage of a long work on a terminal; say nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda stage: status.update(f"{stage} …")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print a table: with rules on a terminal, with tabs when piped."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            click.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def print_findings(report: "Report", *, longest: int) -> None:
    """Print the kinds of finding, the gravest first, each with its number and an example."""
    from ccdp_graph.model import most_frequent

    rows = [
        (
            finding.severity.label,
            str(number),
            finding.place,
            finding.message + (f" ({finding.suggestion})" if finding.suggestion else ""),
        )
        for finding, number in most_frequent(report.findings, longest=longest)
    ]
    if rows:
        print_table(("Severity", "Number", "First at", "What is wrong"), rows)
