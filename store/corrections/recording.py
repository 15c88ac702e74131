"""Writing to the log: record, undo and redo. Each is one commit."""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from store.corrections.log import TABLE, Log
from store.corrections.records import AnyAct, Correction, Undo
from store.corrections.slots import slots_of
from store.corrections.wording import line_of_batch
from store.database.errors import StoreReadOnly
from store.errors import UserError
from store.query.words import replace_surrogates

if TYPE_CHECKING:
    from store.database import Store


class Batch(Struct, frozen=True):
    """Corrections that were recorded together, and are undone together."""

    id: str
    records: tuple[Correction, ...]
    line: str
    """What was done, for the status line."""


class Corrections:
    """The log of a store that one person writes to."""

    def __init__(self, store: Store, author: str | None = None) -> None:
        """`author` is written into every line. Default: the name of this account."""
        self._store = store
        self.author = author or account_name()
        self._log = Log()

    @property
    def log(self) -> Log:
        """The log as the store has it now."""
        self._log.read(self._store)
        return self._log

    def record(self, *acts: AnyAct, reason: str | None = None) -> Batch:
        """Record acts as one commit, which one `undo` takes back.

        The commit is synced to the disk when this returns.

        Raises:
            UserError: The store is read-only, or there is nothing to record.
            StoreError: It cannot be written.
        """
        if not acts:
            raise UserError("There is nothing to record.", "Choose something to correct first.")
        check_writable(self._store)
        with self._store.transaction():
            log = self.log
            records = self._lines(log, acts, reason)
            self._append(records)
        return self._batch(records)

    def undo(self) -> Batch | None:
        """Take back the author's latest batch that holds. Return what was undone, or None."""
        return self._take_back(0)

    def redo(self) -> Batch | None:
        """Restore the author's batch that was undone last. Return it, or None."""
        return self._take_back(1)

    @property
    def can_undo(self) -> Batch | None:
        """What `undo` would take back."""
        return self._stacks(self.log)[0]

    @property
    def can_redo(self) -> Batch | None:
        """What `redo` would restore."""
        return self._stacks(self.log)[1]

    def undo_record(self, *ids: str, reason: str | None = None) -> Batch:
        """Take back single lines of the log, whoever wrote them. Taking back an undo is a redo.

        Raises:
            UserError: There is no such line, or it does not hold.
        """
        check_writable(self._store)
        with self._store.transaction():
            log = self.log
            for id_ in ids:
                if id_ not in log.every:
                    raise UserError(
                        f"There is no correction {id_}.", "`dateline corrections list` shows them."
                    )
                if not log.is_in_effect(id_):
                    raise UserError(
                        f"The correction {id_} is undone already.",
                        "`dateline corrections list` shows what holds.",
                    )
            records = self._lines(log, (Undo(tuple(ids)),), reason)
            self._append(records)
        return self._batch(records)

    def _take_back(self, which: int) -> Batch | None:
        check_writable(self._store)
        with self._store.transaction():
            log = self.log
            batch = self._stacks(log)[which]
            if batch is None:
                return None
            undo = Undo(tuple(each.id for each in batch.records))
            if which:  # to redo is to take back the undo
                named = {each.id for each in batch.records}
                undo = Undo(
                    tuple(
                        each.id
                        for each in log.every.values()
                        if isinstance(each.act, Undo)
                        and log.is_in_effect(each.id)
                        and named & set(each.act.of)
                    )
                )
            self._append(self._lines(log, (undo,), None))
        return batch

    def _stacks(self, log: Log) -> tuple[Batch | None, Batch | None]:
        """Return what can be undone and what can be redone next, by this author.

        A new correction ends what could be redone.
        """
        batches: dict[str, list[Correction]] = {}
        for each in sorted(log.every.values(), key=lambda each: each.order):
            if each.by == self.author:
                batches.setdefault(each.batch, []).append(each)
        batch_of = {each.id: each.batch for records in batches.values() for each in records}
        done: dict[str, list[Correction]] = {}
        undone: dict[str, list[Correction]] = {}
        for batch, records in batches.items():
            undos = [each.act for each in records if isinstance(each.act, Undo)]
            if not undos:
                done[batch] = records
                undone.clear()
            for of in dict.fromkeys(of for act in undos for of in act.of):
                named = log.every.get(of)
                if named is not None and isinstance(named.act, Undo):
                    _move({batch_of.get(each) for each in named.act.of}, undone, done)
                else:
                    _move({batch_of.get(of)}, done, undone)
        last = [records for records in done.values() if _stand(log, records) == {True}]
        taken = [records for records in undone.values() if _stand(log, records) == {False}]
        return (
            self._batch(last[-1]) if last else None,
            self._batch(taken[-1]) if taken else None,
        )

    def _lines(self, log: Log, acts: Iterable[AnyAct], reason: str | None) -> list[Correction]:
        at = _next_time(log)
        batch = secrets.token_hex(8)
        return [
            Correction(
                id=batch if place == 0 else secrets.token_hex(8),
                batch=batch,
                at=(at + timedelta(microseconds=place)).isoformat(timespec="microseconds"),
                by=self.author,
                act=act,
                reason=reason or None,
                over=_over(log, act),
            )
            for place, act in enumerate(acts)
        ]

    def _append(self, records: Iterable[Correction]) -> None:
        append(self._store, records)
        self._log.read(self._store)

    def _batch(self, records: list[Correction]) -> Batch:
        return Batch(records[0].batch, tuple(records), line_of_batch(records))


def check_writable(store: Store) -> None:
    """Check that the log of a store can be written.

    Raises:
        StoreReadOnly: The store may not be written to.
    """
    if store.readonly:
        raise StoreReadOnly.of(store.folder)


def append(store: Store, records: Iterable[Correction]) -> None:
    """Add lines to the table, as one commit. Half a character becomes U+FFFD."""
    documents: list[dict[str, Any]] = [
        replace_halves(msgspec.to_builtins(each)) for each in records
    ]
    store.db.table(TABLE).insert_multiple(documents)


def replace_halves(value: Any) -> Any:
    """Return a document in which each half of a character is U+FFFD."""
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, dict):
        return {key: replace_halves(each) for key, each in value.items()}
    return [replace_halves(each) for each in value] if isinstance(value, list | tuple) else value


def account_name() -> str:
    """Return the name of this account, or its number if it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.geteuid()}"


def _move(
    batches: set[str | None], source: dict[str, list[Correction]], to: dict[str, list[Correction]]
) -> None:
    """Move batches from one stack to the top of another."""
    for batch in batches:
        if batch in source:
            to[batch] = source.pop(batch)


def _stand(log: Log, records: list[Correction]) -> set[bool]:
    return {log.is_in_effect(each.id) for each in records}


def _next_time(log: Log) -> datetime:
    """Return the present, or a moment after the last line if a clock is behind it."""
    present = datetime.now(UTC)
    if not log.latest:
        return present
    return max(present, datetime.fromisoformat(log.latest) + timedelta(microseconds=1))


def _over(log: Log, act: AnyAct) -> tuple[str, ...]:
    """Return the lines that hold and decide what this act decides."""
    decided = set(slots_of(act))
    if not decided:
        return ()
    return tuple(each.id for each in log.beside(act) if decided & set(slots_of(each.act)))
