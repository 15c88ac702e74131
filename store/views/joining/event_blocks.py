"""Which events are compared at all: those that share a block, so that the cost stays near linear.

A block is a period and what is told in it: two parties, a party and the verb, rare words. Events
are stored in the block of their own period and looked for in the neighbouring periods too. What
news mentions again in passing has blocks of longer periods.

The number of a block begins with its period, so that the blocks of articles of one time are
neighbours in their table: new articles write to a few of its pages, however large it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, overload
from zlib import crc32

from store.views.joining.block_keys import BlockKeys
from store.views.joining.event_kinds import (
    MOST_DAYS,
    NEAR_DAYS,
    is_exact,
    is_long_ago,
    is_recalled,
)
from store.views.joining.event_signs import EventSign
from store.views.moments import PRECISIONS, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WEEK = NEAR_DAYS + 1
_DAYS = MOST_DAYS + 1
"""Days in one period, by publication and by the date of the event."""
_SEASON = 64
_YEAR = 400
"""Days in one period of what news still mentions in passing, and of attacks, which it mentions
longest."""
_KINDS = "mdpsyrh"
"""The kinds of periods: month, days, week, season and year of blocks, the day of attacks, and the
year of what is long ago."""
_KEY_BITS, _PERIOD_BITS = 32, 12
"""The bits of a block for its key and its period, below those for its kind: 47, which SQLite stores
in 6 bytes. Periods far from each other may share a number."""
_PERIODS = (1 << _PERIOD_BITS) - 1
_KEYS = (1 << _KEY_BITS) - 1


class Blocks(NamedTuple):
    """The blocks of an event, as numbers."""

    own: Collection[int]
    """Those that it is stored in."""
    moving: Collection[int]
    """Those of them whose neighbours in time count too."""

    @property
    def near(self) -> list[int]:
        """Those that have the events with which it is compared."""
        steps = [beside(block, step) for step in (-1, 1) for block in self.moving]
        return [*self.own, *steps]


def blocks_of(sign: EventSign) -> Blocks:
    found = _Found(set(), set())
    keys = BlockKeys(sign)
    _add_of_dates(found, sign, keys)
    happened, published = _day(sign), sign.published
    is_news = published is None or happened is None or published - happened <= NEAR_DAYS
    is_told = is_news and (published is not None or happened is None)
    parties = _hashed(keys.of_parties()) if is_told or happened is not None else []
    if happened is not None:
        found.add("d", happened // _DAYS, parties + _hashed(keys.of_day()))
    if is_told:
        found.add_published("p", published, _WEEK, parties + _hashed(keys.of_news()))
    if sign.modality not in ("hypothetical", "negated"):
        found.add_published("s", published, _SEASON, _hashed(keys.of_season()))
        found.add_published("y", published, _YEAR, _hashed(keys.of_year()))
        if happened is not None and is_recalled(sign):
            found.add("r", happened, _hashed(keys.of_recalled()), is_alone=True)
    return Blocks(*found)


def _add_of_dates(found: _Found, sign: EventSign, keys: BlockKeys) -> None:
    """Add the blocks of the month and year of an event, however long ago they are."""
    month, year = _month(sign), _year(sign)
    if month is not None:
        found.add("m", month, _hashed(keys.of_month()), is_alone=True)
    if year is not None and is_long_ago(sign):
        found.add("h", year, _hashed(keys.of_history()), is_alone=True)


class _Found(NamedTuple):
    own: set[int]
    moving: set[int]

    def add(
        self, kind: str, period: int, numbers: Iterable[int], *, is_alone: bool = False
    ) -> None:
        """Add the blocks of the numbers of keys. `is_alone` means that the neighbouring periods do
        not count."""
        first = (_KINDS.index(kind) << _PERIOD_BITS | period & _PERIODS) << _KEY_BITS
        own = [first | number for number in numbers]
        self.own.update(own)
        if not is_alone:
            self.moving.update(own)

    def add_published(
        self, kind: str, published: int | None, days: int, numbers: Iterable[int]
    ) -> None:
        """Add blocks of a period of so many days by publication. Articles without a date share one
        that has no neighbours."""
        period = -1 if published is None else published // days
        self.add(kind, period, numbers, is_alone=published is None)


def _hashed(keys: Iterable[str]) -> list[int]:
    """Return the numbers of keys."""
    return [crc32(key.encode(errors="replace")) for key in keys]


@overload
def beside(block: int, step: int) -> int: ...
@overload
def beside(block: NDArray[np.uint64], step: int) -> NDArray[np.uint64]: ...
def beside(block: Any, step: int) -> Any:
    """Return the block, or those of an array, with the same key in a period so much later."""
    place = block >> _KEY_BITS
    kind = place >> _PERIOD_BITS << _PERIOD_BITS
    period = place + (step & _PERIODS) & _PERIODS
    return (kind | period) << _KEY_BITS | block & _KEYS


def _month(sign: EventSign) -> int | None:
    """Return the number of the month in which the event is known to have happened."""
    when = unpack(sign.moment)
    if when.first is None or when.last is None or when.precision > PRECISIONS.index("month"):
        return None
    day = date.fromordinal(when.first)
    return day.year * 12 + day.month


def _year(sign: EventSign) -> int | None:
    """Return the year in which the event is known to have happened."""
    when = unpack(sign.moment)
    if when.first is None or when.last is None:
        return None
    first, last = (date.fromordinal(day).year for day in (when.first, when.last))
    return first if first == last else None


def _day(sign: EventSign) -> int | None:
    return unpack(sign.moment).first if is_exact(sign.moment) else None
