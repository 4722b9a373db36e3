from .check import (
    LinkReport as LinkReport,
)
from .check import (
    check_links as check_links,
)
