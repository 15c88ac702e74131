"""What one round of watching came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec

from store.ingest.report import Item, Report
from store.ingest.watch.feeds import Feed
from store.trouble import Trouble


@dataclass(slots=True)
class Round:
    """What came of asking for some feeds and pages of their items, or of looking at folders."""

    feeds: list[Feed] = field(default_factory=list)
    """Those that were asked for, as they are now."""
    wrong: list[Feed] = field(default_factory=list)
    """Those of them that could not be had or read."""
    pages: int = 0
    put_off: dict[str, int] = field(default_factory=dict)
    """Articles that are left to the next round, by the links of their feeds."""
    unanswered: list[str] = field(default_factory=list)
    """Feeds that had not answered when there was no more time: they stay due."""
    report: Report = field(default_factory=Report)
    trouble: Trouble | None = None
    """Why nothing could be read or written; it is tried again."""


class Tally:
    """What came of each feed in a round, by the link that was asked for."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self.put_off: Counter[str] = Counter()
        self._new: Counter[str] = Counter()

    def take(self, item: Item) -> None:
        """Count an item under its feed."""
        feed = item.input or item.name
        if item.state in {"new", "copy"}:
            self._new[feed] += 1
        elif item.state == "put off":
            self.put_off[feed] += 1
        elif item.state == "failed" and item.name == feed:
            self.errors[feed] = item.reason or "it cannot be read"

    def added_to(self, feed: Feed, link: str) -> Feed:
        """The feed with what came of it."""
        new = self._new[link]
        return msgspec.structs.replace(
            feed,
            came=feed.came + new,
            articles=feed.articles + new,
            error=self.errors.get(link, feed.error),
        )
