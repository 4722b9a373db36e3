from .concepts import (
    REASONS as REASONS,
    Concept as Concept,
    ConceptIndex as ConceptIndex,
)
from .decisions import (
    Decisions as Decisions,
    parse_decisions as parse_decisions,
)
from .evidence import (
    CellEvidence as CellEvidence,
    GraphRecord as GraphRecord,
    cited as cited,
)
from .finding_table import (
    findings_table as findings_table,
)
from .identifiers import (
    REMOVED as REMOVED,
    Identifier as Identifier,
    Identifiers as Identifiers,
    IdentifierStatus as IdentifierStatus,
    Named as Named,
    parse_identifiers as parse_identifiers,
)
from .record_types import (
    COORDINATOR as COORDINATOR,
    DATA as DATA,
    HOLDER as HOLDER,
    NETWORK as NETWORK,
    ORGANISATION as ORGANISATION,
    PARTNER as PARTNER,
    RecordType as RecordType,
    RecordTypes as RecordTypes,
    capitalised as capitalised,
    in_words as in_words,
    parse_kind_file as parse_kind_file,
)
from .records import (
    Document as Document,
    Entry as Entry,
    Value as Value,
)
from .report import (
    Finding as Finding,
    Report as Report,
    Severity as Severity,
    SheetCount as SheetCount,
    most_frequent as most_frequent,
)
from .settings import (
    Settings as Settings,
    language_iris as language_iris,
    parse_settings as parse_settings,
)
from .solutions import (
    Row as Row,
    Solutions as Solutions,
    Term as Term,
    boolean_json as boolean_json,
    csv_rows as csv_rows,
    json_rows as json_rows,
)
from .sssom import (
    EXACT as EXACT,
    LEXICAL as LEXICAL,
    MANUAL as MANUAL,
    PREDICATES as PREDICATES,
    Link as Link,
    Links as Links,
    equated as equated,
    parse_links as parse_links,
)
from .table import (
    TO_FILL_IN as TO_FILL_IN,
    Scalar as Scalar,
    Table as Table,
    TableCell as TableCell,
    TableColumn as TableColumn,
    TableRow as TableRow,
    cells as cells,
    columns_of as columns_of,
    csv_lines as csv_lines,
    escape_formula as escape_formula,
    escape_markdown as escape_markdown,
)
from .table_schema import (
    Column as Column,
    ColumnFile as ColumnFile,
    parse_column_file as parse_column_file,
)
from .workbook import (
    CellAnnotation as CellAnnotation,
    CellValue as CellValue,
    FilledCell as FilledCell,
    MergedRange as MergedRange,
    Sheet as Sheet,
    Workbook as Workbook,
    cell_text as cell_text,
)
