"""A piece of HTML as text: for what feeds, mails and records carry, which is no whole page.

One pass over the tags without building a tree, so a piece nested 200,000 deep costs no stack.
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
    """Does it hold tags that only HTML has?"""
    return bool(_TAG.search(text))


def text_of_markup(markup: str) -> str:
    """The text that a browser would show, a blank line between blocks."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tidied("".join(reader.pieces))


def plain(words: str) -> str:
    """A title or a name without tags, its entities read, twice where they were written twice."""
    if "<" in words:
        words = text_of_markup(words) if looks_like_markup(words) else words
    words = ENTITY.sub(lambda entity: unescaped(entity[0]), words)
    return " ".join(mended(words.translate(_INVISIBLE)).split())


def mended(text: str) -> str:
    """Characters that are the bytes of UTF-8 read as Windows-1252 ("donâ€™t", "cafÃ©") become
    what they were. A run that is no UTF-8 stays as it is."""
    if not MISREAD_STARTS.search(text):
        return text
    return MISREAD.sub(lambda misread: as_utf_8(misread[0]), text)


def tidied(text: str) -> str:
    """Runs of blanks become one, blocks are one blank line apart, soft hyphens go, and what
    was written in UTF-8 and read in another encoding on its way is put right."""
    text = _BLANK.sub(" ", mended(text.translate(_INVISIBLE)))
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
