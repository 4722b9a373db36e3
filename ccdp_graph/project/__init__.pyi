from .assets import (
    AssetFolders as AssetFolders,
)
from .project import (
    LINKS as LINKS,
)
from .project import (
    REGISTER as REGISTER,
)
from .project import (
    SETTINGS as SETTINGS,
)
from .project import (
    Project as Project,
)
from .project import (
    open_project as open_project,
)
from .scaffold import (
    init_project as init_project,
)
from .survey import (
    make_template as make_template,
)
from .survey import (
    make_templates as make_templates,
)
from .survey import (
    write_template as write_template,
)
