from .catalogue import (
    WORLD as WORLD,
)
from .catalogue import (
    CatalogueIndex as CatalogueIndex,
)
from .catalogue import (
    read_facts as read_facts,
)
from .catalogue import (
    select_rows as select_rows,
)
from .catalogue import (
    values_of as values_of,
)
from .countries import (
    HEIGHT as HEIGHT,
)
from .countries import (
    WIDTH as WIDTH,
)
from .countries import (
    CountryCount as CountryCount,
)
from .countries import (
    CountryCounts as CountryCounts,
)
from .countries import (
    CountryShape as CountryShape,
)
from .countries import (
    count_countries as count_countries,
)
from .countries import (
    read_world as read_world,
)
from .diff import (
    compare_graphs as compare_graphs,
)
from .difference import (
    Difference as Difference,
)
from .difference import (
    RecordChange as RecordChange,
)
from .difference import (
    difference_workbook as difference_workbook,
)
from .difference import (
    parse_difference as parse_difference,
)
from .difference import (
    titles as titles,
)
from .dimensions import (
    Dimension as Dimension,
)
from .dimensions import (
    dimension_of as dimension_of,
)
from .dimensions import (
    read_dimensions as read_dimensions,
)
from .explain import (
    why as why,
)
from .gaps import (
    Gap as Gap,
)
from .gaps import (
    answering_of as answering_of,
)
from .gaps import (
    find_gaps as find_gaps,
)
from .gaps import (
    gap_answers as gap_answers,
)
from .gaps import (
    gaps_json as gaps_json,
)
from .labels import (
    find_thing as find_thing,
)
from .labels import (
    property_words as property_words,
)
from .labels import (
    read_choice as read_choice,
)
from .match_model import (
    Matching as Matching,
)
from .match_request import (
    find_matches as find_matches,
)
from .matrix import (
    Axis as Axis,
)
from .matrix import (
    Matrix as Matrix,
)
from .matrix import (
    count_matrix as count_matrix,
)
from .matrix_sheet import (
    matrix_workbook as matrix_workbook,
)
from .network import (
    NETWORK as NETWORK,
)
from .network import (
    ORGANISATION as ORGANISATION,
)
from .network import (
    THROUGH as THROUGH,
)
from .network import (
    Connection as Connection,
)
from .network import (
    Connections as Connections,
)
from .network import (
    Node as Node,
)
from .network import (
    connect as connect,
)
