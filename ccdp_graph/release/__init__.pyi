from .create import (
    differences as differences,
)
from .create import (
    public_graph as public_graph,
)
from .create import (
    release as release,
)
from .describe import (
    describe_catalogue as describe_catalogue,
)
from .describe import (
    last_day as last_day,
)
from .describe import (
    lineage as lineage,
)
from .describe import (
    main_catalogue as main_catalogue,
)
from .describe import (
    with_version as with_version,
)
from .files import (
    CHANGES_IN as CHANGES_IN,
)
from .files import (
    DESCRIPTION as DESCRIPTION,
)
from .files import (
    KINDS as KINDS,
)
from .files import (
    citation_file as citation_file,
)
from .model import (
    Release as Release,
)
from .model import (
    change_notes as change_notes,
)
from .verify import (
    read_releases as read_releases,
)
from .verify import (
    releases_folder as releases_folder,
)
from .verify import (
    sha256_of as sha256_of,
)
