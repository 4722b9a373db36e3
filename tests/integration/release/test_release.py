"""A release: what it holds, what changed since the one before, and that it is whole or not."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from ccdp_graph.cli.main import main
from ccdp_graph.errors import OutputError
from ccdp_graph.files.atomic import write_once
from ccdp_graph.project.project import Project
from ccdp_graph.rdf.nquads import default_graph
from ccdp_graph.releases.create import release
from ccdp_graph.releases.verify import read_releases

Builds = tuple[Path, Path, Path]
FIRST = {
    *("graph.nq", "graph.ttl", "dcat-ap-3.ttl", "healthdcat-ap.ttl", "fdp.ttl"),
    *("CHANGES.md", "CHANGES.fr.md", "CHANGES.json", "CHANGES.fr.json"),
    *("report.json", "report.txt", "release.ttl", "CITATION.cff", "SHA256SUMS"),
}
WRITES = """
import os, resource, signal, sys
from pathlib import Path
from ccdp_graph.files import write_once

def files():
    yield "graph.nq", b"new"
    if sys.argv[2] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    yield "graph.ttl", b"x" * 100_000

if sys.argv[2] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_once(Path(sys.argv[1]), files())
"""


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def statements(path: Path) -> set[tuple[str, str, str]]:
    return set(default_graph(path))


def test_a_release_holds_the_graph_its_views_report_changes_and_sums(
    released: Path, builds: Builds
) -> None:
    assert {path.name for path in (released / "1.0.0").iterdir()} == FIRST
    assert {path.name for path in (released / "1.1.0").iterdir()} == {*FIRST, "CHANGES.rdfp"}
    for version, build in (("1.0.0", builds[0]), ("1.1.0", builds[1])):
        for name in ("graph.nq", "graph.ttl", "report.json", "report.txt"):
            assert (released / version / name).read_bytes() == (build / name).read_bytes()
        done = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
            cwd=released / version,
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_files_of_a_release_can_only_be_read(released: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o222 for path in released.glob("*/*")}
    assert modes == {0}


def test_the_same_builds_give_the_same_bytes(
    released: Path, builds: Builds, files: Project, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    release(builds[0], again, files, "1.0.0")
    release(builds[1], again, files, "1.1.0")
    for path in released.glob("*/*"):
        assert (again / path.relative_to(released)).read_bytes() == path.read_bytes()
    assert sorted(p.name for p in again.iterdir()) == ["1.0.0", "1.1.0"]


def test_changes_are_those_that_diff_tells(released: Path, builds: Builds) -> None:
    for language, ending in (("en", ""), ("fr", ".fr")):
        words = ("diff", *builds[:2], "--lang", language)
        told, text = (invoke(*words, "--format", form).output for form in ("json", "md"))
        said = json.loads((released / f"1.1.0/CHANGES{ending}.json").read_text("utf-8"))
        about = {key: said.pop(key) for key in ("version", "issued", "previous")}
        assert about == {"version": "1.1.0", "issued": "2026-03-01", "previous": "1.0.0"}
        assert said == json.loads(told)
        title, *lines = (released / f"1.1.0/CHANGES{ending}.md").read_text("utf-8").splitlines()
        assert lines == text.splitlines()[1:]
        assert title.startswith("# 1.1.0 (2026-03-01)")
    assert [entry["title"] for entry in said["added"]] == ["Delta"]
    assert [entry["title"] for entry in said["changed"]] == ["Alpha registry"]


def test_the_first_release_has_changed_nothing(released: Path) -> None:
    said = json.loads((released / "1.0.0/CHANGES.json").read_text("utf-8"))
    assert said["previous"] is None
    assert not any(said[kind] for kind in ("added", "removed", "changed"))
    assert "La première version." in (released / "1.0.0/CHANGES.fr.md").read_text("utf-8")


def test_the_patch_makes_the_graph_of_the_release_of_the_one_before(released: Path) -> None:
    graph = {" ".join(line) for line in statements(released / "1.0.0/graph.nq")}
    first, *lines, last = (released / "1.1.0/CHANGES.rdfp").read_text("utf-8").splitlines()
    assert (first, last) == ("TX .", "TC .")
    for line in lines:
        sign, statement = line[0], line[2:].removesuffix(" .")
        (graph.remove if sign == "D" else graph.add)(statement)
    assert graph == {" ".join(line) for line in statements(released / "1.1.0/graph.nq")}
    assert {line[0] for line in lines} == {"A", "D"}


def test_the_citation_names_version_day_and_identifier(released: Path) -> None:
    said = yaml.safe_load((released / "1.1.0/CITATION.cff").read_text("utf-8"))
    assert said["version"] == "1.1.0"
    assert said["date-released"] == "2026-03-01"
    assert said["url"] == "https://w3id.org/ccdp/id/release/1.1.0"


def test_the_command_releases_and_lists(builds: Builds, tmp_path: Path) -> None:
    words = ("-g", builds[0], "-o", tmp_path / "releases")
    done = invoke("release", "2026-11", *words, "--date", "2026-11-25")
    assert done.exit_code == 0, done.output
    assert "version\t2026-11\ndate\t2026-11-25\n" in done.output
    assert f"written\t{tmp_path}/releases/2026-11\n" in done.output
    done = invoke("release", "2026-12", *words, "--date", "2026-12-24")
    assert "(statements: 0 added, 0 removed)" in done.output
    done = invoke("release", "-o", tmp_path / "releases")
    assert done.stderr.endswith("releases: 2, all files unchanged since release\n")
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["Release", "Date"],
        ["2026-11", "2026-11-25"],
        ["2026-12", "2026-12-24"],
    ]


def test_in_a_project_releases_lie_in_its_folder(
    builds: Builds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ccdp.toml").write_text('version = "1.0"\n', encoding="utf-8")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert invoke("release", "1.0.0", "-g", builds[0]).exit_code == 0
    assert (tmp_path / "releases/1.0.0/release.ttl").is_file()


def test_a_build_with_violations_is_released_only_when_asked(
    builds: Builds, files: Project, tmp_path: Path
) -> None:
    build = tmp_path / "build"
    shutil.copytree(builds[0], build)
    report = json.loads((build / "report.json").read_text("utf-8"))
    report["counts"]["Violation"] = 3
    (build / "report.json").write_text(json.dumps(report), encoding="utf-8")
    words = ("release", "1.0.0", "-g", build, "-o", tmp_path / "releases")
    done = invoke(*words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "has findings of severity Violation (3)" in done.stderr
    assert not (tmp_path / "releases").exists()
    done = invoke(*words, "--with-findings")
    assert done.exit_code == 0
    (made,) = read_releases(tmp_path / "releases", files.settings)
    assert made.notes["en"].endswith("Released with findings of severity Violation: 3.")


@pytest.mark.parametrize(("how", "status"), [("kill", -signal.SIGKILL), ("full", 1)])
def test_a_kill_or_a_full_disk_leaves_no_half_release(
    tmp_path: Path, how: str, status: int
) -> None:
    folder = tmp_path / "1.0.0"
    done = subprocess.run([sys.executable, "-c", WRITES, str(folder), how], capture_output=True)
    assert done.returncode == status
    assert not folder.exists()
    assert ("OutputError" in done.stderr.decode()) == (how == "full")
    write_once(folder, [("graph.nq", b"newer")])
    assert [path.name for path in tmp_path.iterdir()] == ["1.0.0"]
    assert (folder / "graph.nq").read_bytes() == b"newer"


def test_of_two_runs_at_once_the_slower_one_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "1.0.0"

    def files() -> Iterator[tuple[str, bytes]]:
        yield "graph.nq", b"slow"
        write_once(folder, [("graph.nq", b"quick")])

    with pytest.raises(OutputError, match="cannot be written"):
        write_once(folder, files())
    assert (folder / "graph.nq").read_bytes() == b"quick"
    assert [path.name for path in tmp_path.iterdir()] == ["1.0.0"]


@pytest.mark.parametrize("there", ["folder", "file", "link to nothing"])
def test_nothing_is_ever_written_over(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "1.0.0"
    if there == "folder":
        folder.mkdir()
    elif there == "file":
        folder.write_text("mine", encoding="utf-8")
    else:
        folder.symlink_to(tmp_path / "nothing")
    with pytest.raises(OutputError, match="is there already, and is never written over"):
        write_once(folder, [("graph.nq", b"new")])
    assert os.path.lexists(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["1.0.0"]
