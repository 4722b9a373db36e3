from .addresses import (
    check_address as check_address,
    origin as origin,
)
from .authentication import (
    Login as Login,
    Token as Token,
)
from .client import (
    HttpClient as HttpClient,
)
from .response import (
    Limits as Limits,
    Response as Response,
)
from .stream import (
    Stream as Stream,
)
