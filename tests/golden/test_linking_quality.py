"""Matching with ROR and with the records of other catalogues, held to what the gold lists say."""

import csv
import io
import subprocess
import sys

import pytest
from record_quality import rows_of
from repository import GOLDEN, ROOT

ORGANISATIONS = GOLDEN / "linking" / "gold-organisations.tsv"
RECORDS = GOLDEN / "linking" / "gold-records.tsv"
FOREIGN = GOLDEN / "linking" / "foreign-records.tsv.xz"
PARTS = ("tuning", "held-out")

Rows = list[list[str]]


@pytest.fixture(scope="module")
def printed() -> tuple[Rows, Rows]:
    script = ROOT / "benchmarks" / "linking_quality.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    one, other = done.stdout.split("\n\n")
    return tuple(list(csv.reader(io.StringIO(text), delimiter="\t")) for text in (one, other))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def table(printed: tuple[Rows, Rows]) -> dict[str, dict[str, str]]:
    rows = printed[0]
    names = [*rows[0][:6], "right", *rows[0][7:8], "right of those"]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows[1:]}


@pytest.fixture(scope="module")
def records(printed: tuple[Rows, Rows]) -> dict[tuple[str, str], list[int]]:
    """By part and source: with a record there, among 3, the first, accepted, of them right."""
    return {
        (row[0], row[1]): [int(row[place]) for place in (4, 5, 7, 9, 10)] for row in printed[1][1:]
    }


def test_the_gold_list_is_long_enough_and_half_of_it_was_kept_out_of_tuning() -> None:
    rows = rows_of(ORGANISATIONS)
    parts = [row["part"] for row in rows]
    assert len(rows) >= 120
    assert abs(parts.count("tuning") - parts.count("held-out")) <= 1
    assert len({row["organisation"] for row in rows}) == len(rows)


def test_the_gold_list_of_records_judges_all_networks_and_resources() -> None:
    rows = rows_of(RECORDS)
    by_ours = {row["ours"]: row["part"] for row in rows}
    assert len(by_ours) == 133 + 95
    assert abs(list(by_ours.values()).count("tuning") - len(by_ours) / 2) <= 5
    assert all(by_ours[row["ours"]] == row["part"] for row in rows)
    foreign = {row["iri"] for row in rows_of(FOREIGN)}
    assert len(foreign) > 3000
    named = {row["record"] for row in rows if row["relation"] != "none"}
    assert named <= foreign
    assert len({row["ours"] for row in rows if row["relation"] == "exact"}) > 40


@pytest.mark.parametrize("part", PARTS)
def test_nine_of_ten_records_are_among_what_is_suggested(
    table: dict[str, dict[str, str]], records: dict[tuple[str, str], list[int]], part: str
) -> None:
    assert float(table[part]["recall of 3 suggestions"]) >= 0.9
    there, among, *_ = records[part, "all"]
    assert there >= 20
    assert among / there >= 0.9


@pytest.mark.parametrize("part", PARTS)
def test_nothing_wrong_is_accepted_without_a_person(
    table: dict[str, dict[str, str]], records: dict[tuple[str, str], list[int]], part: str
) -> None:
    assert int(table[part]["accepted without a person"]) > 0
    assert table[part]["right"] == table[part]["accepted without a person"]
    *_, accepted, right = records[part, "all"]
    assert right == accepted > 0
