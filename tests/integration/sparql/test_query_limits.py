"""A question that never ends is ended, many rows are streamed, and nobody has to wait."""

import csv
import io
import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccdp_graph.errors import QueryError, StoreError
from ccdp_graph.model.solutions import Term, csv_rows, json_rows
from ccdp_graph.sparql.execution import run_with_limits
from ccdp_graph.sparql.oxigraph import EmbeddedStore
from ccdp_graph.sparql.store import Limits
from ccdp_graph.sparql.stored_query import parse_query

HEADER = "#+ summary: {}?\n\n"
NEVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?c != ?i) }\n"
MANY = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d }\n"
ELSEWHERE = "SELECT ?a { SERVICE <http://127.0.0.1:65000/> { ?a ?b ?c } }\n"
STATEMENTS = 450  # so that MANY gives 202,500 rows


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with questions of its own, and a graph."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "ccdp.toml").touch()
    (folder / "queries").mkdir()
    for name, text in {"never": NEVER, "many": MANY, "elsewhere": ELSEWHERE}.items():
        path = folder / "queries" / f"{name}-{name}.rq"
        path.write_text(HEADER.format(name) + text, encoding="utf-8")
    lines = (f'<http://e/{n}> <http://e/p> "=text {n}" .\n' for n in range(STATEMENTS))
    (folder / "graph.nt").write_text("".join(lines), encoding="utf-8")
    return folder


def started(project: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ccdp_graph", "query", "--graph", "graph.nt", *words]
    return subprocess.Popen(
        command, cwd=project, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_question_that_never_ends_is_ended(project: Path) -> None:
    _, said = started(project, "never-never", "--time-limit", "0.5").communicate(timeout=30)
    assert said == (
        "error: never-never took longer than 0.5 seconds and was stopped; narrow it, or give a "
        "longer --time-limit\n"
    )


def test_ctrl_c_ends_a_question_at_once(project: Path) -> None:
    process = started(project, "never-never")
    task = Path(f"/proc/{process.pid}/task")
    if not task.is_dir():
        process.kill()
        pytest.skip("whether the question runs yet is seen in /proc only")
    while len(list(task.iterdir())) < 2:  # a thread asks
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert (process.returncode, said.strip()) == (1, "Aborted!")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_many_rows_are_streamed_in_flat_memory(project: Path, form: str) -> None:
    out = project / f"many.{form}"
    words = ["many-many", "--format", form, "-o", str(out), "--row-limit", "0"]
    code = (
        "import resource, sys\n"
        "from ccdp_graph.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", code, "query", "--graph", "graph.nt", *words]

    def bounded() -> None:  # all rows together take more
        resource.setrlimit(resource.RLIMIT_DATA, (150_000_000, 150_000_000))

    done = subprocess.run(command, cwd=project, capture_output=True, text=True, preexec_fn=bounded)
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8") as file:
        assert sum(1 for _ in file) == STATEMENTS**2 + (1 if form == "csv" else 2)


def test_row_limit_leaves_no_half_a_file(project: Path) -> None:
    words = ["many-many", "--format", "csv", "-o", "half.csv", "--row-limit", "1000"]
    process = started(project, *words)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said.startswith("error: many-many gives more than 1000 rows; narrow it")
    assert not (project / "half.csv").exists()
    assert not list(project.glob(".ccdp-*"))


def test_reader_that_has_seen_enough_ends_the_question(project: Path) -> None:
    process = started(project, "many-many", "--format", "csv", "--row-limit", "0")
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "a,b,c,d\n"
    process.stdout.close()
    assert process.wait(timeout=20) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_streamed_answers_are_those_of_the_whole(project: Path) -> None:
    store = EmbeddedStore.load(project / "graph.nt")
    text = "SELECT ?a ?b ?c { { ?a ?p ?b } UNION { ?c ?p ?b } } ORDER BY ?b LIMIT 50"
    query = parse_query(HEADER.format("few") + text, Path("few.rq"))
    whole = store.select(query, {}, "en")
    found = store.stream(query, {})
    as_csv = "".join(csv_rows(found.variables, {}, found.rows))
    assert as_csv == whole.csv_text()
    assert "'=text" in next(csv.DictReader(io.StringIO(as_csv)))["b"], "no formula"
    found = store.stream(query, {})
    as_json = "".join(json_rows(found.variables, found.rows))
    assert json.loads(as_json) == json.loads(whole.json_text())
    none = parse_query(HEADER.format("no") + text.replace("50", "0"), Path("none.rq"))
    found = store.stream(none, {})
    assert "".join(csv_rows(found.variables, {}, found.rows)) == "a,b,c\r\n"
    found = store.stream(none, {})
    empty = json.loads("".join(json_rows(found.variables, found.rows)))
    assert empty["results"] == {"bindings": []}


def test_embedded_store_asks_nobody_else_unless_allowed(project: Path) -> None:
    path = project / "queries" / "elsewhere-elsewhere.rq"
    query = parse_query(path.read_text(encoding="utf-8"), path)
    closed = EmbeddedStore.load(project / "graph.nt")
    with pytest.raises(QueryError, match="asks another endpoint; allow that with --federated"):
        closed.select(query, {}, "en")
    opened = EmbeddedStore.load(project / "graph.nt", Limits(10), federated=True)
    with pytest.raises(StoreError, match="the other endpoint"):
        opened.select(query, {}, "en")


def test_error_of_a_job_comes_back_and_rows_before_it_too() -> None:
    def job() -> Iterator[Term]:
        yield Term("literal", "a")
        raise StoreError("broken")

    found = run_with_limits(job, Limits(5), "a question")
    assert next(found).value == "a"
    with pytest.raises(StoreError, match="broken"):
        next(found)


def test_only_waiting_counts_as_time_of_a_question() -> None:
    found = run_with_limits(lambda: iter(range(5000)), Limits(0.2), "a question")
    seen = [next(found)]
    time.sleep(0.5)
    assert [*seen, *found] == list(range(5000))
