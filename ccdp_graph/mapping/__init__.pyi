from .catalogue import (
    MAIN as MAIN,
)
from .catalogue import (
    catalogue_document as catalogue_document,
)
from .concepts import (
    describe_concepts as describe_concepts,
)
from .engines.native import (
    defaults_of as defaults_of,
)
from .engines.native import (
    materialize as materialize,
)
from .explain import (
    Rule as Rule,
)
from .explain import (
    mapping_rules as mapping_rules,
)
from .explain import (
    rules_for as rules_for,
)
from .materialization import (
    Materialization as Materialization,
)
from .provenance import (
    provenance_graph as provenance_graph,
)
from .provenance import (
    provenance_statements as provenance_statements,
)
from .yarrrml import (
    TriplesMap as TriplesMap,
)
from .yarrrml import (
    parse_yarrrml as parse_yarrrml,
)
