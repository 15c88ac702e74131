"""Decodes bytes to text. The result is the source text and is not repaired here."""

from __future__ import annotations

import codecs

from store.intake.limits import InputRejected

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The declared encoding and the one that is meant: the WHATWG table, where Python differs from it.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-32": "utf-8",
    "utf-7": "utf-8",
}  # fmt: skip
_SAMPLE = 50_000
_QUOTES = frozenset(b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x9b\xa0\xab\xb0\xbb")
"""Quotes, dashes and the like, at the same code positions in all Windows encodings."""
_BLANKS = frozenset(b"\t\n\f\r\x1a\x1b")
"""Controls in texts: blanks, the end of a file of DOS, and what begins an escape sequence."""
_CONTROLS = 0.02
_FEW = 0.05
"""With no more non-ASCII letters than this, Western text is likelier than any guess."""


def decode(
    data: bytes, *, asked: str | None = None, declared: str | None = None, guess: bool = True
) -> str:
    """Decode a file: in the requested encoding, or by its byte-order mark, in UTF-8, in the
    declared encoding, or by the best guess.

    Raises:
        InputRejected: The data is not text, or the encoding cannot be determined.
    """
    if asked:
        return _as_asked(data, asked)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data[:8192]:
        raise InputRejected("it is not text: it contains NUL bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_binary(data[:_SAMPLE]):
            raise InputRejected("this is no text: it holds control characters") from error
        text = _as_declared(data, declared) or (_guessed(data) if guess else None)
        if text is None:
            place = f"byte {error.start:,}"
            raise InputRejected(
                f"not UTF-8 ({place}), and no other encoding fits: name it with --encoding"
            ) from error
        return text


def _is_binary(sample: bytes) -> bool:
    """Return whether bytes that are not UTF-8 are no text in any encoding either."""
    return sum(byte < 32 and byte not in _BLANKS for byte in sample) > _CONTROLS * len(sample)


def known_encoding(name: str) -> bool:
    """Return whether it is the name of a text encoding."""
    try:
        b"x".decode(name, "replace")
    except (LookupError, ValueError):  # a name may hold a NUL
        return False
    return True


def _as_asked(data: bytes, encoding: str) -> str:
    if not known_encoding(encoding):
        raise InputRejected(f"there is no encoding {encoding!r}")
    return _strictly(data, encoding).removeprefix("\ufeff")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        place = f" (byte {error.start:,})" if isinstance(error, UnicodeDecodeError) else ""
        raise InputRejected(
            f"not {encoding.upper()} text{place}: name another with --encoding"
        ) from error


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """Decode in the declared encoding, with U+FFFD for invalid bytes. Return None if there are so
    many that the declaration is wrong.
    """
    if not declared or not known_encoding(declared):
        return None
    name = codecs.lookup(declared).name
    text = data.decode(_MEANT.get(name, name), "replace")
    wrong = text.count("\ufffd")
    return text if wrong <= max(3, len(text) // 500) else None


def _guessed(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    beyond = sum(byte > 127 and byte not in _QUOTES for byte in sample)
    if beyond <= _FEW * len(sample):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return data.decode(best.encoding, "replace") if best else None
