from .run import (
    HarvestRequest as HarvestRequest,
    harvest as harvest,
)
from .storage import (
    HARVESTS as HARVESTS,
    RECORDS as RECORDS,
    HarvestFolder as HarvestFolder,
    harvested as harvested,
    harvests as harvests,
)
