from .client import (
    HttpClient as HttpClient,
)
from .response import (
    Limits as Limits,
)
from .response import (
    Response as Response,
)
