"""The ends of a page's text: the lead that belongs to it, and what stands there that does not."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.intake.fragments import plain
from store.intake.page.about import About, folded
from store.intake.page.linked_data import Linked, name_in, start
from store.intake.page.near_headline import headline, lines_behind
from store.intake.page.text.labels import APPEAL, BETWEEN, COMMENTS, OTHER_ARTICLES
from store.intake.page.without_text import described
from store.intake.written_dates import dates_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAD = 60
"""Code points: what is shorter is a slogan."""
_LOOKED_AT = 60
_HEAD = 4
_BYLINE = 80
_LABEL = 50
_LINKED = 15
_NAME = 6
_BY = re.compile(
    r"(?i:by|von|par|por|di|door|av|af|autor\w*|автор\w*):?\s+"
    r"(?:[A-ZÀ-ÞА-Я][\w.'’-]*,?\s*(?:(?:&|and|und|et|y|e|og|och|en|и)\s+)?){1,8}"
)
_PROSE = 80
_LONGEST_END = 4
"""How many times as long as the article what readers say of it may be."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 10
"""Of a byline."""


def with_lead(lines: list[str], tree: HtmlElement, page: About, linked: Linked) -> list[str]:
    """The lines, and before them the lead if the page shows one under its headline that is not
    among them. By the page's own description it is known; what stands in one box with the
    headline is a part of that."""
    said = map(plain, [*described(tree), name_in(linked.get("description")) or ""])
    known = {start(each) for each in said if len(each) >= _LEAD}
    if not known or not known.isdisjoint(map(start, lines)):
        return lines
    heading = headline(tree, page.titles)
    if heading is None:
        return lines
    header = next(heading.iterancestors("header"), heading)
    shown = islice(lines_behind(header), _LOOKED_AT)
    lead = next((line.text for line in shown if start(line.text) in known), None)
    if lead is None or folded(lead)[:_LEAD] in folded("".join(lines)):
        return lines
    return [lead, *lines]


def without_byline(lines: list[str], author: str | None) -> list[str]:
    """The lines without those at the top that only say who wrote it, and when."""
    at = 0
    while at < min(_HEAD, len(lines)) and _is_byline(lines[at], author):
        at += 1
    return lines[at:]


def without_end(lines: list[str], tree: HtmlElement) -> list[str]:
    """The lines up to readers' comments, links to other articles, appeals, and the labels over
    them; and without the buttons, pictures' makers and advertisements among them."""
    lines = [line for line in lines if not BETWEEN.fullmatch(line.strip())]
    for at in range(1, len(lines)):
        is_end = COMMENTS.fullmatch(lines[at]) and _is_most(lines[:at], lines[at:])
        if is_end or (OTHER_ARTICLES.fullmatch(lines[at]) and not any(map(_is_prose, lines[at:]))):
            lines = lines[:at]
            break
    return _without_links(lines, {folded(each.text_content()) for each in tree.iter("a")})


def _without_links(lines: list[str], links: set[str]) -> list[str]:
    """`links` are the words that lead elsewhere. Short lines among them are labels."""
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        title = folded(line)
        if (len(title) >= _LINKED and title in links) or APPEAL.match(line):
            end = at
        elif not _is_label(line):
            break
    while end < len(lines) and end > 1 and _is_label(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_most(lines: list[str], others: list[str]) -> bool:
    """Comments may be many; but where they are nearly all, the label is likely another thing."""
    return _LONGEST_END * sum(map(len, lines)) >= sum(map(len, others))


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE and bool(_SENTENCE_END.search(line))


def _is_byline(line: str, author: str | None) -> bool:
    words = len(_WORD.findall(line))
    if len(line) > _BYLINE or words > _MOST_WORDS or _SENTENCE_END.search(line):
        return False
    name = folded(author or "")
    is_named = len(name) >= _NAME and name in folded(line)
    return is_named or bool(_BY.fullmatch(line)) or next(dates_in(line), None) is not None


def _is_label(line: str) -> bool:
    return len(line) <= _LABEL and not _SENTENCE_END.search(line)
