from .entities import (
    LabelSource as LabelSource,
    entities_from as entities_from,
    entity_properties as entity_properties,
    read_entities as read_entities,
)
from .match_table import (
    build_name_index as build_name_index,
    count_matched as count_matched,
    index_json as index_json,
    match_names as match_names,
    matches_file as matches_file,
    read_index as read_index,
)
from .name_lists import (
    NameList as NameList,
)
from .reconciliation import (
    ask_endpoint as ask_endpoint,
    ask_service as ask_service,
)
from .review import (
    Suggestion as Suggestion,
)
from .sources import (
    catalogues as catalogues,
    link_source as link_source,
)
from .suggest import (
    accept_review as accept_review,
    entities_of_type as entities_of_type,
    review_target as review_target,
    store_certain as store_certain,
    suggest_answers as suggest_answers,
    suggest_duplicates as suggest_duplicates,
    suggest_links as suggest_links,
    write_review as write_review,
)
