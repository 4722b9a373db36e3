from .adopt import (
    decide as decide,
    draft_mapping as draft_mapping,
    inspect_layout as inspect_layout,
    read_answers as read_answers,
    write_questions as write_questions,
)
from .model import (
    BlockInspection as BlockInspection,
    Candidate as Candidate,
    ColumnMatch as ColumnMatch,
)
from .prompts import (
    Prompt as Prompt,
)
from .workbooks import (
    inspection_workbook as inspection_workbook,
)
