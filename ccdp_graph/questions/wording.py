"""Answers in another language: labels of concepts change, names and texts stay."""

from dataclasses import replace

from ccdp_graph.model.answers import Answers, Term
from ccdp_graph.model.graph_store import GraphStore
from ccdp_graph.rdf.namespaces import SKOS


def worded(answers: Answers, store: GraphStore, language: str) -> Answers:
    """Return answers with the labels of their concepts in a language.

    The questions ask for English labels, which every concept has, so that a concept without a label
    in some other language costs no row. Only a label whose concept stands in the same row is
    exchanged: a title that happens to read like a concept stays.
    """
    if language == "en":
        return answers
    labels = _labels(store, language)

    def row_worded(row: tuple[Term | None, ...]) -> tuple[Term | None, ...]:
        words = dict(
            labels[term.value] for term in row if term is not None and term.value in labels
        )
        return tuple(
            Term("literal", words[term.value], language)
            if term is not None and term.language == "en" and term.value in words
            else term
            for term in row
        )

    return replace(answers, rows=tuple(row_worded(row) for row in answers.rows))


def _labels(store: GraphStore, language: str) -> dict[str, tuple[str, str]]:
    rows = store.rows(
        f"SELECT DISTINCT ?concept ?english ?word WHERE {{ ?concept <{SKOS}prefLabel> ?english , "
        f'?word . FILTER (lang(?english) = "en" && lang(?word) = "{language}") }} '
        "ORDER BY ?concept ?english ?word"
    )
    return {
        concept.value: (english.value, word.value)
        for concept, english, word in rows
        if concept and english and word
    }
