from .analysis_format import (
    DIMENSIONS as DIMENSIONS,
    FACTORS as FACTORS,
    WEIGHTS as WEIGHTS,
)
from .column_format import (
    COLUMN_ADDITIONS as COLUMN_ADDITIONS,
    COLUMN_FILE as COLUMN_FILE,
)
from .file_format import (
    CheckedFile as CheckedFile,
    FileFormat as FileFormat,
)
from .formats import (
    FILE_FORMATS as FILE_FORMATS,
)
from .header_format import (
    CHECK as CHECK,
    PARAMETER_TYPES as PARAMETER_TYPES,
    QUESTION as QUESTION,
)
from .kind_format import (
    GROUPS as GROUPS,
    KIND_FILE as KIND_FILE,
    KIND_KEYS as KIND_KEYS,
)
from .mapping_format import (
    MAPPING_FILE as MAPPING_FILE,
)
from .settings_format import (
    SETTINGS_FILE as SETTINGS_FILE,
)
from .targets_format import (
    NOTHING as NOTHING,
    TARGETS as TARGETS,
)
