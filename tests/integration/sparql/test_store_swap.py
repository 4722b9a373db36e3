"""A build swaps the store in one step: who asks is not disturbed, a killed build leaves the old."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ccdp_graph.files.atomic import write_files
from ccdp_graph.queries.run import open_store
from ccdp_graph.sparql.oxigraph import EmbeddedStore

STATEMENTS = 3000

# Writes generation after generation, each a store whose every statement names its number.
WRITER = f"""
import sys
from pathlib import Path
from ccdp_graph.files import write_files
from ccdp_graph.sparql import EmbeddedStore

folder, number = Path(sys.argv[1]), int(sys.argv[2])

def fill(staging, store):
    print("filling", flush=True)
    EmbeddedStore.write(staging / "graph.nq", store)

while True:
    text = "".join(f'<http://e/{{n}}> <http://e/p> "{{number}}" .\\n' for n in range({STATEMENTS}))
    write_files(folder, {{"graph.nq": text}}, {{"store": fill}})
    print("written", number, flush=True)
    number += 1
"""


@contextmanager
def writer(folder: Path, number: int) -> "Iterator[subprocess.Popen[str]]":
    words = [sys.executable, "-c", WRITER, str(folder), str(number)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def await_line(process: "subprocess.Popen[str]", start: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(start):
            return
    raise AssertionError(f"the writer ended before '{start}'")


def generation(store: EmbeddedStore) -> int:
    """Return the number of the one generation that a store holds whole."""
    rows = store.rows("SELECT ?n (COUNT(*) AS ?all) { ?s ?p ?n } GROUP BY ?n")
    ((number, count),) = rows
    assert number is not None
    assert count is not None
    assert int(count.value) == STATEMENTS
    return int(number.value)


def test_reader_keeps_its_store_while_builds_go_on(tmp_path: Path) -> None:
    with writer(tmp_path, 1) as process:
        await_line(process, "written 1")
        reader = open_store(tmp_path)
        first = generation(reader)
        assert generation(reader) == first
        seen = set()
        for _ in range(40):
            seen.add(generation(open_store(tmp_path)))
        assert len(seen) > 1, "the builds went on meanwhile"
        assert generation(reader) == first


def test_killed_build_leaves_a_whole_store_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    last = 0
    for turn in range(6):
        with writer(tmp_path, last + 1) as process:
            await_line(process, "written")
            await_line(process, "filling")
            time.sleep(0.004 * turn)  # somewhere else in the work each time
        found = generation(open_store(tmp_path))
        assert found > last
        last = found
    assert list(tmp_path.glob(".ccdp-*")), "one was killed half way"
    write_files(tmp_path, {"graph.nq": '<http://e/1> <http://e/p> "0" .\n'}, {"store": None})
    assert not list(tmp_path.glob(".ccdp-*"))
    assert {p.name for p in tmp_path.iterdir() if p.name[0] != "."} == {"graph.nq"}
    assert len(open_store(tmp_path)) == 1


def test_at_most_one_old_store_is_kept(tmp_path: Path) -> None:
    text = {"graph.nq": '<http://e/1> <http://e/p> "0" .\n'}

    def fill(staging: Path, store: Path) -> None:
        EmbeddedStore.write(staging / "graph.nq", store)

    (tmp_path / "store").mkdir()  # as an earlier version wrote it
    for _ in range(3):
        write_files(tmp_path, text, {"store": fill})
        assert (tmp_path / "store").is_symlink()
        assert len(open_store(tmp_path)) == 1
    assert len(list(tmp_path.glob(".store*"))) == 2


def test_failing_build_leaves_the_old_store(tmp_path: Path) -> None:
    def fill(staging: Path, store: Path) -> None:
        EmbeddedStore.write(staging / "graph.nq", store)

    def fail(_: Path, __: Path) -> None:
        raise KeyboardInterrupt

    write_files(tmp_path, {"graph.nq": '<http://e/1> <http://e/p> "0" .\n'}, {"store": fill})
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"graph.nq": ""}, {"store": fail})
    assert len(open_store(tmp_path)) == 1
    assert not list(tmp_path.glob(".ccdp-*"))
