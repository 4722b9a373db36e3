"""`ccdp link`: links from our things to the world's identifiers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ccdp_graph import http, linking, sparql
from ccdp_graph.cli.language import Group, _, current_language
from ccdp_graph.cli.link.link_check import check_command
from ccdp_graph.cli.options import (
    ALLOW_PRIVATE_OPTION,
    FORCE_OPTION,
    decision_options,
    graph_source_options,
    login_for,
    number_option,
    output_option,
    project_here,
    type_option,
)
from ccdp_graph.cli.output import show_progress
from ccdp_graph.files import write_file
from ccdp_graph.model import ORGANISATION

if TYPE_CHECKING:
    from ccdp_graph.linking import NameList, Suggestion
    from ccdp_graph.project import Project
    from ccdp_graph.sparql import Store


@click.group("link", cls=Group)
def link_command() -> None:
    """Link our entities to external identifiers, after review.

    \b
    Examples:
      ccdp link suggest ror -o review.xlsx
      ccdp link suggest their-catalogue.ttl -o review.xlsx
      ccdp link accept review.xlsx
      ccdp link index -o index.json
      ccdp link check
    """


link_command.add_command(check_command)


def review_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say what goes into a review, and where it goes."""
    for option in (
        decision_options,
        FORCE_OPTION,
        click.option(
            "--accept-certain",
            is_flag=True,
            help="Store scores of 95 and more without review: name, country and website agree.",
        ),
        number_option("Largest number of candidates for each entity.", default=3),
        output_option("Workbook to review the suggestions in.", default=Path("review.xlsx")),
    ):
        command = option(command)
    return command


@link_command.command("suggest")
@click.argument("name", metavar="[SOURCE]", default="")
@click.option(
    "--service",
    default="",
    metavar="URL",
    help="Ask this reconciliation service instead of a source.",
)
@click.option(
    "--labels-of",
    default="",
    metavar="URL",
    help="Look up our names at this SPARQL endpoint instead of a source. (--endpoint is where our "
    "own graph is.)",
)
@type_option(
    "Type of entity to ask a service or endpoint about",
    default=ORGANISATION,
)
@ALLOW_PRIVATE_OPTION
@graph_source_options
@review_options
def suggest_command(
    name: str,
    source: "Callable[[], Store]",
    service: str,
    labels_of: str,
    kind: str,
    output: Path,
    number: int,
    author: str,
    day: date,
    *,
    allow_private: bool,
    accept_certain: bool,
    force: bool,
) -> None:
    """Suggest external identifiers for our entities.

    SOURCE is a pinned list of names: ror (organisations), wikidata (organisations, coding systems),
    fairsharing or bioregistry (coding systems and data models), mondo, ncit or iccc (diseases). Or
    it is another catalogue to compare with our networks and resources: the name of a harvested
    source, or a file of its records in DCAT or schema.org (.ttl, .nt, .nq, .trig, .rdf, .jsonld).
    None of these is fetched from the web. With --service or --labels-of, a server is asked instead.

    Each suggestion has a score and its evidence. Links already decided are not suggested again.
    Choose yes, close, related or no in the workbook, then run ccdp link accept.

    \b
    Examples:
      ccdp link suggest ror -o review.xlsx
      ccdp link suggest mondo --number 5
      ccdp link suggest their-catalogue.ttl
      ccdp link suggest --service https://wikidata.reconci.link/en/api
      ccdp link suggest --labels-of https://example.org/sparql --type network
    """
    if len([given for given in (name, service, labels_of) if given]) != 1:
        raise click.UsageError("give one of SOURCE, --service URL and --labels-of URL")
    project = project_here()
    target = linking.review_target(output, overwrite=force)
    with show_progress() as progress:
        if name:
            title, suggestions = _from_source(name, source, project, number, progress)
        elif service:
            title, suggestions = _from_service(
                service, source, project, kind, number, progress, private=allow_private
            )
        else:
            title, suggestions = _from_endpoint(labels_of, source, project, kind, number, progress)
    click.echo(title)
    _write_review(suggestions, project, target, author, day, accept_certain=accept_certain)


def _from_source(
    name: str,
    source: "Callable[[], Store]",
    project: "Project",
    number: int,
    progress: Callable[[str], None],
) -> "tuple[str, tuple[Suggestion, ...]]":
    progress("reading names")
    names = linking.link_source(name, project)
    progress("comparing names")
    return _list_title(names), linking.suggest_links(
        source(),
        project.record_types(),
        names,
        project.links(),
        concepts=project.concepts(),
        number=number,
    )


def _from_service(
    url: str,
    source: "Callable[[], Store]",
    project: "Project",
    kind: str,
    number: int,
    progress: Callable[[str], None],
    *,
    private: bool,
) -> "tuple[str, tuple[Suggestion, ...]]":
    entities = linking.entities_of_type(source(), project.record_types(), project.concepts(), kind)
    limits = http.Limits(whole=120, bytes=20_000_000, private=private, robots=False)
    with http.HttpClient(limits) as web:
        description, answers = linking.ask_service(
            url, entities, web, number=number, progress=progress
        )
    suggestions = linking.suggest_answers(entities, answers, project.links(), number=number)
    title = _("{name}, version {version}").format(
        name=description.name, version=description.version
    )
    return f"{_('service')}\t{title}", suggestions


def _from_endpoint(
    url: str,
    source: "Callable[[], Store]",
    project: "Project",
    kind: str,
    number: int,
    progress: Callable[[str], None],
) -> "tuple[str, tuple[Suggestion, ...]]":
    entities = linking.entities_of_type(source(), project.record_types(), project.concepts(), kind)
    store = sparql.RemoteStore.at(url, login_for(url))
    answers = linking.ask_endpoint(store, entities, url, progress=progress)
    return f"{_('endpoint')}\t{url}", linking.suggest_answers(
        entities, answers, project.links(), number=number
    )


@link_command.command("duplicates")
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@review_options
def duplicates_command(
    names: tuple[str, ...],
    output: Path,
    number: int,
    author: str,
    day: date,
    *,
    accept_certain: bool,
    force: bool,
) -> None:
    """Suggest which records of other catalogues are duplicates.

    SOURCE is the name of a harvested source, or a file of records; without it, all harvested
    sources are compared with one another. Nothing is merged: accepted duplicates are stored as
    links, and the records stay as they are. (For our own records, see the question
    records-of-same-name.)

    \b
    Examples:
      ccdp link duplicates
      ccdp link duplicates one-catalogue.ttl another.nq -o duplicates.xlsx
    """
    project = project_here()
    target = linking.review_target(output, overwrite=force)
    with show_progress() as progress:
        progress("reading records")
        compared = linking.catalogues(names, project)
        progress("comparing records")
        suggestions = linking.suggest_duplicates(
            compared, project.record_types(), project.links(), number=number
        )
    for catalogue in compared:
        click.echo(_list_title(catalogue))
    _write_review(suggestions, project, target, author, day, accept_certain=accept_certain)


def _list_title(names: "NameList") -> str:
    day = _(", as of {day}").format(day=names.modified) if names.modified else ""
    note = f", {names.note}" if names.note else ""
    return f"{_('list') if day else _('catalogue')}\t{names.title}{day}{note}"


def _write_review(
    suggestions: "tuple[Suggestion, ...]",
    project: "Project",
    target: Path,
    author: str,
    day: date,
    *,
    accept_certain: bool,
) -> None:
    if accept_certain:
        stored = linking.store_certain(suggestions, project, author=author, day=day)
        decided = {link.pair for link in stored}
        suggestions = tuple(
            (ours, candidates)
            for ours, candidates in suggestions
            if (ours.iri, candidates[0].thing.iri) not in decided
        )
        click.echo(f"{_('stored without review')}\t{len(stored)}")
    click.echo(f"{_('entities with candidates')}\t{len(suggestions)}")
    click.echo(f"{_('of which certain')}\t{sum(found[0].certain for _, found in suggestions)}")
    if suggestions:
        linking.write_review(target, suggestions, current_language())
        click.echo(f"{_('written')}\t{target}")
        command = f"ccdp link accept {target}"
        click.echo(_("Review it, then run: {command}").format(command=command))


@link_command.command("accept")
@click.argument("review", type=click.Path(path_type=Path))
@decision_options
def accept_command(review: Path, author: str, day: date) -> None:
    """Store the decisions of a reviewed workbook as SSSOM.

    REVIEW is the workbook, and the decisions go to the project folder. A yes, close or related
    becomes a link in the graph of the next build; a no is remembered.

    \b
    Example:
      ccdp link accept review.xlsx --author "A. Curator"
    """
    target, decided = linking.accept_review(review, project_here(), author=author, day=day)
    refused = sum(link.refused for link in decided)
    click.echo(f"{_('links')}\t{len(decided) - refused}")
    click.echo(f"{_('refused')}\t{refused}")
    if decided:
        click.echo(f"{_('stored')}\t{target}")


@link_command.command("index")
@graph_source_options
@output_option("File to write; by default the index is printed.")
def index_command(source: "Callable[[], Store]", output: Path | None) -> None:
    """Write the names of all our entities as JSON.

    Others can match names with it, and ccdp match-names --index reads it. Each entry has id, label,
    other labels, type and country, and the file has what scoring needs.

    \b
    Example:
      ccdp link index -o index.json
    """
    project = project_here()
    entities = linking.read_entities(source(), project.record_types())
    text = linking.index_json(entities, project.concepts(), project.settings.title)
    if output is None:
        click.echo(text, nl=False)
        return
    write_file(output, text)
    click.echo(f"{_('written')}\t{output}")
