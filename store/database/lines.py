"""The journal's lines: what a person sees with `less` and `jq`.

    {"journal":"dateline","format":1,"store":"5f…","generation":1,"crc":"0a1b2c3d"}
    {"create":"articles"}
    {"put":"articles","id":1,"document":{"title":"Bridge opens"}}
    {"put":"articles","id":1,"was":81,"document":{"title":"Bridge opens again"}}
    {"delete":"articles","id":1,"was":143}
    {"drop":"articles"}
    {"commit":1,"parts":1,"tables":{"articles":[0,1,1,0]},"length":248,"crc":"89abcdef"}

`was` is the offset in bytes of the line that spoke of the same document before, so that a reader
of an older version finds what held then. A commit vouches for the `length` bytes of lines before
it: `crc` is the CRC-32 of those bytes and of the commit line up to `,"crc"`. Nothing counts until
its commit is whole. `tables` gives, for each table, its part (a number that no other table ever
had, not even one of the same name that was dropped), how many documents it holds, the highest id
that was ever used in it, and whether it holds ids that are not small whole numbers; so the last
commit is all that has to be read to open the journal.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

import msgspec

FORMAT = 1

DocId = int | str

_CRC_BYTES = len(',"crc":"00000000"}\n')
_STRING = rb'"(?:[^"\\]|\\.)*"'
_RECORD = re.compile(
    rb'\{"(put|delete|drop|create)":(' + _STRING + rb")"
    rb'(?:,"id":(-?\d+|' + _STRING + rb'))?(?:,"was":(\d+))?'
)
COMMIT_START = b'{"commit":'


MOST = (1 << 53) - 1
"""The greatest number of a header or commit."""
LINE_BYTES = 1 << 27
"""No line is longer; dateline's own are a tenth of it at most."""
DOCUMENT_BYTES = 1 << 24
_SMALL_DOCUMENT_BYTES = 1 << 22
_LARGE_TABLES = frozenset({"texts", "readings"})
_OWN_TABLES = frozenset(
    {"articles", "copies", "corrections", "feeds", "imports", "meta", "searches"}
)
_Count = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
_Id = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
_StoreId = re.compile("[0-9a-f]{32}")


def longest(table: str) -> int:
    """Bytes that the line of a document in this table may have to be decoded."""
    return _SMALL_DOCUMENT_BYTES if table in _OWN_TABLES else DOCUMENT_BYTES


class Header(msgspec.Struct, frozen=True):
    """The first line. `generation` counts the compactions."""

    journal: str
    format: _Count
    store: str
    generation: Annotated[int, msgspec.Meta(ge=1, le=MOST)]


class Commit(msgspec.Struct, frozen=True):
    """A commit line; `number` in the code is `commit` in the file."""

    number: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = msgspec.field(name="commit")
    parts: _Count
    tables: dict[str, tuple[_Count, _Count, _Id, _Count]]
    length: _Count
    crc: str


class PutLine(msgspec.Struct, frozen=True, gc=False):
    """The line of a document, decoded in one go."""

    put: str
    id: DocId
    document: dict[str, Any]


class ScannedLine(msgspec.Struct, gc=False):
    """As much of it as a scan needs, which knows the table: half as dear to decode."""

    id: int
    document: dict[str, Any]


class Record(NamedTuple):
    """What a line says, without its document."""

    kind: str
    table: str
    id: DocId
    was: int
    offset: int
    length: int


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
scanned = msgspec.json.Decoder(ScannedLine).decode
_put_line = msgspec.json.Decoder(PutLine).decode
_header = msgspec.json.Decoder(Header).decode
_commit = msgspec.json.Decoder(Commit).decode


def encoded(value: object) -> bytes:
    """JSON as TinyDB's own storage would write it, in UTF-8 without spaces.

    Raises `TypeError` for what JSON cannot say.
    """
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:  # half of a surrogate pair is kept as an escape
        return json.dumps(value, separators=(",", ":")).encode()


def put_line(table: bytes, doc_id: DocId, was: int, document: bytes) -> bytes:
    """`table` and `document` are JSON already; `was` is 0 for a new document."""
    before = b',"was":%d' % was if was else b""
    return b'{"put":%b,"id":%b%b,"document":%b}\n' % (table, _id(doc_id), before, document)


def _id(doc_id: DocId) -> bytes:
    return b"%d" % doc_id if isinstance(doc_id, int) else encoded(doc_id)


def delete_line(table: bytes, doc_id: DocId, was: int) -> bytes:
    return b'{"delete":%b,"id":%b,"was":%d}\n' % (table, _id(doc_id), was)


def drop_line(table: bytes) -> bytes:
    return b'{"drop":%b}\n' % table


def create_line(table: bytes) -> bytes:
    return b'{"create":%b}\n' % table


def header_line(store: str, generation: int) -> bytes:
    start = b'{"journal":"dateline","format":%d,"store":"%b","generation":%d' % (
        FORMAT,
        store.encode(),
        generation,
    )
    return sealed(start, 0)


def commit_line(
    number: int, parts: int, tables: Mapping[str, tuple[int, ...]], length: int, crc: int
) -> bytes:
    """`length` and `crc` are of the lines that the commit vouches for."""
    start = b'{"commit":%d,"parts":%d,"tables":%b,"length":%d' % (
        number,
        parts,
        encoded(tables),
        length,
    )
    return sealed(start, crc)


def sealed(start: bytes, crc: int) -> bytes:
    """A line that ends in its own checksum, which goes on from `crc`."""
    return b'%b,"crc":"%08x"}\n' % (start, zlib.crc32(start, crc))


def is_sealed(line: bytes, crc: int) -> bool:
    """Is the checksum at the end of the line right, and nothing after it?"""
    start = line[:-_CRC_BYTES]
    return line == sealed(start, crc)


def read_header(line: bytes) -> Header | None:
    """The header, or None when the line is not one or its checksum is wrong."""
    if not is_sealed(line, 0):
        return None
    try:
        header = _header(line)
    except (msgspec.DecodeError, RecursionError):
        return None
    if header.format == FORMAT and not _StoreId.fullmatch(header.store):
        return None
    return header


def read_commit(line: bytes) -> Commit | None:
    """The commit line, not yet checked against what it vouches for; None when it is none."""
    try:
        commit = _commit(line)
        int(commit.crc, 16)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return commit


def read_record(line: bytes, offset: int) -> Record | None:
    """What the line at `offset` says, without decoding its document; None when it is no record."""
    found = _RECORD.match(line)
    if found is None:
        return None
    kind, table, doc_id, was = found.groups()
    try:
        id_ = 0 if doc_id is None else _string(doc_id) if doc_id[:1] == b'"' else int(doc_id)
        before = int(was or 0)
        names = _string(kind), _string(table)
    except ValueError:
        return None
    if isinstance(id_, int) and id_.bit_length() > 63:
        return None
    return Record(*names, id_, before, offset, len(line))


@lru_cache(maxsize=256)
def _string(text: bytes) -> str:
    """A word, or a string of JSON; there are few of them and they come often."""
    return json.loads(text) if text[:1] == b'"' else text.decode()


def read_put(line: bytes) -> PutLine:
    """Raises `ValueError` when the line is no put, is damaged, or cannot be decoded."""
    try:
        return _put_line(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass
    try:
        found = json.loads(line)  # NaN, and halves of surrogate pairs
        put = PutLine(found["put"], found["id"], found["document"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("the line is no document") from error
    if not isinstance(put.document, dict):
        raise ValueError("the document is no object")
    return put


def why_unreadable(line: bytes, table: str) -> str:
    """What is wrong with a document's line that cannot be decoded."""
    if len(line) > longest(table):
        return f"it has {len(line):,} bytes, and {longest(table):,} are the most"
    try:
        json.loads(line)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as error:
        return f"it is no JSON ({str(error)[:80]})"
    return "it is no object"


def document_part(line: bytes) -> bytes:
    """The document's own JSON in the line of a put."""
    found = _RECORD.match(line)
    start = (found.end() if found else 0) + len(b',"document":')
    return line[start : -len(b"}\n")]


def is_whole(line: bytes, record: Record) -> bool:
    """Can everything in the line be read?"""
    try:
        if record.kind == "put":
            read_put(line)
            json.loads(document_part(line))
        else:
            json.loads(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return True
