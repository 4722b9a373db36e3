from .run import (
    build as build,
    tidy_workbooks as tidy_workbooks,
    write as write,
)
