"""`ccdp info`: versions, folders, and the age of pinned lists."""

from pathlib import Path

import click

from ccdp_graph.cli.shared import print_table

_PARTS = ("rdflib", "pyshacl", "pyoxigraph", "python-calamine", "openpyxl", "babel", "rapidfuzz")


@click.command("info")
def info_command() -> None:
    """Tell versions, asset folders, the age of the pinned lists, and what was harvested.

    \b
    Example:
      ccdp info
    """
    from importlib.metadata import version

    from ccdp_graph import __version__
    from ccdp_graph.harvest.storage import HARVESTS, harvests
    from ccdp_graph.project.project import open_project

    files = open_project(Path.cwd())
    rows = [("ccdp-graph", __version__)]
    rows += [(part, version(part)) for part in _PARTS]
    rows += [("project", str(files.folder or "none; the bundled files alone"))]
    rows += [("base IRI", files.project.base)]
    rows += [("assets", str(layer)) for layer in files.folders.layers]
    rows += [(f"{name} ({title})", f"as of {day}") for name, title, day in files.pinned_lists()]
    for kind, pattern in (
        ("mappings", "mapping/*.yarrrml.yml"),
        ("vocabularies", "ontology/vocab/*.ttl"),
        ("shapes", "shapes/*.ttl"),
        ("checks", "shapes/checks/*.rq"),
        ("questions", "queries/*.rq"),
    ):
        rows.append((kind, str(len(files.folders.files(pattern)))))
    for own in harvests(files.folder / HARVESTS) if files.folder is not None else ():
        state = own.state()
        if state is not None:
            told = f"{len(state.records)} records of {state.source}, last changed {state.day}"
            rows.append((f"harvested: {state.name}", told))
    print_table(("What", "Which"), rows)
