"""Plain text, with front matter and a headline if there are any.

Front matter is the block of `name: value` lines between two lines of `---` at the top, which
Markdown tools write. It stays in the text, as everything that came in does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.intake.decode import decode
from store.intake.draft import ArticleDraft
from store.intake.formats.press_file import articles_in
from store.intake.opened import Hints, Opened

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<lines>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(
    r"^(?P<name>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>(?:.*[^ \t\n])?)[ \t]*$", re.MULTILINE
)
_NAMES = {
    "title": "title", "headline": "title",
    "source": "source", "publisher": "source", "site": "source",
    "url": "url", "link": "url",
    "language": "language", "lang": "language",
    "author": "author", "byline": "author",
    "published": "published", "date": "published",
    "updated": "modified", "modified": "modified",
}  # fmt: skip
_LONGEST_HEADLINE = 160
FRONT_MATTER_POINTS = 10_000


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft]:
    """Yield the article of a text file, or those of a press database's file."""
    text = decode(opened.whole(), asked=hints.encoding, declared=opened.charset)
    yield from articles_in(text, opened.name) or [draft_of_text(text, opened.name)]


def draft_of_text(text: str, origin: str) -> ArticleDraft:
    """Return the article of a plain text."""
    front = FRONT_MATTER.match(text, 0, FRONT_MATTER_POINTS)
    given = _given(front["lines"]) if front else {}
    return ArticleDraft(
        text=text,
        origin=origin,
        title=given.get("title") or headline(text[front.end() if front else 0 :]),
        source=given.get("source"),
        author=given.get("author"),
        url=given.get("url"),
        language=given.get("language"),
        published=given.get("published"),
        modified=given.get("modified"),
    )


def headline(text: str) -> str | None:
    """Return the first line if a blank line follows and it reads like a headline: short, made of
    words, not a sentence and not part of a page's navigation.
    """
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
    """Return the fields of the front matter that an article has."""
    found: dict[str, str] = {}
    for match in _LINE.finditer(lines):
        field = _NAMES.get(match["name"].lower())
        value = match["value"].strip("\"'")
        if field and value:
            found.setdefault(field, value)
    return found
