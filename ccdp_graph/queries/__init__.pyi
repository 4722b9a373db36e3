from .answers import (
    FORMATS as FORMATS,
)
from .answers import (
    YES_NO as YES_NO,
)
from .answers import (
    Answer as Answer,
)
from .answers import (
    asked_for as asked_for,
)
from .answers import (
    cell_link as cell_link,
)
from .answers import (
    cell_text as cell_text,
)
from .answers import (
    shown_columns as shown_columns,
)
from .openapi import (
    ROUTE as ROUTE,
)
from .openapi import (
    openapi_document as openapi_document,
)
from .openapi import (
    openapi_text as openapi_text,
)
from .parameters import (
    bind as bind,
)
from .parameters import (
    choices as choices,
)
from .render import (
    question_form as question_form,
)
from .render import (
    render_answer as render_answer,
)
from .run import (
    QueryExample as QueryExample,
)
from .run import (
    ask as ask,
)
from .run import (
    ask_all as ask_all,
)
from .run import (
    open_store as open_store,
)
from .run import (
    stream as stream,
)
from .sparql_executable import (
    executables as executables,
)
