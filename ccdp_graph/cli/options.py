"""Options that commands share, and what they stand for: a project, a graph, a login."""

import getpass
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ccdp_graph import http, project, queries, sparql
from ccdp_graph.cli.language import language_option
from ccdp_graph.errors import StoreError
from ccdp_graph.sparql import Limits

if TYPE_CHECKING:
    from ccdp_graph.http import Login
    from ccdp_graph.project import Project
    from ccdp_graph.sparql import Store

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]

BUILD_FOLDER = Path("ccdp-build")


_PROJECT = "ccdp_graph.project"


def project_here() -> "Project":
    """Return the project of the folder that the command runs in; a command opens it once."""
    context = click.get_current_context(silent=True)
    kept = {} if context is None else context.meta
    if _PROJECT not in kept:
        kept[_PROJECT] = project.open_project(Path.cwd())
    found: Project = kept[_PROJECT]
    return found


WORKBOOK_ARGUMENT = click.argument("workbook", type=click.Path(path_type=Path))

WORKBOOKS_ARGUMENT = click.argument(
    "workbooks", nargs=-1, type=click.Path(path_type=Path), metavar="[WORKBOOK]..."
)

AS_OPTION = click.option(
    "--as",
    "table",
    metavar="TABLE",
    default="",
    help="Read unknown sheets as this table: data-resources, federated-networks or one of yours.",
)

LANGUAGE_OPTION = language_option()

FORCE_OPTION = click.option("--force", is_flag=True, help="Overwrite an existing file.")

ALLOW_PRIVATE_OPTION = click.option(
    "--allow-private",
    is_flag=True,
    help="Allow addresses in a private network and on this machine.",
)

TIME_LIMIT_OPTION = click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().seconds,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a request after this time.",
)


def format_option(
    formats: Sequence[str],
    text: str = "Output format; a table by default.",
    *,
    default: str | None = None,
) -> _Option:
    """Return the option that chooses a format; without a default, the command chooses."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=default,
        show_default=default is not None,
        help=text,
    )


def output_option(text: str, *, default: Path | None = None, required: bool = False) -> _Option:
    """Return the option that names the file to write."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        default=default,
        show_default=default is not None,
        required=required,
        metavar="FILE",
        help=text,
    )


RESULT_OPTION = output_option("Write to FILE, in the format of its extension.")


def output_folder_option(
    text: str,
    *,
    default: Path | None = None,
    show_default: bool | str = True,
) -> _Option:
    """Return the option that names the folder to write into."""
    return click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(path_type=Path),
        default=default,
        show_default=show_default,
        metavar="DIR",
        help=text,
    )


def graph_option(text: str) -> _Option:
    """Return the option that names a build, or a graph's file."""
    return click.option(
        "-g",
        "--graph",
        type=click.Path(path_type=Path),
        default=BUILD_FOLDER,
        show_default=True,
        metavar="PATH",
        help=text,
    )


def _to_date(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def date_option(text: str, *, today: bool = False) -> _Option:
    """Return the option that gives a day: today, or else none by default."""
    return click.option(
        "--date",
        "day",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_to_date,
        default=(lambda: date.today().isoformat()) if today else None,  # noqa: DTZ011, the curator's own day
        show_default="today" if today else False,
        metavar="YYYY-MM-DD",
        help=text,
    )


RECORDS_DATE_OPTION = date_option("Date of the records, instead of the one in each workbook.")


def number_option(text: str, *, default: int, most: int | None = None) -> _Option:
    """Return the option that says how many results are given."""
    return click.option(
        "--number",
        type=click.IntRange(1, most),
        default=default,
        show_default=True,
        help=text,
    )


def type_option(text: str, *, default: str = "") -> _Option:
    """Return the option that names a type of entity."""
    return click.option(
        "--type",
        "kind",
        default=default,
        show_default=bool(default),
        metavar="TYPE",
        help=f"{text}: a kind of record such as network, organisation, or a list such as country "
        "or data-model.",
    )


def decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say who decided, and when."""
    author = click.option(
        "--author",
        default=getpass.getuser,
        show_default="your user name",
        metavar="NAME",
        help="Who made the decisions.",
    )
    return author(date_option("Date of the decisions.", today=True)(command))


def graph_source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say which graph it asks, and what that may cost.

    The command takes `source`, which opens the store when it is called.
    """

    @click.option(
        "--endpoint",
        metavar="URL",
        help="Ask this SPARQL endpoint instead of a build. User and password come from "
        "CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or from netrc.",
    )
    @click.option(
        "--federated", is_flag=True, help="Let queries call other endpoints (SERVICE clauses)."
    )
    @TIME_LIMIT_OPTION
    @click.option(
        "--row-limit",
        type=click.IntRange(min=0),
        default=Limits().rows,
        show_default=True,
        metavar="ROWS",
        help="Largest number of rows that may come back; 0 for no limit.",
    )
    @graph_option("The build to ask: its folder, or a graph file (.nq, .nt, .ttl).")
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
                return sparql.RemoteStore.at(endpoint, login_for(endpoint), limits)
            return queries.open_store(graph, limits, federated=federated)

        return command(*arguments, source=source, **options)

    return with_source


def login_for(url: str) -> "Login | None":
    """Find the user and password for an address: in the environment, or in netrc.

    Raises:
        StoreError: The netrc file cannot be read.
    """
    user = os.environ.get("CCDP_ENDPOINT_USER")
    if user:
        return http.Login(user, os.environ.get("CCDP_ENDPOINT_PASSWORD", ""))
    from netrc import NetrcParseError, netrc
    from urllib.parse import urlsplit

    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        entry = netrc(path).authenticators(urlsplit(url).hostname or "") if path.exists() else None
    except (NetrcParseError, OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); correct the file") from error
    return http.Login(entry[0], entry[2] or "") if entry else None
