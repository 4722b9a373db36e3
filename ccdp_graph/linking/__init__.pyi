from .entities import (
    ASKED as ASKED,
)
from .entities import (
    LabelSource as LabelSource,
)
from .entities import (
    named_things as named_things,
)
from .entities import (
    things_of as things_of,
)
from .match_table import (
    build_name_index as build_name_index,
)
from .match_table import (
    count_matched as count_matched,
)
from .match_table import (
    index_json as index_json,
)
from .match_table import (
    match_names as match_names,
)
from .match_table import (
    matches_file as matches_file,
)
from .match_table import (
    read_index as read_index,
)
from .name_lists import (
    NameList as NameList,
)
from .reconciliation import (
    ask_endpoint as ask_endpoint,
)
from .reconciliation import (
    ask_service as ask_service,
)
from .review import (
    Suggestion as Suggestion,
)
from .sources import (
    catalogues as catalogues,
)
from .sources import (
    link_source as link_source,
)
from .suggest import (
    accept_review as accept_review,
)
from .suggest import (
    review_target as review_target,
)
from .suggest import (
    store_certain as store_certain,
)
from .suggest import (
    suggest_answers as suggest_answers,
)
from .suggest import (
    suggest_duplicates as suggest_duplicates,
)
from .suggest import (
    suggest_links as suggest_links,
)
from .suggest import (
    things_to_ask_about as things_to_ask_about,
)
from .suggest import (
    write_review as write_review,
)
