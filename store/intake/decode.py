"""Bytes to text. The result is the source text: nothing in it is repaired here."""

from __future__ import annotations

import codecs

from store.intake.limits import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """The text of a plain-text file: by its byte-order mark, else UTF-8.

    Raises `Refused` for what is no text, and for text in another encoding, with the place
    of the first byte that does not fit.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data[:8192]:
        raise Refused("this is no text: it holds NUL bytes")
    return _strictly(data, "utf-8")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            f"not {encoding.upper()} text (byte {error.start:,}): convert it to UTF-8 first"
        ) from error
