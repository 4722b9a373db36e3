"""Text files are read as one state of the file, or not at all."""

import threading
from pathlib import Path

import pytest

from ccdp_graph.errors import AssetError
from ccdp_graph.files.texts import read_text


def test_a_file_that_is_written_to_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.txt"
    path.write_text("a line\n" * 1_000_000, "utf-8")
    ended = threading.Event()

    def write() -> None:
        with path.open("a", encoding="utf-8") as file:
            while not ended.is_set():
                file.write("another\n")
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with pytest.raises(AssetError, match=r"growing\.txt: was changed while it was read"):
            all(read_text(path) for _ in range(100))
    finally:
        ended.set()
        writer.join()
    assert len(read_text(path)) == path.stat().st_size


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path, new = tmp_path / "file.txt", tmp_path / "new.txt"
    path.write_text("old", "utf-8")
    new.write_text("new", "utf-8")
    ended = threading.Event()

    def replace() -> None:
        while not ended.is_set():
            new.replace(path)
            new.write_text("new", "utf-8")

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        assert {read_text(path) for _ in range(300)} <= {"old", "new"}
    finally:
        ended.set()
        writer.join()
