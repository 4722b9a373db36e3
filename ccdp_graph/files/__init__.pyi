from .atomic import (
    SUMS as SUMS,
    StagingFolder as StagingFolder,
    Written as Written,
    fill_folder as fill_folder,
    replace_folder as replace_folder,
    write_file as write_file,
    write_files as write_files,
    write_once as write_once,
)
from .memo import (
    Memo as Memo,
)
from .texts import (
    line_of as line_of,
    read_heading as read_heading,
    read_packed_text as read_packed_text,
    read_text as read_text,
)
from .workers import (
    ForkPool as ForkPool,
    cores as cores,
)
