from .check import (
    LinkReport as LinkReport,
    check_links as check_links,
)
