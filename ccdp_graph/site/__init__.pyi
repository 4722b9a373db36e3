from .run import (
    publish as publish,
)
