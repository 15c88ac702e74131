"""Copies, updates and excerpts: what one article is to another whose words it shares."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec

from store.index_file import open_index, remove_database
from store.reading import Article

# A text as the set of its runs of four words, and the few of them that stand for it.

RUN = 4
_WORD = re.compile(r"\w+")
_RATES = ((200, 8), (1_000, 16))
"""Of so many runs, one in so many is picked; of more than the last, one in 32. Each rate
divides the next, so what a long text picks, a short one picks too."""
_LAST_RATE = 32


Run = tuple[str, ...]


def runs(text: str) -> frozenset[Run]:
    """All runs of four words; case and punctuation do not count."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def picked(found: frozenset[Run]) -> list[int]:
    """The hashes (63 bits) of the runs that stand for a text, in order."""
    rate = next((rate for size, rate in _RATES if len(found) <= size), _LAST_RATE)
    hashes = {hashed(" ".join(run)) for run in found}
    return sorted(each for each in hashes if each % rate == 0)


def hashed(run: str) -> int:
    """63 bits that stand for a string, the same in every process."""
    return int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


# What one article is to another whose words it shares.

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


# An index on disk from picked hashes to the articles that have them. Derived, disposable.

_SCHEMA = 1
_TABLES = (
    "DROP TABLE IF EXISTS hashes; DROP TABLE IF EXISTS covered;"
    "CREATE TABLE hashes (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;"
    "CREATE TABLE covered (version INTEGER NOT NULL);"
    "INSERT INTO covered VALUES (0);"
)
_COMMON = 40
"""A run of words that so many articles have is a site's own phrase and tells nothing."""
_CANDIDATES = 4
_AT_ONCE = 500


class Sketches:
    """The hashes of a store's articles up to a version of it.

    Several processes may write, none for longer than an article takes; an entry that is there
    twice is one. Where nothing more can be written (a full disk) what is in here serves on, and
    the rest is added by a later import. What was added when a process was killed is added
    again, because `covered` had not moved.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        """`tell` hears of damage. Raises `sqlite3.Error` and `OSError`."""
        self.path = path
        self._tell = tell
        self._is_behind = False
        self._db = open_index(path, _SCHEMA, _TABLES, tell)

    def covered(self) -> int:
        """The version of the store up to which its articles are in here."""
        return int(self._db.execute("SELECT version FROM covered").fetchone()[0])

    def add(self, number: int, hashes: Iterable[int]) -> None:
        """The article can be found, here and by other processes."""
        entries = [(each, number) for each in hashes]
        try:
            with self._db:
                self._db.executemany("INSERT OR IGNORE INTO hashes VALUES (?, ?)", entries)
        except sqlite3.OperationalError:
            self._is_behind = True
        except sqlite3.DatabaseError:
            self._begin_anew()

    def commit(self, covered: int) -> None:
        """All articles up to this version of the store are in, unless one could not be added."""
        if not self._is_behind:
            with suppress(sqlite3.DatabaseError), self._db:
                self._db.execute("UPDATE covered SET version = ?", (covered,))

    def clear(self) -> None:
        """Forget everything: the store is another than the one that was indexed."""
        with self._db:
            self._db.execute("DELETE FROM hashes")
        self.commit(0)

    def candidates(self, hashes: list[int]) -> list[int]:
        """The articles that share most of these hashes, the best first."""
        try:
            return self._candidates(hashes)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._begin_anew()
            return []

    def _begin_anew(self) -> None:
        """Leave a damaged index for an empty one, which the next process fills: what is covered
        does not move before."""
        self._is_behind = True
        self._tell(f"{self.path} was damaged; it is made anew.")
        self._db.close()
        remove_database(self.path)
        self._db = open_index(self.path, _SCHEMA, _TABLES, self._tell)

    def _candidates(self, hashes: list[int]) -> list[int]:
        having: dict[int, list[int]] = {}
        for start in range(0, len(hashes), _AT_ONCE):
            some = hashes[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            question = f"SELECT hash, number FROM hashes WHERE hash IN ({marks})"  # noqa: S608
            for each, number in self._db.execute(question, some):
                having.setdefault(each, []).append(number)
        counts: Counter[int] = Counter()
        for numbers in having.values():
            if len(numbers) <= _COMMON:
                counts.update(numbers)
        return [number for number, _ in counts.most_common(_CANDIDATES)]

    def close(self) -> None:
        self._db.close()
