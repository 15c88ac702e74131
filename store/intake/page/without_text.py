"""Pages without article text: their summary, or the reason why there is no article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.intake.fragments import plain
from store.intake.page.metadata import Linked, name_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORTEST = 25
"""Code points. A shorter text is a button."""
_SUMMARY = 60
_NOTICE = 300
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_WANTS_SCRIPTS = re.compile(
    r"javascript.{0,80}(?:enabl|disabl|requir|to run|to continue|aktiv|activ|habilit|attiv|включ)"
    r"|(?:enabl|activ|aktiv|habilit|attiv|включ|requires?|support).{0,40}javascript",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = frozenset({"description", "og:description", "twitter:description"})


def is_article(text: str) -> bool:
    """Return whether the text is longer than a button and not a request to enable scripts."""
    is_notice = len(text) <= _NOTICE and _WANTS_SCRIPTS.search(text)
    return len(text) >= SHORTEST and not is_notice


def summary(tree: HtmlElement, linked: Linked) -> str:
    """Return the summary of a page that declares itself an article, or an empty string. The
    description of a site's home page is not used.
    """
    kinds = [each.get("content") for each in tree.iter("meta") if each.get("property") == "og:type"]
    if not linked and "article" not in kinds:
        return ""
    candidates = [
        name_in(linked.get("articleBody")),
        name_in(linked.get("description")),
        *described(tree),
    ]
    return next(
        (each for each in map(plain, filter(None, candidates)) if len(each) >= _SUMMARY), ""
    )


def described(tree: HtmlElement) -> list[str]:
    """Return the page's descriptions for search engines and other sites."""
    return [
        each.get("content") or ""
        for each in tree.iter("meta")
        if (each.get("name") or each.get("property") or "").lower() in _NAMES
    ]


def no_article_error(tree: HtmlElement) -> str:
    """Return the error for a page without an article."""
    if next(tree.iter("frame"), None) is not None:
        return "no article was found in the page: it is made of frames, and each is a page itself"
    if next(tree.iter("script"), None) is not None and len(_visible(tree)) <= _NOTICE:
        return "no article was found in the page: scripts in a browser would fetch its text"
    return "no article was found in the page"


def _visible(tree: HtmlElement) -> str:
    pieces = [
        (element.text if element.tag not in _UNSEEN else "", element.tail)
        for element in tree.iter()
        if isinstance(element.tag, str)
    ]
    return " ".join(" ".join(text or "" for pair in pieces for text in pair).split())
