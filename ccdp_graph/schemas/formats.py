"""Every format of a file that people write in YAML or TOML."""

from ccdp_graph.schemas.analysis_format import DIMENSIONS, WEIGHTS
from ccdp_graph.schemas.column_format import COLUMN_ADDITIONS, COLUMN_FILE
from ccdp_graph.schemas.file_format import FileFormat
from ccdp_graph.schemas.header_format import CHECK, QUESTION
from ccdp_graph.schemas.kind_format import KIND_FILE
from ccdp_graph.schemas.mapping_format import MAPPING_FILE
from ccdp_graph.schemas.settings_format import SETTINGS_FILE
from ccdp_graph.schemas.targets_format import TARGETS

FILE_FORMATS: dict[str, FileFormat] = {
    each.name: each
    for each in (
        SETTINGS_FILE,
        COLUMN_FILE,
        COLUMN_ADDITIONS,
        KIND_FILE,
        MAPPING_FILE,
        DIMENSIONS,
        WEIGHTS,
        TARGETS,
        QUESTION,
        CHECK,
    )
}
"""By name."""
