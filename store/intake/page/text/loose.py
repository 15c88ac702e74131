"""Words that stand between paragraphs and in none: a browser shows them as a paragraph, and a
reader that looks for paragraphs would lose them. Often it is the first, or one behind a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HOLDERS = ("article", "div", "main", "section", "td")
_INLINE = frozenset(
    "a abbr b bdi big br cite code em font i mark q s small span strong sub sup time u".split()
)
_PARAGRAPH = 80
"""Code points: what is shorter is a label, a name, or half a menu."""

Run = tuple["HtmlElement | None", list["HtmlElement"]]
"""The element behind which words are loose, or None at the beginning; and the inline elements
that belong to them."""


def loose_runs(tree: HtmlElement) -> Iterator[tuple[HtmlElement, Run]]:
    """Each run of loose words beside real paragraphs, with the element that holds it."""
    for holder in tree.iter(*_HOLDERS):
        if any(each.tag == "p" and _length(each) >= _PARAGRAPH for each in holder):
            for run in _runs(holder):
                if _run_length(holder, run) >= _PARAGRAPH:
                    yield holder, run


def in_paragraphs(tree: HtmlElement) -> None:
    """Each run becomes a paragraph, in place."""
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
