"""Matching with ROR, held to what the gold list says of it."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "linking" / "gold-organisations.tsv"


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    script = ROOT / "tests" / "benchmarks" / "linking_quality.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows = list(csv.reader(io.StringIO(done.stdout), delimiter="\t"))
    names = [*rows[0][:6], "right", *rows[0][7:8], "right of those"]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows[1:]}


def test_the_gold_list_is_long_enough_and_half_of_it_was_kept_out_of_tuning() -> None:
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    parts = [row["part"] for row in rows]
    assert len(rows) >= 120
    assert abs(parts.count("tuning") - parts.count("held-out")) <= 1
    assert len({row["organisation"] for row in rows}) == len(rows)


@pytest.mark.parametrize("part", ["tuning", "held-out"])
def test_nine_of_ten_records_are_among_what_is_suggested(
    table: dict[str, dict[str, str]], part: str
) -> None:
    assert float(table[part]["recall of 3 suggestions"]) >= 0.9


@pytest.mark.parametrize("part", ["tuning", "held-out"])
def test_nothing_wrong_is_accepted_without_a_person(
    table: dict[str, dict[str, str]], part: str
) -> None:
    assert int(table[part]["accepted without a person"]) > 0
    assert table[part]["right"] == table[part]["accepted without a person"]
