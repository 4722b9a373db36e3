"""Running a question beside the main thread, so that it can be left at any moment.

Oxigraph cannot be interrupted while it searches, nor a socket while it waits. So a thread asks,
and the main thread waits for it: Ctrl-C and the time limit end the waiting at once. The thread ends
with its next row, or with the process.
"""

import time
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from traceback import clear_frames
from typing import TypeVar

from ccdp_graph.errors import StoreError
from ccdp_graph.sparql.store import Limits

T = TypeVar("T")

_BATCH = 500  # rows that travel together: one by one would cost more than finding them

_AHEAD = 4  # batches that may wait for a slow reader

_GLANCE = 0.2  # seconds between two looks at whether the reader is still there


def run_with_limits(job: Callable[[], Iterator[T]], limits: Limits, name: str) -> Iterator[T]:
    """Yield what a job yields, asked for in a thread of its own.

    Only waiting for the job counts as its time, not what is done with its rows.

    Raises:
        StoreError: A limit was reached.
    """
    waiting: Queue[list[T] | BaseException | None] = Queue(_AHEAD)
    left = Event()
    Thread(target=_work, args=(job, waiting, left), daemon=True).start()
    seconds = limits.seconds
    number = 0
    try:
        while True:
            began = time.monotonic()
            try:
                batch = waiting.get(timeout=max(seconds, 0.001))
            except Empty:
                raise StoreError(
                    f"{name} took longer than {limits.seconds:g} seconds and was stopped; "
                    "narrow it, or give a longer --time-limit"
                ) from None
            seconds -= time.monotonic() - began
            if batch is None:
                return
            if isinstance(batch, BaseException):
                raise batch
            number += len(batch)
            if limits.rows and number > limits.rows:
                raise StoreError(
                    f"{name} gives more than {limits.rows} rows; narrow it, or give a higher "
                    "--row-limit (0 is none)"
                )
            yield from batch
    finally:
        left.set()


def _work(
    job: Callable[[], Iterator[T]], waiting: "Queue[list[T] | BaseException | None]", left: Event
) -> None:
    batch: list[T] = []
    end: BaseException | None = None
    try:
        for item in job():
            batch.append(item)
            if len(batch) == _BATCH:
                _hand_over(batch, waiting, left)
                batch = []
            if left.is_set():
                return
    except BaseException as error:  # noqa: BLE001 - it is raised again where the job was asked for
        _let_go(error)
        end = error
    if batch:
        _hand_over(batch, waiting, left)
    _hand_over(end, waiting, left)


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of an error hold: Oxigraph's answers may not end in another thread."""
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _hand_over(
    what: list[T] | BaseException | None,
    waiting: "Queue[list[T] | BaseException | None]",
    left: Event,
) -> None:
    while not left.is_set():
        try:
            waiting.put(what, timeout=_GLANCE)
        except Full:
            continue
        return
