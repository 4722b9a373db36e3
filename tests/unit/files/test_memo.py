"""What is kept: made once by whoever asks first, no more of it than was said."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from ccdp_graph.files.memo import Memo


def test_a_thing_that_several_threads_ask_for_is_made_once() -> None:
    memo, made, together = Memo(10), [], threading.Barrier(8)

    def make() -> object:
        made.append(threading.get_ident())
        return object()

    def ask(_: int) -> object:
        together.wait()
        return memo.get("key", make)

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(ask, range(8)))
    assert len(found) == len(made) == 1


def test_no_more_is_kept_than_the_size() -> None:
    memo = Memo(2)
    for key in range(100):
        assert memo.get(key, partial(str, key)) == str(key)
    assert memo.get(0, str) == "0"
    assert memo.get(99, str) == ""


def test_an_error_is_not_kept() -> None:
    memo = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("key", lambda: 1 / 0)
    assert memo.get("key", lambda: 2) == 2


def test_a_thing_may_be_made_of_others() -> None:
    memo = Memo(2)
    assert memo.get("sum", lambda: 1 + memo.get("part", lambda: 2)) == 3
    assert memo.get("part", lambda: 0) == 2
