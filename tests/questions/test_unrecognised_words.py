"""The question for words that became no concept: strange words in its columns are its answer."""

from pathlib import Path

from ccdp_graph.asking import ask
from ccdp_graph.model.answers import Answers
from ccdp_graph.pipeline import build
from ccdp_graph.project_files import ProjectFiles
from ccdp_graph.rdf.namespaces import CCDP
from ccdp_graph.store.embedded import EmbeddedStore

STRANGE = "zzyzx quux"
COLUMNS = {
    "Resource name": {
        "Resource type": "resourceType",
        "Country": "country",
        "Data types": "dataType",
        "Data model": "dataModel",
        "Coding system": "codingSystem",
        "Governance": "governance",
        "Access": "access",
        "Capacity needs": "capacityNeed",
        "Update frequency": "updateFrequency",
    },
    "Network name": {
        "Network type": "networkType",
        "Federation approach": "federationApproach",
        "Coordinating country": "coordinatingCountry",
        "Disease scope": "scope",
        "Status": "status",
    },
}
"""By the first header of a sheet, the properties of other columns."""


def test_a_strange_word_is_listed_once_for_each_column_of_concepts(
    files: ProjectFiles, tmp_path: Path
) -> None:
    books = []
    for number, (first, others) in enumerate(COLUMNS.items()):
        books.append(tmp_path / f"book-{number}.csv")
        lines = [",".join([first, *others]), ",".join(["One", *[STRANGE] * len(others)])]
        books[-1].write_text("\n".join(lines), encoding="utf-8")
    store = EmbeddedStore.of(build(books, files).public)
    found = ask(store, files.query("unrecognised-words"), {}, files)
    assert isinstance(found, Answers)
    listed = sorted(
        (said.value, text.value) for said, text, _ in found.rows if said is not None and text
    )
    names = [name for others in COLUMNS.values() for name in others.values()]
    assert listed == sorted((f"{CCDP}{name}Text", STRANGE) for name in names)
