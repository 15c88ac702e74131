"""Recognises the format of an input by its first bytes. The name decides only between formats that
both fit.
"""

from __future__ import annotations

import codecs
import json
import re

from store.intake.limits import InputRejected, UnsupportedFormat
from store.intake.opened import Opened
from store.intake.xml_safety import ENTITIES

_CONTAINERS = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"))
_FOREIGN = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"II*\0", "a picture"), (b"MM\0*", "a picture"), (b"BM", "a picture"),
    (b"ID3", "sound"), (b"OggS", "sound"), (b"fLaC", "sound"), (b"RIFF", "sound or film"),
    (b"\x1aE\xdf\xa3", "film"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"), (b"wOF", "a font"), (b"OTTO", "a font"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"PAR1", "a Parquet table: save it as .csv"),
    (b"{\\rtf", "an RTF file: save it as .docx"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it"), (b"Rar!", "a RAR archive: unpack it"),
    (b"BZh", "packed with bzip2: unpack it"), (b"\xfd7zXZ", "packed with xz: unpack it"),
    (b"(\xb5/\xfd", "packed with zstd: unpack it"),
)  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_IN_OLD_OFFICE = (
    ("__nameid_version", "an Outlook mail: save it as .eml"),
    ("WordDocument", "an old Word file: save it as .docx"),
    ("Workbook", "an old Excel file: save it as .csv"),
    ("PowerPoint Document", "old slides: save the text of it as .docx"),
)
"""Stream names of such files, which contain them in UTF-16."""
_OLD_SUFFIXES = {".msg": 0, ".doc": 1, ".dot": 1, ".xls": 2, ".ppt": 3, ".pps": 3}
_AMBIGUOUS = frozenset({b"PAR1", b"BM", b"MZ", b"ID3", b"OTTO", b"RIFF"})
"""Signatures that a text may begin with too. They count only if a NUL follows."""

_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!(?i:doctype)[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL
)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_FEW_NULS = 0.05
"""The maximum share of NUL bytes in a damaged text."""
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_HTML_ROOTS = frozenset("html head body article section main div p h1 h2 span table ul".split())
_HTML = re.compile(
    r"<!doctype html|<(?:html|head|body|meta|title|article|div|p)[\s>]", re.IGNORECASE
)
_MBOX = re.compile(r"From \S(?=.*\d\d:\d\d).*+\n(?:>?[\w-]+:|From )")
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    "from to subject date message-id mime-version received return-path content-type "
    "delivered-to reply-to content-transfer-encoding".split()
)
_JSON_LINE_NAMES = frozenset({".jsonl", ".ndjson", ".jl"})
_TABLE_NAMES = frozenset({".csv", ".tsv", ".tab"})
_MARKDOWN_NAMES = frozenset({".md", ".markdown"})
_PLAIN_NAMES = _MARKDOWN_NAMES | {"", ".txt", ".text", ".asc"}
"""File suffixes of texts that are taken from a folder or archive. A named file is always taken."""


def recognised(opened: Opened) -> str:
    """Return the name of the format.

    Raises:
        UnsupportedFormat: It is a picture, a program or the like.
        InputRejected: The format is known but not supported.
    """
    head = opened.head
    for mark, kind in _CONTAINERS:
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/1."):
        return "warc"
    text, suffix = _text(head), opened.suffix
    if text is None:
        raise UnsupportedFormat(_foreign(head, suffix))
    return (
        _markup(text)
        or _json(text, suffix)
        or _mail(text, suffix)
        or _table(text, suffix)
        or _plain(opened, suffix)
    )


def _plain(opened: Opened, suffix: str) -> str:
    if suffix == ".eml" and not opened.was_named:
        raise InputRejected(
            "its name ends in .eml, but it does not begin with the headers of a mail"
        )
    if not opened.was_named and suffix not in _PLAIN_NAMES:
        raise UnsupportedFormat(f"text, but files named {suffix} are not read as articles")
    return "markdown" if suffix in _MARKDOWN_NAMES else "text"


def _text(head: bytes) -> str | None:
    """Decode the first bytes as text, as far as recognition needs it. Return None if it is not
    text.
    """
    for mark, kind in _FOREIGN:
        if head.startswith(mark) and (mark not in _AMBIGUOUS or b"\0" in head[:512]) and kind:
            return None
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "ignore")
    wide = head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    if not wide and head.count(0) > _FEW_NULS * len(head):
        return None
    return head.decode("utf-8-sig", "replace")


def _foreign(head: bytes, suffix: str) -> str:
    if head.startswith(_OLD_OFFICE):
        return f"this is {_old_office(head, suffix)}"
    if head[4:8] == b"ftyp":
        return "this is film, not text"
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            return f"this is {kind}" + ("" if ":" in kind else ", not text")
    return "this is no text: it holds NUL bytes"


def _old_office(head: bytes, suffix: str) -> str:
    for name, kind in _IN_OLD_OFFICE:
        if name.encode("utf-16-le") in head:
            return kind
    if suffix in _OLD_SUFFIXES:
        return _IN_OLD_OFFICE[_OLD_SUFFIXES[suffix]][1]
    return "an old Office file: save it as .docx"


def _markup(text: str) -> str | None:
    """Return whether it is HTML or a feed. Prose may begin with a bracket too ("<Taft Co>
    said …").
    """
    start = text.lstrip()
    if not start.startswith("<"):
        return None
    prologue = _PROLOGUE.match(text, 0, 20_000)
    body = text[prologue.end() if prologue else 0 :]
    root = _ROOT.match(body)
    if root is None and _ENTITY.search(text):
        raise InputRejected(ENTITIES)
    name = root[1].lower() if root else ""
    if name.rpartition(":")[2] in _FEED_ROOTS:
        return "feed"
    if name == "opml":
        raise InputRejected("this is a list of feeds (OPML): `dateline feeds import` takes it")
    if name in _HTML_ROOTS or _HTML.search(start[:4_000]):
        return "html"
    if root and start.startswith("<?xml"):
        raise UnsupportedFormat(f"XML with the root <{name[:40]}> is not supported")
    return None


def _json(text: str, suffix: str) -> str | None:
    start = text.lstrip()
    if suffix in _JSON_LINE_NAMES:
        return "json lines"
    if not re.match(r'\{\s*["}]|\[\s*[\[{"\]\d-]', start):
        return None
    first, _, rest = start.partition("\n")
    if rest.lstrip()[:1] in {"{", "["} and _is_json(first):
        return "json lines"
    if suffix == ".json" or start[0] == "{" or re.match(r"\[\s*[{\[]", start):
        return "json"
    return None


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _mail(text: str, suffix: str) -> str | None:
    if _MBOX.match(text):
        return "mbox"
    block = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    if not _HEADER.match(block):
        return None
    names = {name.lower() for name in _HEADER.findall(block)} & _MAIL_HEADERS
    goes_on = len(block) == len(text)  # a header of a megabyte may hide the ones that tell
    if suffix == ".eml" and (len(names) >= 2 or goes_on):
        return "mail"
    mail_only = names & {"message-id", "mime-version", "received", "return-path"}
    return "mail" if mail_only and {"from"} & names and len(names) >= 4 else None


def _table(text: str, suffix: str) -> str | None:
    if suffix in _TABLE_NAMES:
        return "table"
    from store.intake.record_fields import is_heading

    return "table" if is_heading(text.partition("\n")[0]) else None
