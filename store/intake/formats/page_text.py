"""The text of a page's article: trafilatura finds it, and here it becomes paragraphs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from store.intake.formats.linked_data import Linked
from store.intake.formats.page_about import About, folded
from store.intake.formats.page_tree import without_tables
from store.intake.fragments import tidied

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LAYOUT = re.compile(r"^\|.{600}", re.MULTILINE)
"""A row of a table with so much in it is no row: the page is laid out by tables."""
_HEAD = 3
"""Lines at the top of the text among which its title may stand."""
_LONGEST_LABEL = 40


def article_text(tree: HtmlElement, page: About, linked: Linked) -> str:
    """The article's paragraphs, a blank line apart, without its title; empty where the page
    has no article."""
    found = _extracted(tree, page.url)
    if _LAYOUT.search(found):
        found = _extracted(without_tables(tree), page.url) or found
    found = _as_published(found, linked.get("articleBody"))
    lines = [line for line in found.split("\n") if line.strip()]
    return tidied("\n\n".join(_without_title(lines, page.titles)))


def _extracted(tree: HtmlElement, url: str | None) -> str:
    """What trafilatura takes for the article, in the composed form of Unicode."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=url, include_comments=False)
    return unicodedata.normalize("NFC", getattr(found, "text", None) or "")


def _as_published(found: str, body: object) -> str:
    """The publisher's own text from JSON-LD, where that is what was found: it still has its
    paragraphs."""
    if isinstance(body, str) and body.split() == found.split():
        return body
    return found


def _without_title(lines: list[str], titles: tuple[str, ...]) -> list[str]:
    """The lines behind the title, and behind a label that stands over it."""
    known = {folded(title) for title in titles}
    for at, line in enumerate(lines[:_HEAD]):
        if folded(line) in known:
            return lines[at + 1 :]
        if len(line) > _LONGEST_LABEL:
            break
    return lines
