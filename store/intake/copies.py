"""Finds copies, updates and excerpts: articles that share words with another."""

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

# A text as its set of runs of four words, and the few that represent it.

RUN = 4
_WORD = re.compile(r"\w+")
_RATES = ((200, 8), (1_000, 16))
"""A long text is represented by one in so many runs. Each rate divides the next, so the runs picked
from a long text are picked from a short one too.
"""
_LAST_RATE = 32


Run = tuple[str, ...]


def runs(text: str) -> frozenset[Run]:
    """Return all runs of four words, ignoring case and punctuation."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))


def picked(found: frozenset[Run]) -> list[int]:
    """Return the hashes (63 bits) of the runs that represent a text, in order."""
    rate = next((rate for size, rate in _RATES if len(found) <= size), _LAST_RATE)
    hashes = {hashed(" ".join(run)) for run in found}
    return sorted(each for each in hashes if each % rate == 0)


def hashed(run: str) -> int:
    """Return 63 bits of a hash that is the same in every process."""
    return int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


# The relation of two articles that share words.

Kind = Literal["copy", "update", "excerpt"]
FEWEST = 20
"""A text needs so many runs to be compared. A headline has fewer."""
_NEARLY_ALL = 0.7
_HALF = 0.5
_NEARLY_THE_SAME = 0.9
_NEAR_DAYS = 3
"""A copy appears within so many days. A later text that differs only in its numbers is the next of
a series: the weekly auction, the dividend.
"""
_SAME_LINK = 0.3
"""Two texts from the same link must share this much to be versions of one article."""


class Copy(msgspec.Struct, frozen=True):
    """The new article shares words with the article of this number."""

    number: int
    kind: Kind
    share: float
    """The share of the new article that is in the other, 0 to 1."""
    of_other: float
    """The share of the other that is in the new article, 0 to 1."""
    other_is_the_excerpt: bool = False
    """The longer article came later: the other is an excerpt of the new one."""


def copy_of(
    new: Article, new_runs: frozenset[Run], number: int, old: Article, old_runs: frozenset[Run]
) -> Copy | None:
    """Return how a new article relates to a stored one, or None if it is a text of its own.

    An *update* comes from the same source or link and says something new. A *copy* says the same
    elsewhere; two papers' versions of one agency text are copies. An *excerpt* is a part. A
    follow-up that repeats a paragraph of background is none of these.
    """
    if min(len(new_runs), len(old_runs)) < FEWEST:
        return None
    shared = len(new_runs & old_runs)
    share, of_other = shared / len(new_runs), shared / len(old_runs)
    kind = _kind(new, old, share, of_other)
    if kind is None or _is_of_a_series(new, old, min(share, of_other), kind):
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


# The next of a series: the same sentences about another bank, another day's prices.

_FACT = re.compile(r"\d[\d,.:/-]*\d|\d|\b[A-Z][\w&'-]*")
_SAME_FACTS = 0.75
"""Two versions of one text share more than this part of the names and numbers of the shorter."""
_SAME_NUMBERS = 0.35
_LOOSE_SHARE, _LOOSE_NUMBERS, _MANY = 0.7, 0.72, 4
"""Texts that share less than this must agree in more of their numbers, if they have so many."""


_LONGEST_FORM = 1_500
"""Code points of a text that may be a form."""
_SHORTEST_FORM = 400
"""Code points of a text that is nothing but names and numbers."""
_LEAD_WORDS = 8
_NOBODY = frozenset(
    "inc corp co ltd plc the a an on in at after for monday tuesday wednesday thursday friday"
    " saturday sunday january february march april may june july august september october november"
    " december".split()
)
"""Words at the beginning of a text that tell nobody from anybody."""


def _lead(text: str) -> set[str]:
    """Return the capitalised words at the beginning of a text: whom it is about."""
    words = _WORD.findall(text[:200])[:_LEAD_WORDS]
    return {word.casefold() for word in words if word[:1].isupper()} - _NOBODY


def _is_of_a_series(new: Article, old: Article, share: float, kind: Kind) -> bool:
    """Return whether two texts fill one form with different names and numbers."""
    facts = [frozenset(each.casefold() for each in _FACT.findall(a.text)) for a in (new, old)]
    numbers = [{each for each in those if each[0].isdigit()} for those in facts]
    least, fewest = min(map(len, facts)), min(map(len, numbers))
    if not least:
        return False
    if share < _NEARLY_THE_SAME and len(facts[0] & facts[1]) <= _SAME_FACTS * least:
        return True
    if kind == "excerpt" or len(new.text) > _LONGEST_FORM:
        return False
    same = len(numbers[0] & numbers[1]) / max(1, len(numbers[0] | numbers[1]))
    lone = [_lead(a.text) - those for a, those in zip((new, old), reversed(facts), strict=True)]
    if share < _NEARLY_THE_SAME and (all(lone) or (any(lone) and same < 1)):
        return True
    only = [(mine - theirs) - _NOBODY for mine, theirs in (facts, facts[::-1])]
    if share < _NEARLY_THE_SAME and len(new.text) <= _SHORTEST_FORM and all(only):
        return True
    is_another_day = (new.published or "")[:10] != (old.published or "")[:10]
    if is_another_day and numbers[0] - numbers[1] and numbers[1] - numbers[0]:
        return True
    is_loose = share < _LOOSE_SHARE and fewest >= _MANY and same <= _LOOSE_NUMBERS
    return fewest > 1 and (same <= _SAME_NUMBERS or is_loose)


def _far_apart(new: Article, old: Article) -> bool:
    """Return whether they were published more than a few days apart. An unknown date counts as
    near.
    """
    if new.published is None or old.published is None:
        return False
    try:
        days = date.fromisoformat(new.published[:10]) - date.fromisoformat(old.published[:10])
    except ValueError:
        return False
    return abs(days) > timedelta(days=_NEAR_DAYS)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


# A derived index on disk from hashes to the articles that have them.

_SCHEMA = 1
_TABLES = (
    "DROP TABLE IF EXISTS hashes; DROP TABLE IF EXISTS covered;"
    "CREATE TABLE hashes (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;"
    "CREATE TABLE covered (version INTEGER NOT NULL);"
    "INSERT INTO covered VALUES (0);"
)
_COMMON = 40
"""A run that so many articles have is a phrase of the site and is ignored."""
_CANDIDATES = 4
_AT_ONCE = 500


class Sketches:
    """The hashes of a store's articles, up to a version of the store.

    Several processes can write to it, each for no longer than a commit to the store takes.
    Duplicate entries do no harm. If nothing can be written (a full disk), existing ones are still
    used, and a later import adds the rest. Entries of a process that was killed are added again,
    because `covered` did not advance.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        """Open the index. `tell` is called with a message about damage.

        Raises:
            sqlite3.Error: The index cannot be written.
            OSError: The index cannot be written.
        """
        self.path = path
        self._tell = tell
        self._is_behind = False
        self._db = open_index(path, _SCHEMA, _TABLES, tell)

    def covered(self) -> int:
        """The version of the store up to which articles are in the index."""
        return int(self._db.execute("SELECT version FROM covered").fetchone()[0])

    def add(self, number: int, hashes: Iterable[int]) -> None:
        """Add an article, for this process, and for others after `keep_pending`."""
        entries = [(each, number) for each in hashes]
        try:
            self._db.executemany("INSERT OR IGNORE INTO hashes VALUES (?, ?)", entries)
        except sqlite3.OperationalError:
            self._is_behind = True
        except sqlite3.DatabaseError:
            self._replace_damaged()

    def keep_pending(self) -> None:
        """Keep the articles that were added since the last call."""
        try:
            self._db.commit()
        except sqlite3.OperationalError:
            self._is_behind = True
            self.drop_pending()
        except sqlite3.DatabaseError:
            self._replace_damaged()

    def drop_pending(self) -> None:
        """Forget the articles that were added since `keep_pending`."""
        with suppress(sqlite3.DatabaseError):
            self._db.rollback()

    def commit(self, covered: int) -> None:
        """Record that the articles up to this version of the store are in, unless adding one
        failed.
        """
        if not self._is_behind:
            with suppress(sqlite3.DatabaseError), self._db:
                self._db.execute("UPDATE covered SET version = ?", (covered,))

    def clear(self) -> None:
        """Remove everything, because the store is not the one that was indexed."""
        with self._db:
            self._db.execute("DELETE FROM hashes")
        self.commit(0)

    def candidates(self, hashes: list[int]) -> list[int]:
        """Return the articles that share most of these hashes, best first."""
        try:
            return self._candidates(hashes)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._replace_damaged()
            return []

    def _replace_damaged(self) -> None:
        """Replace a damaged index by an empty one. The next process fills it, as `covered` stays as
        it is until then.
        """
        self._is_behind = True
        self._tell(f"{self.path} was damaged; it is rebuilt.")
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
