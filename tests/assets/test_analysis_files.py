"""The files of the analyses name only what mappings make, in both languages."""

import pytest
from repository import ROOT

from ccdp_graph.analysis.dimensions import Dimension, read_dimensions
from ccdp_graph.analysis.match_model import read_weights
from ccdp_graph.model.record_types import RecordType
from ccdp_graph.project.project import open_project

FILES = open_project(ROOT)
DIMENSIONS = read_dimensions(FILES)
PREDICATES = {
    kind: {
        part.predicate
        for triples_map in FILES.mappings()
        if triples_map.subject.parts[0].endswith(f"/{kind}/")
        for part in triples_map.predicate_objects
    }
    for kind in ("resource", "network", "organisation")
}


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=lambda dimension: dimension.name)
def test_a_dimension_reads_properties_that_a_mapping_writes(dimension: Dimension) -> None:
    assert set(dimension.labels) >= {"en", "fr"}
    for kind, names in dimension.properties.items():
        assert set(names) <= PREDICATES[kind]


@pytest.mark.parametrize("kind", FILES.record_types().entries, ids=lambda kind: kind.name)
def test_a_kind_of_record_reads_properties_that_a_mapping_writes(kind: RecordType) -> None:
    declared = {
        name
        for of_key in (kind.groups, kind.organisations, kind.dimensions)
        for names in of_key.values()
        for name in names
    }
    assert declared | {kind.naming, *kind.index} <= PREDICATES[kind.name]
    assert kind.labels.keys() == kind.plurals.keys() == {"en", "es", "fr"}


def test_schemes_of_dimensions_are_those_of_the_vocabularies() -> None:
    index = FILES.concepts()
    known = {concept.scheme for concept in index.concepts}
    for dimension in DIMENSIONS.values():
        if dimension.scheme:
            assert dimension.scheme.rpartition("/")[2] in known


def test_words_of_a_match_are_looked_up_in_schemes_of_the_same_name() -> None:
    known = {concept.scheme for concept in FILES.concepts().concepts}
    assert set(read_weights(FILES).points) <= known
