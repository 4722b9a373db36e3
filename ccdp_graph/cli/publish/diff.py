"""`ccdp diff`: what became of the records between two workbooks, builds or graphs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdp_graph.cli.options import LANGUAGE_OPTION, RESULT_OPTION, form_of, progress, write_output

if TYPE_CHECKING:
    from ccdp_graph.model import Identifiers
    from ccdp_graph.project import Project
    from ccdp_graph.rdf import Statement
    from ccdp_graph.sparql import EmbeddedStore


FORMATS = ("md", "json", "xlsx", "rdfp")


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: md, Markdown; rdfp is the statements as RDF Patch.",
)
@RESULT_OPTION
@LANGUAGE_OPTION
def diff_command(old: Path, new: Path, form: str | None, output: Path | None, lang: str) -> None:
    """Tell which records of OLD were added, removed or changed in NEW, with both cells.

    OLD and NEW are workbooks, folders of builds, or graphs (.nq, .nt, .ttl); only builds and .nq
    know cells. A record that keeps its id is the same, whatever it is called now.

    \b
    Examples:
      ccdp diff survey-2025.xlsx survey-2026.xlsx
      ccdp diff ccdp-build survey.xlsx -o changes.xlsx
    """
    from ccdp_graph.analysis import compare_graphs
    from ccdp_graph.project import REGISTER, open_project

    chosen = form_of(form, output, FORMATS)
    files = open_project(Path.cwd())
    register = old / REGISTER
    known = files.identifiers(register if register.is_file() else None)
    with progress() as tell:
        tell(f"reading {old.name}")
        before, earlier, known = _opened(old, files, known)
        tell(f"reading {new.name}")
        after, later, _ = _opened(new, files, known)
        tell("comparing")
        both = None if earlier is None or later is None else (earlier, later)
        found = compare_graphs(before, after, files, language=lang, statements=both)
    if chosen == "xlsx":
        from ccdp_graph.analysis import difference_workbook

        write_output(difference_workbook(found, lang), output)
    elif chosen == "md":
        write_output(found.markdown(lang), output)
    else:
        write_output(found.json_text() if chosen == "json" else found.patch_text(), output)


def _opened(
    path: Path, files: "Project", known: "Identifiers"
) -> tuple["EmbeddedStore", "tuple[Statement, ...] | None", "Identifiers"]:
    """Open a graph, or build the one of a workbook, with the ids given so far.

    Returns:
        The graph as a store, as statements (but for a store without its file), and the ids.
    """
    from ccdp_graph.queries import open_store
    from ccdp_graph.rdf import default_graph
    from ccdp_graph.sparql import EmbeddedStore
    from ccdp_graph.validation import is_graph

    if path.is_dir() or is_graph(path):
        store, file = open_store(path), path / "graph.nq" if path.is_dir() else path
        return store, default_graph(file) if file.is_file() else None, known
    from ccdp_graph.pipeline import build

    made = build([path], files, known=known)
    return EmbeddedStore.parse(made.quads()), made.public, made.identifiers
