"""Answers in another language: labels of concepts change, names and texts stay."""

from collections.abc import Mapping
from dataclasses import replace

from ccdp_graph.model.solutions import Answers, Row, Term
from ccdp_graph.rdf.namespaces import SKOS
from ccdp_graph.sparql.store import GraphStore

Words = Mapping[str, tuple[str, str]]
"""By concept, its English label and that in another language."""


def worded(answers: Answers, words: Words, language: str) -> Answers:
    """Return answers with the labels of their concepts in a language.

    The questions ask for English labels, which every concept has, so that a concept without a label
    in some other language costs no row. Only a label whose concept stands in the same row is
    exchanged: a title that happens to read like a concept stays.

    Args:
        words: Of that language, as `label_words` gives them.
    """
    if not words:
        return answers

    def row_worded(row: Row) -> Row:
        own = dict([words[term.value] for term in row if term and term.value in words])
        if not own:
            return row
        return tuple(
            [
                Term("literal", own[term.value], language)
                if term and term.language == "en" and term.value in own
                else term
                for term in row
            ]
        )

    return replace(answers, rows=tuple(row_worded(row) for row in answers.rows))


def label_words(store: GraphStore, language: str) -> Words:
    """Read the labels of all concepts in a language; none for English, which answers are in."""
    if language == "en":
        return {}
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
