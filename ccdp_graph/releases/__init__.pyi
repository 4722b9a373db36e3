from .create import (
    differences as differences,
    public_graph as public_graph,
    release as release,
)
from .describe import (
    describe_catalogue as describe_catalogue,
    last_day as last_day,
    lineage as lineage,
    main_catalogue as main_catalogue,
    with_version as with_version,
)
from .files import (
    DESCRIPTION as DESCRIPTION,
    Kind as Kind,
    changes_file as changes_file,
    citation_file as citation_file,
    file_kinds as file_kinds,
)
from .model import (
    Release as Release,
    change_notes as change_notes,
)
from .verify import (
    read_releases as read_releases,
    releases_folder as releases_folder,
    sha256_of as sha256_of,
)
