"""Numbers in digits and in words, exact and vague."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from store.extract.time_grammar.tokens import ONES, ORDINALS, SCALES, TENS, UNITS, TimeTokens

_VAGUE = {"several", "few", "many", "some", "numerous", "countless", "various", "multiple"}
_HEAPS = {"dozens", "hundreds", "thousands", "scores", "tens"}
_LONGEST = 12
"""How many tokens a number in words may have."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number. `text` is its TIMEX3 form: "3", "1.5", or "X" if it is unknown."""

    end: int
    text: str


def number_at(p: TimeTokens, i: int) -> Number | None:
    """Return the amount that begins at token `i`: "12", "1,200", "2.5", "twenty-one", "a few"."""
    word = p.words[i]
    if word[:1].isdigit():
        return _digits(p, i)
    if word == "three" and (end := _three_quarters(p, i)):
        return Number(end, "0.75")
    if word in ONES or word in TENS:
        return _spelt(p, i)
    if word in _VAGUE:
        return Number(i + 1 + (p.words[i + 1] in SCALES), "X")
    if word in _HEAPS:
        return Number(i + 2, "X") if p.words[i + 1] == "of" else None
    rule = _BY_WORD.get(word)
    return rule(p, i) if rule else None


def _quarter(p: TimeTokens, i: int) -> Number | None:
    """Match "quarter century", "quarter of a century", "quarter of an hour"."""
    if p.words[i + 1 : i + 4] == _OF_AN_HOUR:
        return Number(i + 3, "0.25")
    of = 2 * (p.words[i + 1 : i + 3] == ["of", "a"])
    at = i + 1 + (of or p.words[i + 1] == "-")
    return Number(at, "0.25") if p.words[at] == "century" else None


_OF_AN_HOUR = ["of", "an", "hour"]


def _three_quarters(p: TimeTokens, i: int) -> int | None:
    """Return where the hour starts in "three-quarters of an hour"."""
    at = i + 1 + (p.words[i + 1] == "-")
    return at + 3 if p.words[at : at + 4] == ["quarters", *_OF_AN_HOUR] else None


def _half(p: TimeTokens, i: int) -> Number | None:
    """Match "half an hour", "half century", "half-century"."""
    at = i + 1 + (p.words[i + 1] == "-")
    if p.words[at] in {"a", "an"}:
        return Number(at + 1, "0.5")
    return Number(i + 1, "0.5") if p.words[at] in UNITS else None


def _after_article(p: TimeTokens, i: int) -> Number | None:
    word = p.words[i + 1]
    if word == "quarter" and (found := _quarter(p, i + 1)):
        return found
    if word in {"few", "good"} and p.words[i + 2] not in {"many"}:
        return Number(i + 2 + (p.words[i + 2] in SCALES), "X") if word == "few" else None
    if word in {"couple", "dozen", "hundred", "thousand"}:
        return _counted(p, i + 1)
    if word == "half" and p.words[i + 2] != "dozen":
        return Number(i + 2, "0.5")
    if word == "half":
        return Number(i + 3, "6")
    if word == "number" and p.words[i + 2] == "of":
        return Number(i + 3, "X")
    return Number(i + 1, "1")


def _counted(p: TimeTokens, i: int) -> Number:
    value = {"couple": "2", "dozen": "12", "hundred": "100", "thousand": "1000"}[p.words[i]]
    end = i + 1
    return Number(end + (p.words[end] == "of"), value)


_BY_WORD: dict[str, Callable[[TimeTokens, int], Number | None]] = {
    "a": _after_article, "an": _after_article, "half": _half, "quarter": _quarter,
    "couple": _counted, "dozen": _counted, "hundred": _counted,
}  # fmt: skip


def _digits(p: TimeTokens, i: int) -> Number | None:
    value = p.number(i)
    if value is None:
        return None
    text, end = str(value), i + 1
    if p.words[i : i + 3] == ["1", "/", "2"] and p.glued(i + 1) and p.glued(i + 2):
        return Number(i + 3, "0.5")
    while p.words[end] == "," and p.glued(end) and _is_thousands(p, end + 1):
        text, end = text + p.words[end + 1], end + 2
    if p.words[end] == "." and p.glued(end) and p.glued(end + 1) and p.words[end + 1].isdigit():
        fraction = p.words[end + 1][:6]
        return Number(end + 2, f"{text}.{fraction}")
    half = end + (p.words[end] == "-" and p.glued(end + 1))
    if p.words[half : half + 3] == ["1", "/", "2"]:
        return Number(half + 3, f"{text}.5")
    if p.words[end] in SCALES and p.words[end] != "hundred":
        return Number(end + 1, str(int(text) * SCALES[p.words[end]]))
    and_half = _and_a_half(p, end)
    return Number(and_half, f"{text}.5") if and_half else Number(end, text)


def _is_thousands(p: TimeTokens, i: int) -> bool:
    return len(p.words[i]) == 3 and p.words[i].isdigit() and p.glued(i)


def _and_a_half(p: TimeTokens, i: int) -> int | None:
    """Return the end of "and a half", "-and-a-half"."""
    if p.words[i : i + 3] == ["and", "a", "half"]:
        return i + 3
    return i + 6 if p.words[i : i + 6] == ["-", "and", "-", "a", "-", "half"] else None


def _spelt(p: TimeTokens, i: int) -> Number:
    total, current, end = 0, 0, i
    for _ in range(_LONGEST):
        word = p.words[end]
        step = end + 1
        if word == "-" and end > i:
            word, step = p.words[end + 1], end + 2
        if word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word in ONES and current % 10 == 0 and (current % 100 == 0 or ONES[word] < 10):
            current += ONES[word]
        elif word == "hundred" and 0 < current < 100:
            current *= 100
        elif word in SCALES and word != "hundred" and current:
            total, current = total + current * SCALES[word], 0
        elif word == "and" and current >= 100 and p.words[end + 1] in ONES | TENS:
            pass
        else:
            break
        end = step
    half = _and_a_half(p, end)
    return Number(half, f"{total + current}.5") if half else Number(end, str(total + current))


def ordinal_at(p: TimeTokens, i: int) -> Number | None:
    """Match "third", "3rd", "21st", "twenty-first"."""
    word = p.words[i]
    if word in ORDINALS:
        return Number(i + 1, str(ORDINALS[word]))
    if word[:1].isdigit() and p.words[i + 1] in {"st", "nd", "rd", "th"} and p.glued(i + 1):
        value = p.number(i)
        return Number(i + 2, str(value)) if value is not None else None
    if word in TENS:
        second = i + 1 + (p.words[i + 1] == "-")
        if p.words[second] in ORDINALS and ORDINALS[p.words[second]] < 10:
            return Number(second + 1, str(TENS[word] + ORDINALS[p.words[second]]))
    return None


def spelt_year_at(p: TimeTokens, i: int) -> Number | None:
    """Match a year in words, as in broadcasts: "nineteen ninety-seven", "two thousand and one"."""
    first = p.words[i]
    if first in {"seventeen", "eighteen", "nineteen", "twenty"}:
        rest = _spelt(p, i + 1) if p.words[i + 1] in TENS | ONES else None
        if rest and 10 <= int(float(rest.text)) <= 99 and "." not in rest.text:
            century = ONES.get(first) or TENS[first]
            return Number(rest.end, str(century * 100 + int(rest.text)))
    if first == "two" and p.words[i + 1] == "thousand":
        whole = _spelt(p, i)
        if "." not in whole.text and 2000 <= int(whole.text) <= 2099:
            return whole
    return None
