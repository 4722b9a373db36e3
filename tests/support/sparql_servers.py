"""Real servers on loopback: `oxigraph serve`, and Virtuoso 7 where it is installed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ccdp_graph.http.authentication import Login
from ccdp_graph.sparql.endpoint import RemoteStore
from ccdp_graph.sparql.store import Limits

PUBLIC = "https://example.org/graph/public"
"""Virtuoso has no default graph to write to: there the public statements have a graph by name."""

_VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is asked and written to."""

    name: str
    query: str
    update: str
    graph_store: str
    login: Login | None = None
    default_graph: str = ""
    process: int = 0

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)

    def store(self, limits: Limits | None = None) -> RemoteStore:
        return RemoteStore.at(self.query, limits=limits)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    port = free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    words = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(words, folder, f"http://127.0.0.1:{port}/") as (base, process):
        yield Server("oxigraph", f"{base}query", f"{base}update", f"{base}store", process=process)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(http=http, sql=sql))
    words = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with _running(words, folder, f"http://127.0.0.1:{http}/sparql") as (base, process):
        yield Server(
            "virtuoso",
            base,
            f"{base}-auth",
            f"{base}-graph-crud-auth",
            login=Login("dba", "dba"),
            default_graph=PUBLIC,
            process=process,
        )


def virtuoso_is_here() -> bool:
    return shutil.which("virtuoso-t") is not None


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An Oxigraph server, for all tests of this run."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso server, for all tests of this run."""
    if not virtuoso_is_here():
        pytest.skip("Virtuoso is not installed; bash tests/run installs it where apt-get may")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@contextmanager
def _running(words: list[str], folder: Path, base: str) -> Iterator[tuple[str, int]]:
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(base, process, folder / "log.txt")
            yield base, process.pid
        finally:
            process.kill()
            process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} never answered")
