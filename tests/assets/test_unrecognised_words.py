"""The question for words that became no concept: strange words in every list are its answer."""

from pathlib import Path

from ccdp_graph.model.solutions import Solutions
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project
from ccdp_graph.queries.run import ask
from ccdp_graph.sparql.oxigraph import EmbeddedStore

ELSEWHERE = {"organisation"}  # a name that is not known is a new organisation
STAYS_TEXT = {"age"}  # beside the groups that it stands for


def test_a_strange_word_is_listed_whatever_column_of_concepts_it_stands_in(
    files: Project, tmp_path: Path
) -> None:
    books: list[Path] = []
    strange: set[str] = set()
    for sheet in files.column_files():
        lists = [column for column in sheet.columns if column.vocabulary]
        asked = [
            column
            for column in lists
            if ELSEWHERE.isdisjoint(column.vocabulary) and column.name not in STAYS_TEXT
        ]
        row = {column.title_in("en"): f"zzyzx {column.name}" for column in asked}
        strange.update(row.values())
        row[sheet.columns[0].title_in("en")] = "One"
        books.append(tmp_path / f"{sheet.table}.csv")
        books[-1].write_text("\n".join([",".join(row), ",".join(row.values())]), encoding="utf-8")
    store = EmbeddedStore.of(build(books, files).public)
    found = ask(store, files.query("unrecognised-words"), {}, files.concepts)
    assert isinstance(found, Solutions)
    assert {text.value for _, text, _ in found.rows if text is not None} == strange
