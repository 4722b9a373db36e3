"""The questions as OpenAPI 3.1: one operation per question, described by its header."""

import json
from collections.abc import Iterable
from typing import Any

from ccdp_graph.i18n import Texts, languages
from ccdp_graph.model import Settings
from ccdp_graph.queries.answers import Format, formats_of
from ccdp_graph.sparql import AUDIENCES, Parameter, StoredQuery, in_language

ROUTE = "/questions"
"""The path below which every question has a route with its name."""

_TEXTS = Texts(
    {
        "any": "A label, id, code or IRI",
        "lang": "Language of the headings and concept labels",
        "format": "Format of the answer, if the Accept header does not give one",
        "answer": "The answer",
        "bad": "A parameter is unknown, missing or has an unknown value; the text says what to do",
        "licence": "Licence of the data",
    }
)


def openapi_document(
    queries: Iterable[StoredQuery], project: Settings, version: str, *, language: str = "en"
) -> dict[str, Any]:
    """Describe the questions in one OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": in_language(project.title, language),
            "description": in_language(project.description, language),
            "version": version,
            "license": {"name": _TEXTS[language]["licence"], "url": project.licence},
        },
        "tags": [
            {"name": tag, "description": in_language(description, language)}
            for tag, description in AUDIENCES.items()
        ],
        "paths": {
            f"{ROUTE}/{query.name}": {"get": operation(query, language)} for query in queries
        },
    }


def openapi_text(document: dict[str, Any]) -> str:
    """Write an OpenAPI document as JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def operation(query: StoredQuery, language: str = "en") -> dict[str, Any]:
    """Describe one question as an OpenAPI 3.1 operation."""
    texts = _TEXTS[language]
    formats = formats_of(query)
    parameters = [_parameter(parameter, language) for parameter in query.parameters]
    names = {parameter.name for parameter in query.parameters}
    shared = {
        "lang": (texts["lang"], {"type": "string", "enum": list(languages()), "default": "en"}),
        "format": (texts["format"], {"type": "string", "enum": [f.name for f in formats]}),
    }
    return {
        "operationId": query.name,
        "summary": query.title(language),
        "description": query.explanation(language),
        "tags": [tag for tag in query.tags if tag in AUDIENCES],
        "parameters": parameters
        + [
            {"name": name, "in": "query", "description": words, "schema": schema}
            for name, (words, schema) in shared.items()
            if name not in names
        ],
        "responses": {
            "200": {
                "description": texts["answer"],
                "content": {entry.media_type: _content(query, entry) for entry in formats},
            },
            "400": {
                "description": texts["bad"],
                "content": {"text/plain": {"schema": {"type": "string"}}},
            },
        },
    }


def _parameter(parameter: Parameter, language: str) -> dict[str, Any]:
    texts = _TEXTS[language]
    description = parameter.label(language)
    if parameter.kind not in {"number", "year", "date", "text"}:
        description = f"{description}. {texts['any']}."
    schema = _schema(parameter)
    if parameter.default:
        schema["default"] = _value(parameter, parameter.default)
    document = {
        "name": parameter.name,
        "in": "query",
        "description": description,
        "required": parameter.required,
        "schema": schema,
    }
    if parameter.example:
        document["example"] = _value(parameter, parameter.example)
    return document


def _schema(parameter: Parameter) -> dict[str, Any]:
    if parameter.kind == "number":
        return {"type": "integer"}
    if parameter.kind == "year":
        return {"type": "integer", "minimum": 1, "maximum": 9999}
    if parameter.kind == "date":
        return {"type": "string", "format": "date"}
    return {"type": "string"}


def _value(parameter: Parameter, text: str) -> int | str:
    return int(text) if parameter.kind in {"number", "year"} else text


def _content(query: StoredQuery, entry: Format) -> dict[str, Any]:
    if entry.name != "json":
        return {}
    if query.form == "ASK":
        properties: dict[str, Any] = {"head": {"type": "object"}, "boolean": {"type": "boolean"}}
    else:
        row = {
            "type": "object",
            "properties": {name: {"type": "object"} for name in query.headings},
        }
        rows = {"type": "object", "properties": {"bindings": {"type": "array", "items": row}}}
        properties = {"head": {"type": "object"}, "results": rows}
    return {"schema": {"type": "object", "properties": properties, "required": list(properties)}}
