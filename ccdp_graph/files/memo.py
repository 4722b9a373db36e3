"""What was worked out of a value that never changes, kept beside it."""

import os
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

_MISSING: Any = object()


class Memo:
    """Things by key, each made once: a thread that asks for one that is being made waits for it.

    It belongs to the value that the things are made of, and holds no more than a number of them;
    what is asked for beyond that is made each time. An error is not kept.

    >>> memo = Memo(1)
    >>> memo.get("a", lambda: 1), memo.get("a", lambda: 2), memo.get("b", lambda: 3)
    (1, 1, 3)
    """

    def __init__(self, size: int) -> None:
        """Keep at most so many things."""
        self._size = size
        self._kept: dict[Hashable, Any] = {}
        self._locks: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, or make it; raises what `make` raises.

        Args:
            make: May ask for other keys, not for this one.
        """
        found: T = self._kept.get(key, _MISSING)
        if found is _MISSING:
            # in a copy of this process (fork), a lock that a thread of the first held stays locked
            own = os.getpid(), key
            with self._locks.setdefault(own, Lock()):
                try:
                    found = self._kept.get(key, _MISSING)
                    if found is _MISSING:
                        found = make()
                        if len(self._kept) < self._size:
                            self._kept[key] = found
                finally:
                    self._locks.pop(own, None)
        return found
