from .ckan import (
    CkanSite as CkanSite,
)
from .fair_data_point import (
    FdpSite as FdpSite,
)
from .fair_data_point import (
    log_in as log_in,
)
from .fdp_index import (
    announce as announce,
)
from .fdp_index import (
    described_at as described_at,
)
from .fdp_records import (
    read_fdp_records as read_fdp_records,
)
from .graph_store import (
    plan_push as plan_push,
)
from .graph_store import (
    push_graphs as push_graphs,
)
from .plan import (
    Action as Action,
)
from .plan import (
    OtherCatalogue as OtherCatalogue,
)
from .plan import (
    PushResult as PushResult,
)
from .plan import (
    Step as Step,
)
from .plan import (
    counted as counted,
)
from .plan import (
    document as document,
)
from .run import (
    push_records as push_records,
)
from .run import (
    too_many_deletions as too_many_deletions,
)
