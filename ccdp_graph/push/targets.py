"""All kinds of catalogues that records are pushed to."""

from ccdp_graph.push.ckan import CKAN
from ccdp_graph.push.fair_data_point import FAIR_DATA_POINT

PUSH_TARGETS = {target.name: target for target in (CKAN, FAIR_DATA_POINT)}
"""By name. A SPARQL store is none of them: it takes graphs, not records."""
