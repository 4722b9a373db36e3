"""Whether records of others fit the shapes of a target."""

from collections.abc import Sequence

from ccdp_graph.model import Finding
from ccdp_graph.profiles import project_target, target_shapes
from ccdp_graph.project import Project
from ccdp_graph.rdf import Statement
from ccdp_graph.validation import (
    CLASS_COMPONENT,
    MAX_LISTED,
    Conformance,
    ProvenanceLookup,
    Result,
    engine_notes,
    finding_of,
    read_shapes,
    results_on_statements,
    truncate_findings,
)


def check_shapes(
    statements: Sequence[Statement], project: Project, *, target: str = "dcat-ap-3"
) -> Conformance:
    """Check records against the shapes of a target.

    Resources that are not described may be of any class, so their class is not checked.
    """
    shapes = read_shapes(target_shapes(project_target(target, project), project))
    background = {(s.n3(), p.n3(), o.n3()) for s, p, o in project.background()}
    subjects = {subject for subject, _, _ in statements}
    every = tuple(dict.fromkeys((*statements, *sorted(background))))
    results = (
        (result, number)
        for result, number in results_on_statements(every, shapes)
        if result.focus_node in subjects
        and (result.value in subjects or result.rule.component != CLASS_COMPONENT)
    )

    def to_finding(result: Result) -> Finding:
        return finding_of(result, ProvenanceLookup(), "en")

    return Conformance(
        *truncate_findings(results, to_finding, limit=MAX_LISTED), notes=engine_notes(shapes)
    )
