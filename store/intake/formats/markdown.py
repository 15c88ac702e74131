"""Markdown as plain text: links become their words, and emphasis marks are removed.

It supports the part of CommonMark that news and notes use, line by line, in linear time. Everything
else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.intake.decode import decode
from store.intake.draft import ArticleDraft
from store.intake.formats.plain import FRONT_MATTER, FRONT_MATTER_POINTS, draft_of_text
from store.intake.opened import Hints, Opened

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_BLANKS = " \t"
_FIRST_HEADING = re.compile(r" {0,3}#[ \t]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_BULLET = re.compile(r"^(?P<indent>[ \t]*)[*+](?=[ \t])")
_NAMED_LINK = re.compile(r" {0,3}\[[^\]\n]{1,300}\]:[ \t]*\S+")

_TARGET = r"\([^()\s]{0,2000}(?:[ \t]+(?:\"[^\"]{0,300}\"|'[^']{0,300}'))?[ \t]*\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\](?:{_TARGET}|\[[^\[\]]{{0,300}}\])")
_LINK = re.compile(rf"\[(?P<words>[^\[\]]{{1,1000}})\](?:{_TARGET}|\[[^\[\]]{{0,300}}\])")
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<words>[^\[\]|\n]{1,300})\]\]")
"""A link of Obsidian and wikis: the name of a note, and the words to show after a bar."""
_BARE_LINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_MARKS = (
    re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)(?P<words>[^*_~\n]{1,2000}?)(?<=\S)\1"),
    re.compile(r"(?<![\\\w*])(\*|_|`)(?=\S)(?P<words>[^*_`\n]{1,2000}?)(?<=[^\s\\])\1(?![\w*])"),
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft]:
    """Yield the article of a Markdown file. Its first heading is its title."""
    text = decode(opened.whole(), asked=hints.encoding, declared=opened.charset)
    front = FRONT_MATTER.match(text, 0, FRONT_MATTER_POINTS)
    start = front.end() if front else 0
    draft = draft_of_text(text[:start] + plain_text(text[start:]), opened.name)
    draft.title = _given_title(text[:start], draft) or _first_heading(text[start:]) or draft.title
    yield draft


def plain_text(markdown: str) -> str:
    """Return the text without marks. Every line keeps its place or is removed."""
    return "\n".join(_lines(markdown.replace("\r\n", "\n").split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    is_code = False
    before = ""
    for line in lines:
        if _FENCE.match(line):
            is_code = not is_code
        elif is_code:
            yield line
        elif not _is_a_mark(line, before):
            yield _without_marks(line)
        before = line


def _is_a_mark(line: str, before: str) -> bool:
    """Return whether the line has no text of its own. An underline follows text; elsewhere the same
    characters are a rule.
    """
    is_underline = bool(before.strip()) and _UNDERLINE.match(line)
    return bool(is_underline or _RULE.match(line) or _NAMED_LINK.match(line))


def _without_marks(line: str) -> str:
    line = _QUOTE.sub("", line, count=1)
    if heading := _HEADING.match(line):
        line = line[heading.end() :].rstrip(_BLANKS).rstrip("#").rstrip(_BLANKS)
    line = _BULLET.sub(r"\g<indent>-", line, count=1)
    line = _WIKI_LINK.sub(r"\g<words>", _IMAGE.sub("", line))
    line = _LINK.sub(r"\g<words>", line)
    line = _BARE_LINK.sub(r"\1", line)
    for marks in _MARKS:
        line = marks.sub(r"\g<words>", line)
    return _ESCAPED.sub(r"\1", line).rstrip()


def _given_title(front: str, draft: ArticleDraft) -> str | None:
    """Return the title in the front matter."""
    return draft.title if front and draft.title and draft.title in front else None


def _first_heading(markdown: str) -> str | None:
    """Return the first heading if only blank lines come before it."""
    first, _, rest = markdown.strip().partition("\n")
    is_heading = _FIRST_HEADING.match(first) or _UNDERLINE.match(rest.partition("\n")[0])
    return _without_marks(first) or None if is_heading else None
