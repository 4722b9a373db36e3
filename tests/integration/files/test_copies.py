"""Copies of a process (fork) that a thread made while others were at work."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from ccdp_graph.files.memo import Memo
from ccdp_graph.files.workers import ForkPool

pytestmark = pytest.mark.filterwarnings("ignore:This process .* multi-threaded:DeprecationWarning")


def test_a_copy_makes_what_a_thread_of_the_first_process_was_making() -> None:
    memo, begun, ended = Memo(10), threading.Event(), threading.Event()

    def make_slowly() -> str:
        begun.set()
        ended.wait()
        return "made"

    maker = threading.Thread(target=memo.get, args=("key", make_slowly))
    maker.start()
    begun.wait()
    try:
        with ForkPool(2) as pool:
            pool.submit([lambda: iter([memo.get("key", lambda: "copied")])])
            assert list(pool.drain()) == ["copied"]
    finally:
        ended.set()
        maker.join()


def test_two_threads_that_make_files_at_once_get_each_their_own() -> None:
    def make(name: str, number: int) -> Iterator[tuple[str, int]]:
        yield name, number

    def made(name: str) -> list[tuple[str, int]]:
        with ForkPool(3) as pool:
            pool.submit(partial(make, name, number) for number in range(20))
            return sorted(pool.drain())

    with ThreadPoolExecutor(4) as threads:
        for name, found in zip("abcd", threads.map(made, "abcd"), strict=True):
            assert found == [(name, number) for number in range(20)]
