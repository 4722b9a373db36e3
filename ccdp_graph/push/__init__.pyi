from .ckan import (
    CkanSite as CkanSite,
)
from .fair_data_point import (
    FdpSite as FdpSite,
    log_in as log_in,
)
from .fdp_index import (
    announce as announce,
    described_at as described_at,
)
from .fdp_records import (
    read_fdp_records as read_fdp_records,
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
