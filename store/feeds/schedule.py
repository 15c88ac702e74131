"""When a feed is requested again, and what is new in it and in a watched folder.

A feed is requested as often as wanted, but no sooner than its host permits. Lessons from other
readers: the newest validators are kept as they came, even if there are none. A host that asks for a
year is asked after a day. A feed that fails is requested less and less often, but not dropped.
"""

from __future__ import annotations

import hashlib
import html
import random
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import msgspec

from store.feeds.feeds import Feed
from store.intake.answers import Answer, Unfetched
from store.intake.sources import Source, sources, stamp

# What a watcher looks at: new files in folders, and a feed's title, `ttl` and type.

_STILL = 2.0
"""Seconds without a change after which a file counts as completely written."""


class Folders:
    """Folders, and the files that were found in them before."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = list(paths)
        self.young = 0
        """Files that were seen at the last look and are still being written."""
        self.left = 0
        """Files that were seen at the last look and will be returned by the next ones."""
        self._returned: dict[str, str] = {}

    def look(self, most: int) -> list[Source]:
        """Return at most `most` files that are new or changed since they were last returned."""
        self.young = self.left = 0
        found: list[Source] = []
        returned: dict[str, str] = {}
        for source in sources(self.paths):
            known = source.refused or stamp(source)
            if known == self._returned.get(source.name):
                returned[source.name] = known
            elif _is_young(source):
                self.young += 1
            elif len(found) >= most:
                self.left += 1
            else:
                returned[source.name] = known
                found.append(source)
        self._returned = returned
        return found

    def forget(self, names: Iterable[str]) -> None:
        """Forget files that were not read to their end, so that they are returned again."""
        for name in names:
            self._returned.pop(name, None)


def _is_young(source: Source) -> bool:
    with suppress(OSError):
        return 0 <= time.time() - Path(source.name).stat().st_mtime < _STILL
    return False


_HEAD = 20_000
_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>")
_TITLE = re.compile(rb"<title(?:\s[^<>]{0,200})?>(?:\s{0,20}<!\[CDATA\[)?([^<>]{1,300})[\]<]")


def ttl(body: bytes) -> float:
    """Return the seconds for which an RSS feed may be cached (its `ttl` is in minutes)."""
    found = _TTL.search(body, 0, _HEAD)
    return 60.0 * int(found[1]) if found else 0.0


def title(body: bytes) -> str | None:
    """Return the title of an XML feed."""
    found = _TITLE.search(body, 0, _HEAD)
    words = html.unescape(found[1].decode("utf-8", "replace")).split() if found else []
    return " ".join(words).rstrip("]") or None


_NO_FEED_HEAD = 200_000
"""Bytes within which the head of a page ends."""
_PAGE = re.compile(
    rb"\s*+(?:(?:<\?[^<>]{0,200}+>|<!--(?:(?!-->).){0,2000}-->)\s*+){0,5}+<(?:!doctype html|html)\b"
)
"""A comment ends at its first end mark. With a later one, hostile comments take hours."""
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_KIND = re.compile(r"""\btype\s*=\s*["']?application/(?:rss|atom|rdf|feed)\+(?:xml|json)""", re.I)
_TARGET = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NAMED = 3


def reject_page(answer: Answer) -> Answer | Unfetched:
    """Return the answer, or a failure if it is an HTML page and not a feed."""
    head = answer.body[:_NO_FEED_HEAD]
    if _PAGE.match(head[:10_000].lower()) is None:
        return answer
    feeds = list(dict.fromkeys(_feeds(head.decode("utf-8", "replace"), answer.url)))[:_NAMED]
    named = f", which names {' and '.join(feeds)}" if feeds else ""
    return Unfetched(f"this is a web page, not a feed{named}")


def _feeds(page: str, base: str) -> Iterator[str]:
    for link in _LINK.findall(page):
        target = _TARGET.search(link)
        if target and _KIND.search(link):
            reference = next(filter(None, target.groups()), "")
            try:
                yield urljoin(base, html.unescape(reference))
            except ValueError:
                continue


# When a feed is requested again: as often as wanted, but no sooner than its host permits.

DAY = 86_400.0
WEEK = 7 * DAY
_MOVES = 10
"""How many former links of a feed are kept."""
_FIRST_WAIT = 300.0
"""Seconds after a first failure, for feeds that are requested more often than that."""

Outcome = Answer | Unfetched


class Clock:
    """The time, and the random jitter that keeps watchers out of step."""

    def __init__(self, every: float, *, chance: random.Random | None = None) -> None:
        """A feed is requested every `every` seconds; 0 leaves the interval to the caller."""
        self.every = every
        self._chance = chance or random.Random()  # noqa: S311 - no secret

    def usual(self, wished: float) -> float:
        """Return the seconds to the next request, if the host wishes for so many."""
        return max(self.every * self._chance.uniform(0.9, 1.1), min(wished, DAY))

    def after_failure(self, failures: int, wait: float) -> float:
        """Return the seconds to the next request after `failures` failures in a row.

        The wait starts with `wait` if the host asked for it. It doubles each time, up to a day,
        with a jitter of a quarter.
        """
        first = max(self.every, _FIRST_WAIT)
        doubled = min(DAY, first * 2.0 ** min(failures - 1, 20))
        return max(doubled * self._chance.uniform(0.75, 1.25), min(wait, WEEK))


def is_due(feed: Feed, now: datetime) -> bool:
    """Return whether the feed is to be requested now."""
    return not feed.is_gone and (feed.due is None or datetime.fromisoformat(feed.due) <= now)


def after(feed: Feed, outcome: Outcome, now: datetime, clock: Clock) -> Feed:
    """Return the feed updated with the result of a request, before its items are imported."""
    if isinstance(outcome, Unfetched):
        return _failed(feed, outcome, now, clock)
    wished = max(outcome.fresh_for or 0.0, ttl(outcome.body))
    url = outcome.url if outcome.moved else feed.url
    requested = msgspec.structs.replace(
        feed,
        url=url,
        formerly=feed.formerly if url == feed.url else (*feed.formerly, feed.url)[-_MOVES:],
        fetched=_iso(now),
        came=0,
        due=_iso(now + timedelta(seconds=clock.usual(wished))),
        failures=0,
        error=feed.error if feed.failures == 0 else None,
    )
    if outcome.unchanged:
        return requested
    requested = msgspec.structs.replace(requested, left=0)
    is_same = digest(outcome.body) == feed.digest
    return msgspec.structs.replace(
        requested,
        title=feed.title or title(outcome.body),
        etag=outcome.validators.etag,
        modified=outcome.validators.modified,
        digest=digest(outcome.body),
        error=requested.error if is_same else None,
    )


def _failed(feed: Feed, failed: Unfetched, now: datetime, clock: Clock) -> Feed:
    failures = feed.failures + 1
    wait = clock.after_failure(failures, failed.wait or 0.0)
    is_gone = failed.status == 410
    return msgspec.structs.replace(
        feed,
        fetched=_iso(now),
        came=0,
        due=_iso(now + timedelta(seconds=wait)),
        failures=failures,
        error=str(failed),
        is_gone=is_gone,
    )


def is_news(feed: Feed, outcome: Outcome) -> bool:
    """Return whether the answer has a different body from the one before."""
    if isinstance(outcome, Unfetched) or outcome.unchanged:
        return False
    return feed.left > 0 or digest(outcome.body) != feed.digest


def with_left(feed: Feed, left: int, now: datetime, clock: Clock) -> Feed:
    """Return the feed with `left` deferred articles. It is requested again at the wanted interval
    even if its host wishes for a longer one, since the host has nothing new to send.
    """
    if not left:
        return feed
    due = now + timedelta(seconds=clock.usual(0))
    return msgspec.structs.replace(feed, left=feed.left + left, due=_iso(due))


def digest(body: bytes) -> str:
    """Return the digest that identifies a feed's body."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
