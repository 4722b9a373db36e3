from .conformance import (
    CLASS_COMPONENT as CLASS_COMPONENT,
)
from .conformance import (
    MAX_LISTED as MAX_LISTED,
)
from .conformance import (
    Conformance as Conformance,
)
from .conformance import (
    check_statements as check_statements,
)
from .conformance import (
    engine_notes as engine_notes,
)
from .engines.dispatch import (
    results_on_statements as results_on_statements,
)
from .engines.dispatch import (
    truncate_findings as truncate_findings,
)
from .engines.pyshacl import (
    batches as batches,
)
from .engines.pyshacl import (
    finding_of as finding_of,
)
from .engines.pyshacl import (
    graph_of as graph_of,
)
from .engines.pyshacl import (
    reference_results as reference_results,
)
from .engines.pyshacl import (
    relevant_statements as relevant_statements,
)
from .engines.pyshacl import (
    without_repetition as without_repetition,
)
from .engines.statements import (
    validate_statements as validate_statements,
)
from .formats import (
    format_of as format_of,
)
from .formats import (
    report_as as report_as,
)
from .graph_files import (
    check_graph as check_graph,
)
from .graph_files import (
    finder_of as finder_of,
)
from .graph_files import (
    is_graph as is_graph,
)
from .graph_files import (
    read_checked as read_checked,
)
from .results import (
    Result as Result,
)
from .shape_files import (
    read_shape_files as read_shape_files,
)
from .shape_parser import (
    ShapesError as ShapesError,
)
from .shape_parser import (
    read_shapes as read_shapes,
)
from .shapes import (
    Shapes as Shapes,
)
from .shapes import (
    plain as plain,
)
from .shapes import (
    term_of as term_of,
)
from .tracing import (
    ProvenanceLookup as ProvenanceLookup,
)
