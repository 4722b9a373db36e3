from .formats import (
    GRAPH_FORMATS as GRAPH_FORMATS,
    RDF_FORMATS as RDF_FORMATS,
    Parse as Parse,
    Parsed as Parsed,
    Quad as Quad,
    RdfFormat as RdfFormat,
    unreadable as unreadable,
)
from .index import (
    A as A,
    GraphIndex as GraphIndex,
    chosen as chosen,
    language_of as language_of,
    name as name,
    text_of as text_of,
)
from .namespaces import (
    CCDP as CCDP,
    DCAT as DCAT,
    DCTERMS as DCTERMS,
    FOAF as FOAF,
    PREFIXES as PREFIXES,
    PROV as PROV,
    RDF as RDF,
    SHAPES as SHAPES,
    SKOS as SKOS,
    THINGS as THINGS,
    VOCABULARY as VOCABULARY,
    XSD as XSD,
    expand as expand,
    shorten as shorten,
)
from .nquads import (
    default_graph as default_graph,
)
from .parsing import (
    parse as parse,
    parse_leniently as parse_leniently,
    parse_turtle_files as parse_turtle_files,
)
from .serialization import (
    json_ld as json_ld,
    rdf_xml_and_json_ld as rdf_xml_and_json_ld,
    turtle_as_json_ld as turtle_as_json_ld,
)
from .skolemize import (
    without_blank_nodes as without_blank_nodes,
)
from .terms import (
    Statement as Statement,
    iri as iri,
    is_iri as is_iri,
    literal as literal,
    repair_iri as repair_iri,
    slug as slug,
)
from .text import (
    normalised as normalised,
)
from .turtle import (
    Shortener as Shortener,
    canonical_turtle as canonical_turtle,
    empty_graph as empty_graph,
    parse_turtle as parse_turtle,
    read_only as read_only,
    read_turtle as read_turtle,
    turtle_of as turtle_of,
)
