from .marking import (
    EDITED as EDITED,
)
from .marking import (
    output_path as output_path,
)
from .marking import (
    write_marked_copy as write_marked_copy,
)
from .reader import (
    read_curated as read_curated,
)
from .reader import (
    read_workbook as read_workbook,
)
from .survey import (
    template_workbook as template_workbook,
)
from .survey_spec import (
    Survey as Survey,
)
from .survey_spec import (
    read_guidance as read_guidance,
)
from .survey_spec import (
    read_schemes as read_schemes,
)
from .writer import (
    answers_workbook as answers_workbook,
)
from .writer import (
    clean as clean,
)
from .writer import (
    put_text as put_text,
)
from .writer import (
    records_csv as records_csv,
)
from .writer import (
    to_reproducible_bytes as to_reproducible_bytes,
)
