"""What was committed after a version, found without reading what came before it."""

from __future__ import annotations

from collections.abc import Iterator

from store.database.file.commits import Mark, beginning, commit_at, commit_lines, records
from store.database.journal.change import Change
from store.database.journal.snapshot import Snapshot

_NEAR = 1 << 16


class Follower:
    """Finds what was committed after a version; quickest after the one it was asked for last."""

    def __init__(self) -> None:
        self._generation = 0
        self._last: Mark | None = None

    def changes(self, snapshot: Snapshot, since: int) -> Iterator[Change]:
        """The changes of the commits with a number above `since`, up to the snapshot's.

        Raises `StoreDamaged` when it comes to a damaged commit.
        """
        last, generation = self._last, self._generation
        self._last, self._generation = snapshot.mark, snapshot.file.header.generation
        if (
            last is not None
            and generation == self._generation
            and last.number == since <= snapshot.revision
        ):
            return _changes(snapshot, last, since)
        return _changes(snapshot, commit_before(snapshot, since), since)


def _changes(snapshot: Snapshot, start: Mark, since: int) -> Iterator[Change]:
    waiting: list[tuple[str, int | None, bool]] = []
    for item in records(snapshot.file, start, snapshot.mark.end):
        if isinstance(item, Mark):
            if item.number > since:
                yield from (Change(item.number, *change) for change in waiting)
            waiting.clear()
            continue
        record, _ = item
        if record.kind == "drop":
            waiting.append((record.table, None, True))
        elif record.kind != "create" and isinstance(record.id, int):
            waiting.append((record.table, record.id, record.kind == "delete"))


def commit_before(snapshot: Snapshot, number: int) -> Mark:
    """The last commit, or nearly, whose number is at most `number`: by halving the file."""
    file = snapshot.file
    best = beginning(file)
    if number >= snapshot.mark.number:
        return snapshot.mark
    low, high = best.end, snapshot.mark.end
    while number and high - low > _NEAR:
        middle = (low + high) // 2
        found = next(commit_lines(file, middle, high, _NEAR), None)
        mark = commit_at(file, *found) if found is not None else None
        if mark is not None and mark.number <= number:
            best, low = mark, mark.end
        else:
            high = middle
    return best
