"""Making a blank survey, which a curator fills in and `ccdp build` reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ccdp_graph import __version__
from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files import write_file
from ccdp_graph.model import ColumnFile
from ccdp_graph.project.project import Project
from ccdp_graph.spreadsheets import Survey, read_guidance, read_schemes, template_workbook

_FORMAT = ".xlsx"


def make_template(files: Project, tables: Sequence[str], language: str) -> bytes:
    """Make the blank survey of some tables, or of all.

    Shape: an .xlsx workbook; the same project gives the same bytes.

    Args:
        tables: Names of tables, as in the column files; none means all.
        language: Of headers, help and lists: one of `languages()`.

    Raises:
        AssetError: No column file has a table of that name, or a file of the project is wrong.
    """
    return next(make_templates(files, tables, (language,)))


def make_templates(
    files: Project, tables: Sequence[str], languages: Iterable[str]
) -> Iterator[bytes]:
    """Make the blank survey in several languages; the project is read once."""
    known = {column_file.table: column_file for column_file in files.column_files()}
    chosen = tuple(_chosen(name, known) for name in dict.fromkeys(tables or known))
    shapes, ontology, vocabularies = files.shapes(), files.ontology(), files.vocabularies()
    index = files.concepts()
    for language in languages:
        guidance = {
            key: said
            for column_file in chosen
            for key, said in read_guidance(column_file, shapes, ontology, language).items()
        }
        survey = Survey(
            language=language,
            tables=chosen,
            index=index,
            guidance=guidance,
            schemes=read_schemes(vocabularies, language),
        )
        yield template_workbook(survey, __version__)


def write_template(path: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a survey to a file.

    Raises:
        OutputError: The file is there already and may be filled in, or cannot be written.
    """
    if path.suffix.lower() != _FORMAT:
        raise OutputError(f"{path}: a survey is an {_FORMAT} file; give a name that ends so")
    if path.exists() and not overwrite:
        raise OutputError(
            f"{path}: is there already and may be filled in; give another -o FILE, or --force"
        )
    write_file(path, content)


def _chosen(name: str, known: dict[str, ColumnFile]) -> ColumnFile:
    if name not in known:
        raise AssetError(f"there is no table '{name}'; there are: {', '.join(sorted(known))}")
    # a column without a property of its own repeats what others ask
    columns = tuple(column for column in known[name].columns if column.property_iri)
    return replace(known[name], columns=columns)
