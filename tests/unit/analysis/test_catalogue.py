"""What analyses read from a graph: named in another language, the facts stay what they are."""

from ccdp_graph.analysis.catalogue import CatalogueIndex, read_facts
from ccdp_graph.analysis.dimensions import read_dimensions
from ccdp_graph.project.project import Project


def test_facts_named_in_french_are_those_read_in_french(
    facts: CatalogueIndex, files: Project
) -> None:
    named, read = facts.localised("fr"), read_facts(facts.store, facts.types, "fr")
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
    kinds = [kind.name for kind in facts.types.listed]
    by_kind = [facts.stated(dimension.properties[kind], kind) for kind in kinds]
    assert not by_kind[0].keys() & by_kind[1].keys()
    for kind, found in zip(kinds, by_kind, strict=True):
        assert found.keys() <= facts.of_kind(kind)
        assert facts.stated(dimension.properties[kind], kind) == found
    both = facts.stated(dimension.properties[kinds[0]], *kinds)
    assert both == {**by_kind[0], **by_kind[1]}
