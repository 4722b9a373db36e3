from .downloads import (
    VIEWS as VIEWS,
    Download as Download,
    DownloadFile as DownloadFile,
    quads_dumps as quads_dumps,
    rdf_dumps as rdf_dumps,
    survey_dumps as survey_dumps,
    table_dumps as table_dumps,
    terminology_dumps as terminology_dumps,
    view_dumps as view_dumps,
)
from .edition import (
    Publication as Publication,
    checked_base as checked_base,
    page_path as page_path,
)
from .external import (
    ExternalDescriptions as ExternalDescriptions,
)
from .graph import (
    CONCEPT as CONCEPT,
    PLACE as PLACE,
    SiteGraph as SiteGraph,
    Value as Value,
)
from .layout import (
    ListPage as ListPage,
    PageLayout as PageLayout,
    menu_of as menu_of,
    shared_files as shared_files,
)
from .link_sets import (
    NAMES as NAMES,
    link_dumps as link_dumps,
    link_set_statements as link_set_statements,
)
from .pages.gaps import (
    gap_files as gap_files,
)
from .pages.home import (
    home_files as home_files,
)
from .pages.maps import (
    MAP as MAP,
    MapContext as MapContext,
    map_files as map_files,
)
from .pages.ontology import (
    ontology_files as ontology_files,
)
from .pages.overview import (
    data_files as data_files,
    picture_files as picture_files,
    question_files as question_files,
)
from .pages.quality import (
    quality_files as quality_files,
)
from .pages.records import (
    File as File,
    index_files as index_files,
    resource_files as resource_files,
)
from .pages.releases import (
    release_files as release_files,
)
from .pages.sources import (
    MENU_ENTRY as MENU_ENTRY,
    Source as Source,
    read_sources as read_sources,
    source_files as source_files,
)
from .pages.vocabularies import (
    vocabulary_files as vocabulary_files,
)
from .record import (
    PropertyNames as PropertyNames,
    days_of_change as days_of_change,
)
from .releases import (
    News as News,
    ReleaseHistory as ReleaseHistory,
    publication_of as publication_of,
    read_history as read_history,
    release_dumps as release_dumps,
    release_links as release_links,
    release_news as release_news,
)
from .structured_data import (
    SchemaOrgView as SchemaOrgView,
)
from .terminology import (
    read_terminology as read_terminology,
)
