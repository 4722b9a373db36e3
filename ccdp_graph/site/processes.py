"""Making files on all cores: other processes make some, while this one makes the rest.

Each is a copy of this one (fork): it has the graph that is already read, and only what it made
travels. Where the system has no such copies, or one core, this process makes everything itself.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from ccdp_graph.errors import OutputError

T = TypeVar("T")

_AHEAD = 3  # parts that each process has before it: made ones wait in memory until they are written
_PR_SET_PDEATHSIG = 1  # Source: prctl(2)
_held: list[Callable[[Any], Iterable[Any]]] = []  # what copies of this process make parts with


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(
    parts: Sequence[T], make: Callable[[T], Iterable[Any]], own: Iterable[Any], processes: int
) -> Iterator[Any]:
    """Give what is made of all parts, and what this process makes meanwhile, in no set order.

    An error in another process is raised here.

    Args:
        make: Makes things of a part; what it returns must be able to travel.
        own: What only this process makes; then it helps with the parts.
        processes: How many work, this one included.

    Raises:
        OutputError: Another process was ended from outside.
    """
    if processes < 2 or not parts or "fork" not in multiprocessing.get_all_start_methods():
        yield from own
        for part in parts:
            yield from make(part)
        return
    _held.append(make)
    copies = multiprocessing.get_context("fork")
    others = ProcessPoolExecutor(processes - 1, copies, initializer=_begin, initargs=(os.getpid(),))
    try:
        _start(others)
        yield from _gathered(deque(parts), make, own, others, _AHEAD * (processes - 1))
    except BrokenProcessPool as error:
        raise OutputError(
            "a process that makes pages was ended from outside (has the machine memory left?); "
            "run it again, or with --jobs 1"
        ) from error
    finally:
        _held.remove(make)
        others.shutdown(cancel_futures=True)


def _gathered(
    left: deque[T],
    make: Callable[[T], Iterable[Any]],
    own: Iterable[Any],
    others: ProcessPoolExecutor,
    most: int,
) -> Iterator[Any]:
    running: deque[Future[list[Any]]] = deque()

    def made() -> Iterator[Any]:
        while running and running[0].done():
            yield from running.popleft().result()
        while left and len(running) < most:
            running.append(others.submit(_make, left.popleft()))

    yield from made()
    for thing in own:
        yield thing
        yield from made()
    while left:
        yield from make(left.pop())
        yield from made()
    for waiting in running:
        yield from waiting.result()


def _start(others: ProcessPoolExecutor) -> None:
    with warnings.catch_warnings():
        # Python 3.12 warns of threads beside; a copy takes no lock that one of them may hold
        warnings.simplefilter("ignore", DeprecationWarning)
        others.submit(int).result()


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the first process, say nothing, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    gc.freeze()  # what was there before stays: to look through it would copy its memory
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before
            os._exit(1)


def _make(part: Any) -> list[Any]:
    return list(_held[-1](part))
