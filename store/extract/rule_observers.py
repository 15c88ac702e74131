"""Observers of rules: what the rules of each family change, and at which tokens.

They run only during a trace (`rules.traced`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

from spacy.tokens import Doc, Token

from store.extract.events.draft import EventDraft
from store.extract.events.matching import CodebookMatch
from store.extract.events.merging import Merged
from store.extract.extensions import FoundEntity, FoundTime, Tokens, token_range
from store.extract.names.draft import Name, NamesDraft
from store.extract.rules import Effects, Rule, observes
from store.extract.statements.drafts import StatementDraft
from store.extract.syntax.arguments import VerbPhrases
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
def names(rule: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe every name that was added, changed or dropped, or else the one decided on."""
    draft = args[0] if args and isinstance(args[0], NamesDraft) else None
    before = _names(draft)

    def effects(result: Any) -> Effects:
        after = _names(draft)
        changed = [
            Tokens(start, end)
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
            for start, end in {each[:2] for each in (before.get(key), after.get(key)) if each}
        ]
        return changed or (_decided_on(args, result) if rule.decided(args, result) else [])

    return effects


def _names(draft: NamesDraft | None) -> dict[int, tuple[Any, ...]]:
    if draft is None:
        return {}
    return {
        id(name): (*(getattr(name, each) for each in _FIELDS), name.known and name.known.key)
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


# Events and statements: a rule makes a draft, changes one in place, or decides on a word of its
# clause.

type _Draft = EventDraft | StatementDraft


@observes("events")
@observes("statements")
def drafts(rule: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe every draft that was made or changed, otherwise the word that the rule decides on."""
    given = list(_drafts_in(args))
    before = [_draft_state(each) for each in given]

    def effects(result: Any) -> Effects:
        pairs = zip(given, before, strict=True)
        changed = [each for each, was in pairs if _draft_state(each) != was]
        made = [each for each in _drafts_in((result,)) if all(each is not one for one in given)]
        if changed or made:
            return [place for each in (*changed, *made) for place in _places(each)]
        return _decided_on(args, result) if rule.decided(args, result) else []

    return effects


def _drafts_in(things: Iterable[Any]) -> Iterator[_Draft]:
    """Yield the drafts among the things, and in their lists."""
    for each in things:
        for one in each if isinstance(each, list | tuple) else (each,):
            if isinstance(one, EventDraft | StatementDraft):
                yield one
            elif isinstance(one, Merged):
                yield one.draft


def _draft_state(draft: _Draft) -> tuple[Any, ...]:
    values = (getattr(draft, each.name) for each in fields(draft))
    return tuple(tuple(map(id, each)) if isinstance(each, list) else each for each in values)


# Roles, relations and references: a rule makes a fact, or gives an entity a mention or a role a
# body in place.


@observes("references")
@observes("relations")
@observes("roles")
def facts(rule: Rule, args: tuple[Any, ...]) -> Callable[[Any], Effects]:
    """Observe new mentions and changed roles, otherwise the word that the rule decides on."""
    doc = next((doc for each in args if (doc := _document(each)) is not None), None)
    before = _mentions_and_roles(doc)

    def effects(result: Any) -> Effects:
        changed = _mentions_and_roles(doc) - before
        if changed:
            return [Tokens(start, end) for _, start, end, *_ in changed]
        return _decided_on(args, result) if rule.decided(args, result) else []

    return effects


def _document(thing: Any) -> Doc | None:
    found = thing if isinstance(thing, Doc) else getattr(thing, "doc", None)
    return found if isinstance(found, Doc) and not isinstance(thing, Token) else None


def _mentions_and_roles(doc: Doc | None) -> set[tuple[int, ...]]:
    if doc is None:
        return set()
    entities, roles = doc._.entities or [], doc._.roles or []
    found = {(id(e), m.span.start, m.span.end) for e in entities for m in e.mentions}
    return found | {(id(r.person), r.span.start, r.span.end, id(r.of)) for r in roles}


# Where a rule had its effect.


def _decided_on(args: tuple[Any, ...], result: Any) -> Effects:
    """Return the place of the first argument that has one, otherwise those in the result."""
    for each in args:
        if places := list(_places(each)):
            return places
    return list(_places(result)) or [None]


def _places(thing: Any) -> Iterator[Tokens]:
    """Yield the words of a draft, a phrase, an entity or a token number, or of several."""
    match thing:
        case bool() | None:
            return
        case int():
            yield Tokens(thing, thing + 1)
        case Merged():
            yield from _places(thing.draft)
        case StatementDraft():
            yield thing.cue
        case EventDraft() | VerbPhrases() | CodebookMatch():
            yield from _places(thing.verb)
        case Name():
            yield Tokens(thing.start, thing.end)
        case FoundEntity():
            yield from (mention.span for mention in thing.mentions)
        case list() | set():
            yield from (place for each in thing for place in _places(each))
        case _:
            place = token_range(thing)
            yield from [place] if place is not None else []
