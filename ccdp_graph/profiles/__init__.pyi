from .check import (
    CheckedGraph as CheckedGraph,
    EmptyProfileError as EmptyProfileError,
    check_shapes as check_shapes,
    check_target as check_target,
    check_target_in as check_target_in,
)
from .ckan import (
    EXTRAS as EXTRAS,
    LISTS as LISTS,
    PROPERTIES as PROPERTIES,
    CkanDataset as CkanDataset,
    ckan_datasets as ckan_datasets,
)
from .fair_data_point import (
    PROFILES as PROFILES,
    Entry as Entry,
    entries as entries,
    fair_data_point_view as fair_data_point_view,
    served as served,
)
from .profile import (
    HEADINGS as HEADINGS,
    TargetReport as TargetReport,
)
from .schema_org import (
    MAX_DESCRIPTION_LENGTH as MAX_DESCRIPTION_LENGTH,
)
from .targets import (
    project_target as project_target,
    project_targets as project_targets,
    target_shapes as target_shapes,
)
from .views import (
    VIEWS as VIEWS,
    view as view,
)
