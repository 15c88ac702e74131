"""Many pairs of events at once: what the two of each have in common (see `event_pairs`)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from store.views.joining.event_arrays import (
    NOT_KNOWN,
    PERSON,
    EventArrays,
    Flags,
    Floats,
    Ints,
    Sets,
    weight_of_items,
)
from store.views.joining.event_kinds import ATTACK
from store.views.joining.event_pairs import (
    TERM,
    VAGUE,
    WEEK,
)
from store.views.joining.event_signs import HASH, WEIGHT, WEIGHT_BITS
from store.views.joining.label_parts import (
    WON,
)
from store.views.moments import FIRST_OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable


class Common:
    """What the sets of two events share, as items of the first of them with their pair."""

    def __init__(self, rows: Ints, items: Ints, is_shared: Flags, sizes: tuple[Ints, Ints]) -> None:
        """`rows` has the pair of each item, in order."""
        self.pairs = len(sizes[0])
        self.rows, self.items, self.is_shared, self.sizes = rows, items, is_shared, sizes
        self.shared_rows = self.rows[self.is_shared]
        self.shared_items = self.items[self.is_shared]

    @classmethod
    def of(cls, sets: Sets, ours: Ints, theirs: Ints) -> Common:
        rows, items = sets.items_of(ours)
        is_shared = sets.has(theirs[rows], items)
        return cls(rows, items, is_shared, (sets.sizes[ours], sets.sizes[theirs]))

    def taken(self, which: Flags) -> Common:
        """Return the same of some of the pairs."""
        kept, places = which[self.rows], np.cumsum(which) - 1
        ours, theirs = self.sizes
        return Common(
            places[self.rows[kept]],
            self.items[kept],
            self.is_shared[kept],
            (ours[which], theirs[which]),
        )

    @cached_property
    def count(self) -> Ints:
        return np.bincount(self.shared_rows, minlength=self.pairs)

    @property
    def is_any(self) -> Flags:
        return self.count > 0

    @property
    def are_both(self) -> Flags:
        """Whether both sets have something."""
        return (self.sizes[0] > 0) & (self.sizes[1] > 0)

    @property
    def fewest_missing(self) -> Ints:
        return np.minimum(*self.sizes) - self.count

    @property
    def most_missing(self) -> Ints:
        return np.maximum(*self.sizes) - self.count

    @property
    def is_same(self) -> Flags:
        said: Flags = self.most_missing == 0
        return said

    def weight(self, but: Flags | None = None) -> Floats:
        """Return the weight of the words that are shared, without some of them."""
        weights = weight_of_items(self.shared_items)
        return self._summed(weights if but is None else np.where(but, 0, weights))

    def number(self, which: Flags) -> Ints:
        """Return how many of those that are shared are of these."""
        return np.bincount(self.shared_rows[which], minlength=self.pairs)

    def heaviest(self, most: int, which: Flags | None = None) -> Floats:
        """Return the weights of the heaviest of the shared words of each pair, in `most` rows."""
        rows, words = self.shared_rows, self.shared_items
        if which is not None:
            rows, words = rows[which], words[which]
        keys = np.sort(rows << WEIGHT_BITS | (WEIGHT - weight_of_items(words)))
        rows, weights = keys >> WEIGHT_BITS, WEIGHT - (keys & WEIGHT)
        counts = np.bincount(rows, minlength=self.pairs)
        places = np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows]
        found = np.zeros((most, self.pairs))
        is_kept = places < most
        found[places[is_kept], rows[is_kept]] = weights[is_kept]
        return found

    def heaviest_missing(self) -> Floats:
        """Return the weight of the heaviest word that only the first of the two has."""
        rows, words = self.rows[~self.is_shared], self.items[~self.is_shared]
        found = np.zeros(self.pairs)
        if len(rows):
            firsts = np.flatnonzero(np.diff(rows, prepend=-1))
            found[rows[firsts]] = np.maximum.reduceat(weight_of_items(words), firsts)
        return found

    def _summed(self, values: Ints) -> Floats:
        return np.bincount(self.shared_rows, values, self.pairs).astype(np.float64)


class PairArrays:
    """Pairs of events, with what is known of each pair. `ours` and `theirs` are places among the
    events; of each pair, the event with the smaller number is the first."""

    def __init__(self, events: EventArrays, ours: Ints, theirs: Ints) -> None:
        self.events, self.ours, self.theirs = events, ours, theirs
        self._commons: dict[str, Common] = {}
        self.is_one_article: Flags = self.both(events.articles)
        self.is_one_family: Flags = self.both(events.families)
        self.gap = self._gap()
        self.days_apart = self._days_apart()
        self.same_type, self.same_mode = self.both(events.type.ids), self.both(events.mode.ids)
        self.same_verb = self.both(events.verb)
        self.has_mode = self.same_mode & self.of_mode(None, every=True, other=True)

    def __len__(self) -> int:
        return len(self.ours)

    def taken(self, which: Flags) -> PairArrays:
        """Return some of the pairs, with what is known of them."""
        found = PairArrays(self.events, self.ours[which], self.theirs[which])
        found._commons = {name: common.taken(which) for name, common in self._commons.items()}
        return found

    def turned(self) -> PairArrays:
        """Return the pairs with the second of the two first."""
        return PairArrays(self.events, self.theirs, self.ours)

    def of(self, column: Ints) -> tuple[Ints, Ints]:
        """Return the two columns of a number of events."""
        return column[self.ours], column[self.theirs]

    def flags(self, column: Flags) -> tuple[Flags, Flags]:
        return column[self.ours], column[self.theirs]

    def both(self, column: Ints) -> Flags:
        """Return whether both have the same."""
        ours, theirs = self.of(column)
        said: Flags = ours == theirs
        return said

    def common(self, sets: Sets) -> Common:
        return Common.of(sets, self.ours, self.theirs)

    def _known(self, name: str) -> Common:
        """Return what two have in common of a set of events by its name, found once."""
        if name not in self._commons:
            self._commons[name] = self.common(getattr(self.events, name))
        return self._commons[name]

    def are_of(self, values: Iterable[str | None], column: str) -> tuple[Flags, Flags]:
        """Return whether each has one of these types, modes or modalities."""
        of = getattr(self.events, column)
        known = np.array([of.number(value) for value in values])
        return self.flags(np.isin(of.ids, known[known != NOT_KNOWN]))

    def of_mode(self, mode: str | None, *, every: bool, other: bool = False) -> Flags:
        """Return whether both or one of the two have this mode, or another one."""
        ours, theirs = self.are_of([mode], "mode")
        if other:
            ours, theirs = ~ours, ~theirs
        return ours & theirs if every else ours | theirs

    @property
    def label(self) -> Common:
        return self._known("label")

    @cached_property
    def in_labels(self) -> Floats:
        return self.label.weight()

    @property
    def words(self) -> Common:
        return self._known("words")

    @cached_property
    def shared(self) -> Floats:
        return self.words.weight()

    @property
    def names(self) -> Common:
        return self._known("names")

    @property
    def label_names(self) -> Common:
        return self._known("label_names")

    @property
    def parties(self) -> Common:
        return self._known("named")

    @property
    def numbers(self) -> Common:
        return self._known("numbers")

    @property
    def places(self) -> Common:
        return self._known("place_names")

    @property
    def about(self) -> Common:
        return self._known("about")

    @cached_property
    def shared_people(self) -> Ints:
        return self.parties.number(self.parties.shared_items & PERSON != 0)

    @cached_property
    def is_exact(self) -> tuple[Flags, Flags]:
        return self.flags(self.events.is_exact)

    @cached_property
    def is_vague(self) -> tuple[Flags, Flags]:
        return self.are_of(VAGUE, "type")

    @cached_property
    def both_attacks(self) -> Flags:
        return both_of(*self.are_of([ATTACK], "type"))

    @cached_property
    def both_won(self) -> Flags:
        return both_of(*self.are_of(WON, "mode"))

    @cached_property
    def shared_kinds(self) -> Ints:
        return np.bitwise_and(*self.of(self.events.kinds))

    def _gap(self) -> Ints:
        """Return the days between the periods, -1 if one of them is unknown."""
        firsts, lasts = self.of(self.events.first), self.of(self.events.last)
        gap = np.maximum(np.maximum(firsts[0] - lasts[1], firsts[1] - lasts[0]), 0)
        known = self.flags(self.events.has_period)
        return np.where(known[0] & known[1], gap, NOT_KNOWN)

    def _days_apart(self) -> Ints:
        """Return the days between the articles, -1 if one of them has no date."""
        ours, theirs = self.of(self.events.published)
        known = (ours != NOT_KNOWN) & (theirs != NOT_KNOWN)
        return np.where(known, np.abs(ours - theirs), NOT_KNOWN)

    def is_within(self, most: int) -> Flags:
        return self.days_apart <= most

    @cached_property
    def is_later_undated(self) -> Flags:
        """Whether the second of the two, by their moments, is the second of the pair."""
        ours, theirs = self.of(self.events.moment)
        return ours <= theirs

    def dated[T: (Ints, Flags)](self, column: T) -> T:
        """Return a number of that event of each pair whose moment is first."""
        return np.where(self.is_later_undated, column[self.ours], column[self.theirs])

    def undated[T: (Ints, Flags)](self, column: T) -> T:
        """Return a number of the other one."""
        return np.where(self.is_later_undated, column[self.theirs], column[self.ours])

    @cached_property
    def told_after(self) -> tuple[Flags, Ints]:
        """How long after the day of the dated one the other was told, where that is known."""
        last, told = self.dated(self.events.last), self.undated(self.events.published)
        return (last != NOT_KNOWN) & (told != NOT_KNOWN), told - last

    @cached_property
    def has_verb_in_label(self) -> Flags:
        ours, theirs = self.of(self.events.verb_word)
        label = self.events.label
        return label.has(self.theirs, ours) | label.has(self.ours, theirs)

    def are_party_words(self, common: Common) -> Flags:
        """Return which of these shared words belong to the names of the parties of either."""
        words, rows = self.events.party_words, common.shared_rows
        return words.has(self.ours[rows], common.shared_items) | words.has(
            self.theirs[rows], common.shared_items
        )

    def are_party_names(self, common: Common) -> Flags:
        """Return which of these shared names of labels are of a party of either."""
        rows, names = common.shared_rows, common.shared_items & HASH
        known = self.events.party_names
        return known.has(self.ours[rows], names) | known.has(self.theirs[rows], names)

    @cached_property
    def is_party_word(self) -> Flags:
        return self.are_party_words(self.label)

    @cached_property
    def is_a_week_off(self) -> Flags:
        found = ~self.is_one_article & (self.gap == WEEK) & self.is_within(2 * WEEK)
        found &= self.is_exact[0] & self.is_exact[1] & (self.has_mode | self.same_verb)
        said: Flags = found & self.label_names.is_any
        return said

    @cached_property
    def is_years_after(self) -> Flags:
        known, days = self.told_after
        return known & (self.undated(self.events.moment) >= FIRST_OPEN) & (days > TERM)


def both_of(ours: Flags, theirs: Flags) -> Flags:
    return ours & theirs


def either(ours: Flags, theirs: Flags) -> Flags:
    return ours | theirs


def cosines(shared: Floats, ours: Ints, theirs: Ints) -> Floats:
    """Return the likeness of lists of words by the weight of the shared and of all."""
    return divided(shared, np.sqrt((ours * theirs).astype(np.float64)))


def divided(over: Floats, under: Floats) -> Floats:
    """Return one divided by the other, 0 where that is 0."""
    return np.divide(over, under, out=np.zeros(len(over)), where=under != 0)
