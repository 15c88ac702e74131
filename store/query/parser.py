"""Parses a query into a tree, or reports the position of the error."""

from __future__ import annotations

from functools import cache
from typing import Any

from store.optional_parts import without_module

with without_module("regex"):  # its patterns are those of `re`: 1 MB less
    from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, v_args
    from lark.exceptions import UnexpectedToken, VisitError

from store.query.fields import leaf, text_leaf
from store.query.tree import And, Node, Not, Or, QueryError
from store.query.words import replace_surrogates

LONGEST = 4_000
"""The longest query in characters. A longer one was pasted by mistake."""
DEEPEST = 50
"""The deepest nesting of brackets."""

_GRAMMAR = r"""
    start: any
    ?any: all (_OR all)*
    ?all: (item _AND?)* item
    ?item: (MINUS | _NOT) bare -> not_
        | bare
    ?bare: "(" any ")"
        | FIELD (WORD | PHRASE) -> field
        | WORD -> word
        | PHRASE -> phrase

    _OR.3: /OR(?=[\s()]|$)/
    _AND.3: /AND(?=[\s()]|$)/
    _NOT.3: /NOT(?=[\s()]|$)/
    MINUS.2: /-(?=[^\s)])/
    FIELD.2: /[A-Za-z]+:/
    PHRASE: /"[^"]*"[~*]?/
    WORD: /[^\s()"]+/

    %ignore /\s+/
"""
_QUOTES = str.maketrans("“”„«»", '"""""')


@v_args(inline=True)
class _Tree(Transformer[Token, Node]):
    def start(self, node: Node) -> Node:
        return node

    def any(self, *parts: Node) -> Node:
        return Or(parts)

    def all(self, *parts: Node) -> Node:
        return And(parts)

    def not_(self, *parts: Any) -> Node:
        return Not(parts[-1])

    def word(self, token: Token) -> Node:
        return text_leaf(str(token), token.start_pos or 0)

    def phrase(self, token: Token) -> Node:
        return text_leaf(str(token), token.start_pos or 0)

    def field(self, name: Token, value: Token) -> Node:
        return leaf(str(name), name.start_pos or 0, str(value), value.start_pos or 0)


@cache
def _parser() -> Lark:
    # The transformer runs during parsing. No tree is walked, so deep nesting uses no stack.
    return Lark(_GRAMMAR, parser="lalr", transformer=_Tree())


def parse(query: str) -> Node:
    """Parse a query into a tree.

    Raises:
        QueryError: The query is invalid. The error holds the position.
    """
    query = replace_surrogates(query)
    _check_size(query)
    try:
        tree: Any = _parser().parse(query.translate(_QUOTES))
    except VisitError as error:
        if isinstance(error.orig_exc, QueryError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        raise _explained(error, query) from None
    node: Node = tree
    return node


def _check_size(query: str) -> None:
    if not query.strip():
        raise QueryError("The query is empty.", 0)
    if len(query) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters.", LONGEST)
    depth = 0
    quoted = False
    for position, character in enumerate(query.translate(_QUOTES)):
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "()":
            depth = depth + 1 if character == "(" else depth - 1
            if depth > DEEPEST:
                raise QueryError("There are too many brackets within brackets.", position)


def _explained(error: UnexpectedInput, query: str) -> QueryError:
    if isinstance(error, UnexpectedCharacters):
        return QueryError("This quotation mark has no second one.", error.pos_in_stream or 0)
    token = error.token if isinstance(error, UnexpectedToken) else None
    if token is None or token.type == "$END":
        return _unfinished(query)
    position = token.start_pos or 0
    if token.type == "RPAR":
        return _closed_too_soon(query[:position].rstrip(), position)
    if token.type == "_OR":
        return QueryError("OR needs something on both sides.", position)
    return QueryError(f"“{token}” cannot stand here.", position)


def _closed_too_soon(before: str, position: int) -> QueryError:
    if before.endswith("("):
        return QueryError("There is nothing between these brackets.", position)
    if before.endswith(" OR"):
        return QueryError("OR needs something on both sides.", len(before) - 2)
    return QueryError("This bracket closes nothing.", position)


def _unfinished(query: str) -> QueryError:
    text = query.rstrip()
    if text.endswith(":"):
        start = max(text.rfind(" "), text.rfind("(")) + 1
        return QueryError(f"Something is missing after “{text[start:]}”.", len(text))
    if text.endswith("OR"):
        return QueryError("OR needs something on both sides.", len(text) - 2)
    if text.endswith(("AND", "NOT")):
        return QueryError(f"{text[-3:]} needs something after it.", len(text) - 3)
    opened = _last_opened(text)
    if opened is not None:
        return QueryError("This bracket is not closed.", opened)
    return QueryError("The query is not finished.", len(text))


def _last_opened(text: str) -> int | None:
    opened: list[int] = []
    quoted = False
    for position, character in enumerate(text.translate(_QUOTES)):
        if character == '"':
            quoted = not quoted
        elif character == "(" and not quoted:
            opened.append(position)
        elif character == ")" and not quoted and opened:
            opened.pop()
    return opened[-1] if opened else None
