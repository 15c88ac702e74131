"""Since when and until when something holds: "since 2010", "from 1999 to 2007", "until May"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundTime, Tokens
from store.reading import Precision

_PHRASE = frozenset(
    {"pobj", "prep", "npadvmod", "nummod", "pcomp", "compound", "conj", "advmod", "appos", "punct"}
)
"""Relations between a time and the word that it is said of."""
_OF_NOUNS = frozenset({"nummod", "compound", "amod", "nmod"})
"""Relations of a time that tells which one a noun is: "a 2005 collection"."""
_CALENDAR: frozenset[Precision] = frozenset({"time", "day", "month", "year"})
"""Precisions whose value is a date ("2010-05"), not a week or a season."""
_DAY = len("2010-05-03")
_REACH = 6
"""How many words may stand between an office and its time: "mayor of the old town since 2010"."""
_BETWEEN = frozenset({"ADP", "DET", "PROPN", "ADJ", "NOUN", "PART"})
_JOINING = frozenset({",", "(", "-", "–", "since", "from", "until", "till"})


class Tenure(NamedTuple):
    """Since when and until when, in ISO 8601 as precise as the text says; None if it does not."""

    since: str | None = None
    until: str | None = None


NEVER = Tenure()


class Tenures:
    """The times of an article by the words that they are said of."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._times = [time for time in doc._.times or [] if time.precision in _CALENDAR]
        self._above: dict[int, list[FoundTime]] = {}
        for time in self._times:
            for word in _said_of(doc, time):
                self._above.setdefault(word.i, []).append(time)

    def of_noun(self, noun: Token, span: Tokens) -> Tenure:
        """Return the tenure of an office or of another noun that `span` ends with.

        A single day or year beside it is none: "the 2010 chairman".
        """
        times = self._above.get(noun.i, []) + self._behind(span.end)
        return _tenure(times)

    def of_verb(self, verb: Token) -> Tenure:
        """Return the tenure that a verb's own times give: "worked there until 2010"."""
        return _tenure(self._above.get(verb.i, []))

    def begun(self, verb: Token) -> str | None:
        """Return the only date of a verb by which something began or ended, if it has one."""
        dates = {_value(time) for time in self._above.get(verb.i, []) if _is_point(time)}
        return next(iter(dates)) if len(dates) == 1 else None

    def _behind(self, end: int) -> list[FoundTime]:
        """Return the times right after the words that end before a token: ", 1993-2001)"."""
        found: list[FoundTime] = []
        for time in self._times:
            start = time.span.start
            if not end <= start <= end + _REACH:
                continue
            words = self._doc[end:start]
            joined = all(w.pos_ in _BETWEEN or w.lower_ in _JOINING for w in words)
            if found or (joined and not any(w.text == "," for w in words[:-1])):
                found.append(time)
        return found


def _said_of(doc: Doc, time: FoundTime) -> Iterator[Token]:
    """Yield the words that a time may be said of: those above its phrase, up to the verb."""
    word = doc[time.span.start : time.span.end].root
    if word.dep_ in _OF_NOUNS:
        return
    while word.dep_ != "ROOT":
        is_inside = word.dep_ in _PHRASE
        word = word.head
        yield word
        if not is_inside or word.pos_ in {"VERB", "AUX"}:
            return


def _tenure(times: list[FoundTime]) -> Tenure:
    since = next((_value(time) for time in times if time.start and not time.end), None)
    until = next((_value(time) for time in times if time.end and not time.start), None)
    if since or until:
        return Tenure(since, until)
    for first, second in pairwise(times):
        is_range = first.start == second.start and first.end == second.end
        if is_range and _value(first) != _value(second):
            return Tenure(_value(first), _value(second))
    return NEVER


def _is_point(time: FoundTime) -> bool:
    return time.start is not None and time.end is not None and _value(time) is not None


def _value(time: FoundTime) -> str | None:
    """Return a time as an ISO date of its own precision; None for "the 1990s"."""
    value = time.value[:_DAY]
    return value if value.replace("-", "").isdigit() else None
