from .run import (
    build as build,
)
from .run import (
    tidy_workbooks as tidy_workbooks,
)
from .run import (
    write as write,
)
