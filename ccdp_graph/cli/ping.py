"""`ccdp ping`: the site, announced to an index of FAIR Data Points."""

import click

from ccdp_graph.cli.shared import progress


@click.command("ping")
@click.argument("index", metavar="INDEX")
@click.option(
    "--site",
    required=True,
    metavar="URL",
    help="The address of the FAIR Data Point: where its description is read as Turtle.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Ask addresses of a private network, this machine among them, too.",
)
def ping_command(index: str, site: str, *, allow_private: bool) -> None:
    """Announce a FAIR Data Point to INDEX, which then reads and lists it.

    The site is read first, as the index would: what does not describe a FAIR Data Point is not
    announced. Indexes ask for a sign of life once a week, and take no more than a few a day.

    \b
    Example:
      ccdp ping https://index.example.org --site https://example.org/fdp
    """
    from ccdp_graph.http.client import Web
    from ccdp_graph.http.response import Limits
    from ccdp_graph.push.fdp_index import announce, described_at

    with progress() as tell, Web(Limits(tries=1, private=allow_private, robots=False)) as web:
        tell(f"reading {site}")
        root = described_at(web, site)
        tell(f"telling {index}")
        announce(web, index, site)
    click.echo(f"{index} took the address {site} ({root}); it reads it in its own time")
