"""Prepares a page for extraction: wraps loose text in paragraphs, and removes what is not article.

Browsers show loose text between paragraphs as a paragraph, but extraction would lose it. Often it
is the first paragraph, or one after a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from store.intake.page.metadata import About
from store.intake.page.tree import headline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HOLDERS = ("article", "div", "main", "section", "td")
_INLINE = frozenset(
    "a abbr b bdi big br cite code em font i mark q s small span strong sub sup time u".split()
)
_PARAGRAPH = 80
"""Code points. A shorter text is a label, a name, or half a menu."""

Run = tuple["HtmlElement | None", list["HtmlElement"]]
"""A run of loose text: the element before it, or None at the beginning, and its inline elements."""


def loose_runs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, Run]]:
    """Yield each run of loose text beside real paragraphs, with its parent element."""
    for holder in tree.iter(*_HOLDERS):
        if any(each.tag == "p" and _length(each) >= _PARAGRAPH for each in holder):
            for run in _runs(holder):
                if _run_length(holder, run) >= _PARAGRAPH:
                    yield holder, run


def in_paragraphs(tree: HtmlElement) -> None:
    """Wrap each run in a paragraph, in place."""
    for holder, (behind, inline) in list(loose_runs(tree)):
        paragraph = holder.makeelement("p")
        if behind is None:
            paragraph.text, holder.text = holder.text, None
            holder.insert(0, paragraph)
        else:
            paragraph.text, behind.tail = behind.tail, None
            behind.addnext(paragraph)
        paragraph.extend(inline)


def _runs(holder: HtmlElement) -> Iterator[Run]:
    run: Run = (None, [])
    for child in holder:
        if child.tag in _INLINE:
            run[1].append(child)
        else:
            yield run
            run = (child, [])
    yield run


def _run_length(holder: HtmlElement, run: Run) -> int:
    behind, inline = run
    first = holder.text if behind is None else behind.tail
    words = chain([first or ""], *((each.text_content(), each.tail or "") for each in inline))
    return len(" ".join(" ".join(words).split()))


def _length(element: HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))


# Recognising by structure what is not article: lists of other articles, sign-up boxes, cookie
# banners.

_BOXES = frozenset("a article div figure li p section td tr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LEAST = 3
_TEASER = 400
"""Code points: the longest headline with a summary."""
_HEADLINE = 15
_MOSTLY = 0.5
_PARTLY, _TITLE = 0.3, 120
"""Enough if the whole text is no longer than a headline."""
_ALL = 0.9
_NEARLY_ALL = 0.75
_LINKS = 3
"""Links to the article, its section and its author."""
_LABEL = 40
_SENTENCE_END = re.compile(r"[.!?]\W{0,5}$")
_ASIDES = frozenset("aside nav footer header".split())
_SIDEBAR = re.compile(r"side-?bar|\bmenu\b|\bnav", re.IGNORECASE)
_NOTE = re.compile(r"\s*\[[^\[\]]{1,30}\]\s*")
_SIGN_UP, _BLURB = 500, 200
_CONSENT = 5_000
_ASKS_CONSENT = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|didomi|usercentrics)(?:$|[\s_-])", re.IGNORECASE
)
_ASKS_CONSENT_ONE = re.compile(r"\b(?:cookies?|privacy|consent|partners)\b", re.IGNORECASE)
_OVER = frozenset("h1 h2 h3 b strong font span header hgroup center".split())
_BODY = 100
"""The minimum length of the text under a headline, in code points."""
_SUBJECT_SHARE = 0.5
_SUBJECT = ("h1", "article", "main")


def pruned(tree: HtmlElement, page: About) -> HtmlElement | None:
    """Return a copy of the page without what is not article, and with loose text in paragraphs.
    Return None if there is nothing to change.
    """
    from copy import deepcopy

    found = next(_unrelated_parts(tree, page.url), None) is not None
    if not found and next(loose_runs(tree), None) is None:
        return None
    copy = deepcopy(tree)
    in_paragraphs(copy)
    subject = _subject(copy, page)
    for element in list(_unrelated_parts(copy, page.url)):
        if element.getparent() is not None and element not in subject:
            element.drop_tree()
    return copy


def _subject(tree: HtmlElement, page: About) -> set[HtmlElement]:
    """Return the boxes that are the article itself, such as the items of a digest. They make up
    most of the box that holds the headline.
    """
    heading = here = headline(tree, page.titles)
    while here is not None and (
        here.tag in _OVER or _pruning_length(here) < _pruning_length(heading) + _BODY
    ):
        here = here.getparent()
    if here is None:
        return set()
    found = [
        element for element in _unrelated_parts(here, page.url) if element.getparent() is not None
    ]
    return (
        set(found)
        if sum(map(_pruning_length, found)) >= _SUBJECT_SHARE * _pruning_length(here)
        else set()
    )


def _unrelated_parts(tree: HtmlElement, url: str | None) -> Iterator[HtmlElement]:
    for mark in tree.iter("sup", "span"):
        if _is_note(mark):
            yield mark
    for element in tree.iter(
        "div", "section", "ul", "ol", "aside", "main", "article", "tbody", "table"
    ):
        if _is_consent(element) or _is_sign_up(element):
            yield element
        else:
            found = list(_teasers(element, url or ""))
            if found and not _is_aside(element):
                yield from _labels(found[0])
                yield from found


def _is_note(mark: HtmlElement) -> bool:
    """Return whether it is a footnote number, or a wiki's "[edit]" after a heading."""
    if mark.tag == "span" and "editsection" not in mark.get("class", ""):
        return False
    return bool(_NOTE.fullmatch(mark.text_content()))


def _teasers(parent: HtmlElement, url: str) -> Iterator[HtmlElement]:
    if len(parent) < _LEAST:
        return
    boxes = [each for each in parent if each.tag in _BOXES]
    for _, kind in groupby(boxes, key=lambda box: (box.tag, box.get("class"))):
        alike = list(kind)
        if len(alike) < _LEAST:
            continue
        found = [box for box in alike if _is_teaser(box, url)]
        if len(found) >= _LEAST and len(found) >= _NEARLY_ALL * len(alike):
            yield from found


def _is_aside(element: HtmlElement) -> bool:
    """Return whether it is in a part of the page that holds no articles. Without its links it would
    look like one.
    """
    here: HtmlElement | None = element
    while here is not None and here.tag != "body":
        if here.tag in _ASIDES or _SIDEBAR.search(f"{here.get('class', '')} {here.get('id', '')}"):
            return True
        here = here.getparent()
    return False


def _labels(first: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the labels above a list, or above the box that holds it."""
    here: HtmlElement | None = first
    while here is not None and here.getprevious() is None:
        here = here.getparent()
    label = here.getprevious() if here is not None else None
    if label is None or not isinstance(label.tag, str) or label.tag == "h1":
        return
    if 0 < _pruning_length(label) <= _LABEL and not _SENTENCE_END.search(label.text_content()):
        yield label


def _is_teaser(box: HtmlElement, url: str) -> bool:
    links = [box] if box.tag == "a" else list(islice(box.iter("a"), 2 * _LINKS + 1))
    if not 0 < len(links) <= 2 * _LINKS or len({each.get("href") for each in links}) > _LINKS:
        return False
    text = _pruning_length(box)
    if text > _TEASER:
        return False
    link = max(links, key=_pruning_length)
    if not _leads_into_site(link.get("href", ""), url):
        return False
    if _pruning_length(link) < _HEADLINE:
        return len(links) == 1 and next(box.iter(*_HEADINGS), None) is not None
    share = sum(map(_pruning_length, links)) / text
    if box.tag in {"p", "td"}:
        return share >= _ALL
    return share >= (_PARTLY if text <= _TITLE else _MOSTLY) or _is_headed(link)


def _is_headed(link: HtmlElement) -> bool:
    parent = link.getparent()
    over = parent is not None and parent.tag in _HEADINGS
    return over or any(each.tag in _HEADINGS for each in link.iter())


def _leads_into_site(href: str, url: str) -> bool:
    """Return whether a link leads to another page of the site, if the site is known."""
    if not href or href.startswith(("#", "mailto:", "javascript:")):
        return False
    if url and href.partition("#")[0] == url.partition("#")[0]:
        return False
    its, host = _host(href), _host(url)
    return not its or not host or its.endswith(host) or host.endswith(its)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _is_sign_up(element: HtmlElement) -> bool:
    """Return whether it is a form for an address with little text."""
    fields = element.iter("input")
    return (
        any(each.get("type") == "email" for each in fields)
        and _pruning_length(element) <= _SIGN_UP
        and not _holds_subject(element)
        and all(_pruning_length(each) <= _BLURB for each in element.iter("p"))
    )


def _is_consent(element: HtmlElement) -> bool:
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return bool(
        _ASKS_CONSENT.search(named)
        and _pruning_length(element) <= _CONSENT
        and not _holds_subject(element)
        and _ASKS_CONSENT_ONE.search(element.text_content())
    )


def _holds_subject(element: HtmlElement) -> bool:
    return next(element.iter(*_SUBJECT), None) is not None


def _pruning_length(element: HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))
