"""What analyses read from a graph: named in another language, the facts stay what they are."""

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.analysis.dimensions import KINDS, read_dimensions
from ccdp_graph.project.project import Project


def test_facts_named_in_french_are_those_read_in_french(
    facts: CatalogueIndex, files: Project
) -> None:
    named, read = facts.named_in("fr"), read_facts(facts.store, "fr")
    assert named.records == read.records
    assert named.labels == read.labels != facts.labels
    assert (named.above, named.schemes) == (read.above, read.schemes)
    for dimension in read_dimensions(files).values():
        for kind in dimension.properties:
            assert named.values(dimension, kind) == read.values(dimension, kind)


def test_the_same_question_of_other_kinds_or_properties_is_another(
    facts: CatalogueIndex, files: Project
) -> None:
    dimension = read_dimensions(files)["country"]
    by_kind = [facts.stated(dimension.properties[kind], kind) for kind in KINDS]
    assert not by_kind[0].keys() & by_kind[1].keys()
    for kind, found in zip(KINDS, by_kind, strict=True):
        assert found.keys() <= facts.of_kind(kind)
        assert facts.stated(dimension.properties[kind], kind) == found
