"""`ccdp diff`: what became of the records between two workbooks, builds or graphs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph import analysis, pipeline, queries, sparql, validation
from ccdp_graph.cli.language import Command, _
from ccdp_graph.cli.options import LANGUAGE_OPTION, RESULT_OPTION, format_option, project_here
from ccdp_graph.cli.output import choose_format, show_progress, write_output
from ccdp_graph.project import REGISTER
from ccdp_graph.rdf import default_graph

if TYPE_CHECKING:
    from ccdp_graph.model import Identifiers
    from ccdp_graph.project import Project
    from ccdp_graph.rdf import Statement
    from ccdp_graph.sparql import EmbeddedStore


FORMATS = ("md", "json", "xlsx", "rdfp")


@click.command("diff", cls=Command)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@format_option(
    FORMATS, "Output format; md (Markdown) by default. rdfp is an RDF Patch of the statements."
)
@RESULT_OPTION
@LANGUAGE_OPTION
def diff_command(
    old: Path, new: Path, output_format: str | None, output: Path | None, language: str
) -> None:
    """Compare two workbooks, builds or graphs.

    Lists the records of OLD that were added, removed or changed in NEW, with the cells of both. OLD
    and NEW are workbooks, build folders or graphs (.nq, .nt, .ttl); only builds and .nq files know
    cells. Records are matched by id, even if their names have changed.

    \b
    Examples:
      ccdp diff survey-2025.xlsx survey-2026.xlsx
      ccdp diff ccdp-build survey.xlsx -o changes.xlsx
    """
    chosen = choose_format(output_format, output, FORMATS)
    project = project_here()
    register = old / REGISTER
    identifiers = project.identifiers(register if register.is_file() else None)
    with show_progress() as progress:
        progress(_("reading {name}").format(name=old.name))
        before, earlier, identifiers = _open(old, project, identifiers)
        progress(_("reading {name}").format(name=new.name))
        after, later, _ids = _open(new, project, identifiers)
        progress("comparing")
        statements = None if earlier is None or later is None else (earlier, later)
        difference = analysis.compare_graphs(
            before,
            after,
            project.record_types(),
            analysis.read_property_words(project),
            language=language,
            statements=statements,
        )
    if chosen == "xlsx":
        write_output(analysis.difference_workbook(difference, language), output)
    elif chosen == "md":
        write_output(difference.markdown(language), output)
    else:
        write_output(
            difference.json_text() if chosen == "json" else difference.patch_text(), output
        )


def _open(
    path: Path, project: "Project", identifiers: "Identifiers"
) -> tuple["EmbeddedStore", "tuple[Statement, ...] | None", "Identifiers"]:
    """Open a graph, or build the one of a workbook, with the ids given so far.

    Returns:
        The graph as a store, as statements (but for a store without its file), and the ids.
    """
    if path.is_dir() or validation.is_graph(path):
        store, file = queries.open_store(path), path / "graph.nq" if path.is_dir() else path
        return store, default_graph(file) if file.is_file() else None, identifiers

    result = pipeline.build([path], project, known=identifiers)
    return sparql.EmbeddedStore.parse(result.quads()), result.public, result.identifiers
