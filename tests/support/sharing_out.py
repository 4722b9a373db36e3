"""How `-n 2 --dist loadgroup` shares the tests out: file by file, what takes long first.

A worker makes a fixture of a module or of the session anew, so files that need the same servers or
the same published site go to one worker. The marks of pytest-xdist for this (xdist_group) are
without effect with pytest 9.2, which nobody is told of.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/": "site",
    "tests/conformance/site/": "site",
    "tests/integration/harvest/test_sister_site.py": "site",
    "tests/integration/harvest/test_harvested_ckan.py": "ckan",
    "tests/integration/push/test_push_to_ckan.py": "ckan",
    "tests/integration/sparql/": "servers",
}
"""What goes to one worker, by the beginning of the path."""

FIRST = (
    "tests/browser/",
    "tests/conformance/",
    "tests/integration/",
    "tests/golden/",
    "tests/laws/",
)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Share tests out by their file, or by what several files are together for."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((name for start, name in TOGETHER.items() if file.startswith(start)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    if config.getoption("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False  # it takes a file of many tests for one that takes long
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(start) for start in FIRST])
