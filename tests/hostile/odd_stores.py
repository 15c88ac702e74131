"""Stores as a stranger may write them: valid checksums, and documents that no dateline wrote."""

from __future__ import annotations

import json
import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

from store import Feeds, Store, new_feed
from store.database.lines import commit_line, document_part, encoded, header_line, sealed
from tests.tui.newsroom import fill_with_copies

JOURNAL = "store.jsonl"
DEEP = 100_000
MEGABYTE = 1_000_000

Raw = bytes
"""JSON that may be none."""


def base_store(folder: Path) -> Path:
    """A small store with something in every table."""
    fill_with_copies(folder)
    with Store.open(folder) as store:
        Feeds(store).add([new_feed("https://feeds.example/a")])
        store.record({"run": "2024-07-09", "state": "failed", "name": "a.txt", "reason": "empty"})
        store.record(
            {"run": "2024-07-09", "state": "run", "sums": {"new": 1}, "retried": ["a.txt"]}
        )
    shutil.rmtree(folder / "views", ignore_errors=True)
    return folder


def tables_of(folder: Path) -> dict[str, dict[int, Raw]]:
    """The documents of a store, as JSON."""
    with Store.open(folder, readonly=True) as store:
        version = store.db.journal.current_version()
        return {
            name: {
                int(doc_id): raw
                for doc_id in version.ids(name)
                if (raw := version.raw(name, doc_id)) is not None
            }
            for name in version.catalog.tables
        }


def odd_value(dice: random.Random) -> Raw:
    """A value that is of no type that anybody expects, or of every one."""
    return dice.choice(
        [
            b"null", b"true", b"0", b"-1", b"1.5", b'"word"', b"[]", b"{}", b"NaN", b"1e999",
            b'""', b"4611686018427387904", b"-4611686018427387904", b"9" * 5000, b'"9999-99-99"',
            b'"\\ud800"', b'"\\u0000\\u001b[2J\\u009b"', b'"0001-01-01T00:00:00+23:59"',
            b'"9999-12-31T23:59:59-23:59"', b"[[0,99999999]]", b"[[5,2]]", b"[-1,-5]",
            b'["e1","e1","e99"]', b"[" * DEEP + b"]" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP,
            b'"' + b"long " * 50_000 + b'"', b"[" + b"[0,0]," * 20_000 + b"[0,0]]",
            b"[" + b"null," * 20_000 + b"null]", b'"\xff\xfe"', b"\0\0\0\0", b"[1", b'"\\"',
        ]
    )  # fmt: skip


def changed(document: Raw, dice: random.Random) -> Raw:
    """A document with something else in the place of one of its values, however deep."""
    try:
        whole = json.loads(document)
    except (ValueError, RecursionError):
        return odd_value(dice)
    mark = '"the value that is replaced"'
    places = list(_places(whole))
    if not places or dice.random() < 0.05:
        return odd_value(dice)
    holder, key = dice.choice(places)
    if dice.random() < 0.2 and isinstance(holder, dict):
        del holder[key]
        return encoded(whole)
    if dice.random() < 0.1 and isinstance(holder, list):
        holder.extend(holder * dice.randrange(3))
        return encoded(whole)
    holder[key] = json.loads(mark)
    return encoded(whole).replace(mark.encode(), odd_value(dice), 1)


def _places(value: object) -> list[tuple[dict | list, str | int]]:  # type: ignore[type-arg]
    found: list[tuple[dict | list, str | int]] = []  # type: ignore[type-arg]
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            found += [(each, key) for key in each]
            waiting += each.values()
        elif isinstance(each, list):
            found += [(each, place) for place in range(len(each))]
            waiting += each
    return found


class OddStore:
    """A journal in the making, with all its checksums right unless something else is asked for."""

    def __init__(self, tables: dict[str, dict[int, Raw]], dice: random.Random) -> None:
        self.dice = dice
        self.tables: dict[str, dict[object, Raw]] = {
            name: dict(documents) for name, documents in tables.items()
        }
        self.lies: dict[str, tuple[int, ...]] = {}
        self.after: list[Callable[[bytes], bytes]] = []
        self.header = header_line(bytes(range(16)).hex(), 1)

    def change_documents(self) -> None:
        for _ in range(self.dice.choice([1, 1, 1, 2, 5])):
            name = self.dice.choice([name for name, those in self.tables.items() if those])
            doc_id = self.dice.choice(list(self.tables[name]))
            self.tables[name][doc_id] = changed(self.tables[name][doc_id], self.dice)

    def change_ids(self) -> None:
        name = self.dice.choice([name for name, those in self.tables.items() if those])
        doc_id, document = self.dice.choice(list(self.tables[name].items()))
        if self.dice.random() < 0.5:
            del self.tables[name][doc_id]
        odd = [0, -1, 1 << 62, (1 << 27) - 1, 1 << 27, 5_000_000, "word", "", 10**400, 1 << 63]
        self.tables[name][self.dice.choice(odd)] = document

    def lie(self) -> None:
        name = self.dice.choice(list(self.tables))
        odd = [0, -1, 1, 5, 1 << 20, 1 << 27, 1 << 40, 1 << 62]
        self.lies[name] = tuple(self.dice.choice(odd) for _ in range(4))

    def say_another_schema(self) -> None:
        word = self.dice.choice(
            [b'"word"', b"0", b"-1", b"2", b"1e9", b"null", odd_value(self.dice)]
        )
        self.tables["meta"] = {1: b'{"schema":' + word + b"}"}

    def change_header(self) -> None:
        start = self.dice.choice(
            [
                b'{"journal":"dateline","format":1,"store":"word","generation":1',
                b'{"journal":"dateline","format":1,"store":"' + b"0" * 32 + b'","generation":-1',
                b'{"journal":"dateline","format":"1","store":"' + b"0" * 32 + b'","generation":1',
                b'{"journal":"dateline","format":1,"store":"../../x","generation":1e99',
                b'{"journal":' + b"[" * 2000 + b'"',
            ]
        )
        self.header = sealed(start, 0)

    def damage(self) -> None:
        dice = self.dice

        def cut(journal: bytes) -> bytes:
            return journal[: dice.randrange(len(journal))]

        def flip(journal: bytes) -> bytes:
            place = dice.randrange(len(journal))
            return (
                journal[:place]
                + bytes([journal[place] ^ 1 << dice.randrange(8)])
                + journal[place + 1 :]
            )

        def zeros(journal: bytes) -> bytes:
            place = dice.randrange(len(journal))
            return (
                journal[:place] + bytes(min(4096, len(journal) - place)) + journal[place + 4096 :]
            )

        def only_zeros(journal: bytes) -> bytes:
            return bytes(len(journal))

        def nothing(_: bytes) -> bytes:
            return b""

        def twice(journal: bytes) -> bytes:
            return journal + journal

        def words(journal: bytes) -> bytes:
            return journal + dice.randbytes(dice.randrange(9000))

        self.after.append(dice.choice([cut, flip, zeros, only_zeros, nothing, twice, words]))

    def add_a_giant(self) -> None:
        """A text or article of many megabytes."""
        name = self.dice.choice(["texts", "articles", "readings"])
        field = {"texts": b"text", "articles": b"title", "readings": b"id"}[name]
        size = self.dice.choice([3, 10, 17, 110]) * MEGABYTE
        self.tables[name][1] = b'{"%b":"%b"}' % (field, b"long word " * (size // 10))

    def written(self) -> bytes:
        """The journal's bytes."""
        journal = bytearray(self.header)
        lines = bytearray()
        numbers: dict[str, tuple[int, ...]] = {}
        for part, (name, documents) in enumerate(self.tables.items()):
            lines += b'{"create":%b}\n' % encoded(name)
            for doc_id, document in documents.items():
                lines += b'{"put":%b,"id":%b,"document":%b}\n' % (
                    encoded(name), _id(doc_id), document,
                )  # fmt: skip
            small = [i for i in documents if isinstance(i, int) and 0 < i < 1 << 27]
            highest = max((i for i in documents if isinstance(i, int)), default=0)
            others = int(len(small) != len(documents))
            numbers[name] = (part, len(documents), highest, others)
        numbers |= self.lies
        journal += lines
        crc = zlib.crc32(lines)
        journal += commit_line(1, len(numbers), numbers, len(lines), crc)
        whole = bytes(journal)
        for step in self.after:
            whole = step(whole) if whole else whole
        return whole


def _id(doc_id: object) -> bytes:
    return str(doc_id).encode() if isinstance(doc_id, int) else encoded(doc_id)


def odd_journal(tables: dict[str, dict[int, Raw]], seed: int) -> bytes:
    """The journal of case `seed`, the same every time."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    made = OddStore(tables, dice)
    steps = [made.change_documents] * 12 + [
        made.change_ids, made.change_ids, made.lie, made.say_another_schema, made.change_header,
        made.damage, made.damage,
    ]  # fmt: skip
    if dice.random() < 0.01:
        steps = [made.add_a_giant]
    for _ in range(dice.choice([1, 1, 2])):
        dice.choice(steps)()
    return made.written()


__all__ = ["JOURNAL", "base_store", "document_part", "odd_journal", "tables_of"]
