"""newsboat's file `urls`: a feed a line, its tags behind it, and "~Title" among them.

Its lines that run a program (`exec:`, `filter:`) or ask its own cache (`query:`) are never
followed: each is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.ingest.watch.feeds import Feed, new_feed
from store.trouble import Trouble

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_NOT_FEEDS = {
    "exec": "it would run a program, which is never done",
    "filter": "it would run a program, which is never done",
    "query": "it asks newsboat's own articles",
}
_HIDDEN = "!"


def feeds_in_urls(text: str) -> Iterator[Feed | str]:
    """The feeds, and a sentence for each line that is left out."""
    for number, line in enumerate(text.splitlines(), 1):
        words = list(_words(line.strip()))
        if not words:
            continue
        url, *rest = words
        kind = url.partition(":")[0].lower()
        if kind in _NOT_FEEDS:
            yield f"line {number}, {url[:200]}: left out: {_NOT_FEEDS[kind]}"
            continue
        titles = [word[1:] for word in rest if word.startswith("~") and len(word) > 1]
        tags = [word for word in rest if not word.startswith("~") and word != _HIDDEN]
        try:
            yield new_feed(url, titles[0] if titles else None, tags)
        except Trouble as trouble:
            yield f"line {number}: left out: {trouble}"


def as_urls(feeds: Iterable[Feed]) -> Iterator[str]:
    """The lines of such a file."""
    for feed in feeds:
        words = [feed.url, *(_quoted(tag) for tag in feed.tags)]
        if feed.title:
            words.append(_quoted(f"~{feed.title}"))
        yield " ".join(words)


def _words(line: str) -> Iterator[str]:
    """The words of a line, in quotation marks or not, up to a comment."""
    for found in _WORD.finditer(line):
        quoted, plain = found.groups()
        if plain and plain.startswith("#"):
            return
        yield _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'
