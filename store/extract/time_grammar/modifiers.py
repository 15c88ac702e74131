"""Modifiers that belong to an expression: "early", "the end of", "more than", "or so".

The extent of a TIMEX3 is the whole phrase without its preposition, including determiner, adjectives
and quantifiers (TimeML annotation guidelines 1.2.1, section 2.2.1).
"""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.time_grammar.meaning import Match
from store.extract.time_grammar.tokens import TimeTokens

_ADJECTIVES = {
    "early": "START", "late": "END", "mid": "MID", "earlier": None, "later": None,
    "very": None, "entire": None, "whole": None, "full": None,
}  # fmt: skip
_WHOLE = {"entire", "whole", "full"}
_EDGES = {
    "end": "END", "beginning": "START", "start": "START", "middle": "MID", "close": "END",
    "outset": "START", "turn": "START", "rest": "END", "remainder": "END", "dawn": None,
}  # fmt: skip
_QUANTIFIERS: dict[tuple[str, ...], str | None] = {
    ("a", "little", "more", "than"): "MORE_THAN", ("slightly", "more", "than"): "MORE_THAN",
    ("a", "little", "over"): "MORE_THAN", ("just", "over"): "MORE_THAN",
    ("well", "over"): "MORE_THAN", ("just", "under"): "LESS_THAN",
    ("no", "more", "than"): "EQUAL_OR_LESS", ("no", "less", "than"): "EQUAL_OR_MORE",
    ("not", "more", "than"): "EQUAL_OR_LESS", ("more", "than"): "MORE_THAN",
    ("less", "than"): "LESS_THAN", ("fewer", "than"): "LESS_THAN",
    ("at", "least"): "EQUAL_OR_MORE", ("at", "most"): "EQUAL_OR_LESS",
    ("up", "to"): "EQUAL_OR_LESS", ("as", "long", "as"): "EQUAL_OR_LESS",
    ("as", "many", "as"): "EQUAL_OR_LESS", ("as", "much", "as"): "EQUAL_OR_LESS",
    ("nearly",): "LESS_THAN", ("almost",): "LESS_THAN", ("over",): "MORE_THAN",
    ("under",): "LESS_THAN", ("about",): "APPROX", ("around",): "APPROX", ("roughly",): "APPROX",
    ("approximately",): "APPROX", ("some",): "APPROX", ("an", "estimated"): "APPROX",
    ("exactly",): None, ("precisely",): None,
}  # fmt: skip
_BEFORE_OVER = frozenset(
    "for after in of within last lasted lasting took take takes spent by with is was".split()
)
"""Words before "over" if it means "more than" ("for over a year")."""
_SELECTORS = frozenset(
    "past last next first coming previous recent latest following final preceding prior "
    "ensuing intervening other remaining same".split()
)
_DETERMINERS = frozenset({"the", "its", "these", "those", "his", "her", "their", "our", "my"})


def extended(p: TimeTokens, match: Match, floor: int) -> Match:
    """Return the match with its modifiers, not extending left of token `floor`."""
    _close(p, match)
    if match.type == "DURATION" or p.words[match.end - 1] in {"ago", "earlier", "later"}:
        _quantified(p, match, floor)
    else:
        _add_point_modifier(p, match, floor)
    if match.nominal:
        _determined(p, match, floor)
    return match


@rule("times.quantified")
def _quantified(p: TimeTokens, match: Match, floor: int) -> None:
    """Add a selection or a quantifier to an amount: "the next", "more than"."""
    for _ in range(2):
        if match.start > floor and p.words[match.start - 1] in _SELECTORS:
            if takes_time(p, match.start - 1):
                break
            match.start -= 1
            match.nominal = True
    if match.start > floor and p.words[match.start - 1] in {"early", "final", "closing"}:
        match.start -= 1
    for words, mod in _QUANTIFIERS.items():
        start = match.start - len(words)
        if words == ("over",) and not _counts(p, match, start):
            continue
        if start >= floor and tuple(p.words[start : match.start]) == words:
            match.start, match.mod = start, match.mod or mod
            return


def takes_time(p: TimeTokens, i: int) -> bool:
    """Whether "last" is the verb: "could last two weeks"."""
    return p.words[i] == "last" and p.words[i - 1] in _BEFORE_A_VERB


_BEFORE_A_VERB = frozenset(
    "to will ll would could can may might must should did didn not t won wouldn couldn".split()
)


def _counts(p: TimeTokens, match: Match, start: int) -> bool:
    """Whether "over" at token `start` means "more than"."""
    return p.words[match.end - 1] == "ago" or p.words[start - 1] in _BEFORE_OVER


@rule("times.placed")
def _add_point_modifier(p: TimeTokens, match: Match, floor: int) -> None:
    """Add a modifier of a point: "early", "mid-", "the end of"."""
    if match.start > floor and p.words[match.start - 1] in _ABOUT and _takes_about(match):
        match.start, match.mod = match.start - 1, match.mod or "APPROX"
        return
    for _ in range(3):
        before = match.start - 1
        if before < floor:
            return
        word = p.words[before]
        if word == "-" and before > floor and p.words[before - 1] in _ADJECTIVES:
            before, word = before - 1, p.words[before - 1]
        if word in _ADJECTIVES and (match.nominal or word not in _WHOLE):
            match.start, match.mod = before, match.mod or _ADJECTIVES[word]
            continue
        if match.nominal and word == "the" and _within(p, before, floor):
            match.start = before - 2
            return
        edge = before - 1 - (word == "the")
        if p.words[edge + 1] == "of" and edge >= floor and p.words[edge] in _EDGES:
            match.start, match.mod = edge, match.mod or _EDGES[p.words[edge]]
            match.nominal = True
        return


_ABOUT = frozenset({"about", "around", "approximately", "roughly", "circa"})


def _takes_about(match: Match) -> bool:
    """Whether "about" modifies it: "around 3 p.m.", "about 1500 BC"; not "worries about 2025"."""
    return match.rule.startswith(("clock", "spoken")) or match.rule == "year before Christ"


def _within(p: TimeTokens, the: int, floor: int) -> bool:
    """Whether it is a part of a period: "earlier in the week", "late in the year"."""
    return the - 2 >= floor and p.words[the - 1] == "in" and p.words[the - 2] in _ADJECTIVES


@rule("times.determined")
def _determined(p: TimeTokens, match: Match, floor: int) -> None:
    """Add the article before the expression: "the third quarter of 2023"."""
    if match.start > floor and p.words[match.start - 1] in _DETERMINERS:
        match.start -= 1


@rule("times.or_so")
def _close(p: TimeTokens, match: Match) -> None:
    """Add "or so" after the expression."""
    if p.words[match.end] == "or" and p.words[match.end + 1] in {"so", "more"}:
        match.end += 2
        match.mod = match.mod or "APPROX"
