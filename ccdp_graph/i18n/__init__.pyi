from .catalogue import MESSAGES as MESSAGES
from .index_pages import (
    OVERVIEW_WORDS as OVERVIEW_WORDS,
    RELEASE_WORDS as RELEASE_WORDS,
    size_text as size_text,
)
from .messages import (
    Message as Message,
    in_language as in_language,
    message as message,
)
from .pages import (
    MENU as MENU,
    NAMES as NAMES,
    PROPERTIES as PROPERTIES,
    TERM_WORDS as TERM_WORDS,
    WORDS as WORDS,
)
from .suggest import (
    did_you_mean as did_you_mean,
    nearest as nearest,
)
from .translation import (
    Plural as Plural,
    Text as Text,
    Texts as Texts,
    complete_languages as complete_languages,
    joined as joined,
    language_name as language_name,
    languages as languages,
)
