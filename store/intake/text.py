"""Plain text to `Article`: front matter where there is any, and a headline where one stands.

Front matter is the block of `name: value` lines between two lines of `---` at the top that
Markdown tools write. It stays in the text, as everything that came in does.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from store.intake.agency import agency
from store.intake.decode import decode
from store.intake.limits import check_text
from store.intake.published import dated
from store.reading import Article

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<lines>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"^(?P<name>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_NAMES = {
    "title": "title", "headline": "title",
    "source": "source", "publisher": "source", "site": "source",
    "url": "url", "link": "url",
    "language": "language", "lang": "language",
    "published": "published", "date": "published",
}  # fmt: skip
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$")
_LONGEST_HEADLINE = 160
_FRONT_MATTER_POINTS = 10_000


def content_id(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex: the same text is the same article."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_from_bytes(data: bytes, origin: str) -> Article:
    """Raises `Refused`, with the reason, for bytes that give no article."""
    text = decode(data)
    check_text(text)
    return article_from_text(text, origin)


def article_from_text(text: str, origin: str | None = None) -> Article:
    """The article that a plain text is, its own date found where it has one."""
    front = _FRONT_MATTER.match(text, 0, _FRONT_MATTER_POINTS)
    given = _given(front["lines"]) if front else {}
    article = Article(
        id=content_id(text),
        text=text,
        title=given.get("title") or headline(text[front.end() if front else 0 :]),
        source=given.get("source") or agency(text),
        url=given.get("url"),
        language=given.get("language"),
        origin=origin,
    )
    if _ISO_DATE.match(given.get("published", "")):
        return msgspec.structs.replace(
            article, published=given["published"].replace(" ", "T"), published_from="meta"
        )
    return dated(article)


def headline(text: str) -> str | None:
    """The first line, where it is set off by a blank line and reads like a headline: short,
    made of words, no sentence and no page control. Never invented."""
    lines = text.lstrip("\ufeff\r\n \t").split("\n", 2)
    if len(lines) < 3 or lines[1].strip():
        return None
    line = lines[0].strip()
    words = line.split()
    letters = sum(map(str.isalpha, line))
    if len(words) < 3 or len(line) > _LONGEST_HEADLINE or letters < 0.7 * len(line):
        return None
    if line.endswith((".", "!", ":", ";", ",")) or (
        not line[0].isalnum() and line[0] not in "\"'“‘"
    ):
        return None
    return line


def _given(lines: str) -> dict[str, str]:
    """The fields of the front matter that an article has."""
    found: dict[str, str] = {}
    for match in _LINE.finditer(lines):
        field = _NAMES.get(match["name"].lower())
        value = match["value"].strip("\"'")
        if field and value:
            found.setdefault(field, value)
    return found
