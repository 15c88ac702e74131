"""Seasons: "summer 1998", "in the spring", "the winter of 1941-42"."""

from __future__ import annotations

from store.extract.times import periods
from store.extract.times.grammar.days.date_words import year_at
from store.extract.times.meaning import Context, Match, Meaning, Resolve, calendar, fixed, nearest
from store.extract.times.pieces import Pieces
from store.extract.times.words import SEASONS


def season(p: Pieces, i: int) -> Match | None:
    """ "summer 1998", "summer of 1998"; "in the spring", "late summer" near the article."""
    code = SEASONS[p.words[i]]
    said = year_at(p, i + 1 + (p.words[i + 1] in {"of", ","}))
    if said:
        whole = fixed(periods.season(said[0], code))
        end = _past_second_year(p, said[1]) if code == "WI" else said[1]
        return Match(i, end, "DATE", "season year", whole, nominal=True)
    of_another = p.words[i + 1] == "of" and p.words[i + 2] not in {"last", "this", "next", "that"}
    if of_another or not _stands_as_season(p, i):
        return None
    return Match(i, i + 1, "DATE", "season", near_season(code), nominal=True)


def _past_second_year(p: Pieces, i: int) -> int:
    """Past the year in which a winter ends: "-42" in "the winter of 1941-42"."""
    joined = p.words[i] in {"-", "–", "/"} and p.number(i + 1) is not None
    return i + 2 if joined and p.glued(i) and p.glued(i + 1) else i


_SEASONAL = frozenset({"in", "late", "early", "mid", "by", "since", "until", "during", "through"})


def _stands_as_season(p: Pieces, i: int) -> bool:
    """ "spring" and "fall" are also verbs and other nouns; the others need less."""
    before, two = p.words[i - 1], p.words[i - 2]
    if before == "the":
        return two in _SEASONAL | {"over", "of", "for", "into"} or p.words[i] in _PLAIN
    return before in _SEASONAL or (before == "-" and two in _SEASONAL)


_PLAIN = frozenset({"summer", "autumn", "winter"})


def near_season(code: str) -> Resolve:
    """The nearest season of this name."""

    def resolve(ctx: Context) -> Meaning:
        today = ctx.today(f"XXXX-{code}")
        around = [periods.season(today.year + shift, code) for shift in (-1, 0, 1)]
        return calendar(nearest(around, today, ctx), "published")

    return resolve
