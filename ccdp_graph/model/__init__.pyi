from .concepts import (
    REASONS as REASONS,
)
from .concepts import (
    Concept as Concept,
)
from .concepts import (
    ConceptIndex as ConceptIndex,
)
from .decisions import (
    Decisions as Decisions,
)
from .decisions import (
    parse_decisions as parse_decisions,
)
from .evidence import (
    CellEvidence as CellEvidence,
)
from .evidence import (
    GraphRecord as GraphRecord,
)
from .evidence import (
    cited as cited,
)
from .finding_table import (
    findings_table as findings_table,
)
from .identifiers import (
    REMOVED as REMOVED,
)
from .identifiers import (
    Identifier as Identifier,
)
from .identifiers import (
    Identifiers as Identifiers,
)
from .identifiers import (
    IdentifierStatus as IdentifierStatus,
)
from .identifiers import (
    Named as Named,
)
from .identifiers import (
    parse_identifiers as parse_identifiers,
)
from .records import (
    Document as Document,
)
from .records import (
    Entry as Entry,
)
from .records import (
    Value as Value,
)
from .report import (
    Finding as Finding,
)
from .report import (
    Report as Report,
)
from .report import (
    Severity as Severity,
)
from .report import (
    SheetCount as SheetCount,
)
from .report import (
    most_frequent as most_frequent,
)
from .settings import (
    Settings as Settings,
)
from .settings import (
    language_iris as language_iris,
)
from .settings import (
    parse_settings as parse_settings,
)
from .solutions import (
    Answers as Answers,
)
from .solutions import (
    Row as Row,
)
from .solutions import (
    Term as Term,
)
from .solutions import (
    boolean_json as boolean_json,
)
from .solutions import (
    csv_rows as csv_rows,
)
from .solutions import (
    escape_formula as escape_formula,
)
from .solutions import (
    json_rows as json_rows,
)
from .sssom import (
    EXACT as EXACT,
)
from .sssom import (
    LEXICAL as LEXICAL,
)
from .sssom import (
    MANUAL as MANUAL,
)
from .sssom import (
    PREDICATES as PREDICATES,
)
from .sssom import (
    Link as Link,
)
from .sssom import (
    Links as Links,
)
from .sssom import (
    equated as equated,
)
from .sssom import (
    parse_links as parse_links,
)
from .table_schema import (
    Column as Column,
)
from .table_schema import (
    ColumnFile as ColumnFile,
)
from .table_schema import (
    parse_column_file as parse_column_file,
)
from .workbook import (
    CellAnnotation as CellAnnotation,
)
from .workbook import (
    CellValue as CellValue,
)
from .workbook import (
    FilledCell as FilledCell,
)
from .workbook import (
    MergedRange as MergedRange,
)
from .workbook import (
    Sheet as Sheet,
)
from .workbook import (
    Workbook as Workbook,
)
from .workbook import (
    cell_text as cell_text,
)
