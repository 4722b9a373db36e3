from .client import (
    HttpClient as HttpClient,
)
from .response import (
    Limits as Limits,
    Response as Response,
)
