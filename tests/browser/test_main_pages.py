"""The main pages, in each language, on a phone and a desk: readable by everyone."""

from visits import Visit

from ccdp_graph.i18n import languages


def test_axe_finds_nothing_at_all(visits: tuple[Visit, ...]) -> None:
    found = {(v.path, name): faults for v in visits for name, faults in v.axe.items() if faults}
    assert not found
    assert all(set(visit.axe) == {"phone", "desktop"} for visit in visits)


def test_no_page_scrolls_sideways_not_even_at_four_times_its_size(
    visits: tuple[Visit, ...],
) -> None:
    assert {(v.path, w): out for v in visits for w, out in v.sideways.items() if out} == {}


def test_nothing_is_asked_of_another_server_and_the_console_says_nothing(
    visits: tuple[Visit, ...], address: str
) -> None:
    for visit in visits:
        shared = {f"{address}style.css", f"{address}icon.svg"}
        assert set(visit.asked) <= {address + visit.path, *shared}
        assert not visit.said, visit.path


def test_each_page_leads_to_itself_in_each_other_language(
    visits: tuple[Visit, ...], address: str
) -> None:
    paths = {(visit.page, visit.language): visit.path for visit in visits}
    for visit in visits:
        assert visit.html_language == visit.language
        own = {language: address + paths[visit.page, language] for language in languages()}
        assert visit.alternates == own, visit.path
        assert visit.others == [own[each] for each in languages() if each != visit.language]


def test_controls_are_large_enough_for_a_finger(visits: tuple[Visit, ...]) -> None:
    assert {visit.path: visit.small for visit in visits if visit.small} == {}
