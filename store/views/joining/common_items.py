"""What the sets of two events share and what each of them lacks, of many pairs at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from store.views.joining.event_arrays import Flags, Floats, Ints, Sets, weight_of_items
from store.views.joining.event_signs import WEIGHT, WEIGHT_BITS


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

    @property
    def are_others(self) -> Flags:
        """Whether both sets have something, and nothing in common."""
        return self.are_both & ~self.is_any

    @property
    def overlap(self) -> Floats:
        """How much the two sets share, 0 to 1."""
        ours, theirs = self.sizes
        under = np.sqrt((ours * theirs).astype(np.float64))
        return divided(self.count.astype(np.float64), under)

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


def either(ours: Flags, theirs: Flags) -> Flags:
    return ours | theirs


def cosines(shared: Floats, ours: Ints, theirs: Ints) -> Floats:
    """Return the likeness of lists of words by the weight of the shared and of all."""
    return divided(shared, np.sqrt((ours * theirs).astype(np.float64)))


def divided(over: Floats, under: Floats) -> Floats:
    """Return one divided by the other, 0 where that is 0."""
    return np.divide(over, under, out=np.zeros(len(over)), where=under != 0)
