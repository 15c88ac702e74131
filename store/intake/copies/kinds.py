"""What one article is to another whose words it shares."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from store.intake.copies.words import Run
from store.reading import Article

Kind = Literal["copy", "update", "excerpt"]
FEWEST = 20
"""Runs of a text that is long enough to tell; a headline is not."""
_NEARLY_ALL = 0.7
_HALF = 0.5
_NEARLY_THE_SAME = 0.9
_NEAR_DAYS = 3
"""A copy appears within days. What is like a text of last month but for its numbers is the next
of a series: the weekly auction, the dividend."""
_SAME_LINK = 0.3
"""Of what stands under one link at two times, so much need be the same."""


class Copy(msgspec.Struct, frozen=True):
    """The newcomer shares its words with the article of this number."""

    number: int
    kind: Kind
    share: float
    """How much of the newcomer is in the other, from 0 to 1."""
    of_other: float
    """How much of the other is in the newcomer."""
    other_is_the_excerpt: bool = False
    """The longer one came later: it is the other that is a part of the newcomer."""


def copy_of(
    new: Article, new_runs: frozenset[Run], number: int, old: Article, old_runs: frozenset[Run]
) -> Copy | None:
    """What a newcomer is to an article of the store; None when it is a text of its own.

    An *update* comes from the same outlet, or stands under the same link, and says something
    new; a *copy* says the same elsewhere (two papers' cuts of one agency's text are copies); an
    *excerpt* is a part. Follow-ups that repeat a paragraph of background are none of these.
    """
    if min(len(new_runs), len(old_runs)) < FEWEST:
        return None
    shared = len(new_runs & old_runs)
    share, of_other = shared / len(new_runs), shared / len(old_runs)
    kind = _kind(new, old, share, of_other)
    if kind is None:
        return None
    turned = kind == "excerpt" and of_other > share
    return Copy(number, kind, round(share, 3), round(of_other, 3), turned)


def _kind(new: Article, old: Article, share: float, of_other: float) -> Kind | None:
    same_link = bool(new.url and new.url == old.url)
    if same_link and max(share, of_other) >= _SAME_LINK:
        return "update"
    same_outlet = bool(new.source and old.source and _folded(new.source) == _folded(old.source))
    if min(share, of_other) < _NEARLY_THE_SAME and _far_apart(new, old):
        return None
    is_part = min(share, of_other) < _NEARLY_ALL * max(share, of_other)
    if min(share, of_other) >= _HALF and not is_part:
        return "update" if same_outlet and min(share, of_other) < 1 else "copy"
    if is_part and max(share, of_other) >= _NEARLY_ALL:
        return "update" if same_outlet and of_other > share else "excerpt"
    return None


def _far_apart(new: Article, old: Article) -> bool:
    """Were they published more than a few days apart? No, where a date is not known."""
    if new.published is None or old.published is None:
        return False
    try:
        days = date.fromisoformat(new.published[:10]) - date.fromisoformat(old.published[:10])
    except ValueError:
        return False
    return abs(days) > timedelta(days=_NEAR_DAYS)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
