from .binding import (
    asks_elsewhere as asks_elsewhere,
)
from .endpoint import (
    RemoteStore as RemoteStore,
)
from .oxigraph import (
    MANY_QUADS as MANY_QUADS,
    EmbeddedStore as EmbeddedStore,
    triple_rows as triple_rows,
)
from .store import (
    Limits as Limits,
    SolutionStream as SolutionStream,
    Store as Store,
)
from .stored_query import (
    AUDIENCES as AUDIENCES,
    Parameter as Parameter,
    StoredQuery as StoredQuery,
    in_language as in_language,
    masked as masked,
    parse_query as parse_query,
)
from .update import (
    DEFAULT as DEFAULT,
    Loader as Loader,
    loader as loader,
    read_graphs as read_graphs,
)
