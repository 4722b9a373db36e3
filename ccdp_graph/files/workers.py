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
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ccdp_graph.errors import OutputError

Task = Callable[[], Iterable[Any]]
"""Makes a part; what it gives must be able to travel from one process to another."""

_AHEAD = 3  # parts that each process has before it; the others wait, for this process may help

_PR_SET_PDEATHSIG = 1  # Source: prctl(2)

_held: list[Sequence[Task]] = []  # what this process, a copy, does; only a number travels to it


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ForkPool:
    """Copies of this process that make parts of a whole, while it goes on.

    Within `with`; at its end none of them is left. Those that were begun first end when their
    parts are made: for a while there may be twice as many. An error in one of them is raised where
    its results are asked for.
    """

    def __init__(self, processes: int) -> None:
        """Take so many processes, this one included."""
        self._others = processes - 1 if "fork" in multiprocessing.get_all_start_methods() else 0
        self._batches: list[_TaskQueue] = []

    def __enter__(self) -> "ForkPool":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all copies, whatever they are at."""
        for batch in self._batches:
            if batch.pool is not None:
                batch.pool.shutdown(cancel_futures=True)

    def submit(self, tasks: Iterable[Task]) -> None:
        """Have parts made, in their order, with what this process knows now."""
        batch = _TaskQueue(tuple(tasks))
        self._batches.append(batch)
        if self._others > 0 and batch.tasks:
            batch.pool = _forked(self._others, batch.tasks)
            batch.most = _AHEAD * self._others
            batch.submit()

    def as_completed(self, own: Iterable[Any]) -> Iterator[Any]:
        """Yield what this process makes itself, and between that what copies have made meanwhile.

        Raises:
            OutputError: A copy was ended from outside.
        """
        for thing in own:
            yield thing
            for batch in self._batches:
                yield from batch.made()

    def drain(self) -> Iterator[Any]:
        """Help with the parts that nobody has begun yet, and give all that is not given yet.

        Raises:
            OutputError: A copy was ended from outside.
        """
        while begun := [batch for batch in self._batches if batch.left]:
            yield from begun[0].tasks[begun[0].left.pop()]()
            for batch in self._batches:
                yield from batch.made()
        for batch in self._batches:
            yield from batch.awaited()
        self.__exit__()
        self._batches.clear()


@dataclass(slots=True)
class _TaskQueue:
    """Tasks that were begun together.

    Attributes:
        left: The numbers of those that nobody has begun.
        most: How many the copies have before them at a time.
    """

    tasks: Sequence[Task]
    pool: ProcessPoolExecutor | None = None
    most: int = 0
    left: deque[int] = field(init=False)
    running: deque[Future[list[Any]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.left = deque(range(len(self.tasks)))

    def submit(self) -> None:
        while self.pool is not None and self.left and len(self.running) < self.most:
            try:
                self.running.append(self.pool.submit(_make, self.left.popleft()))
            except BrokenProcessPool as error:
                raise _ended() from error

    def made(self) -> Iterator[Any]:
        """Yield what is ready, and have the next parts made; end the copies when all is."""
        while self.running and self.running[0].done():
            yield from self._first()
        self.submit()
        if self.pool is not None and not self.running:
            self.pool.shutdown(wait=False)
            self.pool = None

    def awaited(self) -> Iterator[Any]:
        """Wait for all."""
        while self.running:
            yield from self._first()

    def _first(self) -> list[Any]:
        try:
            return self.running.popleft().result()
        except BrokenProcessPool as error:
            raise _ended() from error


def _ended() -> OutputError:
    return OutputError(
        "a process that makes pages was ended from outside (has the machine memory left?); "
        "run it again, or with --jobs 1"
    )


def _forked(processes: int, tasks: Sequence[Task]) -> ProcessPoolExecutor:
    """Copy this process, as it is now."""
    copies = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(processes, copies, initializer=_begin, initargs=(os.getpid(), tasks))
    # Ctrl-C waits until the copies are begun; each inherits that, until it ignores Ctrl-C
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pool.submit(int).result()  # all of them are begun at the first task
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pool


def _begin(parent: int, tasks: Sequence[Task]) -> None:
    """Leave Ctrl-C to the first process, say nothing, and end with it, however it ends."""
    _held.append(tasks)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    gc.freeze()  # what was there before stays: to look through it would copy its memory
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before
            os._exit(1)


def _make(number: int) -> list[Any]:
    return list(_held[-1][number]())
