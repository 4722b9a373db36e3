from .assets import (
    AssetFolders as AssetFolders,
)
from .project import (
    LINKS as LINKS,
    REGISTER as REGISTER,
    SETTINGS as SETTINGS,
    Project as Project,
    kept as kept,
    open_project as open_project,
)
from .scaffold import (
    init_project as init_project,
)
from .survey import (
    make_template as make_template,
    make_templates as make_templates,
    write_template as write_template,
)
