"""Days that events are called by, with no year: "9/11", "the Sept. 11 attacks", "the Oct. 7
attack". An article that is older than the day means another one."""

from __future__ import annotations

from datetime import date

from store.extract.times import periods
from store.extract.times.grammar.days.dates import month_day
from store.extract.times.meaning import Context, Match, Meaning, NotATime, Resolve, calendar
from store.extract.times.pieces import Pieces

_NINE_ELEVEN = date(2001, 9, 11)
_CALLED: dict[tuple[str, str], tuple[date, frozenset[str]]] = {
    ("september", "11"): (
        _NINE_ELEVEN, frozenset("attacks hijackers hijackings commission victims memorial".split())
    ),
    ("october", "7"): (
        date(2023, 10, 7), frozenset("attack attacks massacre assault attackers".split())
    ),
    ("january", "6"): (
        date(2021, 1, 6), frozenset("riot rioters insurrection committee defendants".split())
    ),
    ("july", "7"): (date(2005, 7, 7), frozenset("bombings bombers".split())),
}  # fmt: skip
_SHORT = {"sept": "september", "sep": "september", "oct": "october", "jan": "january"}


def nine_eleven(p: Pieces, i: int) -> Match | None:
    """ "9/11", which is the day of 2001."""
    if p.words[i : i + 3] != ["9", "/", "11"] or not (p.glued(i + 1) and p.glued(i + 2)):
        return None
    if p.words[i + 3] in {"/", "of"} or (p.glued(i) and p.words[i - 1] == "/"):
        return None
    return Match(i, i + 3, "DATE", "remembered day", _on(_NINE_ELEVEN, None))


def called_by_day(p: Pieces, i: int) -> Match | None:
    """A month and day with the event behind that is called by them."""
    word = p.words[i]
    at = i + 1 + (p.words[i + 1] == ".")
    known = _CALLED.get((_SHORT.get(word, word), p.words[at]))
    if known is None or not known[1] & set(p.words[at + 1 : at + 3]):
        return None
    plain = month_day(p, i)
    if plain is None or plain.end != at + 1:
        return None
    return Match(i, plain.end, "DATE", "remembered day", _on(known[0], plain.resolve))


def _on(day: date, otherwise: Resolve | None) -> Resolve:
    def resolve(ctx: Context) -> Meaning:
        if ctx.published is None or ctx.published >= day:
            return calendar(periods.day(day), "self")
        if otherwise is None:
            raise NotATime
        return otherwise(ctx)

    return resolve
