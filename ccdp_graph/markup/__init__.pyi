from .html import (
    escaped as escaped,
    render as render,
    trusted as trusted,
)
