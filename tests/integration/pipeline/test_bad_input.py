"""Bad input: one line that names file and cure, exit status 2, and nothing half-written."""

import contextlib
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from repository import ROOT

from ccdp_graph.cli.main import main

NETWORKS = ROOT / "examples" / "federated-networks.xlsx"


def run(folder: Path, *words: str) -> Result:
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, words)


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(done: Result, *said: str) -> None:
    assert done.exit_code == 2, done.stderr + done.stdout
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    for word in said:
        assert word in lines[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a build that has to stay as it is."""
    (tmp_path / "ccdp-build").mkdir()
    (tmp_path / "ccdp-build" / "graph.ttl").write_text("the earlier build\n", encoding="utf-8")
    return tmp_path


def save(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path


LIST: list[list[object]] = [
    ["Name", "Network type", "Website", "Notes"],
    ["A network", "Infrastructure", "", ""],
]


def text_file(folder: Path) -> str:
    (folder / "notes.xlsx").write_text("not a workbook", encoding="utf-8")
    return "notes.xlsx"


def empty_file(folder: Path) -> str:
    (folder / "empty.xlsx").touch()
    return "empty.xlsx"


def empty_workbook(folder: Path) -> str:
    save(folder / "blank.xlsx", {"One": []})
    return "blank.xlsx"


def locked_workbook(folder: Path) -> str:
    (folder / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    return "locked.xlsx"


def unknown_sheet(folder: Path) -> str:
    save(folder / "shop.xlsx", {"Prices": [["Fruit", "Price", "Colour"], ["Apple", 1, "red"]]})
    return "shop.xlsx"


def two_claims(folder: Path) -> str:
    save(folder / "twice.xlsx", {"First": LIST, "Second": LIST})
    return "twice.xlsx"


def other_kind(folder: Path) -> str:
    (folder / "page.pdf").write_bytes(b"%PDF-1.4")
    return "page.pdf"


def sub_folder(folder: Path) -> str:
    (folder / "sub.xlsx").mkdir()
    return "sub.xlsx"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: "absent.xlsx", ("absent.xlsx", "no such file", "check the name")),
        (text_file, ("notes.xlsx", "not a complete workbook", "save")),
        (empty_file, ("empty.xlsx", "empty", "give a workbook")),
        (empty_workbook, ("blank.xlsx", "empty", "has data")),
        (locked_workbook, ("locked.xlsx", "password", "without one")),
        (unknown_sheet, ("shop.xlsx", "'Prices'", "Resource name")),
        (two_claims, ("twice.xlsx", "'First'", "'Second'", "federated-networks")),
        (other_kind, ("page.pdf", "not a workbook", ".xlsx")),
        (sub_folder, ("sub.xlsx", "is a folder")),
    ],
)
def test_bad_workbook_is_one_line(
    folder: Path, make: Callable[[Path], str], said: tuple[str, ...]
) -> None:
    name = make(folder)
    before = state(folder)
    refused(run(folder, "build", name), *said)
    assert state(folder) == before


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_truncated_workbook_is_one_line(folder: Path, share: float) -> None:
    content = NETWORKS.read_bytes()
    (folder / "cut.xlsx").write_bytes(content[: int(len(content) * share)])
    before = state(folder)
    refused(run(folder, "build", "cut.xlsx"), "cut.xlsx", "save")
    assert state(folder) == before


def test_the_same_workbook_twice_is_refused(folder: Path) -> None:
    refused(run(folder, "build", str(NETWORKS), str(NETWORKS)), "given twice")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ccdp.toml", "base = [", ("ccdp.toml", "not TOML")),
        (
            "ccdp.toml",
            'bass = "x"',
            ("ccdp.toml, line 1", "'bass' is not a key of the settings", "mean 'base'"),
        ),
        ("ccdp.toml", 'base = "not an iri/"', ("ccdp.toml, line 1", "no IRI")),
        ("ccdp.toml", "publisher = 7", ("ccdp.toml, line 1", "must be a text")),
        ("mapping/new.columns.yml", "table: [", ("new.columns.yml, line", "not YAML")),
        (
            "mapping/new.columns.yml",
            "table: new\nkind: new\nprimaryKey: name\ntitles: {en: New}\ncolumns:\n"
            "  - name: name\n    tittles: {en: [Name]}\n",
            ("new.columns.yml, line 7", "'tittles' is not a key of a column", "mean 'titles'"),
        ),
        (
            "mapping/new.columns.yml",
            "table: new\nkind: new\nprimaryKey: label\ntitles: {en: New}\ncolumns:\n"
            "  - {name: name, propertyUrl: dcterms:title}\n",
            ("new.columns.yml, line 3", "no column 'label'"),
        ),
        (
            "mapping/new.columns.yml",
            "table: new\nkind: new\nprimaryKey: name\ntitles: {en: New}\ncolumns:\n"
            "  - {name: name, propertyUrl: dct:title}\n",
            ("new.columns.yml, line 6", "'dct:title' has an unknown prefix"),
        ),
        (
            "mapping/new.yarrrml.yml",
            'mappings:\n  thing:\n    sources: [["a.json~jsonpath", "$.records[*]"]]\n'
            "    s: foo:thing/$(id)\n    po: []\n",
            ("new.yarrrml.yml, line 4", "unknown prefix", "foo:thing"),
        ),
        (
            "mapping/new.yarrrml.yml",
            "mappings:\n  thing:\n    source: []\n    subject: x\n    objects: []\n",
            ("new.yarrrml.yml, line 5", "'objects' is not a key of a mapping"),
        ),
        ("ontology/vocab/new.ttl", "<a> <b> .\n", ("new.ttl, line 1", "not Turtle")),
        ("shapes/new.ttl", "@prefix sh: <http://x> .\nsh:a sh:b\n", ("new.ttl", "not Turtle")),
        (
            "mapping/new.sssom.tsv",
            "word\tobject\nx\ty\n",
            ("new.sssom.tsv, line 1", "subject_label"),
        ),
        ("mapping/identifiers.csv", "kind,name\n", ("identifiers.csv, line 1", "'id' is missing")),
    ],
)
def test_bad_file_of_a_project_is_one_line_with_file_and_line(
    folder: Path, name: str, text: str, said: tuple[str, ...]
) -> None:
    (folder / "ccdp.toml").touch()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    before = state(folder)
    refused(run(folder, "build", str(NETWORKS)), *said)
    assert state(folder) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ("new.columns.yml, line 1", "needs the key 'table'")),
        (b"- a\n", ("new.columns.yml, line 1", "not a list")),
        (b"table: new\nkind: \xe9\n", ("new.columns.yml, line 2", "save it as UTF-8")),
        (b"table: " + b"[" * 5_000, ("new.columns.yml, line 1", "is nested more than 32 deep")),
        (None, ("new.columns.yml", "is a folder")),
    ],
)
def test_a_column_file_that_is_none_is_one_line(
    folder: Path, content: bytes | None, said: tuple[str, ...]
) -> None:
    (folder / "ccdp.toml").touch()
    path = folder / "mapping" / "new.columns.yml"
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    refused(run(folder, "build", str(NETWORKS)), *said)


def test_output_that_cannot_be_a_folder_is_one_line(folder: Path) -> None:
    (folder / "file").touch()
    refused(run(folder, "build", str(NETWORKS), "-o", "file/out"), "file/out", "cannot be written")


def test_full_disk_leaves_the_earlier_build(folder: Path) -> None:
    before = state(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        done = run(folder, "build", str(NETWORKS))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    refused(done, "ccdp-build", "cannot be written", "another -o")
    assert state(folder) == before


def test_killed_build_leaves_the_earlier_one_whole(tmp_path: Path) -> None:
    assert run(tmp_path, "build", str(NETWORKS)).exit_code == 0
    before = state(tmp_path)
    for wait in (0.2, 0.6, 1.0, 1.2, 1.4):
        words = ["build", "--date", "2020-01-01", str(NETWORKS)]
        command = [sys.executable, "-m", "ccdp_graph", *words]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
            time.sleep(wait)
            process.kill()
        after = {n: c for n, c in state(tmp_path).items() if ".ccdp-" not in n}
        same = after == before
        new = b'"2020-01-01"' in after["ccdp-build/graph.nq"]
        assert same or new
        if new:
            break


def test_other_files_in_the_output_folder_are_left_alone(folder: Path) -> None:
    (folder / "ccdp-build" / "mine.txt").write_text("keep", encoding="utf-8")
    assert run(folder, "build", str(NETWORKS)).exit_code == 0
    assert (folder / "ccdp-build" / "mine.txt").read_text(encoding="utf-8") == "keep"
    assert (folder / "ccdp-build" / "graph.ttl").stat().st_size > 10_000
    assert not list((folder / "ccdp-build").glob(".*"))


def test_bad_cell_never_stops_the_build(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "data-resources.xlsx", tmp_path / "survey.xlsx")
    book = openpyxl.load_workbook(tmp_path / "survey.xlsx")
    sheet = book["Data resources"]
    sheet["C3"], sheet["I3"], sheet["AA3"], sheet["K3"] = "Holand", "soon", "no address", "many"
    sheet["A4"] = "\t\u202e\ufffe<script>\\\"'"
    book.save(tmp_path / "survey.xlsx")
    done = run(tmp_path, "build", "survey.xlsx")
    assert done.exit_code == 1, done.stderr
    report = (tmp_path / "ccdp-build" / "report.txt").read_text(encoding="utf-8")
    assert "Data resources!C3: Country 'Holand' is not in the country list" in report
    assert "Did you mean 'Holland'?" in report or "Did you mean 'Netherlands'?" in report
    assert "Data resources!I3: Start year 'soon' is not a year" in report
    assert "Data resources!K3: Cases 'many' is not a number" in report
    assert "Data resources!AA3: Website 'no address' is not a web address" in report


def test_strict_build_with_a_violation_writes_nothing(tmp_path: Path) -> None:
    rows = [["Resource name", "Country", "Resource type"], ["A registry", "Atlantis", "Biobank"]]
    save(tmp_path / "one.xlsx", {"Survey": [list[object](row) for row in rows]})
    done = run(tmp_path, "build", "one.xlsx", "--strict")
    assert done.exit_code == 1
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "ccdp-build").exists()
