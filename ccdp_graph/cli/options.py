"""Options that several commands share, and what they stand for: a project, a graph, a login."""

import getpass
import os
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ccdp_graph import project, queries, sparql
from ccdp_graph.errors import StoreError
from ccdp_graph.sparql import Limits

if TYPE_CHECKING:
    from ccdp_graph.project import Project
    from ccdp_graph.sparql import Login, Store


def project_here() -> "Project":
    """Open the project of the folder that the command runs in."""
    return project.open_project(Path.cwd())


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
                return sparql.RemoteStore.at(endpoint, login_of(endpoint), limits)

            return queries.open_store(graph, limits, federated=federated)

        return command(*arguments, source=source, **options)

    return with_source


def login_of(url: str) -> "Login | None":
    """Find who asks an endpoint: in the environment, or in netrc.

    Raises:
        StoreError: The netrc file cannot be read.
    """
    user = os.environ.get("CCDP_ENDPOINT_USER")
    if user:
        return sparql.Login(user, os.environ.get("CCDP_ENDPOINT_PASSWORD", ""))
    from netrc import NetrcParseError, netrc
    from urllib.parse import urlsplit

    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        known = netrc(path).authenticators(urlsplit(url).hostname or "") if path.exists() else None
    except (NetrcParseError, OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); mend it") from error
    return sparql.Login(known[0], known[2] or "") if known else None


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
