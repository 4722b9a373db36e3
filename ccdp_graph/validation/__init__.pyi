from .conformance import (
    CLASS_COMPONENT as CLASS_COMPONENT,
    MAX_LISTED as MAX_LISTED,
    Conformance as Conformance,
    check_statements as check_statements,
    engine_notes as engine_notes,
)
from .engines.dispatch import (
    results_on_statements as results_on_statements,
    truncate_findings as truncate_findings,
)
from .engines.pyshacl import (
    batches as batches,
    finding_of as finding_of,
    graph_of as graph_of,
    reference_results as reference_results,
    relevant_statements as relevant_statements,
    without_repetition as without_repetition,
)
from .engines.statements import (
    validate_statements as validate_statements,
)
from .formats.report_formats import (
    REPORT_FORMATS as REPORT_FORMATS,
    format_of as format_of,
    report_as as report_as,
)
from .graph_files import (
    check_graph as check_graph,
    finder_of as finder_of,
    is_graph as is_graph,
    read_checked as read_checked,
)
from .project_shapes import (
    project_rules as project_rules,
)
from .provenance_lookup import (
    ProvenanceLookup as ProvenanceLookup,
)
from .results import (
    Result as Result,
)
from .shape_files import (
    read_shape_files as read_shape_files,
)
from .shape_parser import (
    ShapesError as ShapesError,
    read_shapes as read_shapes,
)
from .shapes import (
    Shapes as Shapes,
    plain as plain,
    term_of as term_of,
)
