"""The report of an import: the result of each input, and the history of imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

State = Literal["new", "same", "copy", "failed", "passed over", "put off"]
STATES: tuple[State, ...] = ("new", "same", "copy", "failed", "passed over", "put off")
"""The states of an item. An item that is "put off" comes with the next round of a watcher, because
its feed has used up its share.
"""

_ALSO = {"undated": "undated", "unread": "unread", "partial": "partly read"}
"""Additional counts of the summary, with their wording."""


@dataclass(frozen=True, slots=True)
class Item:
    """The result of one article, or of one input or part of it without an article."""

    name: str
    state: State
    reason: str | None = None
    article_id: str | None = None
    undated: bool = False
    input: str | None = None
    """The file, or `-`, that it came from, if that is not its name."""
    set_aside: str | None = None
    """The stamp of an input that broke a limit, so that it is not retried automatically."""
    unread: str | None = None
    """Why it was stored but not read: "it is in German"."""
    partial: str | None = None
    """What is missing in its reading, and why: "events (it took more than 10 seconds)"."""
    size: int = 0
    """Bytes of its text."""

    def document(self, at: str) -> dict[str, Any]:
        """Return the record for the store. `at` is the time in ISO 8601."""
        return {
            "name": self.name,
            "input": self.input or self.name,
            "state": self.state,
            "reason": self.reason,
            "article": self.article_id,
            "undated": self.undated,
            "set_aside": self.set_aside,
            "unread": self.unread,
            "partial": self.partial,
            "at": at,
        }


@dataclass(slots=True)
class Report:
    """The totals of an import, and the inputs that failed or were skipped."""

    counts: Counter[str] = field(default_factory=Counter)
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    """Articles that were stored but not read, by reason."""
    partial: list[Item] = field(default_factory=list)
    """Articles that were read in part."""
    failures: list[Item] = field(default_factory=list)
    passed_over: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        self.counts[item.state] += 1
        self.undated += item.undated
        if item.unread:
            self.unread[item.unread] += 1
        if item.partial:
            self.partial.append(item)
        if item.state == "failed":
            self.failures.append(item)
        elif item.state == "passed over":
            self.passed_over.append(item)

    @property
    def failed(self) -> bool:
        return bool(self.failures)

    @property
    def is_news(self) -> bool:
        """Return whether anything was new or failed."""
        return any(self.counts[state] for state in ("new", "copy", "failed"))

    def sums(self) -> dict[str, int]:
        """Return the number of items per state, and of those undated, unread, or read in part."""
        sums: dict[str, int] = {state: self.counts[state] for state in STATES}
        sums["undated"] = self.undated
        sums["unread"] = self.unread.total()
        sums["partial"] = len(self.partial)
        return sums

    def summary(self) -> str:
        """Return one line: "24 new, 1 same, 2 copies, 0 failed; 1 undated"."""
        return summary(self.sums())


def summary(sums: dict[str, int]) -> str:
    """Format the totals as one line."""
    line = f"{sums.get('new', 0):,} new, {sums.get('same', 0):,} same"
    if copies := sums.get("copy", 0):
        line += f", {copies:,} {'copy' if copies == 1 else 'copies'}"
    line += f", {sums.get('failed', 0):,} failed"
    for each in ("passed over", "put off"):
        if sums.get(each):
            line += f", {sums[each]:,} {each}"
    also = [f"{sums[each]:,} {words}" for each, words in _ALSO.items() if sums.get(each)]
    return f"{line}; {', '.join(also)}" if also else line


class Run(msgspec.Struct):
    """One import. `finished` is None if it was interrupted. The totals then cover what it had
    recorded, which does not include articles that were there before.
    """

    started: str
    finished: str | None = None
    sums: dict[str, int] = {}


class Failed(msgspec.Struct, frozen=True):
    """An input, or part of one, that failed or was read in part, and was not retried since."""

    name: str
    input: str
    reason: str
    at: str
    set_aside: str | None = None
    partial: bool = False
    """It is stored, and `reason` says what is missing in its reading."""


class History(msgspec.Struct):
    """All imports, oldest first, and the unresolved failures and partial readings."""

    runs: list[Run]
    failures: list[Failed]
    partial: list[Failed] = []


def run_document(
    started: str, finished: str, sums: dict[str, int], retried: list[str]
) -> dict[str, Any]:
    """Return the record of an import. Earlier failures of the inputs in `retried` are resolved, or
    have failed again.
    """
    return {"run": started, "state": "run", "at": finished, "sums": sums, "retried": retried}


def history(imported: Iterable[Mapping[str, Any]]) -> History:
    """Build the history from the records of an import report, oldest first."""
    runs: dict[str, Run] = {}
    failures: dict[str, tuple[str, Failed]] = {}
    for record in imported:
        started = str(record.get("run") or record.get("at"))
        run = runs.setdefault(started, Run(started))
        if record.get("state") == "run":
            run.finished, run.sums = record["at"], dict(record["sums"])
            _mend(failures, started, set(record["retried"]))
        else:
            _count(run, record)
            _take(failures, started, record)
    left = [failed for _, failed in failures.values()]
    return History(
        list(runs.values()),
        [failed for failed in left if not failed.partial],
        [failed for failed in left if failed.partial],
    )


def _count(run: Run, record: Mapping[str, Any]) -> None:
    state = str(record.get("state"))
    run.sums[state] = run.sums.get(state, 0) + 1
    for each in ("undated", "unread", "partial"):
        run.sums[each] = run.sums.get(each, 0) + bool(record.get(each))


def _take(failures: dict[str, tuple[str, Failed]], run: str, record: Mapping[str, Any]) -> None:
    name = str(record.get("name"))
    failures.pop(name, None)
    partial = record.get("partial")
    if partial or record.get("state") == "failed":
        failed = Failed(
            name=name,
            input=str(record.get("input") or name),
            reason=str(partial or record.get("reason")),
            at=str(record.get("at")),
            set_aside=record.get("set_aside"),
            partial=bool(partial),
        )
        failures[name] = run, failed


def _mend(failures: dict[str, tuple[str, Failed]], run: str, retried: set[str]) -> None:
    for name, (failed_in, failed) in list(failures.items()):
        if failed.input in retried and failed_in != run:
            del failures[name]
