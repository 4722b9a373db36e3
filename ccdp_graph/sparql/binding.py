"""Binding the parameters of a question in its text, for stores that are asked by text alone.

The text is read token by token. A parameter `?_name` becomes its term wherever a term may stand:
never inside a string, an IRI or a comment. Where the question projects it, it becomes
`(term AS ?_name)`. This gives what pre-binding in the embedded store gives, under aggregates and
OPTIONAL too, where a trailing VALUES does not. What the two would not agree on is refused.

Source: SPARQL 1.1 Query Language, section 19 (grammar); SPARQL-dev SEP-0007 (pre-binding).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccdp_graph.errors import QueryError
from ccdp_graph.model import Term
from ccdp_graph.rdf import iri, literal

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<word>@?(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])+)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

_BACKSLASH_U = re.compile(r"\\\\([uU])|\\.", re.DOTALL)

_ENDS_GROUPING = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def render_term(term: Term) -> str:
    r"""Write a term as SPARQL text that no reader can take for more than one term.

    Raises:
        QueryError: It is no term that a question may hold.

    >>> print(render_term(Term("literal", 'a"b')), render_term(Term("literal", "\\u0022")))
    "a\"b" "\\\u00750022"
    """
    try:
        if term.type == "uri":
            return iri(term.value)
        if term.type != "literal":
            raise QueryError("a blank node cannot be asked for; give an IRI")
        if "\0" in term.value:
            raise QueryError(f"{term.value!r} holds a character that no text may hold")
        if term.language:
            if not _LANGUAGE.fullmatch(term.language):
                raise QueryError(f"{term.language!r} is no language tag")
            text = literal(term.value, language=term.language)
        else:
            text = literal(term.value, datatype=term.datatype or None)
    except ValueError as error:
        raise QueryError(str(error)) from error
    return readable_anywhere(text)


def readable_anywhere(text: str) -> str:
    r"""Take a trap out of terms in N-Triples that are to stand in SPARQL.

    Some readers expand `\uXXXX` before they look for the ends of strings, also after a backslash
    that is a text's own: after one, the letter is written as an escape of its own.

    >>> print(readable_anywhere(r'"\\u0022" "\u0001"'))
    "\\\u00750022" "\u0001"
    """
    return _BACKSLASH_U.sub(_escaped_u, text)


def _escaped_u(match: re.Match[str]) -> str:
    letter: str | None = match[1]
    return f"\\\\\\u{ord(letter):04X}" if letter else match[0]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of every token of a question, white space and comments too."""
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match[0]


def asks_elsewhere(text: str) -> bool:
    """Tell whether a question asks another endpoint.

    >>> asks_elsewhere("SELECT ?a { service <http://b> { ?a ?c ?d } }")
    True
    >>> asks_elsewhere("SELECT ?service { ?service <http://b/SERVICE> 'SERVICE' } # SERVICE")
    False
    """
    return any(kind == "word" and token.upper() == "SERVICE" for kind, token in tokens(text))


def bound_text(text: str, terms: Mapping[str, Term]) -> str:
    """Write terms into a question in the place of its parameters; comments are left out.

    Raises:
        QueryError: A value is no term, or a parameter stands where no term can.

    >>> cat = {"a": Term("uri", "http://cat")}
    >>> bound_text("SELECT ?_a (COUNT(?b) AS ?n) { ?_a ?b '?_a' } GROUP BY ?_a", cat)
    "SELECT (<http://cat> AS ?_a) (COUNT(?b) AS ?n) { <http://cat> ?b '?_a' } GROUP BY (<http://cat>)"
    """
    writer = _Writer({name: render_term(term) for name, term in terms.items()})
    for kind, token in tokens(text):
        writer.take(kind, token)
    for scope in writer.scopes:
        scope.check()
    return "".join(writer.parts).strip()


@dataclass(slots=True)
class _Scope:
    """A SELECT and its group: where a variable that is not projected is another variable."""

    form: str
    depth: int
    projected: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    def check(self) -> None:
        hidden = sorted(self.used - self.projected) if self.form == "SELECT" else []
        if hidden:
            raise QueryError(f"?_{hidden[0]} is used but not projected; add it to every SELECT")


@dataclass(slots=True)
class _Writer:
    """Writes a question token by token, and knows in which clause it is."""

    terms: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=list)
    clause: str = ""  # SELECT, GROUP, ORDER, VALUES, or nothing
    brackets: list[int] = field(default_factory=lambda: [0])  # open ones, by open brace
    before: tuple[str, str] = ("", "")  # the last two tokens, upper case

    def take(self, kind: str, token: str) -> None:
        if kind == "comment":
            self.parts.append(" ")
            return
        if kind == "variable" and token[1:2] == "_" and token[2:] in self.terms:
            self.parts.append(self._parameter(token[2:]))
        else:
            if kind == "word":
                self._word(token.upper())
            elif kind == "sign":
                self._sign(token)
            self.parts.append(token)
        if kind != "space":
            self.before = (self.before[1], token.upper())

    def _word(self, word: str) -> None:
        if word in {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}:
            self.scopes.append(_Scope(word, len(self.brackets)))
            self.clause = "SELECT" if word == "SELECT" else ""
        elif word in {"WHERE", "FROM"}:
            self.clause = ""
        elif word in {"GROUP", "ORDER", "VALUES"}:
            self.clause = word
        elif word in _ENDS_GROUPING:
            self.clause = ""

    def _sign(self, sign: str) -> None:
        self.brackets[-1] += (sign == "(") - (sign == ")")
        if sign == "*" and self.clause == "SELECT" and not self.brackets[-1] and self.terms:
            raise QueryError("a question with parameters names its columns: no SELECT *")
        if sign == "{":
            self.clause = ""
            self.brackets.append(0)
        elif sign == "}" and len(self.brackets) > 1:
            self.clause = ""
            self.brackets.pop()
            while len(self.scopes) > 1 and self.scopes[-1].depth > len(self.brackets):
                scope = self.scopes.pop()
                scope.check()
                self.scopes[-1].used |= scope.used

    def _parameter(self, name: str) -> str:
        term = self.terms[name]
        if self.before[1] == "AS" or self.clause == "VALUES" or self.before == ("BOUND", "("):
            raise QueryError(f"?_{name} is a parameter: no AS, VALUES or BOUND may name it")
        bare = not self.brackets[-1]
        if self.scopes:
            scope, outer = self.scopes[-1], len(self.scopes) == 1
            if self.clause == "SELECT" and bare:
                scope.projected.add(name)
                # within, under another name: the group around it may not have the variable yet
                return f"({term} AS ?_{name}{'' if outer else len(self.parts)})"
            if self.clause == "ORDER" and bare and outer and scope.form == "SELECT":
                return f"?_{name}"
            scope.used.add(name)
        return f"({term})" if bare and self.clause in {"GROUP", "ORDER"} else term
