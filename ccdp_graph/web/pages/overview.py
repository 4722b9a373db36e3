"""The overview pages: downloads, questions with answers, pictures."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ccdp_graph.analysis import (
    THROUGH,
    CatalogueIndex,
    Dimension,
    connect,
    count_matrix,
    dimension_of,
)
from ccdp_graph.charts import connections_picture, draw_heat_map
from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS, languages
from ccdp_graph.model import NETWORK, ConceptIndex, Solutions, Term
from ccdp_graph.queries import (
    YES_NO,
    Answer,
    QueryExample,
    ask_all,
    cell_link,
    cell_text,
    labelled_arguments,
    shown_columns,
)
from ccdp_graph.sparql import Store, StoredQuery
from ccdp_graph.web.downloads import Download
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import SiteGraph, Value
from ccdp_graph.web.layout import ListPage, PageLayout
from ccdp_graph.web.pages.gaps import GAPS
from ccdp_graph.web.pages.quality import SCORES
from ccdp_graph.web.pages.records import File
from ccdp_graph.web.structured_data import script_text
from ccdp_graph.web.survey_dataset import survey_json

_MATRICES = (
    ("country", "data-type"),
    ("country", "data-model"),
    ("network-type", "federation-approach"),
    ("data-model", "data-type"),
)

_CONNECTIONS = "matrix/connections"

_MOST_DISPLAYED = 65_536  # terms of answers, most of which occur again

Cells = tuple[tuple[Value, ...], ...]

_Display = Callable[[Term | None, Term | None], tuple[Value]]


def data_files(
    graph: SiteGraph, layout: PageLayout, downloads: Sequence[Download]
) -> Iterator[File]:
    """Yield the page of downloads, which describes the survey to search engines."""
    for language in languages():
        words = WORDS[language]
        rows: list[Cells] = [
            (
                (Value(download.path.removeprefix("dumps/"), download.path),),
                (Value(download.title(language)),),
                (Value(download.type),),
            )
            for download in downloads
        ]
        more = ("void.ttl", "feed.atom", "CITATION.cff", "ro-crate-metadata.json", "SHA256SUMS")
        rows += [((Value(path, path),), (), ()) for path in more]
        page = ListPage(
            words["data"],
            (words["file"], words["holds"], words["type"]),
            rows,
            script=script_text(survey_json(graph, layout, downloads, language)),
        )
        yield page_path("data", language), layout.list_page(page, "data", language)


def question_files(
    store: Store,
    questions: Iterable[StoredQuery],
    concepts: Callable[[], ConceptIndex],
    graph: SiteGraph,
    layout: PageLayout,
) -> Iterator[File]:
    """Yield one page per question with its answer and how to ask it, and their index.

    A question with parameters is asked with its example. One that needs another endpoint, or
    whose example is not in the graph, is shown without an answer, and the page says why.
    """
    rows: dict[str, list[Cells]] = {language: [] for language in languages()}
    displays = {language: _display_of(graph, language) for language in languages()}
    for example in ask_all(store, questions, concepts, languages()):
        path = f"question/{example.query.name}"
        for language in languages():
            page, answer_count = _question_page(example, displays[language], language)
            yield page_path(path, language), layout.list_page(page, path, language)
            link = Value(page.title, page_path(path, language))
            rows[language].append(((link,), (Value(answer_count),)))
    for language in languages():
        words = WORDS[language]
        headings = (words["question"], words["answers"])
        index = ListPage(words["questions"], headings, rows[language])
        path = "question/index"
        yield page_path(path, language), layout.list_page(index, path, language)


def _question_page(example: QueryExample, display: _Display, language: str) -> tuple[ListPage, str]:
    """Return the page of a question, and its number of answers."""
    words, query = WORDS[language], example.query
    if example.unanswered:
        page = ListPage(
            query.title(language),
            lead=query.explanation(language),
            parameters=tuple(labelled_arguments(query, example.arguments, language)),
            remark=words[example.unanswered],
        )
        answer_count = words["no-answer"]
    else:
        answer = example.answers[language]
        page = _answer_page(query, answer, example.arguments, display, language)
        answer_count = str(len(answer.rows)) if isinstance(answer, Solutions) else words["one"]
    return replace(page, command=_command(example)), answer_count


def _command(example: QueryExample) -> str:
    """Write the command that asks a question."""
    query, values = example.query, example.arguments
    options = ((p.option, values[p.name]) for p in query.parameters if p.name in values)
    words = ["ccdp", "query", query.name, *(word for option in options for word in option)]
    elsewhere = example.unanswered == "asks-elsewhere"
    return shlex.join(words) + (" --federated" if elsewhere else "")


def picture_files(
    facts_in: Mapping[str, CatalogueIndex], dimensions: Mapping[str, Dimension], layout: PageLayout
) -> Iterator[File]:
    """Yield matrices as heat maps and the picture of connections, each with its table."""
    pairs = tuple(_matrices(facts_in["en"], dimensions))
    has_networks = bool(facts_in["en"].of_kind(*facts_in["en"].kinds(NETWORK)))
    for language in languages():
        words, facts = WORDS[language], facts_in[language]
        rows: list[Cells] = []
        for first, second in pairs:
            matrix = count_matrix(
                facts,
                dimension_of(dimensions, first),
                dimension_of(dimensions, second),
                language=language,
            )
            table = matrix.table()
            page = ListPage(
                title=f"{matrix.rows.label} × {matrix.columns.label}",
                lead=matrix.note,
                picture=draw_heat_map(matrix),
                headings=table.headings,
                rows=[tuple((Value(text),) for text in row) for row in table.texts()],
                caption=words["table"],
            )
            path = f"matrix/{first}-{second}"
            rows.append(((Value(page.title, page_path(path, language)),),))
            yield page_path(path, language), layout.list_page(page, path, language)
        if has_networks:
            rows.append(((Value(words["connections"], page_path(_CONNECTIONS, language)),),))
            page = _connections(facts, dimensions, language)
            yield page_path(_CONNECTIONS, language), layout.list_page(page, _CONNECTIONS, language)
        overview_words = OVERVIEW_WORDS[language]
        rows += [((Value(overview_words[p], page_path(p, language)),),) for p in (GAPS, SCORES)]
        index = ListPage(words["matrices"], (words["name"],), rows)
        yield page_path("matrix/index", language), layout.list_page(index, "matrix/index", language)


def _matrices(
    facts: CatalogueIndex, dimensions: Mapping[str, Dimension]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs to show, then for each kind without any of them its first two dimensions."""
    kinds = [kind.dimensions for kind in facts.types.listed if facts.of_kind(kind.name)]
    yield from (pair for pair in _MATRICES if any(set(pair) <= kind.keys() for kind in kinds))
    for kind in kinds:
        if not any(set(pair) <= kind.keys() for pair in _MATRICES):
            first, second, *_ = (*(name for name in dimensions if name in kind), "", "")
            if second:
                yield first, second


def _connections(
    facts: CatalogueIndex, dimensions: Mapping[str, Dimension], language: str
) -> ListPage:
    through = [dimension_of(dimensions, name) for name in THROUGH]
    connections = connect(facts, through, only_shared=True, language=language)
    names = {node.iri: node.label for node in connections.nodes}
    words = WORDS[language]
    rows: list[Cells] = [
        (
            (Value(names[connection.network]),),
            (Value(connection.heading),),
            (Value(names[connection.other]),),
        )
        for connection in connections.connections
    ]
    return ListPage(
        title=words["connections"],
        picture=connections_picture(connections),
        headings=(
            " / ".join(kind.label(language) for kind in facts.types.with_role(NETWORK)),
            words["as"],
            words["name"],
        ),
        rows=sorted(rows, key=lambda row: [values[0].text.casefold() for values in row]),
        caption=words["table"],
    )


def _answer_page(
    query: StoredQuery, answer: Answer, values: Mapping[str, str], display: _Display, language: str
) -> ListPage:
    parameters = tuple(labelled_arguments(query, values, language))
    title, lead = query.title(language), query.explanation(language)
    if not isinstance(answer, Solutions):
        text = YES_NO[language][answer] if isinstance(answer, bool) else answer
        return ListPage(title, lead=lead, parameters=parameters, text=text)
    columns = shown_columns(query, answer)
    return ListPage(
        title,
        headings=tuple(column.heading for column in columns),
        rows=[tuple([display(row[c.place], row[c.link]) for c in columns]) for row in answer.rows],
        caption=f"{WORDS[language]['answers']} ({len(answer.rows)})",
        lead=lead,
        parameters=parameters,
    )


def _display_of(graph: SiteGraph, language: str) -> _Display:
    """Return a cached function that displays cells of answers in a language."""

    @lru_cache(maxsize=_MOST_DISPLAYED)
    def displayed(term: Term | None, link_term: Term | None) -> tuple[Value]:
        text, link = cell_text(term), cell_link(link_term)
        if not link:
            return (Value(text),)
        resource = graph.things.get(f"<{link}>")
        if resource is not None:
            return (Value(text, page_path(resource.path, language)),)
        return (Value(text, link, outside=True),)

    return displayed
