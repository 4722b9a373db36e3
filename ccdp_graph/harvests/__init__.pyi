from .run import (
    HarvestRequest as HarvestRequest,
    HarvestResult as HarvestResult,
    harvest as harvest,
)
from .sources.kinds import (
    SOURCE_KINDS as SOURCE_KINDS,
)
from .storage import (
    HARVESTS as HARVESTS,
    RECORDS as RECORDS,
    HarvestFolder as HarvestFolder,
    harvest_folders as harvest_folders,
    harvested as harvested,
)
