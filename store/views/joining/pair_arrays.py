"""Pairs of events that may be one: what the two of each have in common, and how far they are apart.

Nothing here depends on other events, so that the same two articles give the same answer in every
store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from store.views.joining.common_items import Common
from store.views.joining.event_arrays import (
    NOT_KNOWN,
    PERSON,
    Column,
    EventArrays,
    Flags,
    Floats,
    Ints,
    Sets,
)
from store.views.joining.event_kinds import ATTACK, NEAR_DAYS, VAGUE
from store.views.joining.event_signs import HASH, EventSign
from store.views.joining.label_parts import WON
from store.views.moments import FIRST_OPEN

TERM = 400
"""Days after which somebody may have won at the same place again."""
WEEK = 7


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
        self.same_modality = self.both(events.modality.ids)
        self.has_mode = self.same_mode & ~self.any_of([None], "mode")

    def __len__(self) -> int:
        return len(self.ours)

    def taken(self, which: Flags) -> PairArrays:
        """Return some of the pairs, with what is known of them."""
        found = PairArrays(self.events, self.ours[which], self.theirs[which])
        found._commons = {name: common.taken(which) for name, common in self._commons.items()}
        return found

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

    def both_of(self, values: Iterable[str | None], column: str) -> Flags:
        ours, theirs = self.are_of(values, column)
        return ours & theirs

    def any_of(self, values: Iterable[str | None], column: str) -> Flags:
        ours, theirs = self.are_of(values, column)
        return ours | theirs

    def looked_up(
        self,
        column: Column[Any],
        asked: Flags,
        of: Callable[[Any, Any], int],
        *,
        turned: bool = False,
    ) -> Ints:
        """Return what a function says of the values of those pairs that are asked for, each
        different two once, 0 for the others. `turned` asks with the second of the two first."""
        found = np.zeros(len(self), np.int64)
        (rows,) = asked.nonzero()
        if not len(rows):
            return found
        ours, theirs = (column.ids[each[rows]] for each in (self.ours, self.theirs))
        if turned:
            ours, theirs = theirs, ours
        several, values = len(column.values), column.values
        both, places = np.unique(ours * several + theirs, return_inverse=True)
        said = [of(values[two // several], values[two % several]) for two in both.tolist()]
        found[rows] = np.array(said, np.int64)[places]
        return found

    def which(
        self, column: Column[Any], asked: Flags, is_true: Callable[[Any, Any], bool]
    ) -> Flags:
        """Return those of the pairs that are asked for of whose values this is true."""
        said: Flags = self.looked_up(column, asked, is_true) > 0
        return said

    def each(self, asked: Flags, is_true: Callable[[EventSign, EventSign], bool]) -> Flags:
        """Return those of the pairs that are asked for of whose signs this is true."""
        found, signs = np.zeros(len(self), np.bool_), self.events.signs
        (rows,) = asked.nonzero()
        both = zip(self.ours[rows].tolist(), self.theirs[rows].tolist(), strict=True)
        found[rows] = [is_true(signs[one], signs[other]) for one, other in both]
        return found

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

    @property
    def people(self) -> Common:
        return self._known("people")

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
        return self.both_of([ATTACK], "type")

    @cached_property
    def both_won(self) -> Flags:
        return self.both_of(WON, "mode")

    @property
    def are_placed(self) -> Flags:
        """Whether both are known to have happened at some place."""
        ours, theirs = self.of(self.events.place.ids)
        none = self.events.place.number(None)
        said: Flags = (ours != none) & (theirs != none)
        return said

    @property
    def same_place(self) -> Flags:
        return self.are_placed & self.both(self.events.place.ids)

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
        """Return whether the articles were published within so many days, as far as is known."""
        return self.days_apart <= most

    @property
    def is_near(self) -> Flags:
        """Whether the articles were published near each other, as far as is known."""
        return self.is_within(NEAR_DAYS)

    @cached_property
    def is_later_undated(self) -> Flags:
        """Whether the second of the two, by their moments, is the second of the pair."""
        ours, theirs = self.of(self.events.moment)
        return ours <= theirs

    def dated[T: (Ints, Flags)](self, column: T) -> T:
        """Return a value of that event of each pair whose moment is first."""
        return np.where(self.is_later_undated, column[self.ours], column[self.theirs])

    def undated[T: (Ints, Flags)](self, column: T) -> T:
        """Return the same of the other one."""
        return np.where(self.is_later_undated, column[self.theirs], column[self.ours])

    @cached_property
    def told_after(self) -> tuple[Flags, Ints]:
        """How long after the day of the dated one the other was told, where that is known."""
        last, told = self.dated(self.events.last), self.undated(self.events.published)
        return (last != NOT_KNOWN) & (told != NOT_KNOWN), told - last

    @cached_property
    def when(self) -> Mapping[str, Flags]:
        """How the dates of the two are to each other: each pair is of one of these."""
        ours, theirs = self.of(self.events.moment)
        known, its = ours < FIRST_OPEN, theirs < FIRST_OPEN
        both, same, exact = known & its, ours == theirs, self.is_exact[0] | self.is_exact[1]
        has_days, days = self.told_after
        is_then = has_days & self.dated(self.events.is_exact) & (days >= -1) & (days <= NEAR_DAYS)
        at_once = both & ~same & (self.gap == 0)
        return {
            "undated": ~known & ~its,
            "one undated, told then": (known != its) & is_then,
            "one undated": (known != its) & ~is_then,
            "same day": both & same & exact,
            "same period": both & same & ~exact,
            "within": at_once & exact,
            "overlap": at_once & ~exact,
            "1 days apart": both & ~same & (self.gap == 1),
            "2 days apart": both & ~same & (self.gap > 1),
        }

    @cached_property
    def together(self) -> Flags:
        """Whether the two may be of one time, if not known to be of one day."""
        when = self.when
        return when["within"] | when["same period"] | when["one undated, told then"]

    @cached_property
    def has_verb_in_label(self) -> Flags:
        """Whether the label of one has the word that carries the other."""
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
    def label_besides_parties(self) -> Floats:
        """The weight of the words that the labels share besides the names of parties of either."""
        return self.label.weight(self.is_party_word)

    @cached_property
    def is_a_week_off(self) -> Flags:
        """Whether two days are a week from each other, and articles of much the same time tell them
        alike by name: "Tuesday's primary" is easily taken for that of another week."""
        found = ~self.is_one_article & (self.gap == WEEK) & self.is_within(2 * WEEK)
        found &= self.is_exact[0] & self.is_exact[1] & (self.has_mode | self.same_verb)
        said: Flags = found & self.label_names.is_any
        return said

    @cached_property
    def is_years_after(self) -> Flags:
        """Whether one, without a date, was told long after the day of the other."""
        known, days = self.told_after
        return known & (self.undated(self.events.moment) >= FIRST_OPEN) & (days > TERM)
