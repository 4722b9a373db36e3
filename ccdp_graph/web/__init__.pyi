from .downloads import (
    TABLES as TABLES,
)
from .downloads import (
    VIEWS as VIEWS,
)
from .downloads import (
    Download as Download,
)
from .downloads import (
    DownloadFile as DownloadFile,
)
from .downloads import (
    lore_dumps as lore_dumps,
)
from .downloads import (
    quads_dumps as quads_dumps,
)
from .downloads import (
    rdf_dumps as rdf_dumps,
)
from .downloads import (
    survey_dumps as survey_dumps,
)
from .downloads import (
    table_dumps as table_dumps,
)
from .downloads import (
    view_dumps as view_dumps,
)
from .edition import (
    Publication as Publication,
)
from .edition import (
    checked_base as checked_base,
)
from .edition import (
    page_path as page_path,
)
from .external import (
    ExternalDescriptions as ExternalDescriptions,
)
from .graph import (
    LANGUAGES as LANGUAGES,
)
from .graph import (
    SiteGraph as SiteGraph,
)
from .graph import (
    Value as Value,
)
from .layout import (
    ListPage as ListPage,
)
from .layout import (
    PageLayout as PageLayout,
)
from .layout import (
    shared_files as shared_files,
)
from .link_sets import (
    NAMES as NAMES,
)
from .link_sets import (
    link_dumps as link_dumps,
)
from .link_sets import (
    link_set_statements as link_set_statements,
)
from .pages.gaps import (
    gap_files as gap_files,
)
from .pages.home import (
    start_files as start_files,
)
from .pages.maps import (
    MapContext as MapContext,
)
from .pages.maps import (
    map_files as map_files,
)
from .pages.ontology import (
    ontology_files as ontology_files,
)
from .pages.overview import (
    data_files as data_files,
)
from .pages.overview import (
    picture_files as picture_files,
)
from .pages.overview import (
    question_files as question_files,
)
from .pages.quality import (
    score_files as score_files,
)
from .pages.records import (
    File as File,
)
from .pages.records import (
    index_files as index_files,
)
from .pages.records import (
    thing_files as thing_files,
)
from .pages.releases import (
    release_files as release_files,
)
from .pages.sources import (
    MENU_ENTRY as MENU_ENTRY,
)
from .pages.sources import (
    Source as Source,
)
from .pages.sources import (
    read_sources as read_sources,
)
from .pages.sources import (
    source_files as source_files,
)
from .pages.vocabularies import (
    vocabulary_files as vocabulary_files,
)
from .record import (
    PropertyNames as PropertyNames,
)
from .record import (
    days_of_change as days_of_change,
)
from .releases import (
    News as News,
)
from .releases import (
    ReleaseHistory as ReleaseHistory,
)
from .releases import (
    edition_of as edition_of,
)
from .releases import (
    read_shelf as read_shelf,
)
from .releases import (
    release_dumps as release_dumps,
)
from .releases import (
    release_links as release_links,
)
from .releases import (
    release_news as release_news,
)
from .structured_data import (
    SchemaOrgView as SchemaOrgView,
)
from .terminology import (
    read_lore as read_lore,
)
