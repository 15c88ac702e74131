"""Folders that are looked at again and again: which of their files are new or have changed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from store.intake.sources import Source, sources, stamp

_STILL = 2.0
"""Seconds for which a file must have been left alone: it may still be being written."""


class Folders:
    """Some folders, and what was found in them before."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = list(paths)
        self.young = 0
        """Files that were seen at the last look and are still being written."""
        self._taken: dict[str, str] = {}

    def look(self) -> list[Source]:
        """The files that came or changed since they were handed out."""
        self.young = 0
        found, taken = [], {}
        for source in sources(self.paths):
            known = source.refused or stamp(source)
            if known == self._taken.get(source.name):
                taken[source.name] = known
            elif _is_young(source):
                self.young += 1
            else:
                taken[source.name] = known
                found.append(source)
        self._taken = taken
        return found

    def forget(self, found: Iterable[Source]) -> None:
        """These could not be read: they are handed out again."""
        for source in found:
            self._taken.pop(source.name, None)


def _is_young(source: Source) -> bool:
    with suppress(OSError):
        return 0 <= time.time() - Path(source.name).stat().st_mtime < _STILL
    return False
