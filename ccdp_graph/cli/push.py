"""`ccdp push`: a build into a store elsewhere."""

from pathlib import Path

import click

from ccdp_graph.cli.shared import OUTPUT, TIME_LIMIT_OPTION, login_of, print_table, progress
from ccdp_graph.model.limits import Limits


@click.command("push")
@click.argument("build", default=OUTPUT, type=click.Path(path_type=Path), metavar="[BUILD]")
@click.option("--endpoint", required=True, metavar="URL", help="Where the store is asked.")
@click.option(
    "--graph-store", metavar="URL", help="Where it is written to: the Graph Store Protocol."
)
@click.option("--update-endpoint", metavar="URL", help="Or else: where it takes updates.")
@click.option(
    "--default-graph",
    default="",
    metavar="IRI",
    help="The graph that statements without one go to, where the store has no default graph of "
    "its own (Virtuoso).",
)
@click.option(
    "--plan/--apply",
    "only_plan",
    default=True,
    help="Show what would be done (the default), or do it.",
)
@TIME_LIMIT_OPTION
def push_command(
    build: Path,
    endpoint: str,
    graph_store: str | None,
    update_endpoint: str | None,
    default_graph: str,
    time_limit: float,
    *,
    only_plan: bool,
) -> None:
    """Load BUILD, a build's folder or a graph, into a store elsewhere, graph by graph.

    Other graphs there are left alone. What is there already is not sent again; a push that broke
    off goes on where it stopped; in the end the statements there are counted. User and password
    come from CCDP_ENDPOINT_USER and CCDP_ENDPOINT_PASSWORD, or from netrc.

    \b
    Examples:
      ccdp push --endpoint http://localhost:7878/query
      ccdp push --endpoint http://localhost:7878/query
        --graph-store http://localhost:7878/store --apply
    """
    from ccdp_graph.errors import StoreError
    from ccdp_graph.pushing import plan, push
    from ccdp_graph.rdf.terms import is_iri
    from ccdp_graph.store.loading import loader
    from ccdp_graph.store.remote import RemoteStore

    if default_graph and not is_iri(default_graph):
        raise StoreError(f"--default-graph: '{default_graph}' is not an IRI")
    store = RemoteStore.at(endpoint, login_of(endpoint), Limits(time_limit))
    target = graph_store or update_endpoint or endpoint
    writer = loader(graph_store, update_endpoint, login_of(target), seconds=time_limit)
    if writer is None and not only_plan:
        raise StoreError("--apply needs an address to write to: --graph-store or --update-endpoint")
    with progress() as tell:
        tell("comparing")
        steps = plan(build, store, default_graph)
        if writer is not None and not only_plan:
            push(steps, writer, store, tell)
    print_table(
        ("Graph", "Statements", "There before", "Plan" if only_plan else "Done"),
        [(step.name, str(step.here), str(step.there), step.action) for step in steps],
    )
    if only_plan and not all(step.done for step in steps):
        click.echo("nothing was written; --apply does it", err=True)
