"""What became of records is told with both cells; the statements make one graph of the other."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ccdp_graph.analysis.diff import compare_graphs
from ccdp_graph.analysis.difference import Difference, difference_workbook
from ccdp_graph.analysis.labels import read_property_words
from ccdp_graph.model.evidence import cited
from ccdp_graph.pipeline.model import Build
from ccdp_graph.pipeline.run import build
from ccdp_graph.project.project import Project
from ccdp_graph.sparql.oxigraph import EmbeddedStore

HEADINGS = ("Network name", "Acronym", "Data model", "Status", "Countries covered")
ROWS = (
    ("Alpha network of registries", "ALPHA", "OMOP", "Active", "France; Peru"),
    ("Beta <b>network</b> | of clinics", "BETA", "FHIR", "Planned", "Chile"),
    ("Gamma network of biobanks", "GAMMA", "FHIR", "Unknown", "Chile"),
    ("Delta network of hospitals", "DELTA", "FHIR", "Active", "Chile"),
)


def workbook(folder: Path, change: Callable[[Worksheet], object] = lambda _: None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    change(sheet)
    path = folder / "networks.xlsx"
    folder.mkdir()
    book.save(path)
    return path


def edited(sheet: Worksheet) -> None:
    sheet["A2"] = "Alpha network, renamed"
    sheet["C2"] = "OMOP; FHIR"
    sheet["E2"] = "France"
    sheet["D4"] = "Active"
    sheet["A5"], sheet["B5"] = "Delta network of the hospitals", "DELTAH"
    sheet.delete_rows(3)
    sheet.append(("Epsilon", "EPS", "OMOP", "Active", "Peru"))


@pytest.fixture(scope="module")
def old(files: Project, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build([workbook(tmp_path_factory.mktemp("diff") / "old")], files)


@pytest.fixture(scope="module")
def new(old: Build, files: Project, tmp_path_factory: pytest.TempPathFactory) -> Build:
    path = workbook(tmp_path_factory.mktemp("diff") / "new", edited)
    return build([path], files, known=old.identifiers)


def compared(old: Build, new: Build, files: Project) -> Difference:
    first, second = (EmbeddedStore.parse(build.quads()) for build in (old, new))
    return compare_graphs(first, second, files.record_types(), read_property_words(files))


@pytest.fixture(scope="module")
def found(old: Build, new: Build, files: Project) -> Difference:
    return compared(old, new, files)


def test_records_are_added_removed_and_changed(found: Difference) -> None:
    ids = {
        kind: {change.record.title for change in found.of_kind(kind)}
        for kind in ("added", "removed", "changed")
    }
    assert ids == {
        "added": {"Delta network of the hospitals", "Epsilon"},
        "removed": {"Beta <b>network</b> | of clinics", "Delta network of hospitals"},
        "changed": {"Alpha network, renamed", "Gamma network of biobanks"},
    }


def test_a_changed_value_has_both_cells(found: Difference) -> None:
    (alpha, gamma) = found.of_kind("changed")
    changes = {
        change.label: (
            change.before,
            cited(change.cells_before),
            change.after,
            cited(change.cells_after),
        )
        for change in alpha.changes
    }
    assert changes == {
        "Name": (
            ("Alpha network of registries",),
            "Sheet!A2",
            ("Alpha network, renamed",),
            "Sheet!A2",
        ),
        "Data model": ((), "Sheet!C2", ("HL7 FHIR",), "Sheet!C2"),
        "Countries covered": (("Peru",), "Sheet!E2", (), "Sheet!E2"),
    }
    (status,) = gamma.changes
    assert (status.before, status.after) == (("unknown",), ("active",))
    assert (cited(status.cells_before), cited(status.cells_after)) == ("Sheet!D4", "Sheet!D3")


def test_a_record_that_keeps_its_id_is_renamed_not_replaced(found: Difference) -> None:
    alpha = found.of_kind("changed")[0]
    assert alpha.old is not None
    assert alpha.old.title == "Alpha network of registries"
    assert "(before: Alpha network of registries)" in found.markdown()


def test_near_names_are_said_to_be_perhaps_one(found: Difference) -> None:
    assert [(a.title, b.title) for a, b in found.perhaps] == [
        ("Delta network of hospitals", "Delta network of the hospitals")
    ]


def test_the_patch_makes_the_new_graph_of_the_old(
    found: Difference, old: Build, new: Build
) -> None:
    lines = found.patch_text().splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    graph = {f"{s} {p} {o} ." for s, p, o in old.public}
    for line in lines[1:-1]:
        sign, statement = line.split(" ", 1)
        if sign == "D":
            graph.remove(statement)
        else:
            assert statement not in graph
            graph.add(statement)
    assert len(graph) == len(new.public)
    assert graph == {f"{s} {p} {o} ." for s, p, o in new.public}


def test_a_graph_does_not_differ_from_itself(store: EmbeddedStore, files: Project) -> None:
    same = compare_graphs(store, store, files.record_types(), read_property_words(files))
    assert (same.records, same.added, same.removed) == ((), (), ())
    assert "Nothing changed." in same.markdown()
    assert "Rien n’a changé." in same.markdown("fr")


def test_both_ways_tell_the_same(found: Difference, old: Build, new: Build, files: Project) -> None:
    back = compared(new, old, files)
    assert (back.added, back.removed) == (found.removed, found.added)
    for mine, other in (("added", "removed"), ("removed", "added"), ("changed", "changed")):
        assert {c.record.iri for c in back.of_kind(mine)} == {
            c.record.iri for c in found.of_kind(other)
        }


def test_markdown_keeps_names_from_being_markup(found: Difference) -> None:
    text = found.markdown()
    assert r"Beta \<b\>network\</b\> \| of clinics" in text
    assert "<b>" not in text


def test_json_and_workbook_hold_every_change(found: Difference) -> None:
    document = json.loads(found.json_text())
    assert [len(document[kind]) for kind in ("added", "removed", "changed")] == [2, 2, 2]
    book = openpyxl.load_workbook(io.BytesIO(difference_workbook(found)))
    (sheet,) = book.worksheets
    assert sheet.max_row - 1 == sum(len(change.changes) for change in found.records)
    fills = {(row[0].value, row[0].fill.fgColor.rgb) for row in sheet.iter_rows(min_row=2)}
    assert fills == {("Added", "00E2F0D9"), ("Removed", "00F8CBAD"), ("Changed", "00FFF2CC")}
    french = openpyxl.load_workbook(io.BytesIO(difference_workbook(found, "fr")))
    assert [cell.value for cell in french.worksheets[0][1]][:2] == ["Changement", "Type"]
