from .formats import (
    GRAPH_FORMATS as GRAPH_FORMATS,
)
from .formats import (
    RDF_FORMATS as RDF_FORMATS,
)
from .formats import (
    Parse as Parse,
)
from .formats import (
    Parsed as Parsed,
)
from .formats import (
    Quad as Quad,
)
from .formats import (
    RdfFormat as RdfFormat,
)
from .formats import (
    unreadable as unreadable,
)
from .index import (
    A as A,
)
from .index import (
    GraphIndex as GraphIndex,
)
from .index import (
    chosen as chosen,
)
from .index import (
    language_of as language_of,
)
from .index import (
    name as name,
)
from .index import (
    text_of as text_of,
)
from .namespaces import (
    CCDP as CCDP,
)
from .namespaces import (
    DCAT as DCAT,
)
from .namespaces import (
    DCTERMS as DCTERMS,
)
from .namespaces import (
    FOAF as FOAF,
)
from .namespaces import (
    PREFIXES as PREFIXES,
)
from .namespaces import (
    PROV as PROV,
)
from .namespaces import (
    RDF as RDF,
)
from .namespaces import (
    SHAPES as SHAPES,
)
from .namespaces import (
    SKOS as SKOS,
)
from .namespaces import (
    THINGS as THINGS,
)
from .namespaces import (
    VOCABULARY as VOCABULARY,
)
from .namespaces import (
    XSD as XSD,
)
from .namespaces import (
    expand as expand,
)
from .namespaces import (
    shorten as shorten,
)
from .nquads import (
    default_graph as default_graph,
)
from .parsing import (
    parse as parse,
)
from .parsing import (
    parse_leniently as parse_leniently,
)
from .parsing import (
    read_turtle_files as read_turtle_files,
)
from .serialization import (
    json_ld as json_ld,
)
from .serialization import (
    rdf_xml_and_json_ld as rdf_xml_and_json_ld,
)
from .serialization import (
    turtle_as_json_ld as turtle_as_json_ld,
)
from .skolemize import (
    without_blank_nodes as without_blank_nodes,
)
from .terms import (
    Statement as Statement,
)
from .terms import (
    iri as iri,
)
from .terms import (
    is_iri as is_iri,
)
from .terms import (
    literal as literal,
)
from .terms import (
    repair_iri as repair_iri,
)
from .terms import (
    slug as slug,
)
from .text import (
    normalised as normalised,
)
from .turtle import (
    Shortener as Shortener,
)
from .turtle import (
    canonical_turtle as canonical_turtle,
)
from .turtle import (
    empty_graph as empty_graph,
)
from .turtle import (
    parse_turtle as parse_turtle,
)
from .turtle import (
    read_turtle as read_turtle,
)
from .turtle import (
    turtle_of as turtle_of,
)
