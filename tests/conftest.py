"""What all tests share."""

import pytest

pytest_plugins = ["servers"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files; read what it changed before committing."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
