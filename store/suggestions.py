"""What may be wrong in a store, for a person to say yes or no to: nothing is changed by itself.

Names that look like one, a name that looks like two, rows that may be one event, dates that
contradict each other, and rows that much supports although the machine does not trust them.
Everything is read from the views.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from store.corrections.records import Distinct
from store.date_words import format_date
from store.identity.folding import fold
from store.shown_events import is_minor
from store.similar_names import (
    ENTITIES_COMPARED,
    LARGEST_BLOCK,
    SURNAME,
    ComparedName,
    edit_likeness,
    similar_names,
)
from store.views.filtering.filters import Filter, Term
from store.views.lists.rows import EntityRow
from store.views.moments import PRECISIONS

if TYPE_CHECKING:
    from store.views.lists.rows import EventRow
    from store.views.views import Views

Kind = Literal["same", "two", "dates", "unsure", "one"]
_EVENTS = 5_000
"""Rows of the timeline that are compared."""
_PAGE = 500
_DAYS = 10
"""Days between two reports of one event that may contradict each other."""
_APART = 0.5
"""What it is worth to ask whose surname it is, where no article has the full name too."""
_TOGETHER = 40
"""Articles with both names in which a sentence with both is searched for; it takes a while."""
_LATER = 0.3
"""What a suggestion is worth if something speaks against it."""


class Suggestion(Struct, frozen=True):
    """Something that may be wrong, and what speaks for it."""

    kind: Kind
    score: float
    """How useful it is to answer: the higher, the more rows change for the better."""
    title: str
    keys: tuple[str, ...] = ()
    """Entities: for `same`, the one that would become an alias, then the other."""
    rows: tuple[str, ...] = ()
    """Rows of the timeline: for `dates`, the one with the less supported date first; for `one`, the
    one whose date stands first."""
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same question."""
        return "|".join((self.kind, *sorted((*self.keys, *self.rows))))


class SuggestionFinder:
    """Finds suggestions in small steps, so that nobody waits for all of them."""

    def __init__(self, views: Views) -> None:
        self._steps = _steps(views)
        self._found: dict[str, Suggestion] = {}
        self.is_complete = False

    def step(self, seconds: float) -> list[Suggestion]:
        """Search for about so many seconds. Return all that were found, most useful first."""
        end = time.monotonic() + seconds
        while not self.is_complete and time.monotonic() < end:
            found = next(self._steps, None)
            if found is None:
                self.is_complete = True
            else:
                self._found.update((each.id, each) for each in found)
        return sorted(self._found.values(), key=lambda each: (-each.score, each.id))


def _steps(views: Views) -> Iterator[list[Suggestion]]:
    """Yield what each small step finds, which may be nothing."""
    rows = views.entities(Filter(), limit=ENTITIES_COMPARED)
    apart = _kept_apart(views)
    candidates = sorted(alike(rows), key=lambda each: -each.score)
    for candidate in candidates:
        if frozenset(candidate.keys) not in apart:
            yield [_weighed(views, candidate)]
    for row in rows:
        if row.type == "PERSON" and not row.marks.checked:
            yield list(looks_like_two(views, row))
    yield list(may_be_one(views.doubtful_events()))
    for at in range(0, _EVENTS, _PAGE):
        events = views.events(Filter(), offset=at, limit=_PAGE)
        yield [*contradictions(events), *supported(events)]
        if len(events) < _PAGE:
            return


def _kept_apart(views: Views) -> set[frozenset[str]]:
    """Return the pairs of entities of which somebody said that they are two."""
    acts = (each.act for each in views.corrections.log.standing)
    return {frozenset((act.key, act.other)) for act in acts if isinstance(act, Distinct)}


# Names that look like one.


def alike(rows: Sequence[EntityRow]) -> Iterator[Suggestion]:
    """Yield suggestions to merge entities whose names look like one name."""
    return (_same(*pair) for pair in similar_names(rows))


def _same(small: ComparedName, large: ComparedName, likeness: float, why: str) -> Suggestion:
    """Return the suggestion to merge two: a surname into a full name, else the rarer name."""
    alias, into = small, large
    if len(large.words) == 1 < len(small.words):
        alias, into = large, small
    names = [alias.row.name, into.row.name]
    if alias.row.type != into.row.type:
        names = [f"{name.row.name} ({name.row.type})" for name in (alias, into)]
    return Suggestion(
        kind="same",
        score=likeness * sqrt(small.row.total),
        title=f"{names[0]} may be {names[1]}",
        keys=(alias.row.key, into.row.key),
        why=(why,),
    )


def _weighed(views: Views, found: Suggestion) -> Suggestion:
    """Return a suggestion with what the articles say for and against it."""
    key, into = found.keys
    together = views.counts(Filter((Term("entity", key), Term("entity", into)))).articles[0]
    offices = sorted(_offices(views, key) & _offices(views, into))
    # Each article that has both is read for this.
    against = views.corrections.merge_warnings(key, into) if together <= _TOGETHER else ()
    why = list(found.why)
    score = found.score
    if together:
        why.append(f"both in {together} {'article' if together == 1 else 'articles'}")
        score *= 2.0 if SURNAME in why else 1.2
    elif SURNAME in why:
        score *= _APART
    if offices:
        why.append(f"the same office: {offices[0]}")
        score *= 1.5
    if against:
        score *= _LATER
    return Suggestion(
        found.kind, score, found.title, found.keys, why=tuple(why), against=tuple(against)
    )


def _offices(views: Views, key: str) -> set[str]:
    return {role.role.casefold() for role in views.cards.facts(key).roles if role.person_key == key}


# A name that looks like two.


def looks_like_two(views: Views, row: EntityRow) -> Iterator[Suggestion]:
    """Yield an entity if it is written with two first names of one surname."""
    firsts: dict[str, tuple[str, int]] = {}
    for alias, count in views.cards.names_of(row.key):
        words = fold(alias).split()
        if len(words) > 1 and count > 1 and len(words[0]) > 1:
            firsts.setdefault(f"{words[0]} {words[-1]}", (alias, count))
    for (one, (alias, count)), (two, (other, others)) in combinations(firsts.items(), 2):
        (first, *_, last), (second, *_, end) = one.split(), two.split()
        here, there = set(fold(alias).split()), set(fold(other).split())
        is_part = here <= there or there <= here
        if last == end and not is_part and not _agree(first, second):
            yield Suggestion(
                kind="two",
                score=sqrt(min(count, others)),
                title=f"{row.name} may be two",
                keys=(row.key,),
                why=(f"{alias} {count} times, {other} {others} times",),
            )
            return


def _agree(one: str, other: str) -> bool:
    """Return whether two first names may be of one person."""
    return one.startswith(other) or other.startswith(one) or edit_likeness(one, other) >= 70


# Rows that may be one event.


def may_be_one(
    pairs: Iterable[tuple[EventRow, EventRow, float]],
) -> Iterator[Suggestion]:
    """Yield pairs of rows that the machine keeps apart in doubt."""
    for one, other, likely in pairs:
        if one.marks.checked and other.marks.checked:
            continue
        first, second = sorted((one, other), key=lambda row: (_vagueness(row), -row.voices))
        yield Suggestion(
            kind="one",
            score=likely * sqrt(one.articles + other.articles),
            title=f"“{first.label}” and “{second.label}” may be one event",
            rows=(first.id, second.id),
            why=(f"{_told(first)}, and {_told(second)}", f"{likely:.0%} likely"),
        )


def _vagueness(row: EventRow) -> tuple[int, str]:
    """Return a sort key by which exact dates come first."""
    precision = row.precision if row.from_ and row.to else None
    return (PRECISIONS.index(precision) if precision in PRECISIONS else 99), row.id


# Dates that contradict each other, and rows that much supports.


def contradictions(rows: Iterable[EventRow]) -> Iterator[Suggestion]:
    """Yield pairs of rows that tell the same of the same, a few days apart."""
    same: dict[tuple[str, ...], list[EventRow]] = defaultdict(list)
    for row in rows:
        is_day = row.from_ is not None and (row.from_[:10] == (row.to or "")[:10])
        if is_day and row.actors and row.modality not in ("negated", "hypothetical"):
            what = (row.type, row.mode or "", "|".join(sorted(row.actors)))
            same[*what, "|".join(sorted(row.recipients)), fold(row.label)].append(row)
    for block in same.values():
        for one, other in combinations(block[:LARGEST_BLOCK], 2):
            days = abs((_day(one) - _day(other)).days)
            are_checked = one.marks.checked and other.marks.checked
            if 0 < days <= _DAYS and one.number != other.number and not are_checked:
                yield _contradiction(one, other, days)


def _day(row: EventRow) -> date:
    return date.fromisoformat((row.from_ or "")[:10])


def _contradiction(one: EventRow, other: EventRow, days: int) -> Suggestion:
    weak, strong = sorted(
        (one, other), key=lambda row: (row.voices, row.date_basis == "stated", row.sentences)
    )
    day = "day" if days == 1 else "days"
    return Suggestion(
        kind="dates",
        score=2.0 + strong.salience + strong.voices,
        title=f"“{strong.label}” has two dates",
        rows=(weak.id, strong.id),
        why=(
            f"{_told(weak)}, and {_told(strong)}",
            f"{days} {day} apart; the second is better supported",
        ),
    )


def _told(row: EventRow) -> str:
    sources = "source" if row.voices == 1 else "sources"
    return f"{format_date(row.from_, row.to, row.precision)} in {row.voices} {sources}"


def supported(rows: Iterable[EventRow]) -> Iterator[Suggestion]:
    """Yield rows that are hidden as unsure although several sources or sentences tell them."""
    for row in rows:
        is_told_often = row.voices > 1 or row.sentences > 2
        if row.is_unsure and is_told_often and not is_minor(row.salience):
            sources = f"{row.voices} sources" if row.voices > 1 else "one source"
            yield Suggestion(
                kind="unsure",
                score=row.voices + row.sentences / 4 + row.salience,
                title=f"“{row.label}” may be right",
                rows=(row.id,),
                why=(f"{row.sentences} sentences of {sources} tell it",),
            )
