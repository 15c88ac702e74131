"""The imports of a store, from its import report: what ran, and what has failed and still does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec


class Run(msgspec.Struct):
    """One import. `finished` is None for one that was interrupted; its sums are then of what
    it had written down, which what was there already is not."""

    started: str
    finished: str | None = None
    sums: dict[str, int] = {}


class Failed(msgspec.Struct, frozen=True):
    """An input, or a part of one, that failed and has not been tried again since."""

    name: str
    input: str
    reason: str
    at: str
    set_aside: str | None = None


class History(msgspec.Struct):
    """All imports, oldest first, and what has failed and is not mended."""

    runs: list[Run]
    failures: list[Failed]


def run_document(
    started: str, finished: str, sums: dict[str, int], retried: list[str]
) -> dict[str, Any]:
    """The record of a whole import. What failed before in the inputs that it `retried` is
    mended, or has failed anew."""
    return {"run": started, "state": "run", "at": finished, "sums": sums, "retried": retried}


def history(imported: Iterable[Mapping[str, Any]]) -> History:
    """What the records of an import report (oldest first) come to."""
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
    return History(list(runs.values()), [failed for _, failed in failures.values()])


def _count(run: Run, record: Mapping[str, Any]) -> None:
    state = str(record.get("state"))
    run.sums[state] = run.sums.get(state, 0) + 1
    for each in ("undated", "unread"):
        run.sums[each] = run.sums.get(each, 0) + bool(record.get(each))


def _take(failures: dict[str, tuple[str, Failed]], run: str, record: Mapping[str, Any]) -> None:
    name = str(record.get("name"))
    failures.pop(name, None)
    if record.get("state") == "failed":
        failures[name] = (
            run,
            Failed(
                name=name,
                input=str(record.get("input") or name),
                reason=str(record.get("reason")),
                at=str(record.get("at")),
                set_aside=record.get("set_aside"),
            ),
        )


def _mend(failures: dict[str, tuple[str, Failed]], run: str, retried: set[str]) -> None:
    for name, (failed_in, failed) in list(failures.items()):
        if failed.input in retried and failed_in != run:
            del failures[name]
