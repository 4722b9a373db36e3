from .run import (
    Build as Build,
    build as build,
    tidy_workbooks as tidy_workbooks,
)
