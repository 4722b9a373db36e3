"""A folder that is written again as a whole: what stays, what is refused, what a kill leaves."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ccdp_graph.errors import OutputError
from ccdp_graph.files.atomic import SIGN, SUMS, replace_folder, write_file, write_once

WRITES = """
import os, resource, signal, sys
from pathlib import Path
from ccdp_graph.files import replace_folder

def files():
    yield "index.html", b"new"
    if sys.argv[2] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    yield "large", b"x" * 100_000

if sys.argv[2] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
replace_folder(Path(sys.argv[1]), files())
"""
OLD = 1_000_000_000_000_000_000  # nanoseconds: a date of long ago
names = st.sampled_from(["index.html", "fr/index.html", "resource/a.html", "resource/b.html"])
folders = st.dictionaries(names, st.sampled_from([b"", b"one", b"two", b"three"]), min_size=1)


@given(folders, folders)
def test_a_file_that_stays_as_it_was_keeps_its_date_and_no_other_does(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("site") / "site"
    replace_folder(folder, before.items())
    for name in before:
        os.utime(folder / name, ns=(OLD, OLD))
    replace_folder(folder, after.items())
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    assert found.keys() == {*after, SUMS, SIGN}
    for name, content in after.items():
        assert found[name].read_bytes() == content
        assert (found[name].stat().st_mtime_ns == OLD) == (before.get(name) == content)
        assert found[name].stat().st_nlink == 1


def test_what_somebody_did_to_a_file_does_not_stay(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    files = [("a.html", b"as made"), ("b.html", b"as made"), ("c.html", b"as made")]
    replace_folder(folder, files)
    mode = (folder / "a.html").stat().st_mode
    (folder / "a.html").write_bytes(b"altered")
    (folder / "b.html").chmod(0o600)
    (tmp_path / "elsewhere").write_bytes(b"as made")
    (folder / "c.html").unlink()
    (folder / "c.html").symlink_to(tmp_path / "elsewhere")
    replace_folder(folder, files)
    for name, content in files:
        path = folder / name
        assert (path.read_bytes(), path.stat().st_mode, path.is_symlink()) == (content, mode, False)
    assert (tmp_path / "elsewhere").read_bytes() == b"as made"


@pytest.mark.parametrize("name", ["thesis.docx", "resource/own.html", ".htaccess"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    assert replace_folder(folder, [("index.html", b"old"), ("resource/a.html", b"a")]) == 2
    (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=f"{name}: was not written by ccdp publish"):
        replace_folder(folder, [("index.html", b"new")])
    assert (folder / "index.html").read_bytes() == b"old"
    assert (folder / name).read_text(encoding="utf-8") == "mine"
    (folder / name).unlink()
    assert replace_folder(folder, [("index.html", b"new")]) == 1
    assert sorted(p.name for p in folder.iterdir()) == [SIGN, "SHA256SUMS", "index.html"]


def test_a_folder_without_our_sign_is_refused_whatever_it_lists(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("0  SHA256SUMS\n", encoding="utf-8")
    with pytest.raises(OutputError, match="was not written by ccdp publish"):
        replace_folder(tmp_path, [("index.html", b"new")])


@pytest.mark.parametrize(("how", "status"), [("kill", -signal.SIGKILL), ("full", 1)])
def test_a_kill_or_a_full_disk_leaves_the_old_site_whole(
    tmp_path: Path, how: str, status: int
) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, [("index.html", b"old")])
    done = subprocess.run([sys.executable, "-c", WRITES, str(folder), how], capture_output=True)
    assert done.returncode == status
    assert (folder / "index.html").read_bytes() == b"old"
    assert ("OutputError" in done.stderr.decode()) == (how == "full")
    replace_folder(folder, [("index.html", b"newer")])
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
    assert (folder / "index.html").read_bytes() == b"newer"


def test_files_and_folders_have_the_mode_of_any_that_is_made_here(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    folder_mode = (tmp_path / "folder").stat().st_mode
    file_mode = (tmp_path / "file").stat().st_mode
    write_file(tmp_path / "written.txt", "text")
    replace_folder(tmp_path / "site", [("page.html", b"page")])
    write_once(tmp_path / "release", [("graph.ttl", b"graph")])
    assert (tmp_path / "written.txt").stat().st_mode == file_mode
    assert (tmp_path / "site").stat().st_mode == folder_mode
    assert (tmp_path / "site" / "page.html").stat().st_mode == file_mode
    assert (tmp_path / "release").stat().st_mode == folder_mode
    assert (tmp_path / "release" / "graph.ttl").stat().st_mode == file_mode & ~0o222


def test_a_file_in_what_is_no_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(tmp_path / "file" / "written.txt", "text")
