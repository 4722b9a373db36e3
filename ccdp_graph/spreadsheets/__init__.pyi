from .annotated_file import (
    EDITED as EDITED,
    output_path as output_path,
    write_marked_copy as write_marked_copy,
)
from .reader import (
    read_curated as read_curated,
    read_workbook as read_workbook,
)
from .survey import (
    template_workbook as template_workbook,
)
from .survey_spec import (
    Survey as Survey,
    read_guidance as read_guidance,
    read_schemes as read_schemes,
)
from .writer import (
    tables_workbook as tables_workbook,
)
