"""Matrix, gaps and connections agree with plain Python over the tidy records."""

from collections.abc import Iterable, Mapping
from itertools import permutations

import pytest
from rdflib import SKOS, URIRef

from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.analysis.facts import Facts
from ccdp_graph.analysis.matrix import matrix
from ccdp_graph.model.matrix import Matrix
from ccdp_graph.model.record import Entry
from ccdp_graph.pipeline import TidyBuild
from ccdp_graph.project_files import ProjectFiles

VOCABULARY = "https://w3id.org/ccdp/vocab/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
WORLD = VOCABULARY + "region/world"
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


def above(tidied: TidyBuild, place: str) -> set[str]:
    return {
        str(node) for node in tidied.vocabularies.transitive_objects(URIRef(place), SKOS.broader)
    }


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
            every = {place for value in stated for place in above(tidied, value)}
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
    rows: str, columns: str, facts: Facts, files: ProjectFiles, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    expected: dict[tuple[str, str], set[str]] = {}
    for kind in ("resource", "network"):
        if all(kind in OF.get(name, BOTH) for name in (rows, columns)):
            own = pairs(values(tidied, kind, rows), values(tidied, kind, columns))
            for key, records in own.items():
                expected.setdefault(key, set()).update(records)
    made = matrix(facts, known[rows], known[columns], with_missing=False)
    assert held(made) == expected
    assert expected


def test_networks_and_access_meet_in_the_countries_that_networks_name(
    facts: Facts, files: ProjectFiles, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    expected: dict[tuple[str, str], set[str]] = {}
    for network in entries(tidied, "network"):
        named = set(listed(network, "country")) - {WORLD}
        for resource in entries(tidied, "resource"):
            if any(above(tidied, place) & named for place in listed(resource, "country")):
                for access in listed(resource, "access"):
                    key = f"https://w3id.org/ccdp/id/network/{network.values['id']}", access
                    expected.setdefault(key, set()).add(str(resource.values["id"]))
    made = matrix(facts, known["network"], known["access"], with_missing=False)
    assert held(made) == expected
    assert "countries" in made.note
    turned = matrix(facts, known["access"], known["network"], with_missing=False)
    assert held(turned) == {(b, a): records for (a, b), records in expected.items()}


def test_records_without_a_value_are_counted_by_their_reason(
    facts: Facts, files: ProjectFiles, tidied: TidyBuild
) -> None:
    known = read_dimensions(files)
    made = matrix(facts, known["network"], known["data-model"])
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
