"""A new project folder: its settings, empty decision files and a word on what to do."""

from pathlib import Path

from ccdp_graph.errors import OutputError
from ccdp_graph.files import write_files
from ccdp_graph.model import Identifiers
from ccdp_graph.project.assets import bundled_folder
from ccdp_graph.project.project import REGISTER, SETTINGS
from ccdp_graph.schemas import SETTINGS_FILE

_SETTINGS = (
    f"{SETTINGS_FILE.editor_line}\n"
    + """\
# A project of ccdp-graph. Every command run in this folder, or below it, finds this file.
# What is left out keeps its default; 'ccdp info' tells where the bundled files lie.

# The IRI that all your things begin with; use one that you can serve.
# base = "https://example.org/ccdp/id/"

# The workbooks that 'ccdp build' reads when none is named, relative to this folder.
# workbooks = ["survey.xlsx", "networks.xlsx"]

# title = { en = "Our data resources", fr = "Nos ressources de données" }
# description = { en = "Who holds which data." }
# publisher = "Name of the publisher"
# publisher_homepage = "https://example.org/"
# homepage = "https://example.org/ccdp/"
# contact_name = "Name of the desk"
# contact_email = "desk@example.org"
# licence = "https://creativecommons.org/licenses/by/4.0/"
# languages = ["en"]

# What target catalogues ask beside that; 'ccdp validate --target NAME' says which lines it misses.
# version = "1.0"
# issued = "2026-01-31"
# legislation = ["http://data.europa.eu/eli/reg/2025/327/oj"]
# access_body = { FRA = "Name of the health data access body of that country" }
# access_body_contact = { FRA = "desk@example.org" }
"""
)

_README = """\
# A catalogue made with ccdp-graph

- `ccdp.toml`: who publishes, the base IRI, which workbooks are read.
- `mapping/`: what was decided: headers (`*.columns.yml`), words (`terms.sssom.tsv`), ids
  (`identifiers.csv`). Keep these files: they make the next build ask less and keep its IRIs.

    ccdp inspect survey.xlsx   # how would it be read?
    ccdp adopt survey.xlsx     # say once what is not known
    ccdp build survey.xlsx     # the graph, and what is wrong in which cell
"""

_TERMS = """\
#mapping_set_title: Decisions on words met in cells
#curie_map:
#  ccdpv: https://w3id.org/ccdp/vocab/
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
subject_label\tsubject_type\tsubject_source\tpredicate_id\tobject_id\tmapping_justification\t\
author_label\tmapping_date\tcomment
"""


def init_project(folder: Path) -> tuple[Path, ...]:
    """Make a project folder and return what was written.

    Raises:
        OutputError: It is a project already, or the program's own folder, or cannot be written.
    """
    if (folder / SETTINGS).exists():
        raise OutputError(f"{folder}: is a project already; edit its {SETTINGS}")
    if folder.resolve() == bundled_folder().resolve():
        raise OutputError(f"{folder}: is the program's own folder; give another, as in init DIR")
    if (folder / "mapping").exists():
        raise OutputError(f"{folder / 'mapping'}: is there already; give an empty folder")
    mapping = {REGISTER: Identifiers().text(), "terms.sssom.tsv": _TERMS}
    write_files(folder / "mapping", mapping)
    readme = {} if (folder / "README.md").exists() else {"README.md": _README}
    write_files(folder, readme | {SETTINGS: _SETTINGS})
    return (
        *(folder / name for name in (SETTINGS, *readme)),
        *(folder / "mapping" / name for name in mapping),
    )
