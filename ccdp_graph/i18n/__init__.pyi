from .index_pages import (
    OVERVIEW_WORDS as OVERVIEW_WORDS,
)
from .index_pages import (
    RELEASE_WORDS as RELEASE_WORDS,
)
from .index_pages import (
    size_text as size_text,
)
from .messages import (
    MESSAGES as MESSAGES,
)
from .messages import (
    Message as Message,
)
from .messages import (
    in_language as in_language,
)
from .messages import (
    message as message,
)
from .pages import (
    INDEXES as INDEXES,
)
from .pages import (
    MENU as MENU,
)
from .pages import (
    NAMES as NAMES,
)
from .pages import (
    PROPERTIES as PROPERTIES,
)
from .pages import (
    TERM_WORDS as TERM_WORDS,
)
from .pages import (
    WORDS as WORDS,
)
from .suggest import (
    did_you_mean as did_you_mean,
)
