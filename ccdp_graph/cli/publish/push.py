"""`ccdp push` and `ccdp ping`: a build given to stores, catalogues and indexes elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import click

from ccdp_graph import http, push, sparql
from ccdp_graph.cli.language import Command, _, current_language
from ccdp_graph.cli.options import (
    ALLOW_PRIVATE_OPTION,
    BUILD_FOLDER,
    TIME_LIMIT_OPTION,
    format_option,
    login_for,
)
from ccdp_graph.cli.output import print_table, show_progress
from ccdp_graph.cli.publish.push_catalogue import CatalogueOptions, push_to_catalogue
from ccdp_graph.errors import StoreError
from ccdp_graph.i18n import Texts
from ccdp_graph.rdf import is_iri
from ccdp_graph.sparql import Limits


@click.command("ping", cls=Command)
@click.argument("index", metavar="INDEX")
@click.option(
    "--site",
    required=True,
    metavar="URL",
    help="Address of the FAIR Data Point, where its description can be read as Turtle.",
)
@ALLOW_PRIVATE_OPTION
def ping_command(index: str, site: str, *, allow_private: bool) -> None:
    """Announce a FAIR Data Point to an index.

    INDEX reads and lists the FAIR Data Point once it is announced. The site is read first, as the
    index would read it, and is announced only if it describes a FAIR Data Point. Indexes expect a
    ping once a week, and accept only a few a day.

    \b
    Example:
      ccdp ping https://index.example.org --site https://example.org/fdp
    """
    with (
        show_progress() as progress,
        http.HttpClient(http.Limits(tries=1, private=allow_private, robots=False)) as web,
    ):
        progress(_("reading {name}").format(name=site))
        root = push.described_at(web, site)
        progress(_("announcing to {index}").format(index=index))
        push.announce(web, index, site)
    done = _("{index} accepted {site} ({root}), and will read it later")
    click.echo(done.format(index=index, site=site, root=root))


_ACTIONS = Texts({"load": "load", "replace": "replace", "unchanged": "unchanged"})

_TARGETS = ("sparql", *push.PUSH_TARGETS)


@click.command("push", cls=Command)
@click.argument("places", nargs=-1, metavar="[URL] [BUILD]")
@click.option(
    "--target",
    type=click.Choice(_TARGETS),
    default=_TARGETS[0],
    show_default=True,
    help="Where to push: a SPARQL store, a CKAN site, or a FAIR Data Point.",
)
@click.option(
    "--plan/--apply",
    "only_plan",
    default=True,
    help="Show what would be done (the default), or do it.",
)
@click.option("--endpoint", metavar="URL", help="Store: address for queries.")
@click.option(
    "--graph-store", metavar="URL", help="Store: address for the Graph Store Protocol, to write to."
)
@click.option(
    "--update-endpoint",
    metavar="URL",
    help="Store: address for SPARQL updates, to write to instead.",
)
@click.option(
    "--default-graph",
    default="",
    metavar="IRI",
    help="Store: graph for statements outside any named graph, if the store has no default graph "
    "of its own (Virtuoso).",
)
@click.option(
    "--organisation", default="", metavar="NAME", help="CKAN: organisation that owns the datasets."
)
@click.option(
    "--name-prefix",
    default="ccdp-",
    show_default=True,
    metavar="TEXT",
    help="CKAN: prefix of the names of the datasets.",
)
@click.option(
    "--delete-many",
    is_flag=True,
    help="CKAN and FAIR Data Point: allow deleting most of the records there.",
)
@format_option(
    ["table", "json"],
    "CKAN and FAIR Data Point: output format of the plan and result.",
    default="table",
)
@TIME_LIMIT_OPTION
def push_command(
    places: Sequence[str],
    target: str,
    endpoint: str | None,
    graph_store: str | None,
    update_endpoint: str | None,
    default_graph: str,
    organisation: str,
    name_prefix: str,
    output_format: str,
    time_limit: float,
    *,
    only_plan: bool,
    delete_many: bool,
) -> None:
    """Load a build into a SPARQL store or another catalogue.

    BUILD is a build folder or a graph file. A SPARQL store is loaded graph by graph; a CKAN site or
    FAIR Data Point at URL, record by record. Nothing is sent twice, and an interrupted push resumes
    where it stopped. Whatever is not ours is left alone: other graphs, and records whose identifier
    is not one of our IRIs. A rejected record is reported with its row, and the others continue.

    User and password come from CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or from netrc; the
    token of a CKAN site or FAIR Data Point from CCDP_TARGET_TOKEN, or the password in netrc.

    \b
    Examples:
      ccdp push --endpoint http://localhost:7878/query
      ccdp push --endpoint http://localhost:7878/query
        --graph-store http://localhost:7878/store --apply
      ccdp push --target ckan https://ckan.example.org --organisation oncology
      ccdp push --target fdp https://fdp.example.org --apply
    """
    urls = [place for place in places if "://" in place]
    paths = [Path(place) for place in places if "://" not in place]
    if len(urls) > 1 or len(paths) > 1:
        raise click.UsageError("give at most one URL and one BUILD")
    build = paths[0] if paths else BUILD_FOLDER
    if target == "sparql":
        if urls or not endpoint:
            raise click.UsageError("a store needs --endpoint URL")
        _push_to_store(
            build,
            endpoint,
            graph_store,
            update_endpoint,
            default_graph,
            time_limit,
            only_plan=only_plan,
        )
        return
    if not urls or endpoint or graph_store or update_endpoint or default_graph:
        raise click.UsageError(f"--target {target} needs the URL of the site, and no endpoint")
    options = CatalogueOptions(target, urls[0], organisation, name_prefix, time_limit)
    push_to_catalogue(build, options, output_format, only_plan=only_plan, delete_many=delete_many)


def _push_to_store(
    build: Path,
    endpoint: str,
    graph_store: str | None,
    update_endpoint: str | None,
    default_graph: str,
    time_limit: float,
    *,
    only_plan: bool,
) -> None:
    if default_graph and not is_iri(default_graph):
        raise StoreError(f"--default-graph: '{default_graph}' is not an IRI")
    store = sparql.RemoteStore.at(endpoint, login_for(endpoint), Limits(time_limit))
    target = graph_store or update_endpoint or endpoint
    writer = sparql.loader(graph_store, update_endpoint, login_for(target), seconds=time_limit)
    if writer is None and not only_plan:
        raise StoreError("--apply needs an address to write to: --graph-store or --update-endpoint")
    with show_progress() as progress:
        progress("comparing")
        steps = push.plan_push(build, store, default_graph)
        if writer is not None and not only_plan:
            push.push_graphs(steps, writer, store, progress)
    said = _ACTIONS[current_language()]
    print_table(
        (_("Graph"), _("Statements"), _("In the store"), _("Plan") if only_plan else _("Done")),
        [
            (
                step.name,
                str(step.local),
                str(step.remote),
                _("continue after {number}").format(number=step.loaded)
                if step.resumes
                else said[step.action],
            )
            for step in steps
        ],
    )
    if only_plan and not all(step.done for step in steps):
        click.echo(_("nothing was written; add --apply to write"), err=True)
