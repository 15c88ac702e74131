"""How far an export is, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.exports.rows import Totals

_STEP = 50
"""Records between two reports."""
_NAMES = {
    "article": "articles",
    "entity": "entities",
    "event": "events",
    "reading": "articles read",
}


class ExportProgress:
    """Counts the records as they are written; `step` is the `progress` of `ExportRows`."""

    def __init__(
        self, totals: Totals | None = None, report: Callable[[str], None] | None = None
    ) -> None:
        """`totals` are those of the export, to say how much is left. `report` gets the words of
        every fiftieth record.
        """
        self.totals = totals
        self._report = report
        self.done = 0
        """Records so far, of every kind."""
        self._kind = ""
        self._counts: Counter[str] = Counter()

    def step(self, kind: str) -> None:
        """Count one record."""
        self.done += 1
        self._kind = kind
        self._counts[kind] += 1
        if self._report is not None and self.done % _STEP == 0:
            self._report(str(self))

    def __str__(self) -> str:
        """Return the kind that is being written: "events 1,200 of 16,216"."""
        if not self._kind:
            return "begins"
        count, total = self._counts[self._kind], self._total()
        of = f" of {total:,}" if count <= total else ""
        return f"{_NAMES.get(self._kind, self._kind)} {count:,}{of}"

    def _total(self) -> int:
        if self.totals is None:
            return 0
        kinds = {"entity": self.totals.entities, "event": self.totals.events}
        return kinds.get(self._kind, self.totals.articles)
