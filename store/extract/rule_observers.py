"""Observers of rules: what the rules of each family change, and at which tokens.

They run only during a trace (`rules.traced`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from store.extract.extensions import FoundTime, Tokens, token_range
from store.extract.names.draft import Name, NamesDraft
from store.extract.rules import Effects, Rule, observes
from store.extract.syntax.tree import Columns
from store.extract.time_grammar.meaning import Match, Placed

# Times: a rule makes a match, changes one, or changes its meaning. Its rules are kept with the
# match, because a match that loses to a longer one yields no fact.

_being_made: list[list[Match]] = []
"""For each running rule, the matches made by the rules that it called."""


@observes("times")
def times(rule: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Give a new match the rules of the matches inside it that were made for it."""
    depth = len(_being_made)
    _being_made.append([])
    given = [each for each in args if isinstance(each, Match)]
    told = [each.time if isinstance(each, Placed) else each for each in args]
    changing: list[Match | FoundTime] = [
        *given,
        *(each for each in told if isinstance(each, FoundTime)),
    ]
    before = [_state(each) for each in changing]

    def effects(result: Any) -> Effects:
        inner = _being_made[depth]
        del _being_made[depth:]
        changed = [each for each, was in zip(changing, before, strict=True) if _state(each) != was]
        for each in changed:
            each.rules = _with(each.rules, rule.id)
        if isinstance(result, Match) and all(result is not each for each in given):
            for match in (*given, *inner):
                if result.start <= match.start and match.end <= result.end:
                    result.rules = _with(result.rules, *match.rules)
            result.rules = _with(result.rules, rule.id)
            if depth:
                _being_made[depth - 1].append(result)
            return [None]
        if changed:
            return [None]
        if not result or any(result is each for each in args):
            return []
        for match in given:
            match.rules = _with(match.rules, rule.id)
        places = [place for each in args if (place := token_range(each)) is not None]
        return places[:1] or [None]

    return effects


def _state(thing: Match | FoundTime) -> tuple[Any, ...]:
    if isinstance(thing, Match):
        return thing.start, thing.end, thing.type, thing.mod, thing.nominal
    days = thing.start, thing.end, thing.precision, thing.basis
    return thing.span, thing.type, thing.value, thing.mod, *days


def _with(rules: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*rules, *more)))


# Names: a rule changes the draft.

_FIELDS = tuple(each.name for each in fields(Name) if each.name not in {"known", "entity"})


@observes("names")
def names(_: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe every name that was added, changed or dropped."""
    draft = args[0] if args and isinstance(args[0], NamesDraft) else None
    before = _names(draft)

    def effects(result: Any) -> Effects:
        after = _names(draft)
        if draft is None:
            return [token_range(args[0]) if args else None] if result else []
        return [
            Tokens(start, end)
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
            for start, end in {each[:2] for each in (before.get(key), after.get(key)) if each}
        ]

    return effects


def _names(draft: NamesDraft | None) -> dict[int, tuple[Any, ...]]:
    if draft is None:
        return {}
    return {
        id(name): tuple(getattr(name, each) for each in _FIELDS)
        for name in (*draft.names, *draft.groups, *draft.inner)
    }


# Parse repairs: a rule changes the columns of the parse.


@observes("parse")
def parse(_: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe every token whose governor, relation, tag or lemma changed."""
    columns = next(each for each in args if isinstance(each, Columns))
    before = list(_rows(columns))

    def effects(_: Any) -> Effects:
        return [
            Tokens(token, token + 1)
            for token, (was, now) in enumerate(zip(before, _rows(columns), strict=True))
            if was != now
        ]

    return effects


def _rows(columns: Columns) -> Iterator[tuple[Any, ...]]:
    every = columns.head, columns.dep, columns.pos, columns.tag, columns.lemma
    return zip(*every, strict=True)


# Status: a rule decides the status of a word.


@observes("status")
def status(_: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe the word that a rule decides on: the first number among its arguments."""

    def effects(result: Any) -> Effects:
        word = next((each for each in args if isinstance(each, int)), None)
        return [Tokens(word, word + 1)] if result and word is not None else []

    return effects
