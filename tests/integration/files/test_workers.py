"""Several processes make a site as one does, and none outlives the first."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from ccdp_graph.errors import AssetError, OutputError
from ccdp_graph.files.workers import ForkPool

FIRST = os.getpid()
PARTS = [range(start, start + 10) for start in range(0, 200, 10)]
SECONDS = 60


def squares(part: range) -> Iterator[int]:
    return (number * number for number in part)


def refused(part: range) -> Iterator[int]:
    if os.getpid() != FIRST:
        raise AssetError("holds no thing", Path("graph.nq"), part.start + 1)
    time.sleep(0.05)
    return squares(part)


def killed(part: range) -> Iterator[int]:
    if os.getpid() != FIRST:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return squares(part)


def whose(_: range) -> Iterator[int]:
    time.sleep(0.01)
    yield os.getpid()


def made_by(make: Callable[[range], Iterator[int]], processes: int) -> list[int]:
    """Make half of the parts, and then the other half too, while this process makes -1 and -2."""
    with ForkPool(processes) as copies:
        copies.submit(partial(make, part) for part in PARTS[:10])
        copies.submit(partial(make, part) for part in PARTS[10:])
        return [*copies.as_completed(iter([-1, -2])), *copies.drain()]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_everything_is_made_once(processes: int) -> None:
    expected = [-2, -1, *(number * number for number in range(200))]
    assert sorted(made_by(squares, processes)) == expected


def test_other_processes_take_their_share() -> None:
    assert len({*made_by(whose, 3)} - {-1, -2}) > 3  # two copies each time, and this one
    assert {*made_by(whose, 1)} == {-1, -2, os.getpid()}


def test_copies_know_what_was_known_when_they_began() -> None:
    known = ["first"]
    with ForkPool(2) as copies:
        copies.submit([lambda: known])
        known.append("second")
        copies.submit([lambda: known])
        known.clear()
        made = list(copies.drain())
    assert made == ["first", "first", "second"]


def test_an_error_elsewhere_is_raised_here() -> None:
    with pytest.raises(AssetError, match=r"^graph.nq, line 1: holds no thing$"):
        made_by(refused, 2)


def test_a_process_that_was_ended_is_one_clear_line() -> None:
    with pytest.raises(OutputError, match=r"was ended from outside .* --jobs 1$"):
        made_by(killed, 2)


@pytest.fixture
def publishing(bundled: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Publish in a session of its own; give it when other processes have begun."""
    site = tmp_path / "site"
    command = [sys.executable, "-m", "ccdp_graph", "publish", "-g", str(bundled)]
    command += ["--site", str(site), "--base", "https://example.org/", "--jobs", "3"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        until(lambda: len(running(process.pid)) == 3)
        yield process, site
        process.kill()


def running(session: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_ctrl_c_ends_all_in_one_line(publishing: tuple[subprocess.Popen[str], Path]) -> None:
    process, site = publishing
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=SECONDS)
    assert said.split() == ["Aborted!"]
    assert process.returncode == 1
    assert not running(process.pid)
    assert not list(site.parent.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_no_process_outlives_the_first(publishing: tuple[subprocess.Popen[str], Path]) -> None:
    process, _ = publishing
    process.kill()
    process.wait()
    until(lambda: not running(process.pid))
