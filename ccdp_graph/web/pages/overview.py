"""The pages over all: the data to download, questions with answers, pictures."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ccdp_graph.analysis import (
    THROUGH,
    CatalogueIndex,
    connect,
    count_matrix,
    dimension_of,
    read_dimensions,
)
from ccdp_graph.charts import connections_picture, draw_heat_map
from ccdp_graph.i18n import OVERVIEW_WORDS, WORDS
from ccdp_graph.model import Answers, Term
from ccdp_graph.project import Project
from ccdp_graph.queries import (
    YES_NO,
    Answer,
    QueryExample,
    ask_all,
    asked_for,
    cell_link,
    cell_text,
    shown_columns,
)
from ccdp_graph.sparql import GraphStore, StoredQuery
from ccdp_graph.web.downloads import Download
from ccdp_graph.web.edition import page_path
from ccdp_graph.web.graph import LANGUAGES, SiteGraph, Value
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

Cells = tuple[tuple[Value, ...], ...]

_Shower = Callable[[Term | None, Term | None], tuple[Value]]


def data_files(
    graph: SiteGraph, frame: PageLayout, downloads: Sequence[Download]
) -> Iterator[File]:
    """Give the page of all files to download, which describes the survey to search engines."""
    for language in LANGUAGES:
        words = WORDS[language]
        rows: list[Cells] = [
            (
                (Value(each.path.removeprefix("dumps/"), each.path),),
                (Value(each.title(language)),),
                (Value(each.type),),
            )
            for each in downloads
        ]
        more = ("void.ttl", "feed.atom", "CITATION.cff", "ro-crate-metadata.json", "SHA256SUMS")
        rows += [((Value(path, path),), (), ()) for path in more]
        page = ListPage(
            words["data"],
            (words["file"], words["holds"], words["type"]),
            rows,
            script=script_text(survey_json(graph, frame, downloads, language)),
        )
        yield page_path("data", language), frame.list_page(page, "data", language)


def question_files(
    store: GraphStore, graph: SiteGraph, files: Project, frame: PageLayout
) -> Iterator[File]:
    """Give a page a question with its answer and how to ask it, and their index.

    A question that needs a value is asked with its example. One that asks another endpoint, or
    whose example is not in the graph, is shown without an answer, and the page says why.
    """
    rows: dict[str, list[Cells]] = {language: [] for language in LANGUAGES}
    showers = {language: _shower(graph, language) for language in LANGUAGES}
    for asked in ask_all(store, files, LANGUAGES):
        path = f"question/{asked.query.name}"
        for language in LANGUAGES:
            page, told = _question_page(asked, showers[language], language)
            yield page_path(path, language), frame.list_page(page, path, language)
            link = Value(page.title, page_path(path, language))
            rows[language].append(((link,), (Value(told),)))
    for language in LANGUAGES:
        words = WORDS[language]
        headings = (words["question"], words["answers"])
        index = ListPage(words["questions"], headings, rows[language])
        path = "question/index"
        yield page_path(path, language), frame.list_page(index, path, language)


def _question_page(asked: QueryExample, shower: _Shower, language: str) -> tuple[ListPage, str]:
    """Write the page of a question, and say in a word what its answer is."""
    words, query = WORDS[language], asked.query
    if asked.unanswered:
        page = ListPage(
            query.title(language),
            lead=query.explanation(language),
            asked=tuple(asked_for(query, asked.given, language)),
            remark=words[asked.unanswered],
        )
        told = words["no-answer"]
    else:
        answer = asked.answers[language]
        page = _answer_page(query, answer, asked.given, shower, language)
        told = str(len(answer.rows)) if isinstance(answer, Answers) else words["one"]
    return replace(page, command=_command(asked)), told


def _command(asked: QueryExample) -> str:
    """Write the command that asks a question."""
    query, given = asked.query, asked.given
    options = ((p.option, given[p.name]) for p in query.parameters if p.name in given)
    words = ["ccdp", "query", query.name, *(word for option in options for word in option)]
    elsewhere = asked.unanswered == "asks-elsewhere"
    return shlex.join(words) + (" --federated" if elsewhere else "")


def picture_files(
    facts_in: Mapping[str, CatalogueIndex], files: Project, frame: PageLayout
) -> Iterator[File]:
    """Give matrices as heat maps and the picture of connections, each with its table."""
    known = read_dimensions(files)
    for language in LANGUAGES:
        words, facts = WORDS[language], facts_in[language]
        rows: list[Cells] = []
        for one, other in _MATRICES:
            made = count_matrix(
                facts, dimension_of(known, one), dimension_of(known, other), language=language
            )
            headings, *table = made.table()
            page = ListPage(
                title=f"{made.rows.label} × {made.columns.label}",
                lead=made.note,
                picture=draw_heat_map(made),
                headings=headings,
                rows=[tuple((Value(text),) for text in row) for row in table],
                caption=words["table"],
            )
            path = f"matrix/{one}-{other}"
            rows.append(((Value(page.title, page_path(path, language)),),))
            yield page_path(path, language), frame.list_page(page, path, language)
        rows.append(((Value(words["connections"], page_path(_CONNECTIONS, language)),),))
        page = _connections(facts, files, language)
        yield page_path(_CONNECTIONS, language), frame.list_page(page, _CONNECTIONS, language)
        own = OVERVIEW_WORDS[language]
        rows += [((Value(own[p], page_path(p, language)),),) for p in (GAPS, SCORES)]
        index = ListPage(words["matrices"], (words["name"],), rows)
        yield page_path("matrix/index", language), frame.list_page(index, "matrix/index", language)


def _connections(facts: CatalogueIndex, files: Project, language: str) -> ListPage:
    known = read_dimensions(files)
    dimensions = [dimension_of(known, name) for name in THROUGH]
    found = connect(facts, dimensions, only_shared=True, language=language)
    names = {node.iri: node.label for node in found.nodes}
    words = WORDS[language]
    rows: list[Cells] = [
        ((Value(names[each.network]),), (Value(each.heading),), (Value(names[each.other]),))
        for each in found.connections
    ]
    return ListPage(
        title=words["connections"],
        picture=connections_picture(found),
        headings=(words["network"], words["as"], words["name"]),
        rows=sorted(rows, key=lambda row: [values[0].text.casefold() for values in row]),
        caption=words["table"],
    )


def _answer_page(
    query: StoredQuery, answer: Answer, given: Mapping[str, str], shower: _Shower, language: str
) -> ListPage:
    asked = tuple(asked_for(query, given, language))
    title, lead = query.title(language), query.explanation(language)
    if not isinstance(answer, Answers):
        text = YES_NO[language][answer] if isinstance(answer, bool) else answer
        return ListPage(title, lead=lead, asked=asked, text=text)
    columns = shown_columns(query, answer)
    return ListPage(
        title,
        headings=tuple(column.heading for column in columns),
        rows=[tuple([shower(row[c.place], row[c.link]) for c in columns]) for row in answer.rows],
        caption=f"{WORDS[language]['answers']} ({len(answer.rows)})",
        lead=lead,
        asked=asked,
    )


def _shower(graph: SiteGraph, language: str) -> _Shower:
    """Show cells of answers in a language; most are met again and again."""

    @cache
    def shown(said: Term | None, linked: Term | None) -> tuple[Value]:
        text, link = cell_text(said), cell_link(linked)
        if not link:
            return (Value(text),)
        thing = graph.things.get(f"<{link}>")
        if thing is not None:
            return (Value(text, page_path(thing.path, language)),)
        return (Value(text, link, outside=True),)

    return shown
