from .cell_values import (
    bracketed as bracketed,
    read_ages as read_ages,
    read_count as read_count,
    read_email as read_email,
    read_link as read_link,
    read_period as read_period,
    read_template as read_template,
    read_year as read_year,
    split_list as split_list,
)
from .entity_resolution import (
    is_acronym as is_acronym,
)
from .header_matcher import (
    ACRONYM as ACRONYM,
    HeaderMatcher as HeaderMatcher,
    MatchedColumn as MatchedColumn,
    option_of as option_of,
)
from .headers import (
    Table as Table,
    find_tables as find_tables,
    header_texts as header_texts,
    table_at as table_at,
    tables_by_sheet as tables_by_sheet,
    transposition_advice as transposition_advice,
)
from .interpret import (
    read_cell as read_cell,
)
from .lexicon import (
    Lexicon as Lexicon,
    Resolution as Resolution,
)
from .rows import (
    Row as Row,
    read_body as read_body,
)
from .run import (
    Tidied as Tidied,
    tidy as tidy,
)
