"""A leaf of the query tree as a question to tantivy."""

from __future__ import annotations

import re
from typing import Any

from tantivy import Occur, Query

from store.query.spelling import distance
from store.query.tree import Text
from store.query.words import SHORTEST_NAME, in_any_spelling, words
from store.views.fulltext.filling import SCHEMA

_TITLE_BOOST = 2.0
_NAME_BOOST = 0.5


def question(leaf: Text) -> Any:
    """What finds the articles; for a phrase with an open end (`"xi jinp"*`) what finds all of
    them and some more, see `is_loose`."""
    asked = words(leaf.words)
    if leaf.fuzzy:
        return _all([_anywhere("fuzzy", [word]) for word in asked])
    if leaf.prefix:
        whole = [_anywhere("phrase", asked[:-1])] if len(asked) > 1 else []
        return _all([*whole, _anywhere("prefix", asked[-1:])])
    return _anywhere("phrase", asked)


def is_loose(leaf: Text) -> bool:
    """Whether `question` may find articles that the leaf does not mean."""
    return leaf.prefix and not leaf.fuzzy and len(words(leaf.words)) > 1


def all_of(leaves: list[Text]) -> Any:
    return _all([question(leaf) for leaf in leaves])


def _all(queries: list[Any]) -> Any:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _anywhere(kind: str, asked: list[str]) -> Any:
    title, text = (_in_field(kind, field, asked) for field in ("title", "text"))
    choices = [Query.boost_query(title, _TITLE_BOOST), text]
    names = [in_any_spelling(word) for word in asked]
    if kind == "phrase" and any(len(word) >= SHORTEST_NAME for word in asked):
        choices.append(Query.boost_query(_in_field(kind, "names", names), _NAME_BOOST))
    return Query.boolean_query([(Occur.Should, choice) for choice in choices])


def _in_field(kind: str, field: str, asked: list[str]) -> Any:
    word = asked[0]
    if kind == "prefix":
        return Query.regex_query(SCHEMA, field, f"{re.escape(word)}.*")
    if kind == "fuzzy" and distance(word):
        return Query.fuzzy_term_query(SCHEMA, field, word, distance=distance(word))
    if len(asked) == 1:
        return Query.term_query(SCHEMA, field, word)
    return Query.phrase_query(SCHEMA, field, [*asked])
