from .run import (
    HarvestRequest as HarvestRequest,
)
from .run import (
    harvest as harvest,
)
from .storage import (
    HARVESTS as HARVESTS,
)
from .storage import (
    RECORDS as RECORDS,
)
from .storage import (
    HarvestFolder as HarvestFolder,
)
from .storage import (
    harvested as harvested,
)
from .storage import (
    harvests as harvests,
)
