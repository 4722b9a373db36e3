from .fdp_index import (
    announce as announce,
    described_at as described_at,
)
from .graph_store import (
    plan_push as plan_push,
    push_graphs as push_graphs,
)
from .plan import (
    Action as Action,
    OtherCatalogue as OtherCatalogue,
    PushResult as PushResult,
    Step as Step,
    counted as counted,
    document as document,
)
from .run import (
    push_records as push_records,
    too_many_deletions as too_many_deletions,
)
from .target import (
    PushRequest as PushRequest,
    PushTarget as PushTarget,
)
from .targets import (
    PUSH_TARGETS as PUSH_TARGETS,
)
