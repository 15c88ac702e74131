"""The signs of events as arrays, so that many pairs are compared at once (see `pair_arrays`). Only
what compares events loads it, and numpy with it: 0.1 s and 20 MB."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt

from store.views.indexing.schema import EVENT_BITS
from store.views.joining.event_kinds import (
    HARMED,
    is_exact,
    is_harm,
    is_recalled_attack,
    is_speech,
    kinds_in,
    kinds_of,
)
from store.views.joining.event_signs import WEIGHT, WEIGHT_BITS, EventSign, weighed, words_of_party
from store.views.joining.label_parts import (
    IN_THE_ATTACK,
    LANDS,
    ONLY_APART,
    OTHERS,
    SHARE,
    SOME,
    VOTES,
)
from store.views.joining.label_places import PLACES
from store.views.joining.people_and_places import Roles, located
from store.views.moments import unpack

type Ints = npt.NDArray[np.int64]
type Flags = npt.NDArray[np.bool_]
type Floats = npt.NDArray[np.float64]

_ITEM_BITS = 32
NOT_KNOWN = -1
"""A day, place or mode that an event has not."""
ANONYMOUS, PERSON, PLACE_PARTY = 1, 2, 4
_PARTY_BITS = 3
"""The low bits of the number of a party say what it is."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MARKS = ("house", "senate", "republican", "democratic", SHARE, SOME, OTHERS, LANDS, VOTES)
MARK_BITS = {mark: 1 << place for place, mark in enumerate((*_MARKS, IN_THE_ATTACK))}
"""The bit of each mark of a label that tells parts apart."""
COUNTED_BIT = 1 << len(MARK_BITS)
"""The bit of labels that count something."""


class Column[T: Hashable]:
    """What each event has of something: numbers of different values, in the order in which they
    came."""

    def __init__(self, values: Iterable[T], size: int) -> None:
        known = defaultdict[T, int](count().__next__)
        self.ids: Ints = np.fromiter(map(known.__getitem__, values), np.int64, size)
        self.values = list(known)
        self._known = known

    def number(self, value: T) -> int:
        """Return the number of a value, or -1 if no event has it."""
        return self._known.get(value, NOT_KNOWN)

    def mapped(self, of: Callable[[T], int]) -> Ints:
        """Return a number of each event that depends on its value."""
        return np.fromiter(map(of, self.values), np.int64, len(self.values))[self.ids]

    def is_any(self, of: Callable[[T], bool]) -> Flags:
        return np.fromiter(map(of, self.values), np.bool_, len(self.values))[self.ids]

    def sets(self, of: Callable[[T], Iterable[int]]) -> Sets:
        """Return a set of each event that depends on its value."""
        return Sets.of([[*of(value)] for value in self.values], self.ids)


class Sets:
    """A set of numbers of 32 bits for each event. Events with the same set share one."""

    def __init__(self, owners: Ints, items: Ints, size: int, ids: Ints) -> None:
        """`owners` says which of `size` sets has each item."""
        self._keys = np.sort(owners << _ITEM_BITS | items)
        self._counts = np.bincount(owners, minlength=size)
        self._starts = np.cumsum(self._counts) - self._counts
        self._items = self._keys & ((1 << _ITEM_BITS) - 1)
        self.ids = ids
        self.sizes: Ints = self._counts[ids]

    @classmethod
    def of(cls, sets: Sequence[Sequence[int]], ids: Ints) -> Sets:
        sizes = np.fromiter(map(len, sets), np.int64, len(sets))
        items = np.fromiter(chain.from_iterable(sets), np.int64, int(sizes.sum()))
        return cls(np.repeat(np.arange(len(sets)), sizes), items, len(sets), ids)

    def those(self, is_kept: Callable[[Ints], Flags]) -> Sets:
        """Return the sets of those items only."""
        keys = self._keys[is_kept(self._items)]
        mask = (1 << _ITEM_BITS) - 1
        return Sets(keys >> _ITEM_BITS, keys & mask, len(self._counts), self.ids)

    def joined(self, other: Sets) -> Sets:
        """Return the union of the two sets of each event."""
        events = np.arange(len(self.ids))
        pairs = [each.items_of(events) for each in (self, other)]
        owners, items = (np.concatenate(each) for each in zip(*pairs, strict=True))
        keys = np.unique(owners << _ITEM_BITS | items)
        mask = (1 << _ITEM_BITS) - 1
        return Sets(keys >> _ITEM_BITS, keys & mask, len(events), events)

    def items_of(self, events: Ints) -> tuple[Ints, Ints]:
        """Return the items of these events end to end, with the place of the event of each."""
        sets = self.ids[events]
        counts = self._counts[sets]
        rows = np.repeat(np.arange(len(sets)), counts)
        shift = self._starts[sets] - (np.cumsum(counts) - counts)
        return rows, self._items[np.arange(len(rows)) + shift[rows]]

    def has(self, events: Ints, items: Ints) -> Flags:
        """Return whether each event has the item beside it."""
        if not len(self._keys):
            return np.zeros(len(items), np.bool_)
        asked = self.ids[events] << _ITEM_BITS | items
        places = np.searchsorted(self._keys, asked)
        places[places == len(self._keys)] = 0
        found: Flags = self._keys[places] == asked
        return found


class EventArrays:
    """Some events, and what each has."""

    def __init__(
        self, events: Ints, listed: Sequence[EventSign], families: Mapping[int, int]
    ) -> None:
        """`listed` has the signs of the events, and `families` the family of each article, by its
        number."""
        self.signs = listed
        articles = events >> EVENT_BITS
        self.articles = articles
        self.families = _ints(families.get(each, NOT_KNOWN) for each in articles.tolist())
        self._add_kinds(listed)
        self._add_times(listed)
        self._add_words(listed)
        self._add_parties(listed)
        self._add_places(listed)
        self.label_weight = _ints(each.label_weight for each in listed)
        self.words_weight = _ints(each.words_weight for each in listed)
        self.incident = _ints(each.incident for each in listed)
        self.is_stated = _flags(each.is_stated for each in listed)
        self.is_hidden = _flags(each.is_hidden for each in listed)
        self.is_total = _flags(each.is_total for each in listed)
        self.is_several = _flags(each.is_several for each in listed)
        self.is_mentioned = _flags(each.is_mentioned for each in listed)

    def _column[T: Hashable](self, values: Iterable[T]) -> Column[T]:
        return Column(values, len(self.signs))

    def _add_kinds(self, listed: Sequence[EventSign]) -> None:
        self.type = self._column(each.type for each in listed)
        self.mode = self._column(each.mode for each in listed)
        self.modality = self._column(each.modality for each in listed)
        verb = self._column(each.verb for each in listed)
        self.verb = verb.ids
        self.kinds = verb.mapped(kinds_of)
        self.verb_word = verb.mapped(weighed)
        self.is_speech = verb.is_any(is_speech)
        harmed = self.mode.is_any(HARMED.__contains__)
        self.may_have_victims = harmed | verb.is_any(is_harm)
        self.is_recalled_attack = _flags(map(is_recalled_attack, listed))

    def _add_times(self, listed: Sequence[EventSign]) -> None:
        moments = self._column(each.moment for each in listed)
        self.moment = moments.mapped(int)
        self.first = moments.mapped(lambda moment: _day(unpack(moment).first))
        self.last = moments.mapped(lambda moment: _day(unpack(moment).last))
        self.is_exact = moments.is_any(is_exact)
        self.has_period = (self.first != NOT_KNOWN) & (self.last != NOT_KNOWN)
        self.published = _ints(_day(each.published) for each in listed)

    def _add_words(self, listed: Sequence[EventSign]) -> None:
        label = self._column(each.label for each in listed)
        self.label = label.sets(tuple)
        self.label_kinds = label.mapped(kinds_in)
        self.words = self._column(each.words for each in listed).sets(tuple)
        self.names = self._column(each.names for each in listed).sets(tuple)
        self.label_names = self._column(each.label_names for each in listed).sets(tuple)
        self.about = self._column(each.about for each in listed).sets(set)
        numbers = self._column(each.numbers for each in listed)
        self.weekdays = numbers.mapped(_weekdays)
        self.numbers = numbers.sets(_Numbers().of)
        figures = self.figures = self._column(each.figures for each in listed)
        counted: _Numbers = _Numbers()
        self.units = figures.sets(lambda those: counted.of({each.unit for each in those}))
        values: _Numbers = _Numbers()
        self.values = figures.sets(
            lambda those: values.of({(each.unit, each.value) for each in those})
        )
        parts = self.parts = self._column(each.parts for each in listed)
        self.marks = parts.mapped(_marks)
        known = _Numbers()
        self.shared_parts = parts.sets(lambda those: known.of({*those} - ONLY_APART))

    def _add_parties(self, listed: Sequence[EventSign]) -> None:
        parties: _Parties = _Parties()
        self.acting = self._column(each.actors for each in listed)
        self.affected = self._column(each.recipients for each in listed)
        self.actors = self.acting.sets(parties.of)
        self.recipients = self.affected.sets(parties.of)
        self.everybody = self.actors.joined(self.recipients)
        self.named = self.everybody.those(lambda items: items & ANONYMOUS == 0)
        self.named_actors = self.actors.those(lambda items: items & ANONYMOUS == 0)
        self.named_recipients = self.recipients.those(lambda items: items & ANONYMOUS == 0)
        self.bodies = self.named.those(lambda items: items & PERSON == 0)
        self.people = self.everybody.those(lambda items: items & PERSON != 0)
        self.actor_people = self.actors.those(lambda items: items & PERSON != 0)
        self.recipient_people = self.recipients.those(lambda items: items & PERSON != 0)
        self.done_to = self.recipients.those(lambda items: items & PLACE_PARTY != 0)
        self.is_done_by_one = self.acting.is_any(
            lambda actors: len(actors) == 1 and actors[0].startswith("person/")
        )
        self.roles = self._column((each.actors, each.recipients) for each in listed)
        self.party_words = self.roles.sets(_words_of_parties)
        self.party_names = self.roles.sets(
            lambda roles: {word >> WEIGHT_BITS for word in _words_of_parties(roles)}
        )

    def _add_places(self, listed: Sequence[EventSign]) -> None:
        self.place = self._column(each.place for each in listed)
        self.places = self._column(each.places for each in listed)
        self.located = self.places.is_any(lambda places: bool(located(places)))
        self.place_names = self.places.sets(_Numbers().of)


class _Numbers(dict[Any, int]):
    """Numbers that stand for values, in the order in which they are asked for."""

    def __missing__(self, value: Any) -> int:
        found = self[value] = len(self)
        return found

    def of(self, values: Iterable[Any]) -> set[int]:
        return {self[value] for value in values}


class _Parties(_Numbers):
    """The same of parties, with bits for what each is."""

    def __missing__(self, value: str) -> int:
        is_what = ANONYMOUS * value.startswith("~") | PERSON * value.startswith("person/")
        is_what |= PLACE_PARTY * value.startswith(PLACES)
        found = self[value] = len(self) << _PARTY_BITS | is_what
        return found


def weight_of_items(items: Ints) -> Ints:
    return items & WEIGHT


def _day(day: int | None) -> int:
    return NOT_KNOWN if day is None else day


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)


def _weekdays(numbers: Iterable[str]) -> int:
    return sum(1 << place for place, day in enumerate(_WEEKDAYS) if day in numbers)


def _marks(parts: Iterable[str]) -> int:
    return sum({MARK_BITS.get(part, COUNTED_BIT if ":" in part else 0) for part in parts})


def _words_of_parties(roles: Roles) -> set[int]:
    return {word for parties in roles for party in parties for word in words_of_party(party)}
