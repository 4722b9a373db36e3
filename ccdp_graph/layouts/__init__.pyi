from .adopt import (
    decide as decide,
)
from .adopt import (
    draft_mapping as draft_mapping,
)
from .adopt import (
    inspect_layout as inspect_layout,
)
from .adopt import (
    read_answers as read_answers,
)
from .adopt import (
    write_questions as write_questions,
)
from .model import (
    BlockInspection as BlockInspection,
)
from .model import (
    Candidate as Candidate,
)
from .model import (
    ColumnMatch as ColumnMatch,
)
from .prompts import (
    Prompt as Prompt,
)
from .workbooks import (
    inspection_workbook as inspection_workbook,
)
