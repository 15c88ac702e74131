"""Which events and offices lists show unasked: those that are trusted enough."""

from __future__ import annotations

from typing import Protocol

ADMITTED = 0.94
"""The least confidence of a row that lists show unasked, if nobody would note it.

See `is_unsure`. Strict readers found nine in ten of the rows that lists show right or nearly so,
and six in ten right in everything.
"""
FORGIVEN = 0.2
"""By how much less sure a row may be that every analyst would note. At the same share of rows that
are right in everything, lists then lack fewer of the events that readers wanted."""
LEAST = 0.8
"""What no row may be below: of 24 judged ones that matter most, 8 misled."""
MINOR_BELOW = 0.05
"""The salience below which hardly an analyst would note an event."""

SURE_OFFICE = 0.75
"""The least confidence of an office that cards show unasked. Of 2,630 that were judged, most of
which the model was not sure of, 92 % are right from there on in articles left out. Of 157 drawn at
random, 148 were right."""


class WeighedEvent(Protocol):
    """An event of a reading, or one that is being read."""

    @property
    def confidence(self) -> float | None: ...
    @property
    def salience(self) -> float: ...


def is_minor(salience: float) -> bool:
    """Return whether hardly an analyst would note an event of this salience."""
    return salience < MINOR_BELOW


def is_unsure(confidence: float | None, salience: float) -> bool:
    """Return whether an event is not trusted enough for what it matters: the more likely an analyst
    would note it, the less sure it must be. Events of older versions, which have no confidence,
    are trusted."""
    return confidence is not None and confidence < max(LEAST, ADMITTED - FORGIVEN * salience)


def is_hidden(event: WeighedEvent) -> bool:
    """Return whether lists leave an event out unless they are asked for all: it is minor, or
    unsure."""
    return is_minor(event.salience) or is_unsure(event.confidence, event.salience)


def is_unsure_office(confidence: float | None) -> bool:
    """Return whether an office is not trusted. Offices of older versions are."""
    return confidence is not None and confidence < SURE_OFFICE
