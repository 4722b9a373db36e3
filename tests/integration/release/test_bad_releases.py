"""What is refused, in one line that names it; and nothing is written then."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ccdp_graph.cli.main import main

Builds = tuple[Path, Path, Path]


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def refused(done: Result) -> str:
    """Return the one line that an error is."""
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def copied(released: Path, tmp_path: Path) -> Path:
    """Return a folder of two releases that a test may change."""
    shutil.copytree(released, tmp_path / "releases")
    for path in (tmp_path / "releases").rglob("*"):
        path.chmod(0o755)
    return tmp_path / "releases"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.0.0", "1.0.0: is already released, and a release never changes; give a later version"),
        ("1.1.0", "1.1.0: is already released, and a release never changes"),
        ("1.1", "version 1.1 is not later than 1.1.0, the last release"),
        ("1.0.5", "version 1.0.5 is not later than 1.1.0"),
        ("1.1.0-rc.1", "version 1.1.0-rc.1 is not later than 1.1.0"),
        ("1.2.0/../../x", "is not a version; use numbers separated by dots"),
        ("..", "'..' is not a version"),
        ("2.0-RC", "with a lower-case pre-release"),
        ("2026-13", "'2026-13' is not a day or month"),
    ],
)
def test_a_version_that_is_none_or_not_later_is_refused(
    copied: Path, builds: Builds, version: str, said: str
) -> None:
    before = tree(copied.parent)
    assert said in refused(invoke("release", version, "-g", builds[2], "-o", copied))
    assert tree(copied.parent) == before


def test_a_day_before_that_of_the_last_release_is_refused(copied: Path, builds: Builds) -> None:
    words = ("release", "1.2.0", "-g", builds[2], "-o", copied, "--date", "2026-02-28")
    said = refused(invoke(*words))
    assert "2026-02-28 is before 2026-03-01, the day of 1.1.0; give a later --date" in said
    assert invoke(*words[:-1], "2026-03-01").exit_code == 0


def put(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


def longer(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def rewritten(path: Path) -> None:
    """Change a file of a release, and its checksum with it."""
    longer(path)
    sums = path.parent / "SHA256SUMS"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    text = sums.read_text(encoding="utf-8")
    sums.write_text(re.sub(rf"^.*(?=  {path.name}$)", digest, text, flags=re.MULTILINE), "utf-8")


def renamed(path: Path) -> None:
    path.rename(path.with_name("1.0.9"))


def linked(path: Path) -> None:
    path.symlink_to(path.parent / "1.0.0", target_is_directory=True)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("1.0.0/graph.nq", longer, "1.0.0/graph.nq: was changed after its release"),
        ("1.1.0/CHANGES.fr.md", put(""), "1.1.0/CHANGES.fr.md: was changed after its release"),
        ("1.0.0/graph.ttl", rewritten, "1.0.0/SHA256SUMS: is not the one that 1.1.0 followed"),
        ("1.0.0/report.txt", Path.unlink, "1.0.0/report.txt: is missing; restore it"),
        ("1.0.0/notes.txt", put("mine"), "1.0.0/notes.txt: does not belong to this release"),
        ("1.0.0/.DS_Store", put("mine"), "1.0.0/.DS_Store: does not belong to this release"),
        ("1.0.0/SHA256SUMS", Path.unlink, "1.0.0: is not a release"),
        ("1.0.0/SHA256SUMS", put(""), "SHA256SUMS: does not list release.ttl"),
        ("1.0.0", shutil.rmtree, "1.1.0: was released after 1.0.0, but nothing comes before"),
        ("1.0.0", renamed, "1.0.9/release.ttl: describes 1.0.0; rename its folder back to that"),
        ("drafts", Path.mkdir, "drafts: is not a release: move it out"),
        ("1.1.0-RC", Path.mkdir, "1.1.0-RC: is not a release: move it out"),
        ("latest", linked, "latest: is not a release"),
        ("0.9", linked, "0.9/release.ttl: describes 1.0.0"),
    ],
)
def test_a_release_that_is_not_as_it_was_stops_all_that_builds_on_it(
    copied: Path, builds: Builds, name: str, change: Callable[[Path], object], said: str
) -> None:
    (copied / name).parent.mkdir(exist_ok=True)
    change(copied / name)
    there = sorted(path.name for path in copied.iterdir())
    assert said in refused(invoke("release", "-o", copied))
    assert said in refused(invoke("release", "1.2.0", "-g", builds[2], "-o", copied))
    site = copied.parent / "site"
    words = ("-g", builds[2], "--site", site, "--base", "https://example.org/")
    assert said in refused(invoke("publish", *words, "--releases", copied))
    assert not site.exists()
    assert sorted(path.name for path in copied.iterdir()) == there


def test_files_beside_the_releases_and_hidden_folders_are_left_alone(
    copied: Path, builds: Builds
) -> None:
    (copied / "README.md").write_text("mine", encoding="utf-8")
    (copied / ".git").mkdir()
    assert invoke("release", "1.2.0", "-g", builds[2], "-o", copied).exit_code == 0
    assert (copied / "README.md").read_text(encoding="utf-8") == "mine"


def test_releases_of_another_base_are_not_gone_on_with(
    copied: Path, builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied.parent / "ccdp.toml").write_text('base = "https://example.org/"\n', encoding="utf-8")
    monkeypatch.chdir(copied.parent)
    said = refused(invoke("release", "1.2.0", "-g", builds[2]))
    assert (
        "1.0.0: has the identifier https://w3id.org/ccdp/id/release/1.0.0, under another base than"
        in said
    )
    shutil.rmtree(copied)
    said = refused(invoke("release", "1.2.0", "-g", builds[2]))
    assert "graph.nq: holds nothing with an IRI under https://example.org/" in said
    assert not copied.exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("graph.nq", None, "graph.nq: no such file; run ccdp build first"),
        ("graph.nq", "<a> <b>", "graph.nq, line 1: cannot be read"),
        ("graph.nq", "", "holds nothing with an IRI under"),
        ("report.json", None, "report.json: is not the report of a build; run ccdp build"),
        ("report.txt", None, "report.txt: is missing; run ccdp build"),
        ("report.json", "[]", "report.json: is not the report of a build"),
        ("report.json", '{"statements": 1, "counts": {"Violation": 0}}', "counts 1 statements"),
    ],
)
def test_a_build_that_is_not_whole_is_not_released(
    builds: Builds, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    build = tmp_path / "build"
    shutil.copytree(builds[0], build)
    if text is None:
        (build / name).unlink()
    else:
        (build / name).write_text(text, encoding="utf-8")
    assert said in refused(invoke("release", "1.0.0", "-g", build, "-o", tmp_path / "releases"))
    assert not (tmp_path / "releases").exists()


def test_a_file_where_the_releases_should_lie_is_refused(builds: Builds, tmp_path: Path) -> None:
    (tmp_path / "releases").write_text("mine", encoding="utf-8")
    said = refused(invoke("release", "1.0.0", "-g", builds[0], "-o", tmp_path / "releases"))
    assert "releases: is a file; give a folder of releases" in said
