"""Numbers in sentences, with what they count: "at least nine people were killed" is 9 dead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from store.views.remembered import remembered
from store.views.words.word_tables import stems_of_word, word_lists, words_to_stem

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: ten
    for ten, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_LARGE |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_MONEY = frozenset("dollar euro pound yen yuan rubl zloti krona kronor franc rupe peso".split())
_CASUALTIES = ("dead", "injured", "missing", "arrested", "evacuated")
_LOOSE = frozenset(
    "about around approximately roughly nearly almost over some estimated than".split()
)
"""Words before a number that is not meant exactly. "At least" leaves it exact: it is the count so
far."""
_TIMES = frozenset(
    "year month week day hour minut second a.m p.m am pm o clock centuri decad time st nd rd th"
    " jan feb mar apr may jun jul aug sep sept oct nov dec januari februari march april june juli"
    " august septemb octob novemb decemb mile kilomet metr meter km kg page old round paragraph"
    " point".split()
)
"""Stems of what is measured rather than counted, and of dates."""
_QUAKES = frozenset("magnitud earthquak quak tremor shock aftershock richter".split())
"""Stems that make a decimal number a magnitude."""
_SPACE = 8
"""Words between a number and the word that says what happened to those it counts."""
_NEAR = 3
"""Words between a number and what it counts."""

_REMEMBERED = 40_000
"""Different words that are remembered."""

_TOKEN = re.compile(
    r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[$€£¥]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:\s?%)?|[.;:!?()]|,(?=\s)"
)
_NAME = re.compile(r"\w{1,60}+(?:['’]\w{1,60}+)?-\d[\d.]*")
_TOKEN_OR_NAME = re.compile(f"{_NAME.pattern}|{_TOKEN.pattern}")
_IN_NAME = re.compile(r"\w-\d")
"""What every name with a number has: looked for first, because most sentences have none."""


class Figure(NamedTuple):
    """A number that a sentence gives of something. Offsets are code points of the text."""

    unit: str
    """What is counted: `dead`, `injured`, `percent`, `dollar`, or the stem of a noun."""
    value: float
    is_loose: bool
    """Whether the text rounds it: "about 300", "more than 90"."""
    start: int
    end: int

    def agrees(self, other: Figure) -> bool:
        """Return whether two figures of one unit can both be right."""
        if self.value == other.value:
            return True
        low, high = sorted((self.value, other.value))
        return (self.is_loose or other.is_loose) and high <= low * _TOLERANCE


_TOLERANCE = 1.1


class _Token(NamedTuple):
    """A word, number or stop. Equal words share one."""

    stem: str
    value: float | None = None
    factor: float | None = None
    """By what a word like "million" multiplies the number before it."""
    is_plural: bool = False
    money: str = ""
    is_percent: bool = False
    is_stop: bool = False
    is_end: bool = False
    """Whether it is a stop after which a number counts something else."""
    is_year: bool = False
    is_decimal: bool = False
    is_short: bool = False
    """Whether it is a unit of one or two letters: "bn"."""


_FACTOR = attrgetter("factor")
_DECIMAL = attrgetter("is_decimal")


class Amount(NamedTuple):
    """A number of something, without its place."""

    unit: str
    value: float
    is_loose: bool


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the numbers of a sentence with what they count, in order."""
    sentence = text[start:end]
    found = _amounts(sentence)
    spans = [match.span() for match in _pattern(sentence).finditer(sentence)] if found else []
    return [
        Figure(*amount, start + spans[first][0], start + spans[last][1])
        for amount, first, last in found
    ]


def amounts(sentence: str) -> list[Amount]:
    """Return the same as `figures`, without places, in less time."""
    return [amount for amount, _, _ in _amounts(sentence)]


def _amounts(sentence: str) -> list[tuple[Amount, int, int]]:
    """Return the amounts, each with its first and last token."""
    if not _has_number(sentence):
        return []
    tokens = list(map(_token, _pattern(sentence).findall(sentence)))
    places: Sequence[tuple[int, int]] = [*zip(*[range(len(tokens))] * 2, strict=True)]
    if any(map(_FACTOR, tokens)):
        tokens, places = _numbers_joined(tokens)
    magnitudes = _magnitudes(tokens)
    found = []
    last = ""
    for place, token in enumerate(tokens):
        if token.value is not None:
            unit = _unit(tokens, place, magnitudes) or (last if _is_bare(tokens, place) else "")
            if unit:
                found.append((Amount(unit, token.value, _loose(tokens, place)), *places[place]))
            last = unit
        elif token.is_end:
            last = ""
    return found


def _is_bare(tokens: Sequence[_Token], place: int) -> bool:
    """Return whether a number counts what the number before it counts: "nine dead on Monday and 13
    on Friday"."""
    token = tokens[place]
    before = tokens[place - 1] if place else token
    if token.is_year or before.stem in _MONTHS or before.value is not None:
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else _STOP
    return not before.is_stop if following.is_stop else following.stem in _GOES_ON


_GOES_ON = frozenset("and but by befor after sinc until till for the on last or".split())
"""Stems after a number that counts the same as the one before it."""


_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w+")
_NUMBERS = frozenset({*_SMALL, "hundred", "million", "billion"})


def _has_number(sentence: str) -> bool:
    if _DIGIT.search(sentence) is not None:
        return True
    lowered = sentence.lower()
    words = words_to_stem(lowered)
    return not _NUMBERS.isdisjoint(_WORDS.findall(lowered) if words is None else words)


def _pattern(sentence: str) -> re.Pattern[str]:
    return _TOKEN_OR_NAME if _IN_NAME.search(sentence) else _TOKEN


_STOP = _Token("", is_stop=True)
_END = _Token("", is_stop=True, is_end=True)


@remembered(_REMEMBERED)
def _token(written: str) -> _Token:
    if written[0].isalpha() and not _NAME.fullmatch(written):
        return _word(written)
    is_number = any(map(str.isdecimal, written)) and not _NAME.fullmatch(written)
    if is_number:
        return _in_digits(written)
    return _END if written in ".;:!?" else _STOP


def _in_digits(written: str) -> _Token:
    money = _CURRENCIES.get(written[0], "")
    number = written[bool(money) :].removesuffix("%").rstrip()
    digits = number.replace(",", "").rstrip(".")
    return _Token(
        "",
        value=float(digits),
        is_year=len(digits) == len("2000") and number[:2] in ("19", "20"),
        is_decimal="." in digits,
        money=money,
        is_percent=written.endswith("%"),
    )


def _word(written: str) -> _Token:
    word = written.lower()
    value = _spelled(word)
    return _Token(
        _stem(word) if value is None else "",
        value,
        _LARGE.get(word),
        is_plural=word == written and word.endswith("s"),
        is_short=len(word) < len("one"),
    )


_IN_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def number_of(written: str) -> float | None:
    """Return the value of a number in digits, or of a number word up to ninety-nine."""
    if _IN_DIGITS.fullmatch(written):
        return float(written.replace(",", ""))
    return _spelled(written)


def _spelled(word: str) -> float | None:
    """Return the value of a number word up to ninety-nine."""
    first, _, second = word.partition("-")
    if first not in _SMALL or (second and second not in _SMALL):
        return None
    return float(_SMALL[first] + (_SMALL[second] if second else 0))


def _numbers_joined(tokens: list[_Token]) -> tuple[list[_Token], list[tuple[int, int]]]:
    """Join "1.5 billion" and "two hundred". Return what there is then, each with the first and the
    last token of which it was made."""
    joined: list[_Token] = []
    places: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        last = joined[-1] if joined else None
        if token.factor is not None and last is not None and last.value is not None:
            joined[-1] = last._replace(value=round(last.value * token.factor, 2))
            places[-1] = places[-1][0], place
        elif token.factor is None or not token.is_short:
            joined.append(token)
            places.append((place, place))
    return joined, places


def _stem(word: str) -> str:
    found = stems_of_word(word)
    return found[-1] if found else ""


@cache
def _units() -> dict[str, str]:
    """Return the unit of each stem of the table."""
    return {stem: unit for unit, words in word_lists("figures").items() for stem in words}


def _magnitudes(tokens: Sequence[_Token]) -> int | None:
    """Return the place after which each decimal number is one of several magnitudes, or None if
    they are no magnitudes."""
    if not any(map(_DECIMAL, tokens)) or not any(each.stem in _QUAKES for each in tokens):
        return None
    named = (at for at, each in enumerate(tokens) if each.stem == "magnitud" and each.is_plural)
    return next(named, len(tokens))


def _unit(tokens: Sequence[_Token], place: int, magnitudes: int | None) -> str:
    """Return what a number counts; "" for a date, an age or a measure."""
    token = tokens[place]
    before = _phrase(reversed(tokens[max(0, place - _SPACE) : place]))
    if token.money or token.is_percent:
        return token.money or "percent"
    if token.is_year or (before and before[0] in _MONTHS):
        return ""
    if token.is_decimal and magnitudes is not None:
        return "magnitudes" if magnitudes < place else "magnitude"
    after = _phrase(_following(tokens, place))
    whole = _whole(tokens, place) if after[:1] == ["of"] else 0
    if whole and _is_one_of_all(tokens, whole):
        return ""
    if whole:
        rest = _following(tokens, whole)
        return _counted(before, _phrase(rest), rest[:1])
    if _is_whole(tokens, place, before) and not _is_one_of_all(tokens, place):
        return ""
    return _counted(before, after, tokens[place + 1 : place + 2])


def _counted(before: Sequence[str], after: Sequence[str], following: Sequence[_Token]) -> str:
    """Return what a number counts by the stems before it, the nearest first, and after it."""
    if after[:1] and after[0] in _TIMES:
        return ""
    if money := next((each for each in after[:2] if each in _MONEY), None):
        return money
    counted = next((_units()[each] for each in after[:_NEAR] if each in _units()), "")
    happened = _happened(before, after, counted)
    if happened or counted:
        return happened or ("" if counted == "magnitude" else counted)
    if not after:
        return before[1] if before[:1] == ["of"] and before[1:2] and before[1] in _TOTALS else ""
    return after[0] if following[0].is_plural else ""


_MONTHS = frozenset(
    "januari februari march april may june juli august septemb octob novemb decemb".split()
)
_TOTALS = frozenset({"major", "total"})
_PART = 3
"""Tokens from a whole back to its part: "412 of the 650"."""


def _whole(tokens: Sequence[_Token], place: int) -> int:
    """Return the place of the whole of which a number is a part: "412 of the 650 seats"; or 0."""
    for at in (place + 2, place + _PART):
        if at < len(tokens) and tokens[at].value is not None:
            return at
    return 0


def _is_whole(tokens: Sequence[_Token], place: int, before: Sequence[str]) -> bool:
    """Return whether a part of what a number counts was named before it."""
    back = 2 if before[:1] == ["of"] else _PART if before[:2] == ["the", "of"] else 0
    return 0 < back <= place and tokens[place - back].value is not None


def _is_one_of_all(tokens: Sequence[_Token], place: int) -> bool:
    """Return whether something happened to all that a number counts, one of whom is named: "one of
    26 people killed", but not "one of 26 people was killed"."""
    before = tokens[max(0, place - 2) : place]
    if [(each.value, each.stem) for each in before] != [(1.0, ""), (None, "of")]:
        return False
    after = _phrase(_following(tokens, place))
    at = next((at for at, stem in enumerate(after) if _units().get(stem) in _CASUALTIES), None)
    if at is None:
        return False
    return "who" in after[:at] or (after[at] != "die" and _FINITE.isdisjoint(after[:at]))


_FINITE = frozenset("was were is are has have had be been".split())


def _following(tokens: Sequence[_Token], place: int) -> Sequence[_Token]:
    return tokens[place + 1 : place + 1 + _SPACE]


def _phrase(tokens: Iterable[_Token]) -> list[str]:
    """Return the stems up to a stop, another number or a conjunction."""
    found: list[str] = []
    for token in tokens:
        if token.is_stop or token.value is not None or token.stem in _CONJUNCTIONS:
            break
        found.append(token.stem)
    return found


_CONJUNCTIONS = frozenset("and but while when becaus although befor after sinc".split())


def _happened(before: Sequence[str], after: Sequence[str], counted: str) -> str:
    """Return what happened to those that a number counts: they are dead, injured, arrested."""
    if counted in _CASUALTIES:
        return counted
    units = _units()
    for stem in before[: _NEAR + 1]:
        unit = units.get(stem)
        if unit in _CASUALTIES and (counted == "people" or stem == "toll" or not after):
            return unit
    for distance, stem in enumerate(after):
        unit = units.get(stem)
        if unit in _CASUALTIES and (counted == "people" or distance <= 1):
            return unit
    return ""


def _loose(tokens: Sequence[_Token], place: int) -> bool:
    return any(each.stem in _LOOSE for each in tokens[max(0, place - 2) : place])
