"""`ccdp harvest`: the records of another catalogue, kept in a graph of their own."""

from datetime import date
from pathlib import Path

import click

from ccdp_graph import harvests, http
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import (
    ALLOW_PRIVATE_OPTION,
    LANGUAGE_OPTION,
    date_option,
    output_folder_option,
    project_here,
)
from ccdp_graph.cli.output import print_table, show_progress


@click.command("harvest", cls=Command)
@click.argument("source", required=False, metavar="[SOURCE]")
@click.option(
    "--type",
    "kind",
    type=click.Choice(list(harvests.SOURCE_KINDS)),
    help="Type of SOURCE; detected by default. A DCAT file or its pages, a FAIR Data Point, a CKAN "
    "site, an OAI-PMH server, or a site with a VoID description (such as one from ccdp publish).",
)
@click.option(
    "--name",
    default="",
    metavar="NAME",
    help="Name for the source; taken from its host by default.",
)
@output_folder_option("Folder of all harvested sources; harvest/ in the project by default.")
@date_option("Date of new and changed records; today by default.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    metavar="NUMBER",
    help="Largest number of documents to fetch.",
)
@ALLOW_PRIVATE_OPTION
@click.option("--strict", is_flag=True, help="Write nothing if there is a Violation.")
@click.option("--force", is_flag=True, help="Update even if most records are gone.")
@click.option("--list", "listing", is_flag=True, help="List the harvested sources, and stop.")
@LANGUAGE_OPTION
@click.pass_context
def harvest_command(
    ctx: click.Context,
    source: str | None,
    *,
    kind: str | None,
    name: str,
    folder: Path | None,
    day: date | None,
    limit: int,
    allow_private: bool,
    strict: bool,
    force: bool,
    listing: bool,
    language: str,
) -> None:
    """Fetch the records of another catalogue, or update them.

    SOURCE is a file or a web address; without it, the source called --name is fetched again.
    Harvested records keep their own IRIs and are stored in a graph of their own, which ccdp build
    adds to graph.nq. The earlier records are kept until the new ones are complete. Anything that
    cannot be read is reported, and the rest is kept.

    \b
    Examples:
      ccdp harvest https://fdp.example.org/
      ccdp harvest https://data.example.org/ --type ckan --name national
      ccdp harvest their-catalogue.ttl
      ccdp harvest --name national
      ccdp harvest --list
    """
    project = project_here()
    folder = folder or project.own_folder() / harvests.HARVESTS
    if listing:
        _print_list(folder)
        return
    if source is None:
        previous = harvests.HarvestFolder(folder / name).state() if name else None
        if previous is None:
            raise click.UsageError("give SOURCE, or --name of a source that was harvested before")
        source, kind = previous.source, kind or previous.kind
    request = harvests.HarvestRequest(
        source,
        (day or date.today()).isoformat(),  # noqa: DTZ011, the curator's own day
        kind=kind or "",
        name=name,
        limit=limit,
        force=force,
        strict=strict,
    )
    with show_progress() as progress, http.HttpClient(http.Limits(private=allow_private)) as web:
        result = harvests.harvest(request, project, folder, web, progress=progress)
    title, *rows = result.report.rows(language)
    absolute = result.folder.resolve()
    shown_folder = (
        absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute
    )
    nothing = _("nothing; no record has changed")
    rows.append((_("written"), str(shown_folder) if result.written else nothing))
    print_table(title, rows)
    finding_rows = [
        (
            finding.severity.label_in(language),
            str(number),
            finding.place_in(language),
            finding.localised(language).message,
        )
        for finding, number in result.report.kinds(longest=10)
    ]
    if finding_rows:
        print_table((_("Severity"), _("Count"), _("First at"), _("What is wrong")), finding_rows)
    if result.refused:
        click.echo(_("nothing was written, because of --strict and a Violation"), err=True)
    ctx.exit(0 if result.report.conforms else 1)


def _print_list(folder: Path) -> None:
    rows = []
    for source_folder in harvests.harvest_folders(folder):
        state = source_folder.state()
        assert state is not None
        findings = ", ".join(
            f"{number} {name}" for name, number in state.findings.items() if number
        )
        gone = str(len(state.gone))
        number = str(len(state.records))
        rows.append(
            (source_folder.name, state.kind, state.source, number, gone, state.day, findings)
        )
    print_table(
        (
            _("Name"),
            _("Type"),
            _("Source"),
            _("Records"),
            _("Gone"),
            _("Last changed"),
            _("Findings"),
        ),
        rows,
    )
