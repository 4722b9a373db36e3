from .binding import (
    asks_elsewhere as asks_elsewhere,
)
from .endpoint import (
    RemoteStore as RemoteStore,
)
from .oxigraph import (
    MANY_QUADS as MANY_QUADS,
)
from .oxigraph import (
    EmbeddedStore as EmbeddedStore,
)
from .store import (
    GraphStore as GraphStore,
)
from .store import (
    Limits as Limits,
)
from .store import (
    Solutions as Solutions,
)
from .stored_query import (
    AUDIENCES as AUDIENCES,
)
from .stored_query import (
    THINGS as THINGS,
)
from .stored_query import (
    Parameter as Parameter,
)
from .stored_query import (
    StoredQuery as StoredQuery,
)
from .stored_query import (
    in_language as in_language,
)
from .stored_query import (
    masked as masked,
)
from .stored_query import (
    parse_query as parse_query,
)
from .stored_query import (
    read_header as read_header,
)
from .transport import (
    Login as Login,
)
from .update import (
    DEFAULT as DEFAULT,
)
from .update import (
    Loader as Loader,
)
from .update import (
    loader as loader,
)
from .update import (
    read_graphs as read_graphs,
)
