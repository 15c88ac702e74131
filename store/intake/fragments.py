"""Converts fragments of HTML to text, for feeds, mails and records.

The tags are processed in one pass without building a tree, so a fragment nested 200,000 deep needs
no stack.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from store.characters import ENTITY, INVISIBLE, MISREAD, MISREAD_STARTS, as_utf_8, unescaped

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table tr ul".split()
)
_SILENT = frozenset("script style template noscript svg title".split())
_TAGS = (
    "a abbr article b big blockquote br center cite code dd div dl dt em figure font h1 h2 h3 h4 "
    "h5 h6 hr i iframe img li ol p pre q s script section small span strike strong style sub "
    "sup svg table td th tr u ul video"
)
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS.split())})(?![\w-])[^<>]*>", re.IGNORECASE)
_BLANK = re.compile(r"[^\S\n]+")
_GAP = re.compile(r" ?\n[ \n]*")
_INVISIBLE = str.maketrans(dict.fromkeys(INVISIBLE))


def looks_like_markup(text: str) -> bool:
    """Return whether it has tags that only HTML has."""
    return bool(_TAG.search(text))


def text_of_markup(markup: str) -> str:
    """Return the text that a browser would show, with blank lines between blocks."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return normalised("".join(reader.pieces))


def plain(words: str) -> str:
    """Return a title or name without tags, with entities decoded, twice if they were
    escaped twice.
    """
    if "<" in words:
        words = text_of_markup(words) if looks_like_markup(words) else words
    words = ENTITY.sub(lambda entity: unescaped(entity[0]), words)
    return " ".join(repaired_encoding(words.translate(_INVISIBLE)).split())


def repaired_encoding(text: str) -> str:
    """Repair UTF-8 that was decoded as Windows-1252 ("donâ€™t", "cafÃ©"). Runs that are not valid
    UTF-8 are kept.
    """
    if not MISREAD_STARTS.search(text):
        return text
    return MISREAD.sub(lambda misread: as_utf_8(misread[0]), text)


def normalised(text: str) -> str:
    """Collapse white space, separate blocks by one blank line, remove soft hyphens, and repair
    wrongly decoded UTF-8.
    """
    text = _BLANK.sub(" ", repaired_encoding(text.translate(_INVISIBLE)))
    return _GAP.sub(lambda gap: "\n\n" if gap[0].count("\n") > 1 else "\n", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: str | None = None
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._silent is None and tag in _SILENT:
            self._silent = tag
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag in {"td", "th"}:
            self.pieces.append(" ")
        self._preformatted += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = None
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._silent is None:
            self.pieces.append(data if self._preformatted else re.sub(r"\s+", " ", data))
