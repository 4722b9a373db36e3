"""Ids stay: through renaming, sorting and filling in; strangers do not get them."""

from ccdp_graph.model.identifiers import Identifier, Identifiers, Named


def ids(register: Identifiers) -> dict[str, str]:
    return {entry.name: entry.id for entry in register.entries}


def test_acronym_makes_the_id_and_the_country_tells_two_apart() -> None:
    register = Identifiers().with_names(
        [
            Named("resource", "Registry of Ireland", "NCR", "ie"),
            Named("resource", "Registry of Kenya", "NCR", "ke"),
            Named("resource", "Registry of Peru", "RP / RNP", "pe"),
            Named("resource", "日本", "", "jp"),
        ]
    )
    assert ids(register) == {
        "Registry of Ireland": "ncr-ie",
        "Registry of Kenya": "ncr-ke",
        "Registry of Peru": "rp",
        "日本": "riben",
    }


def test_renamed_thing_keeps_its_id_by_acronym_and_country() -> None:
    before = Identifiers().with_names([Named("resource", "Old name", "ABC", "fr")])
    after = before.with_names([Named("resource", "New name", "ABC", "fr")])
    assert ids(after) == {"Old name": "abc", "New name": "abc"}


def test_newcomer_beside_the_old_thing_gets_an_id_of_its_own() -> None:
    before = Identifiers().with_names([Named("resource", "Old name", "ABC", "fr")])
    both = [Named("resource", "Old name", "ABC", "fr"), Named("resource", "Other", "ABC", "fr")]
    assert ids(before.with_names(both)) == {"Old name": "abc", "Other": "abc-fr"}


def test_filled_in_country_keeps_the_id() -> None:
    before = Identifiers().with_names([Named("resource", "A registry")])
    after = before.with_names([Named("resource", "A registry", "", "fr")])
    assert {entry.id for entry in after.entries} == {"a-registry"}


def test_stranger_with_the_acronym_of_a_bundled_thing_is_no_renaming() -> None:
    bundled = tuple(Identifier("resource", f"r{n}", f"Name {n}", f"R{n}", "fr") for n in range(9))
    register = Identifiers(bundled, frozenset(bundled))
    stranger = Named("resource", "Somebody else", "R1", "fr")
    assert ids(register.with_names([stranger]))["Somebody else"] == "r1-fr"
    others = [Named("resource", f"Name {n}", f"R{n}", "fr") for n in range(9) if n != 1]
    assert ids(register.with_names([stranger, *others]))["Somebody else"] == "r1"


def test_organisation_of_another_name_is_another_organisation() -> None:
    before = Identifiers().with_names([Named("organisation", "Old institute", "OI", "fr")])
    after = before.with_names([Named("organisation", "Other institute", "OI", "fr")])
    assert ids(after)["Other institute"] != ids(after)["Old institute"]
