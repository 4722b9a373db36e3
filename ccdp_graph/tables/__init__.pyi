from .cell_values import (
    bracketed as bracketed,
)
from .cell_values import (
    read_ages as read_ages,
)
from .cell_values import (
    read_count as read_count,
)
from .cell_values import (
    read_email as read_email,
)
from .cell_values import (
    read_link as read_link,
)
from .cell_values import (
    read_period as read_period,
)
from .cell_values import (
    read_template as read_template,
)
from .cell_values import (
    read_year as read_year,
)
from .cell_values import (
    split_list as split_list,
)
from .entity_resolution import (
    KIND as KIND,
)
from .entity_resolution import (
    is_acronym as is_acronym,
)
from .header_matching import (
    ACRONYM as ACRONYM,
)
from .header_matching import (
    HeaderMatcher as HeaderMatcher,
)
from .header_matching import (
    MatchedColumn as MatchedColumn,
)
from .header_matching import (
    option_of as option_of,
)
from .headers import (
    Table as Table,
)
from .headers import (
    find_tables as find_tables,
)
from .headers import (
    header_texts as header_texts,
)
from .headers import (
    is_transposed as is_transposed,
)
from .headers import (
    table_at as table_at,
)
from .headers import (
    tables_by_sheet as tables_by_sheet,
)
from .interpret import (
    read_cell as read_cell,
)
from .lexicon import (
    Lexicon as Lexicon,
)
from .lexicon import (
    Resolution as Resolution,
)
from .rows import (
    Row as Row,
)
from .rows import (
    read_body as read_body,
)
from .run import (
    Tidied as Tidied,
)
from .run import (
    tidy as tidy,
)
