from .check import (
    CheckedGraph as CheckedGraph,
)
from .check import (
    EmptyProfileError as EmptyProfileError,
)
from .check import (
    check_shapes as check_shapes,
)
from .check import (
    check_target as check_target,
)
from .check import (
    check_target_in as check_target_in,
)
from .ckan import (
    EXTRAS as EXTRAS,
)
from .ckan import (
    LISTS as LISTS,
)
from .ckan import (
    PROPERTIES as PROPERTIES,
)
from .ckan import (
    CkanDataset as CkanDataset,
)
from .ckan import (
    ckan_datasets as ckan_datasets,
)
from .fair_data_point import (
    PROFILES as PROFILES,
)
from .fair_data_point import (
    Entry as Entry,
)
from .fair_data_point import (
    entries as entries,
)
from .fair_data_point import (
    fair_data_point_view as fair_data_point_view,
)
from .fair_data_point import (
    served as served,
)
from .profile import (
    HEADINGS as HEADINGS,
)
from .profile import (
    VIEWS as VIEWS,
)
from .profile import (
    TargetReport as TargetReport,
)
from .profile import (
    view as view,
)
from .schema_org import (
    MAX_DESCRIPTION_LENGTH as MAX_DESCRIPTION_LENGTH,
)
from .targets import (
    project_target as project_target,
)
from .targets import (
    project_targets as project_targets,
)
from .targets import (
    target_shapes as target_shapes,
)
