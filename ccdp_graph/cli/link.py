"""`ccdp link`: links from our things to the world's identifiers."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph.cli.link_check import check_command
from ccdp_graph.cli.shared import asks_a_graph, progress, signed

if TYPE_CHECKING:
    from ccdp_graph.model.graph_store import GraphStore


@click.group("link")
def link_command() -> None:
    """Link our things to the world's identifiers, a person deciding.

    \b
    Examples:
      ccdp link suggest ror -o review.xlsx
      ccdp link accept review.xlsx
      ccdp link index -o index.json
      ccdp link check
    """


link_command.add_command(check_command)


@link_command.command("suggest")
@click.argument("name", metavar="SOURCE")
@asks_a_graph
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("review.xlsx"),
    show_default=True,
    metavar="FILE",
    help="The workbook to decide in.",
)
@click.option(
    "--number",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="The most candidates for a thing.",
)
@click.option(
    "--accept-certain",
    is_flag=True,
    help="Store those with a score of 95 or more whose name, country and website all agree.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@signed
def suggest_command(
    name: str,
    output: Path,
    number: int,
    author: str,
    day: datetime,
    source: "Callable[[], GraphStore]",
    *,
    accept_certain: bool,
    force: bool,
) -> None:
    """Suggest what our things are in SOURCE, with scores and the evidence in words.

    SOURCE is a pinned list of names: ror (organisations), mondo or ncit (diseases), bioregistry
    (data models and coding systems). Nothing is fetched. What was decided is not asked again.
    Choose yes, close, related or no in the workbook, and give it to ccdp link accept.

    \b
    Examples:
      ccdp link suggest ror -o review.xlsx
      ccdp link suggest mondo --number 5
    """
    from ccdp_graph.connecting import review_target, store_certain, suggest_links, write_review
    from ccdp_graph.project_files import open_project

    files = open_project(Path.cwd())
    target = review_target(output, overwrite=force)
    with progress() as tell:
        tell("reading names")
        names = files.name_list(name)
        tell("comparing names")
        suggestions = suggest_links(source(), names, files, number=number)
    click.echo(f"list\t{names.title}, as of {names.modified}")
    if accept_certain:
        stored = store_certain(suggestions, files, author=author, day=day.date())
        decided = {link.subject for link in stored}
        suggestions = tuple(pair for pair in suggestions if pair[0].iri not in decided)
        click.echo(f"stored without asking\t{len(stored)}")
    click.echo(f"things with candidates\t{len(suggestions)}")
    click.echo(f"of them certain\t{sum(found[0].certain for _, found in suggestions)}")
    if suggestions:
        write_review(target, suggestions)
        click.echo(f"written\t{target}")
        click.echo(f"then\tccdp link accept {target}")


@link_command.command("accept")
@click.argument("review", type=click.Path(path_type=Path))
@signed
def accept_command(review: Path, author: str, day: datetime) -> None:
    """Store the decisions of the workbook REVIEW in the project folder, as SSSOM.

    A yes, close or related becomes a link in the graph of the next build; a no is remembered.

    \b
    Example:
      ccdp link accept review.xlsx --author "A. Curator"
    """
    from ccdp_graph.connecting import accept_review
    from ccdp_graph.project_files import open_project

    target, decided = accept_review(review, open_project(Path.cwd()), author=author, day=day.date())
    refused = sum(link.refused for link in decided)
    click.echo(f"links\t{len(decided) - refused}")
    click.echo(f"refused\t{refused}")
    if decided:
        click.echo(f"stored\t{target}")


@link_command.command("index")
@asks_a_graph
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; by default the index is printed.",
)
def index_command(source: "Callable[[], GraphStore]", output: Path | None) -> None:
    """Write the names of all our things as JSON, for others to match names with.

    Each entry has id, label, other labels, type and country; beside them stands what scoring
    needs. ccdp match-names --index reads it.

    \b
    Example:
      ccdp link index -o index.json
    """
    from ccdp_graph.naming import index_json
    from ccdp_graph.output import write_file
    from ccdp_graph.project_files import open_project

    text = index_json(source(), open_project(Path.cwd()))
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, text)
    click.echo(f"written\t{output}")
