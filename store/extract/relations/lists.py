"""Names in a row: "Ann Lee, 41, Bo Falk (Utah) and Eva Roe"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from store.extract.extensions import FoundEntity
from store.extract.relations.slots import Entities
from store.extract.roles.offices import office_words
from store.extract.rules import rule

_BETWEEN = frozenset({"and", "or", ","})
_QUOTES = frozenset({'"', "“", "”", "``", "''", "‘", "’", "'"})
_LONGEST_AGE = 3
"""More digits than an age has."""


def names_in_list(
    doc: Doc, at: int, entities: Entities, kind: str
) -> Iterator[tuple[FoundEntity, int]]:
    """Yield the names of a type in a list that begins at a token, each with its last token."""
    while at < len(doc) and not doc[at].is_sent_start:
        entity = entities.get(at)
        if entity is not None and entity.type == kind:
            while entities.get(at + 1) is entity:
                at += 1
            yield entity, at
            at = _past_additions(doc, at + 1)
            if at >= len(doc) or doc[at].lower_ not in _BETWEEN:
                return
        elif not _is_between(doc[at].lower_):
            return
        at += 1


def _is_between(word: str) -> bool:
    return word in {"and", ",", "the"} or word in _QUOTES or word in office_words().titles


def _past_additions(doc: Doc, at: int) -> int:
    """Return the index behind closing quotes, an age and brackets that belong to a name."""
    while at < len(doc) and doc[at].text in _QUOTES and doc[at].tag_ != "POS":
        at += 1
    return _past_brackets(doc, _past_age(doc, at))


@rule("relations.ages_in_lists", off=lambda _, at: at)
def _past_age(doc: Doc, at: int) -> int:
    """Return the index behind an age: "Ann, 13, Bo, 11, and Eva"."""
    behind = doc[at : at + 2]
    is_age = len(behind) > 1 and behind[0].text == "," and behind[1].text.isdigit()
    return at + 2 if is_age and len(behind[1].text) < _LONGEST_AGE else at


def _past_brackets(doc: Doc, at: int) -> int:
    """Return the index behind what stands in brackets: "Ann Lee (Utah), Bo Falk"."""
    if at < len(doc) and doc[at].text == "(":
        while at < len(doc) and doc[at].text != ")" and not doc[at].is_sent_start:
            at += 1
        return at + 1
    return at
