"""The lines of the journal, which can be read with `less` and `jq`.

    {"journal":"dateline","format":1,"store":"5f…","generation":1,"crc":"0a1b2c3d"}
    {"create":"articles"}
    {"put":"articles","id":1,"document":{"title":"Bridge opens"}}
    {"put":"articles","id":1,"was":81,"document":{"title":"Bridge opens again"}}
    {"delete":"articles","id":1,"was":143}
    {"drop":"articles"}
    {"commit":1,"parts":1,"tables":{"articles":[0,1,1,0]},"length":248,"crc":"89abcdef"}

`was` is the byte offset of the previous line of the same document, so that readers of an older
version find its content. A commit line covers the `length` bytes of lines before it. Its `crc` is
the CRC-32 of those bytes and of the commit line up to `,"crc"`. Lines take effect when their commit
line is complete.

`tables` describes each table with four numbers: its part (a number that is never reused, even if a
table is dropped and created again), its number of documents, the highest id ever used, and whether
it has ids that are not small integers. Opening the journal needs only the last commit line.
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
"""The greatest number in a header or commit line."""
LINE_BYTES = 1 << 27
"""The maximum length of a line in bytes. Lines of dateline have at most a tenth of it."""
DOCUMENT_BYTES = 1 << 24
_SMALL_DOCUMENT_BYTES = 1 << 22
_OWN_TABLES = frozenset(
    {"articles", "copies", "corrections", "feeds", "imports", "meta", "searches"}
)
_Count = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
_Id = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
_StoreId = re.compile("[0-9a-f]{32}")


def longest(table: str) -> int:
    """Return the longest line in bytes that is decoded for a document of this table."""
    return _SMALL_DOCUMENT_BYTES if table in _OWN_TABLES else DOCUMENT_BYTES


class Header(msgspec.Struct, frozen=True):
    """The first line of the journal. `generation` counts the compactions."""

    journal: str
    format: _Count
    store: str
    generation: Annotated[int, msgspec.Meta(ge=1, le=MOST)]


class Commit(msgspec.Struct, frozen=True):
    """A commit line. `number` is called `commit` in the file."""

    number: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = msgspec.field(name="commit")
    parts: _Count
    tables: dict[str, tuple[_Count, _Count, _Id, _Count]]
    length: _Count
    crc: str


class PutLine(msgspec.Struct, frozen=True, gc=False):
    """The line of a document, decoded at once."""

    put: str
    id: DocId
    document: dict[str, Any]


class ScannedLine(msgspec.Struct, gc=False):
    """The fields that a scan of one table needs. Decoding them takes half the time."""

    id: int
    document: dict[str, Any]


class JournalRecord(NamedTuple):
    """A line of the journal without its document."""

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
    """Encode as JSON like TinyDB's own storage, in UTF-8 without spaces.

    Raises:
        TypeError: The value cannot be represented in JSON.
    """
    try:
        return _encode(value).encode()
    except UnicodeEncodeError:  # a lone surrogate is kept as an escape
        return json.dumps(value, separators=(",", ":")).encode()


def put_line(table: bytes, doc_id: DocId, was: int, document: bytes) -> bytes:
    """Return the line of a put. `table` and `document` are JSON. `was` is 0 for a new document."""
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
    """Return a commit line. `length` and `crc` describe the lines that the commit covers."""
    start = b'{"commit":%d,"parts":%d,"tables":%b,"length":%d' % (
        number,
        parts,
        encoded(tables),
        length,
    )
    return sealed(start, crc)


def sealed(start: bytes, crc: int) -> bytes:
    """Append to a line its own checksum, continued from `crc`."""
    return b'%b,"crc":"%08x"}\n' % (start, zlib.crc32(start, crc))


def is_sealed(line: bytes, crc: int) -> bool:
    """Return whether the line ends in the right checksum."""
    start = line[:-_CRC_BYTES]
    return line == sealed(start, crc)


def read_header(line: bytes) -> Header | None:
    """Decode the header line, or return None if it is not one or its checksum is wrong."""
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
    """Decode a commit line, or return None. The checksum is not verified."""
    try:
        commit = _commit(line)
        int(commit.crc, 16)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    return commit


def read_record(line: bytes, offset: int) -> JournalRecord | None:
    """Decode the line at `offset` without its document, or return None if it is not a record."""
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
    return JournalRecord(*names, id_, before, offset, len(line))


@lru_cache(maxsize=256)
def _string(text: bytes) -> str:
    """Decode a JSON string or a bare word. The few distinct ones repeat often."""
    return json.loads(text) if text[:1] == b'"' else text.decode()


def read_put(line: bytes) -> PutLine:
    """Decode the line of a put.

    Raises:
        ValueError: The line is not a put, or is damaged.
    """
    try:
        return _put_line(line)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass
    try:
        found = json.loads(line)  # NaN, and lone surrogates
        put = PutLine(found["put"], found["id"], found["document"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("the line is not a document") from error
    if not isinstance(put.document, dict):
        raise ValueError("the document is not an object")
    return put


def why_unreadable(line: bytes, table: str) -> str:
    """Return why a document's line cannot be decoded."""
    if len(line) > longest(table):
        return f"it has {len(line):,} bytes, and {longest(table):,} is the limit"
    try:
        json.loads(line)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as error:
        return f"it is not JSON ({str(error)[:80]})"
    return "it is not an object"


def document_part(line: bytes) -> bytes:
    """Return the JSON of the document in the line of a put."""
    found = _RECORD.match(line)
    start = (found.end() if found else 0) + len(b',"document":')
    return line[start : -len(b"}\n")]


def is_whole(line: bytes, record: JournalRecord) -> bool:
    """Return whether everything in the line can be decoded."""
    try:
        if record.kind == "put":
            read_put(line)
            json.loads(document_part(line))
        else:
            json.loads(line)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return True
