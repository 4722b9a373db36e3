from .inputs import (
    check as check,
    read_built as read_built,
)
from .model import Build as Build
from .run import (
    build as build,
    tidy_workbooks as tidy_workbooks,
)
