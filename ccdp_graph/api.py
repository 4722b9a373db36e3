"""The public API: the main jobs as functions, with paths and values as people write them.

Paths may be text or `Path`. Where no project is given it is the one of the current folder: the
nearest `ccdp.toml` in it or above, or the bundled files. Whatever is wrong with what was given
raises a `CcdpError`, whose text says what, where, and what to do; what is wrong with *data* comes
back as findings in a `Report`.
"""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ccdp_graph.model import Report, Solutions
from ccdp_graph.project import Project, open_project

if TYPE_CHECKING:
    from ccdp_graph.analysis import Difference
    from ccdp_graph.harvests import HarvestResult
    from ccdp_graph.pipeline import Build
    from ccdp_graph.releases import Release
    from ccdp_graph.sparql import Store
    from ccdp_graph.web import Publication

AnyPath = str | PathLike[str]


def build(
    *workbooks: AnyPath,
    project: Project | None = None,
    modified: date | None = None,
    language: str = "en",
) -> "Build":
    """Build the graph of some workbooks, and check it.

    Args:
        workbooks: Files; without any, those of the project, or the two bundled ones.
        modified: The date of the records, where not the one that each workbook states.
        language: Of the findings, `en` or `fr`.

    Returns:
        What was built, with its report; nothing is written until `Build.write` is called.

    Raises:
        WorkbookError: A workbook cannot be read, is given twice, or has no table that is known.
        AssetError: A file of the project is wrong.

    >>> built = build("examples/federated-networks.xlsx")
    >>> built.report.conforms, len(built.to_rdflib()) > 5_000
    (True, True)
    """
    from ccdp_graph import pipeline

    chosen = project or open_project()
    paths = [Path(workbook) for workbook in workbooks] or chosen.workbooks
    return pipeline.build(paths, chosen, modified=modified, language=language)


def tidy(
    *workbooks: AnyPath, project: Project | None = None, modified: date | None = None
) -> dict[str, list[dict[str, object]]]:
    """Read workbooks into records, as the mappings are given them.

    Returns:
        By table, such as `data-resources`, its records: labels have become IRIs, lists are lists,
        an empty cell is an absent key.

    Raises:
        WorkbookError: As for `build`.
        AssetError: As for `build`.

    >>> records = tidy("examples/data-resources.xlsx")["data-resources"]
    >>> len(records), records[0]["name"]
    (133, "Registre National des Cancers de l'Enfant")
    """
    from ccdp_graph.pipeline import tidy_workbooks

    chosen = project or open_project()
    paths = [Path(workbook) for workbook in workbooks] or chosen.workbooks
    documents = tidy_workbooks(paths, chosen, modified=modified).documents
    return {
        document.name: [record.json_values() for record in document.arrays["records"]]
        for document in documents
        if "records" in document.arrays
    }


def validate(*files: AnyPath, project: Project | None = None, language: str = "en") -> Report:
    """Check workbooks, or one graph, against the project's shapes and checks.

    Args:
        files: Workbooks; or one graph file, or the folder of a build. Without any, the workbooks of
            the project.
        language: Of the findings, `en` or `fr`.

    Returns:
        The report; each finding names the cell that it is about, as far as that is known.

    Raises:
        WorkbookError: As for `build`.
        AssetError: A graph cannot be read, or several are given.

    >>> validate("examples/federated-networks.xlsx").conforms
    True
    """
    from ccdp_graph import pipeline

    return pipeline.check(
        [Path(file) for file in files], project or open_project(), language=language
    )


def open_store(source: AnyPath) -> "Store":
    """Open a graph to ask questions of.

    Args:
        source: The folder of a build, a graph file, or the address of a SPARQL endpoint.

    Raises:
        AssetError: There is no graph, or it cannot be read.
        StoreError: The address is none.
    """
    from ccdp_graph import queries, sparql

    if isinstance(source, str) and source.startswith(("http://", "https://")):
        return sparql.RemoteStore.at(source, None, sparql.Limits())
    return queries.open_store(Path(source))


def ask(
    store: "Store",
    question: str,
    *,
    project: Project | None = None,
    language: str = "en",
    **parameters: str | int,
) -> Solutions:
    """Ask a stored question.

    Args:
        store: What to ask, from `open_store`.
        question: Its name, as `ccdp query` lists them.
        project: Give the same one for several questions: it reads its files once.
        language: Of headings and labels of concepts, `en` or `fr`.
        parameters: By name, a label, code, id or IRI; or a number. `data_model` is the parameter
            `data-model` of the command line.

    Returns:
        The rows. A question that gives a graph has a row a triple (`subject`, `predicate`,
        `object`), and one that is answered by yes or no has one row with one `answer`.

    Raises:
        QueryError: There is no such question; names the nearest.
        ParameterError: A parameter is missing or unknown, or its value is.
        StoreError: The store does not answer, or a limit was reached.
    """
    from ccdp_graph import queries

    chosen = project or open_project()
    texts = {name: str(value) for name, value in parameters.items()}
    return queries.ask_table(
        store, chosen.query(question), texts, chosen.concepts, language=language
    )


def publish(
    build_folder: AnyPath,
    site: AnyPath,
    *,
    base: str,
    project: Project | None = None,
    version: str = "",
    day: date | None = None,
    releases: AnyPath | None = None,
) -> "Publication":
    """Write a site from a build, in the place of the one written there before.

    Args:
        build_folder: What `Build.write` wrote.
        base: The address that the site will be served at.
        version: By default that of the release that the build is, that of ccdp.toml, or the day.
        day: By default that of the release that the build is, or of the latest record.
        releases: The folder of releases to show; by default none is shown.

    Returns:
        What was published: its address, version and day.

    Raises:
        AssetError: There is no build, it holds no record, the base is no web address, or a release
            is not as it was released.
        OutputError: The folder holds something else, or cannot be written.
    """
    from ccdp_graph import site as sites

    publication, _ = sites.publish(
        Path(build_folder),
        Path(site),
        project or open_project(),
        base=base,
        day=day.isoformat() if day else "",
        version=version,
        releases=None if releases is None else Path(releases),
    )
    return publication


def release(
    version: str,
    build_folder: AnyPath,
    releases: AnyPath,
    *,
    project: Project | None = None,
    day: date | None = None,
    with_findings: bool = False,
) -> "Release":
    """Write a release of a build: a folder named by its version, which is never written again.

    Args:
        version: Later than that of the last release.
        build_folder: What `Build.write` wrote.
        releases: The folder of all releases.
        day: By default that of the latest record.
        with_findings: Release a build with violations too.

    Raises:
        AssetError: The version or the day is not later than the last; the build is missing, of
            another project, or has violations; or an earlier release is not as it was.
        OutputError: The release is there already, or cannot be written.
    """
    from ccdp_graph import releases as history

    return history.release(
        Path(build_folder),
        Path(releases),
        project or open_project(),
        version,
        day=day.isoformat() if day else "",
        with_findings=with_findings,
    )


def harvest(
    source: str,
    *,
    name: str = "",
    day: date | None = None,
    project: Project | None = None,
    folder: AnyPath | None = None,
    allow_private: bool = False,
) -> "HarvestResult":
    """Take the records of another catalogue, in the place of those that were taken before.

    Args:
        source: A file, or the address of a catalogue.
        name: Of the source here; by default after its host or file.
        day: The day that new and changed records are given; by default today.
        folder: Where harvests are kept; by default `harvest` in the project's folder.
        allow_private: Ask addresses of this machine and its own network too.

    Raises:
        FetchError: The source does not answer, or not to the end.
        AssetError: The source is no catalogue, holds no record, or lost most of its records; or
            there is no project folder to keep them in.
        OutputError: The folder cannot be written.
    """
    from ccdp_graph import harvests
    from ccdp_graph.http import HttpClient, Limits

    chosen = project or open_project()
    where = chosen.own_folder() / harvests.HARVESTS if folder is None else Path(folder)
    today = day or date.today()  # noqa: DTZ011, the curator's own day
    request = harvests.HarvestRequest(source, today.isoformat(), name=name)
    with HttpClient(Limits(private=allow_private)) as client:
        return harvests.harvest(request, chosen, where, client)


def diff(
    old: AnyPath, new: AnyPath, *, project: Project | None = None, language: str = "en"
) -> "Difference":
    """Compare two builds, record by record and property by property.

    Args:
        old: The folder of a build, or a graph file; `new` likewise.
        language: Of labels, `en` or `fr`.

    Raises:
        AssetError: There is no graph, or it cannot be read.
    """
    from ccdp_graph.analysis import compare_graphs, read_property_words

    files = project or open_project()
    types, names = files.record_types(), read_property_words(files)
    return compare_graphs(open_store(old), open_store(new), types, names, language=language)
