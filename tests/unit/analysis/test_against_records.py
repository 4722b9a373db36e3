"""Matrix, gaps and connections agree with plain Python over the tidy records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations

import pytest
from rdflib import SKOS, URIRef
from repository import ROOT

from ccdp_graph.analysis.catalogue import CatalogueIndex
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.gaps import Gap, find_gaps
from ccdp_graph.analysis.matrix import Matrix, count_matrix
from ccdp_graph.analysis.network import connect
from ccdp_graph.model.records import Entry
from ccdp_graph.model.solutions import Solutions
from ccdp_graph.pipeline.model import TidyBuild
from ccdp_graph.project.project import Project, open_project
from ccdp_graph.queries.run import ask

VOCABULARY = "https://w3id.org/ccdp/vocab/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
WORLD = VOCABULARY + "region/world"
VOCABULARIES = open_project(ROOT).vocabularies()
DOCUMENTS = {"resource": "data-resources", "network": "federated-networks"}
KEYS = {
    "network-type": "network_type",
    "data-model": "data_model",
    "country": "country",
    "region": "country",
    "partner": "technical_partner",
    "data-type": "data_types",
    "governance": "governance",
    "status": "status",
    "federation-approach": "federation_approach",
    "access": "access",
}


def entries(tidied: TidyBuild, kind: str, array: str = "records") -> tuple[Entry, ...]:
    found = next(d for d in tidied.documents if d.name == DOCUMENTS[kind])
    return found.arrays[array]


def listed(entry: Entry, key: str) -> tuple[str, ...]:
    value = entry.values.get(key, ())
    return value if isinstance(value, tuple) else (str(value),)


def above(place: str) -> set[str]:
    return {str(node) for node in VOCABULARIES.transitive_objects(URIRef(place), SKOS.broader)}


def values(tidied: TidyBuild, kind: str, dimension: str) -> dict[str, set[str]]:
    """The values of a dimension by record id, straight from the records."""
    found = {}
    for entry in entries(tidied, kind):
        name = str(entry.values["id"])
        if dimension == kind:
            found[name] = {f"https://w3id.org/ccdp/id/{kind}/{name}"}
            continue
        stated = set(listed(entry, KEYS[dimension])) if dimension in KEYS else set()
        if dimension == "country":
            stated = {value for value in stated if value.startswith(COUNTRY)}
        elif dimension == "region":
            every = {place for value in stated for place in above(value)}
            stated = {place for place in every if not place.startswith(COUNTRY)}
        elif dimension == "data-model":
            stated = {value for value in stated if value.startswith(VOCABULARY + "data-model/")}
        if stated:
            found[name] = stated
    return found


def reasons(tidied: TidyBuild, kind: str, column: str) -> Mapping[str, str]:
    """Why a column is not answered, by record id, as the cells say it."""
    return {
        str(entry.values["record"]): str(entry.values["reason"]).rpartition("/")[2]
        for entry in entries(tidied, kind, "missing")
        if entry.values["column"] == column.replace("_", "-")
    }


def pairs(
    rows: Mapping[str, Iterable[str]], columns: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for record in rows.keys() & columns.keys():
        for row in rows[record]:
            for column in columns[record]:
                found.setdefault((row, column), set()).add(record)
    return found


NAMES = ("network", *KEYS)
BOTH = ("resource", "network")
OF = {
    "access": ("resource",),
    "federation-approach": ("network",),
    "network": ("network",),
    "network-type": ("network",),
    "partner": ("network",),
    "status": ("network",),
}
PAIRS = [(a, b) for a, b in permutations(NAMES, 2) if set(OF.get(a, BOTH)) & set(OF.get(b, BOTH))]


def held(made: Matrix) -> dict[tuple[str, str], set[str]]:
    return {
        (made.rows.values[row].iri, made.columns.values[column].iri): {r.id for r in records}
        for (row, column), records in made.cells.items()
    }


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_matrix_of_two_dimensions_agrees_with_the_records(
    rows: str, columns: str, facts: CatalogueIndex, files: Project, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    expected: dict[tuple[str, str], set[str]] = {}
    for kind in ("resource", "network"):
        if all(kind in OF.get(name, BOTH) for name in (rows, columns)):
            own = pairs(values(tidied, kind, rows), values(tidied, kind, columns))
            for key, records in own.items():
                expected.setdefault(key, set()).update(records)
    made = count_matrix(facts, known[rows], known[columns], with_missing=False)
    assert held(made) == expected
    assert expected


def test_networks_and_access_meet_in_the_countries_that_networks_name(
    facts: CatalogueIndex, files: Project, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    expected: dict[tuple[str, str], set[str]] = {}
    for network in entries(tidied, "network"):
        named = set(listed(network, "country")) - {WORLD}
        for resource in entries(tidied, "resource"):
            if any(above(place) & named for place in listed(resource, "country")):
                for access in listed(resource, "access"):
                    key = f"https://w3id.org/ccdp/id/network/{network.values['id']}", access
                    expected.setdefault(key, set()).add(str(resource.values["id"]))
    made = count_matrix(facts, known["network"], known["access"], with_missing=False)
    assert held(made) == expected
    assert "countries" in made.note
    turned = count_matrix(facts, known["access"], known["network"], with_missing=False)
    assert held(turned) == {(b, a): records for (a, b), records in expected.items()}


def test_records_without_a_value_are_counted_by_their_reason(
    facts: CatalogueIndex, files: Project, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    made = count_matrix(facts, known["network"], known["data-model"])
    said = reasons(tidied, "network", "data_model")
    assert len(made.rows.values) == len(entries(tidied, "network")) == 95
    by_label = {value.label: n for n, value in enumerate(made.columns.values)}
    assert [v.label for v in made.columns.values if v.is_missing] == ["not stated", "no value"]
    held_by = {
        label: {r.id for row in range(95) for r in made.cells.get((row, by_label[label]), ())}
        for label in ("not stated", "no value")
    }
    assert held_by["not stated"] == {name for name, word in said.items() if word == "not-stated"}
    stated = values(tidied, "network", "data-model").keys() | said.keys()
    assert held_by["no value"] == {str(e.values["id"]) for e in entries(tidied, "network")} - stated


@pytest.fixture(scope="module")
def all_gaps(facts: CatalogueIndex, files: Project) -> tuple[Gap, ...]:
    return find_gaps(facts, read_dimensions(files))


def of_kind(found: tuple[Gap, ...], kind: str) -> list[Gap]:
    return [gap for gap in found if gap.kind == kind]


def test_countries_without_network_agree_with_the_records(
    all_gaps: tuple[Gap, ...], facts: CatalogueIndex, files: Project, tidied: TidyBuild
) -> None:
    named = {place for entry in entries(tidied, "network") for place in listed(entry, "country")}
    held = Counter(
        country
        for entry in entries(tidied, "resource")
        for country in set(listed(entry, "country"))
        if not above(country) & (named - {WORLD})
    )
    rows = of_kind(all_gaps, "country-without-network")
    assert {gap.subject: gap.records for gap in rows} == held
    assert f"{COUNTRY}PER" in held
    assert [gap.records for gap in rows] == sorted(held.values(), reverse=True)
    assert [gap.rank for gap in rows] == list(range(1, len(rows) + 1))
    stored = ask(facts.store, files.query("countries-without-network"), {}, files.concepts)
    assert isinstance(stored, Solutions)
    assert {row[0].value for row in stored.rows if row[0]} == set(held)


def test_regions_without_molecular_data_agree_with_the_records(
    all_gaps: tuple[Gap, ...], tidied: TidyBuild
) -> None:
    there = {VOCABULARY + f"availability/{word}" for word in ("yes", "partial", "conditional")}
    molecular = VOCABULARY + "data-type/molecular"
    held: dict[str, list[Entry]] = {}
    for entry in entries(tidied, "resource"):
        for region in {r for c in listed(entry, "country") for r in above(c)}:
            if not region.startswith(COUNTRY) and region != WORLD:
                held.setdefault(region, []).append(entry)
    expected = {
        region: Counter(listed(entry, "molecular_data")[0].rpartition("/")[2] for entry in those)
        for region, those in held.items()
        if not any(
            there & set(listed(entry, "molecular_data"))
            or any(molecular in above(kind) for kind in listed(entry, "data_types"))
            for entry in those
        )
    }
    rows = of_kind(all_gaps, "region-without-molecular-data")
    assert {gap.subject: gap.answers for gap in rows} == expected
    assert len(rows) > 10


def test_unused_models_agree_with_the_records(all_gaps: tuple[Gap, ...], tidied: TidyBuild) -> None:
    expected = Counter[str]()
    for network in entries(tidied, "network"):
        named = set(listed(network, "country"))
        there = [
            resource
            for resource in entries(tidied, "resource")
            if not named
            or WORLD in named
            or any(above(place) & named for place in listed(resource, "country"))
        ]
        used = {m for r in there for own in listed(r, "data_model") for m in above(own)}
        for model in listed(network, "data_model"):
            if model.startswith(VOCABULARY + "data-model/") and model not in used:
                expected[f"https://w3id.org/ccdp/id/network/{network.values['id']}"] += 1
    rows = of_kind(all_gaps, "model-unused")
    assert Counter(gap.subject for gap in rows) == expected
    assert expected


@pytest.mark.parametrize(
    ("kind", "column", "label"),
    [
        ("resource", "access", "Access (data resources)"),
        ("resource", "data_model", "Data model (data resources)"),
        ("resource", "age_group", "Age group (data resources)"),
        ("network", "data_model", "Data model (networks)"),
        ("network", "federation_approach", "Federation approach (networks)"),
        ("network", "status", "Status (networks)"),
    ],
)
def test_open_answers_agree_with_the_records(
    kind: str, column: str, label: str, all_gaps: tuple[Gap, ...], tidied: TidyBuild
) -> None:
    said = reasons(tidied, kind, column)
    expected = Counter[str]()
    for entry in entries(tidied, kind):
        name = str(entry.values["id"])
        if column in entry.values:
            expected["answered"] += 1
        elif name in said:
            expected[said[name]] += 1
        elif f"{column}_text" in entry.values or (
            column == "age_group" and "age_text" in entry.values
        ):
            expected["as-text"] += 1
        else:
            expected["empty"] += 1
    gap = next(g for g in of_kind(all_gaps, "unanswered") if g.label == label)
    assert gap.answers == expected
    assert gap.cells


def test_cells_of_a_gap_hold_what_it_counts(all_gaps: tuple[Gap, ...], tidied: TidyBuild) -> None:
    gap = next(g for g in of_kind(all_gaps, "unanswered") if g.label == "Access (data resources)")
    raw = {source.cell: source.text for source in tidied.tidied.cells}
    assert len(gap.cells) == gap.answers["unknown"] == 72
    assert {raw[citation.cell] for citation in gap.cells} == {"Unknown"}
    assert all(raw[citation.cell] == citation.text for citation in gap.cells)


def test_connections_agree_with_the_records(
    facts: CatalogueIndex, files: Project, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    made = connect(facts, [known[name] for name in ("coordinator", "partner", "country")])
    expected = set()
    for entry in entries(tidied, "network"):
        network = f"https://w3id.org/ccdp/id/network/{entry.values['id']}"
        expected |= {
            *((network, o, "coordinator") for o in listed(entry, "coordinating_organisation")),
            *((network, o, "partner") for o in listed(entry, "technical_partner")),
            *((network, c, "country") for c in listed(entry, "country") if c.startswith(COUNTRY)),
        }
    assert {(c.network, c.other, c.kind) for c in made.connections} == expected
    assert len({node.iri for node in made.nodes}) == len(made.nodes)
    shared = connect(facts, [known["partner"]], only_shared=True)
    held = Counter(other for _, other, kind in expected if kind == "partner")
    assert {c.other for c in shared.connections} == {o for o, number in held.items() if number > 1}
    assert {n.iri for n in shared.of_kind("network")} == {c.network for c in shared.connections}
