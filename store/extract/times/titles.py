"""Proper names that look like times: "60 Minutes", "This Week", "the April 6 Youth Movement".

The TimeML annotation guidelines 1.2.1 mark no times inside a proper name, such as "a Long March 5
rocket".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import words
from store.extract.rules import rule
from store.extract.time_grammar.dispatch import matches
from store.extract.time_grammar.meaning import Match
from store.extract.time_grammar.modifiers import extended
from store.extract.time_grammar.tokens import (
    AMBIGUOUS_MONTHS,
    APOSTROPHES,
    MONTHS,
    SEASONS,
    UNITS,
    TimeTokens,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

_QUOTES = frozenset({'"', "'", "`", "“", "”", "‘", "’"})
_TITLED = frozenset({*UNITS, *SEASONS, "morning", "evening", "night", "today", "tomorrow"})
"""Words that prose writes in lower case."""
_MOVEMENTS = words("times.movements")
"""Bodies named after a date even in lower case: "the March 14 coalition"."""
_BODIES = _MOVEMENTS | frozenset(
    "agreement accord accords committee commission organization organisation front party "
    "battalion martyrs revolution street avenue square bridge road boulevard highway stadium "
    "airport hospital park plaza university school foundation".split()
)
_PEACE = words("times.peace")
_DATES = frozenset({"month day", "day month", "holiday"})
_TO_A_NAME = 2
"""How many capitalised words may stand between a date and its body: "April 6 Youth Movement"."""


def expressions(p: TimeTokens) -> Iterator[Match]:
    """Yield the expressions of a text with their modifiers, from left to right, without titles."""
    floor = 0
    for match in matches(p):
        if not is_title(p, match):
            yield extended(p, match, floor)
            floor = match.end


def is_title(p: TimeTokens, match: Match) -> bool:
    """Whether the words are part of a title or of the name of a body."""
    named = _names_a_body(p, match) or _names_a_medium(p, match)
    return named or _is_written_as_title(p, match)


@rule("times.written_as_title")
def _is_written_as_title(p: TimeTokens, match: Match) -> bool:
    """Whether the last word has a capital that prose does not have.

    It must be in quotes or between lower-case words, so that the line is not a headline.
    """
    last = match.end - 1
    if match.rule.endswith("holiday") or match.end - match.start < 2:
        return False
    if p.words[last] not in _TITLED or not p.capital(last) or p.raw(last).isupper():
        return False
    before, behind = match.start - 1, match.end
    if before < 0:
        return False
    if p.words[before] in _QUOTES:
        return p.words[behind] in _QUOTES or p.words[behind + 1] in _QUOTES
    return _small(p, before) and _small(p, behind)


def _small(p: TimeTokens, index: int) -> bool:
    return p.words[index].isalpha() and not p.capital(index)


@rule("times.named_by_date")
def _names_a_body(p: TimeTokens, match: Match) -> bool:
    """Whether it is part of a name: "the Oct. 15 movement", "the Good Friday Agreement"."""
    if match.rule not in _DATES:
        return False
    at = match.end
    if p.words[at] in _MOVEMENTS:
        return True
    if p.words[match.start] == "good" and _PEACE & set(p.words[at : at + 2]):
        return True
    for behind in range(at, at + _TO_A_NAME + 1):
        if not p.words[behind].isalpha() or not p.capital(behind):
            return False
        if p.words[behind] in _BODIES:
            return True
    return False


@rule("times.named_medium")
def _names_a_medium(p: TimeTokens, match: Match) -> bool:
    """Whether it is the name of a newspaper or a show, or the end of one.

    For example "told USA TODAY", "said on ABC's This Week", "the host of ``Today''", "on “This Week
    with Bo Falk”".
    """
    before, last = match.start - 1, match.end - 1
    if before < 1 or p.words[last] not in _TITLED or not p.capital(match.start):
        return False
    short = p.raw(before).isupper() and p.raw(before).isalpha() and len(p.raw(before)) > 1
    if short and not p.raw(before - 1).isupper() and not p.raw(match.end).isupper():
        return True
    owned = p.words[before] == "s" and p.words[before - 1] in APOSTROPHES
    quoted = p.words[before] in _QUOTES and p.words[match.end] in _QUOTES | {"with"}
    return (owned or quoted) and p.capital(last)


@rule("times.numbered_make")
def is_numbered(doc: Doc, index: int) -> bool:
    """Whether the token is a month in the name of a model: "a Long March 5".

    A capitalised adjective modifies it, or, for March and May, another name is attached to it or to
    the noun after it.
    """
    month = doc[index]
    if index == 0 or month.lower_ not in MONTHS:
        return False
    before = doc[index - 1]
    if before.is_sent_start or not before.text[:1].isupper():
        return False
    if before.dep_ == "compound":
        return before.head == month and month.lower_ in AMBIGUOUS_MONTHS
    beside = before.head == month.head and month.dep_ in {"nmod", "compound"}
    return before.dep_ == "amod" and (before.head == month or beside)


@rule("times.round_number")
def counts(doc: Doc, index: int) -> bool:
    """Whether the token is a round four-digit number that counts things: "1500 planes".

    "2000 new jobs" counts; "the 2000 models", "2000 earnings" and "in 2000 floods" do not.
    """
    number = doc[index]
    thing = number.head
    if index == 0 or not number.text.endswith(("00", "50")) or number.dep_ != "nummod":
        return False
    if thing.tag_ != "NNS" or not 1 <= thing.i - index <= 2 or thing.lower_ in _OF_A_YEAR:
        return False
    before = doc[index - 1]
    return before.tag_ not in _DETERMINERS and before.lower_ not in _BEFORE_A_YEAR


_DETERMINERS = frozenset({"DT", "PRP$", "POS"})
_BEFORE_A_YEAR = frozenset({"in", "since", "until", "early", "late", "mid"})
_OF_A_YEAR = words("times.of_a_year")
