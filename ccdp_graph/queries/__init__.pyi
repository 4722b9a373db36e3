from .answers import (
    FORMATS as FORMATS,
    YES_NO as YES_NO,
    Answer as Answer,
    answer_table as answer_table,
    cell_link as cell_link,
    cell_text as cell_text,
    labelled_arguments as labelled_arguments,
    shown_columns as shown_columns,
)
from .openapi import (
    ROUTE as ROUTE,
    openapi_document as openapi_document,
    openapi_text as openapi_text,
)
from .parameters import (
    bind as bind,
    choices as choices,
)
from .render import (
    question_form as question_form,
    render_answer as render_answer,
)
from .run import (
    QueryExample as QueryExample,
    ask as ask,
    ask_all as ask_all,
    ask_table as ask_table,
    open_store as open_store,
    stream as stream,
)
from .sparql_executable import (
    executables as executables,
)
