"""Versions: what is one, which is later, and that each is a safe name of a folder."""

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, strategies as st

from ccdp_graph.errors import AssetError
from ccdp_graph.releases.model import parse_version

NUMBERS = st.lists(st.integers(0, 999), min_size=1, max_size=4)


# Source: Semantic Versioning 2.0.0, section 11, item 4.
PRE_RELEASES = "alpha alpha.1 alpha.beta beta beta.2 beta.11 rc.1".split()
SEMANTIC = [*(f"1.0.0-{end}" for end in PRE_RELEASES), "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0"]
CALENDAR = ["1.9", "2025.11", "2026-01", "2026-01-31", "2026.2", "2026-11-25", "2027"]


@given(st.permutations(SEMANTIC))
def test_pre_releases_are_ordered_as_semantic_versioning_says(texts: list[str]) -> None:
    assert sorted(texts, key=lambda text: parse_version(text).order) == SEMANTIC


@given(st.permutations(CALENDAR))
def test_days_and_months_are_ordered_as_the_calendar_is(texts: list[str]) -> None:
    assert sorted(texts, key=lambda text: parse_version(text).order) == CALENDAR


@given(NUMBERS, NUMBERS)
def test_versions_are_compared_number_by_number(one: list[int], other: list[int]) -> None:
    padded = [[*numbers, *[0] * (4 - len(numbers))] for numbers in (one, other)]
    texts = [".".join(map(str, numbers)) for numbers in (one, other)]
    first, second = map(parse_version, texts)
    assert (first.order < second.order) == (padded[0] < padded[1])
    assert (first.order == second.order) == (padded[0] == padded[1])
    assert parse_version(f"{texts[0]}-rc").order < first.order


@given(st.text("0123456789.-/\\ abcABCrv+:~\n\0é１", max_size=16) | st.text(max_size=12))
def test_what_is_a_version_is_the_safe_name_of_one_folder_in_lower_case(text: str) -> None:
    try:
        parse_version(text)
    except AssetError:
        return
    assert re.fullmatch(r"[0-9a-z.-]+", text)
    assert PurePosixPath("releases", text).parts == ("releases", text)
    assert PureWindowsPath("releases", text).parts == ("releases", text)
    assert ".." not in text
    assert not text.endswith(".")


@pytest.mark.parametrize(
    "text",
    "|..|.|1/2|../1.0|1\\2|v1.0|1.0-RC|1.0.|1..0|1.0\n| 1.0|١.٠|1.0+a|-1|1.0-|1.0-.a|1.0-1|"
    "2026-13|2026-02-30|1.2.3.4.5|1.0-a..b|0000-01-01".split("|"),
)
def test_what_is_no_version_is_refused_with_the_rule(text: str) -> None:
    with pytest.raises(AssetError, match=r"use numbers separated by dots"):
        parse_version(text)
