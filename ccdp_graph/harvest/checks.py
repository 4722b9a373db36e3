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


def check_foreign(
    statements: Sequence[Statement], files: Project, *, target: str = "dcat-ap-3"
) -> Conformance:
    """Check records of others against the shapes of a target; raises as above.

    Shape: what is not described may be of any class, so that is no result.
    """
    shapes = read_shapes(target_shapes(project_target(target, files), files))
    known = {(s.n3(), p.n3(), o.n3()) for s, p, o in files.background()}
    own = {subject for subject, _, _ in statements}
    found = results_on_statements(tuple(dict.fromkeys((*statements, *sorted(known)))), shapes)
    results = (
        (result, number)
        for result, number in found
        if result.focus_node in own
        and (result.value in own or result.rule.component != CLASS_COMPONENT)
    )

    def told(result: Result) -> Finding:
        return finding_of(result, ProvenanceLookup(), "en")

    return Conformance(
        *truncate_findings(results, told, most=MAX_LISTED), notes=engine_notes(shapes)
    )
