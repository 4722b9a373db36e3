from .atomic import (
    SUMS as SUMS,
)
from .atomic import (
    StagingFolder as StagingFolder,
)
from .atomic import (
    Written as Written,
)
from .atomic import (
    fill_folder as fill_folder,
)
from .atomic import (
    replace_folder as replace_folder,
)
from .atomic import (
    write_file as write_file,
)
from .atomic import (
    write_files as write_files,
)
from .atomic import (
    write_once as write_once,
)
from .texts import (
    line_of as line_of,
)
from .texts import (
    parse_yaml as parse_yaml,
)
from .texts import (
    read_heading as read_heading,
)
from .texts import (
    read_packed_text as read_packed_text,
)
from .texts import (
    read_text as read_text,
)
from .workers import (
    ForkPool as ForkPool,
)
from .workers import (
    cores as cores,
)
