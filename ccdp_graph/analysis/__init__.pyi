from .catalogue import (
    WORLD as WORLD,
    CatalogueIndex as CatalogueIndex,
    read_facts as read_facts,
    select_rows as select_rows,
    values_of as values_of,
)
from .countries import (
    HEIGHT as HEIGHT,
    WIDTH as WIDTH,
    CountryCount as CountryCount,
    CountryCounts as CountryCounts,
    CountryShape as CountryShape,
    count_countries as count_countries,
    mapped_kinds as mapped_kinds,
    read_world as read_world,
)
from .diff import (
    compare_graphs as compare_graphs,
)
from .difference import (
    Difference as Difference,
    RecordChange as RecordChange,
    difference_workbook as difference_workbook,
    parse_difference as parse_difference,
    titles as titles,
)
from .dimensions import (
    Dimension as Dimension,
    dimension_of as dimension_of,
    read_dimensions as read_dimensions,
)
from .explain import (
    read_mapping_lines as read_mapping_lines,
    why as why,
)
from .gaps import (
    Gap as Gap,
    completeness_of as completeness_of,
    find_gaps as find_gaps,
    gap_answers as gap_answers,
    gaps_json as gaps_json,
)
from .labels import (
    PropertyWords as PropertyWords,
    find_thing as find_thing,
    read_choice as read_choice,
    read_property_words as read_property_words,
)
from .match import (
    PARTNERS as PARTNERS,
)
from .match_model import (
    Matching as Matching,
    read_weights as read_weights,
)
from .match_request import (
    find_matches as find_matches,
)
from .matrix import (
    Axis as Axis,
    Matrix as Matrix,
    count_matrix as count_matrix,
)
from .matrix_sheet import (
    matrix_workbook as matrix_workbook,
)
from .network import (
    THROUGH as THROUGH,
    Connection as Connection,
    Connections as Connections,
    Node as Node,
    connect as connect,
)
