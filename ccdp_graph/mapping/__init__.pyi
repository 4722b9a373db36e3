from .catalogue import (
    MAIN as MAIN,
    catalogue_document as catalogue_document,
)
from .concepts import (
    describe_concepts as describe_concepts,
)
from .engines.native import (
    defaults_of as defaults_of,
    materialize as materialize,
)
from .explain import (
    Rule as Rule,
    mapping_rules as mapping_rules,
    rules_for as rules_for,
)
from .materialization import (
    Materialization as Materialization,
)
from .provenance import (
    provenance_graph as provenance_graph,
    provenance_statements as provenance_statements,
)
from .yarrrml import (
    TriplesMap as TriplesMap,
    parse_yarrrml as parse_yarrrml,
    with_languages as with_languages,
)
