from .analysis.difference import Difference as Difference
from .api import (
    ask as ask,
    build as build,
    diff as diff,
    harvest as harvest,
    open_store as open_store,
    publish as publish,
    release as release,
    tidy as tidy,
    validate as validate,
)
from .cell import CellRef as CellRef
from .errors import (
    AssetError as AssetError,
    CcdpError as CcdpError,
    FetchError as FetchError,
    OutputError as OutputError,
    ParameterError as ParameterError,
    QueryError as QueryError,
    StoreError as StoreError,
    TurtleError as TurtleError,
    WorkbookError as WorkbookError,
)
from .model.report import Finding as Finding, Report as Report, Severity as Severity
from .model.solutions import Solutions as Solutions
from .pipeline.model import Build as Build
from .project.project import Project as Project, open_project as open_project
from .sparql.store import Store as Store

__all__: list[str]
__version__: str
