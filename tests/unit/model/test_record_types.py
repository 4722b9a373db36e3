"""What a kind of record is: read from its file, or refused in one line that says what to write."""

from pathlib import Path

import pytest

from ccdp_graph.errors import AssetError
from ccdp_graph.i18n.translation import languages
from ccdp_graph.model.record_types import RecordType, RecordTypes, parse_kind_file
from ccdp_graph.model.table_schema import ColumnFile, parse_column_file
from ccdp_graph.project.project import Project, open_project

KIND = """\
table: beds
kind: hospital-beds
class: ccdp:HospitalBed
labels: {en: Hospital bed, fr: Lit d’hôpital}
plurals: {en: Hospital beds, fr: Lits d’hôpital}
"""
COLUMNS = """\
titles: {en: Beds}
primaryKey: name
columns:
  - {name: name, propertyUrl: dcterms:title}
"""
PATH = Path("beds.columns.yml")


def sheet(more: str = "", kind: str = KIND) -> ColumnFile:
    return parse_column_file(kind + more + COLUMNS, PATH)


def kind_of(more: str = "") -> RecordType:
    found = sheet(more).record_type
    assert found is not None
    return found


def test_a_column_file_says_what_its_records_are() -> None:
    kind = kind_of("organisations: {coordinator: ccdp:lead, holder: [ccdp:a, ccdp:b]}\n")
    assert kind.class_iri == "https://w3id.org/ccdp/ontology#HospitalBed"
    assert (kind.label("fr"), kind.plural("en"), kind.plural("es")) == (
        "Lit d’hôpital",
        "Hospital beds",
        "Hospital beds",
    )
    assert kind.plural_within("fr") == "lits d’hôpital"
    assert kind.collection == "hospital-beds"
    assert kind.naming == "http://purl.org/dc/terms/title"
    assert kind.responsible == ("https://w3id.org/ccdp/ontology#lead",)
    assert (kind.role, kind.is_dataset, kind.schema_type) == ("", False, "Thing")
    assert sheet(kind="table: beds\nkind: hospital-beds\n").record_type is None


def test_bundled_kinds_come_first_as_they_are_listed_and_organisations_last(files: Project) -> None:
    types = files.record_types()
    assert [kind.name for kind in types] == ["resource", "network", "organisation"]
    assert [kind.name for kind in types.networks_first] == ["network", "resource"]
    assert [kind.name for kind in types if kind.is_dataset] == ["resource"]
    for kind in types:
        assert kind.labels.keys() == kind.plurals.keys() == set(languages())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (KIND.replace("class: ccdp:HospitalBed\n", ""), "the key 'class' is missing; add it"),
        (
            KIND.replace("labels:", "label:"),
            "line 4: 'label' is not a key of a column file; did you mean 'labels'",
        ),
        (KIND.replace("en: Hospital bed,", "de: Bett,"), "line 4: 'labels' is given by language"),
        (
            KIND.replace("plurals: {en: Hospital beds, fr: Lits d’hôpital}", "plurals: Beds"),
            "line 5",
        ),
        (KIND.replace("ccdp:Hos", "nope:Hos"), "line 3: 'nope:HospitalBed' has an unknown prefix"),
        (KIND.replace("kind: hospital-beds", "kind: Beds"), "line 2: 'Beds' cannot name a folder"),
        (
            KIND.replace("kind: hospital-beds", "kind: place"),
            "line 2: 'place' cannot name a folder",
        ),
        (KIND + "index: [nope:x]\n", "line 6: 'nope:x' has an unknown prefix"),
        (KIND + "groups: {when: [ccdp:x]}\n", "line 6: a key of 'groups' cannot be 'when'"),
        (KIND + "groups: what\n", "line 6: 'groups' must be values by heading, not a text"),
        (
            KIND + "organisations: {owner: ccdp:x}\n",
            "line 6: a key of 'organisations' cannot be 'owner'",
        ),
        (KIND + "role: hub\n", "line 6: 'role' cannot be 'hub'"),
        (KIND + "dataset: perhaps\n", "line 6: 'dataset' must be true or false, not a text"),
    ],
)
def test_a_kind_that_is_said_wrongly_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(AssetError) as caught:
        parse_column_file(text + COLUMNS, PATH)
    assert str(caught.value).startswith("beds.columns.yml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("naming: foaf:name\n", "line 1: a kind file needs the key 'kind'"),
        ("kind: people\nnaming: foaf:name\n", "a kind file needs the key 'class'"),
        ("kind: people\nnaming: nope:name\n", "line 2: 'nope:name' has an unknown prefix"),
        ("kind: people\ntable: people\n", "line 2: 'table' is not a key of a kind file"),
    ],
)
def test_a_kind_file_that_is_wrong_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(AssetError) as caught:
        parse_kind_file(text, Path("people.kind.yml"))
    assert said in str(caught.value)


def test_two_files_may_say_the_same_of_a_kind_but_not_contradict_each_other() -> None:
    one, same, other = kind_of(), kind_of(), kind_of("role: data\n")
    assert RecordTypes.of([(PATH, one), (Path("more.columns.yml"), same)]).entries == (one,)
    with pytest.raises(
        AssetError,
        match=r"more.columns.yml: says otherwise than beds.columns.yml "
        r"what a 'hospital-beds' is \('role'\)",
    ):
        RecordTypes.of([(PATH, one), (Path("more.columns.yml"), other)])


def test_two_kinds_with_one_class_are_refused() -> None:
    wards = parse_column_file(KIND.replace("kind: hospital-beds", "kind: wards") + COLUMNS, PATH)
    assert wards.record_type is not None
    with pytest.raises(AssetError, match="'hospital-beds' and 'wards' have the same class"):
        RecordTypes.of([(PATH, kind_of()), (Path("wards.columns.yml"), wards.record_type)])


def own_project(folder: Path, text: str, settings: str = "") -> Project:
    (folder / "mapping").mkdir()
    (folder / "ccdp.toml").write_text(settings, encoding="utf-8")
    (folder / "mapping/beds.columns.yml").write_text(text, encoding="utf-8")
    return open_project(folder)


def test_a_kind_that_no_file_declares_is_refused(tmp_path: Path) -> None:
    project = own_project(tmp_path, "table: beds\nkind: beds\n" + COLUMNS)
    with pytest.raises(AssetError, match=r"beds.columns.yml: does not say what a 'beds' is; add"):
        project.record_types()


def test_another_table_of_a_bundled_kind_need_not_say_it_again(tmp_path: Path) -> None:
    project = own_project(tmp_path, "table: beds\nkind: resource\n" + COLUMNS)
    assert len(project.record_types().entries) == 3


def test_terms_of_a_project_have_its_own_base(tmp_path: Path) -> None:
    text = (KIND + COLUMNS).replace("ccdp:HospitalBed", "ccdpi:term/Bed")
    text += "  - {name: beds, propertyUrl: 'ccdpi:term/beds'}\n"
    project = own_project(tmp_path, text, 'base = "https://example.org/id/"')
    (beds,) = (found for found in project.column_files() if found.table == "beds")
    assert beds.column("beds").property_iri == "https://example.org/id/term/beds"
    types = project.record_types()
    assert types["hospital-beds"].class_iri == "https://example.org/id/term/Bed"
    assert [kind.name for kind in types] == [
        *("resource", "network", "hospital-beds", "organisation"),
    ]


def test_a_project_adds_to_what_a_bundled_file_says_of_its_kind(tmp_path: Path) -> None:
    (tmp_path / "mapping").mkdir()
    (tmp_path / "ccdp.toml").write_text("", encoding="utf-8")
    (tmp_path / "mapping/data-resources.columns.yml").write_text(
        "plurals: {en: Registries, fr: Registres}\ndimensions: {cases: ccdp:cases}\n",
        encoding="utf-8",
    )
    kind = open_project(tmp_path).record_types()["resource"]
    assert kind.plural("fr") == "Registres"
    assert {"cases", "country", "data-type"} <= kind.dimensions.keys()
