"""Which thing a name may stand for, and why."""

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ccdp_graph.errors import AssetError
from ccdp_graph.linking.name_index import NameIndex
from ccdp_graph.linking.name_lists import index_text, parse_index, read_name_list
from ccdp_graph.linking.names import NamedThing, words_of

LIST = """\
#title: A list
#source: made for a test
#license: https://creativecommons.org/publicdomain/zero/1.0/
#modified: 2026-11-25
#links: organisation
#iri: https://example.org/
id\tname\tacronyms\taliases\tcountry\thost\ttypes
"""


def thing(name: str, **known: str | tuple[str, ...]) -> NamedThing:
    iri = "https://example.org/" + name.casefold().replace(" ", "-").replace('"', "")
    return NamedThing(iri, name, "organisation", **known)  # type: ignore[arg-type]


INSTITUTE = thing(
    "National Cancer Institute",
    acronyms=("NCI",),
    country="US",
    hosts=("cancer.gov",),
    types=("government",),
)
OTHER_INSTITUTE = thing(
    "Instituto Nacional del Cáncer", alternatives=("National Cancer Institute",), country="AR"
)
UNIVERSITY = thing("University of Oslo", country="NO", types=("education",))
INDEX = NameIndex.of([INSTITUTE, OTHER_INSTITUTE, UNIVERSITY, thing("Sanger Institute")])


def test_name_country_and_website_that_agree_are_certain() -> None:
    ours = thing("National Cancer Institute", country="US", hosts=("datascience.cancer.gov",))
    best = INDEX.candidates(ours)[0]
    assert (best.thing, best.score, best.certain) == (INSTITUTE, 100, True)
    assert best.evidence == (
        "same name 'National Cancer Institute'",
        "same country US",
        "same website cancer.gov",
    )


@pytest.mark.parametrize(
    "known",
    [{"country": "US"}, {"hosts": ("cancer.gov",)}, {"country": "AR", "hosts": ("cancer.gov",)}],
    ids=["no website", "no country", "another country"],
)
def test_nothing_is_certain_without_country_and_website(
    known: dict[str, str | tuple[str, ...]],
) -> None:
    found = INDEX.candidates(thing("National Cancer Institute", **known))
    assert found
    assert not any(candidate.certain for candidate in found)


def test_a_part_that_bears_the_name_of_the_whole_beside_its_own_is_not_certain() -> None:
    ours = thing(
        "Childhood Cancer Data Initiative",
        alternatives=("National Cancer Institute",),
        country="US",
        hosts=("cancer.gov",),
    )
    best = INDEX.candidates(ours)[0]
    assert best.thing == INSTITUTE
    assert not best.certain


def test_two_records_that_agree_as_well_leave_the_matter_open() -> None:
    twin = NamedThing(
        "https://example.org/twin",
        INSTITUTE.name,
        "organisation",
        country="US",
        hosts=("cancer.gov",),
    )
    ours = thing("National Cancer Institute", country="US", hosts=("cancer.gov",))
    found = NameIndex.of([INSTITUTE, twin]).candidates(ours)
    assert [candidate.certain for candidate in found] == [False, False]


def test_a_website_that_many_share_is_no_evidence() -> None:
    many = [replace(INSTITUTE, iri=f"https://example.org/{n}", name=f"Body {n}") for n in range(7)]
    ours = thing("National Cancer Institute", country="US", hosts=("datascience.cancer.gov",))
    best = NameIndex.of([INSTITUTE, *many]).candidates(ours)[0]
    assert best.evidence == ("same name 'National Cancer Institute'", "same country US")
    assert not best.certain


def test_the_same_name_in_another_country_comes_after() -> None:
    found = INDEX.candidates(thing("National Cancer Institute", country="AR"))
    assert [candidate.thing for candidate in found] == [OTHER_INSTITUTE, INSTITUTE]
    assert "other country: US, not AR" in found[1].evidence


def test_a_hospital_is_not_taken_for_the_university() -> None:
    found = INDEX.candidates(thing("Oslo University Hospital", country="NO"))
    same_words = INDEX.candidates(thing("University of Oslo", country="NO"))
    assert found[0].score < same_words[0].score - 10
    assert not found[0].same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universidad de Deusto", "University of Deusto"),
        ("Istituto Nazionale", "National Institute"),
        ("Children's Hospital", "Children’s Hospital"),
        ("TU Dresden", "Technische Universität Dresden"),
    ],
)
def test_names_in_several_languages_have_the_same_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_a_name_that_several_things_bear_stands_for_none() -> None:
    index = NameIndex.of([thing("IACR", country="FR"), NamedThing("https://a.org/", "IACR", "x")])
    sure, found = index.resolve(NamedThing("", "IACR", ""))
    assert sure is None
    assert len(found) == 2


def test_a_name_that_is_only_like_another_stands_for_none() -> None:
    sure, found = INDEX.resolve(NamedThing("", "Oslo University Press", ""))
    assert sure is None
    assert found[0].thing == UNIVERSITY


NAMES = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.randoms())
def test_the_order_of_the_things_does_not_matter(names: list[str], random: object) -> None:
    things = [
        NamedThing(f"https://example.org/{number}", name, "x") for number, name in enumerate(names)
    ]
    shuffled = list(things)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    wanted = NamedThing("", names[0], "")
    assert NameIndex.of(things).candidates(wanted) == NameIndex.of(shuffled).candidates(wanted)


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_what_an_index_file_says_is_what_was_written(names: list[str]) -> None:
    things = tuple(
        NamedThing(
            f"https://example.org/{number}",
            name,
            "network",
            alternatives=("Another name",),
            country="FR" if number % 2 else "",
            hosts=("example.org",),
        )
        for number, name in enumerate(names)
    )
    assert parse_index(index_text(things, "A title"), Path("index.json")) == things


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "not an index of version 1"),
        ('{"version": 2, "entries": []}', "not an index of version 1"),
        ('{"version": 1}', "no 'entries'"),
        ('{"version": 1, "entries": [{"id": "https://a.org/"}]}', "entry 1 has no id or label"),
        ('{"version": 1, "entries": [{"id": "no iri", "label": "A"}]}', "entry 1 has no id"),
        ('{"version": 1, "entries": [7]}', "entry 1 has no id"),
        (
            '{"version": 1, "entries": [{"id": "https://a.org/", "label": "A", "hosts": "a"}]}',
            "entry 1 has no id",
        ),
    ],
)
def test_what_is_no_index_is_refused(text: str, message: str) -> None:
    with pytest.raises(AssetError, match=message) as caught:
        parse_index(text, Path("index.json"))
    assert str(caught.value).startswith("index.json")


def test_a_list_may_be_compressed(tmp_path: Path) -> None:
    text = LIST + "a\tAlpha Institute\tAI\tBeta|Gamma\tFR\talpha.example\thealthcare\n"
    plain, packed = tmp_path / "a.names.tsv", tmp_path / "b.names.tsv.xz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(lzma.compress(text.encode()))
    assert read_name_list(plain) == read_name_list(packed)
    (alpha,) = read_name_list(plain).things
    assert alpha == NamedThing(
        iri="https://example.org/a",
        name="Alpha Institute",
        kind="organisation",
        alternatives=("Beta", "Gamma"),
        acronyms=("AI",),
        country="FR",
        hosts=("alpha.example",),
        types=("healthcare",),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LIST.replace("#iri: https://example.org/\n", ""), "line 1: the header lacks '#iri"),
        (LIST.replace("\thost", ""), "line 7: the column 'host' is missing"),
        (LIST + "a b\tAlpha\t\t\t\t\t\n", "line 8: a row needs an id and a name"),
        (LIST + "a\t\t\t\t\t\t\n", "line 8: a row needs an id and a name"),
    ],
)
def test_a_faulty_list_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.names.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssetError, match=message):
        read_name_list(path)


def test_a_list_that_is_not_compressed_as_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.names.tsv.xz"
    path.write_bytes(b"no archive")
    with pytest.raises(AssetError, match=r"a\.names\.tsv\.xz: cannot be read"):
        read_name_list(path)
