"""Times without a date: "now", "recently", "in the past", "the future"."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar.meaning import Context, Match, Meaning, NotATime, constant
from store.extract.time_grammar.tokens import ONES, PLURAL_UNITS, SEASONS, TENS, UNITS, TimeTokens

_SINGLE = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF", "recently": "PAST_REF", "lately": "PAST_REF",
    "current": "PRESENT_REF",
}  # fmt: skip
WORDS = frozenset(_SINGLE)
_BEFORE_NOUNS = frozenset({"the", "near", "recent", "distant", "foreseeable", "immediate"})
_NOUN_BEHIND = frozenset({*UNITS, *ONES, *TENS, *SEASONS}) | frozenset(
    "few several couple dozen half tense use generation generations president leader of".split()
)


@rule("times.vague")
def vague(p: TimeTokens, i: int) -> Match | None:
    """Match one word for the past, the future or the present."""
    word, before = p.words[i], p.words[i - 1] if i else ""
    if word == "recently" and before == "as" and p.words[i + 1] == "as":
        return None
    if word == "now" and (p.words[i + 1] == "-" or _joins_sentences(p, i)):
        return None
    start = i - (before in {"right", "just", "more", "very"})
    return Match(start, i + 1, "DATE", "vague " + word, constant(_SINGLE[word]))


def _joins_sentences(p: TimeTokens, i: int) -> bool:
    """Whether the word only opens a sentence and is not a time: "Now, he says"."""
    return p.capital(i) and p.words[i + 1] == ","


@rule("times.soon")
def soon(p: TimeTokens, i: int) -> Match | None:
    """Match "soon" with a verb that points ahead; not "as soon as" or "soon after"."""
    before, after = p.words[i - 1] if i else "", p.words[i + 1]
    if before in {"as", "how", "too", "sooner"} or after in {"after", "as", "afterward"}:
        return None
    return Match(i, i + 1, "DATE", "soon", _soon)


def _soon(ctx: Context) -> Meaning:
    if ctx.direction != "future":
        raise NotATime
    return Meaning("FUTURE_REF")


_MODALS = frozenset("will ll may might could would can should".split())


_COUNTED_FROM = frozenset("after before earlier later ago of in from is was".split())


@rule("times.one_day")
def one_day(p: TimeTokens, i: int) -> Match | None:
    """Match "will one day be king": an unknown day in the future, not an amount.

    "one day last week" has no meaning of its own.
    """
    if p.words[i + 1] != "day":
        return None
    if p.words[i + 2] in {"last", "this", "next"}:
        return Match(i, i + 2, "DATE", "one day", _nothing)
    if p.capital(i) and p.words[i + 2] not in _COUNTED_FROM:
        return Match(i, i + 2, "DATE", "one day", _some_day)
    if p.words[i - 1] not in _MODALS:
        return None
    return Match(i, i + 2, "DATE", "one day", constant("FUTURE_REF"))


def _some_day(ctx: Context) -> Meaning:
    if ctx.direction == "future":
        return Meaning("FUTURE_REF")
    return Meaning("P1D", type="DURATION")


def _nothing(_: Context) -> Meaning:
    raise NotATime


@rule("times.past_or_future")
def past_or_future(p: TimeTokens, i: int) -> Match | None:
    """Match the nouns "the past", "the near future"."""
    before, after = p.words[i - 1] if i else "", p.words[i + 1]
    if (p.words[i], before, after) == ("future", "in", ","):
        return Match(i, i + 1, "DATE", "in future", constant("FUTURE_REF"))
    if p.words[i] == "future" and after in PLURAL_UNITS:
        return Match(i, i + 2, "DATE", "future units", constant("FUTURE_REF"))
    if before not in _BEFORE_NOUNS or after in _NOUN_BEHIND or after[:1].isdigit():
        return None
    start = i - (before != "the")
    value = "PAST_REF" if p.words[i] == "past" else "FUTURE_REF"
    return Match(start, i + 1, "DATE", "the " + p.words[i], constant(value), nominal=True)


@rule("times.near_term")
def near_term(p: TimeTokens, i: int) -> Match | None:
    """Match the nouns "the near term", "the short term"."""
    if p.words[i + 1] != "term" or p.words[i - 1] != "the":
        return None
    return Match(i, i + 2, "DATE", "near term", constant("FUTURE_REF"), nominal=True)


@rule("times.later_date")
def later_date(p: TimeTokens, i: int) -> Match | None:
    """Match "at a later date", "a later stage"."""
    if p.words[i + 1] not in {"date", "stage"} or p.words[i - 1] != "a":
        return None
    return Match(i - 1, i + 2, "DATE", "later date", constant("FUTURE_REF"))


@rule("times.these_days")
def these_days(p: TimeTokens, i: int) -> Match | None:
    """Match "these days", "this moment"."""
    if p.words[i + 1] not in {"days", "moment"} or (p.words[i + 1] == "days") == (
        p.words[i] == "this"
    ):
        return None
    return Match(i, i + 2, "DATE", "these days", constant("PRESENT_REF"))


@rule("times.at_present")
def at_present(p: TimeTokens, i: int) -> Match | None:
    """Match "at present", "at the moment"."""
    before, two = p.words[i - 1] if i else "", p.words[i - 2] if i > 1 else ""
    word = p.words[i]
    if word == "present" and (before == "at" or (before == "the" and not p.words[i + 1].isalpha())):
        return Match(i, i + 1, "DATE", "at present", constant("PRESENT_REF"), nominal=True)
    if word == "moment" and (before, two) == ("the", "at"):
        return Match(i, i + 1, "DATE", "at the moment", constant("PRESENT_REF"), nominal=True)
    return None


@rule("times.long_ago")
def long_ago(p: TimeTokens, i: int) -> Match | None:
    """Match "long ago", "not so long ago"."""
    if p.words[i + 1] != "ago":
        return None
    start = i - (p.words[i - 1] in {"so", "too", "that", "very"})
    start -= p.words[start - 1] == "not"
    return Match(start, i + 2, "DATE", "long ago", constant("PAST_REF"))


@rule("times.other_day")
def other_day(p: TimeTokens, i: int) -> Match | None:
    """Match "the other day"."""
    if p.words[i + 1] != "day" or p.words[i - 1] != "the" or p.words[i + 2] in UNITS:
        return None
    return Match(i, i + 2, "DATE", "other day", constant("PAST_REF"), nominal=True)


@rule("times.some_time")
def some_time(p: TimeTokens, i: int) -> Match | None:
    """Match an amount without a number: "a while", "a long time", "for some time"."""
    if p.words[i - 1 : i + 2] == ["for", "some", "time"]:
        return Match(i, i + 2, "DURATION", "some time", constant("PXX"))
    at = i + 1 + (p.words[i + 1] in {"long", "short", "little"})
    if p.words[at + 1] == "ago" and (p.words[at] == "while" or p.words[at] == "time"):
        return Match(i, at + 2, "DATE", "some time ago", constant("PAST_REF"))
    if p.words[at] == "while" or (p.words[at] == "time" and at > i + 1):
        return Match(i, at + 1, "DURATION", "some time", constant("PXX"))
    return None
