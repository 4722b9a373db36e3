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
    answers_workbook as answers_workbook,
    clean as clean,
    put_text as put_text,
    records_csv as records_csv,
    to_reproducible_bytes as to_reproducible_bytes,
)
