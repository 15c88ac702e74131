"""A page as a tree, parsed once for all uses, and its lines near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from store.intake.limits import InputRejected
from store.intake.page.metadata import folded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})


def parsed_page(markup: str) -> HtmlElement:
    """Parse markup and return the root element.

    Raises:
        InputRejected: The tags are nested deeper than libxml2 supports (2,048), or there are no
            elements.
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura.utils import repair_faulty_html

    # Like trafilatura's parser, but with libxml2's full depth: pages with unclosed tags are deep.
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8",
        remove_comments=True, remove_pis=True, huge_tree=True,
    )  # fmt: skip
    repaired = repair_faulty_html(markup, markup[:50].lower())
    try:
        tree: HtmlElement = document_fromstring(repaired.encode("utf-8", "replace"), parser=parser)
    except LxmlError as error:
        raise InputRejected(f"the page cannot be parsed: {error}"[:300]) from error
    if any(error.type_name == _TOO_DEEP for error in parser.error_log):
        raise InputRejected("its tags are nested more than 2,048 deep, which is the limit")
    return tree


def without_tables(tree: HtmlElement) -> HtmlElement:
    """Return a copy in which tables and cells are plain blocks, so that layout tables are not
    treated as data.
    """
    from copy import deepcopy

    copy = deepcopy(tree)
    for element in list(copy.iter(*_TABLE)):
        element.tag = "div"
    return copy


# The lines near the headline, as a browser would show them.

LINE = 160
"""Code points. A longer line is text, not a byline."""
_HEADINGS = ("h1", "h2", "h3")
_DRAWN_HEADINGS = ("b", "strong", "font", "span", "div", "p", "td", "center")
"""What old pages use for headlines."""
_SURE = 12
"""Letters of a title that cannot match by chance, as "News" can."""
_COMPARED = 60
"""Letters that are compared, because sites cut titles."""
_LINES = 60
_LOOKED_AT = 2_000
"""Lines, most of which may be empty."""
_SKIPPED = frozenset(
    "script style nav aside footer noscript svg form button select template figure".split()
)
_UNRELATED = re.compile(
    r"comment|related|sidebar|(?<!elementor-)widget|footer|menu|recommend|trending|popular|"
    r"most-?read|\bmore\b|latest|teaser|promo|newsletter|\bticker|\btoday|current-?date|(?<!fa-)clock|\bevents?\b|copyright",
    re.IGNORECASE,
)
_DATED = re.compile(r"date|datum|fecha|time|publi|posted", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr b bdi cite em font i img label mark q s small span strong sub sup time u wbr".split()
)
_IN_ATTRIBUTES = ("datetime", "content", "title")
_LONGEST_VALUE = 40


class PageLine(NamedTuple):
    """The content of one line."""

    text: str
    values: tuple[str, ...]
    """The machine-readable values of its tags."""


def headline(tree: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """Return the heading with the likeliest of the page's titles, the longer one of two, since the
    site's name may be a heading too. Otherwise return the first h1, or text that is styled as a
    heading.
    """
    known = [folded(title) for title in titles]
    found = []
    for heading in islice(tree.iter(*_HEADINGS), _LINES):
        words = folded(heading.text_content()[:LINE])[:_COMPARED]
        rank = next((at for at, title in enumerate(known) if words in title), None)
        if len(words) >= _SURE and rank is not None:
            found.append((rank, -len(words), heading))
    if found:
        return min(found, key=lambda each: each[:2])[2]
    styled = (each for each in tree.iter(*_DRAWN_HEADINGS) if len(each.text or "") >= _SURE)
    first = next(tree.iter("h1"), None)
    if first is None:
        first = next((each for each in styled if folded(each.text[:LINE]) in known), None)
    return first


def lines_behind(heading: HtmlElement) -> Iterator[PageLine]:
    """Yield the lines from the headline down: the byline, the text, and everything after it."""
    yield from filter(any, islice(_all_behind(heading), _LOOKED_AT))


def _all_behind(heading: HtmlElement) -> Iterator[PageLine]:
    here: Any = heading
    while here is not None and here.tag != "body":
        for sibling in here.itersiblings():
            yield from _lines(sibling)
        here = here.getparent()


def lines_before(heading: HtmlElement) -> Iterator[PageLine]:
    """Yield the lines from the headline up."""
    here: Any = heading
    while here is not None and here.tag not in {"body", "main"}:
        for sibling in here.itersiblings(preceding=True):
            yield from reversed(list(islice(filter(any, _lines(sibling)), _LINES)))
        here = here.getparent()


def _lines(element: HtmlElement) -> Iterator[PageLine]:
    """Yield the lines that a browser would show of an element, without unrelated parts."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    values: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        is_block = not isinstance(tag, str) or tag not in _INLINE
        if event == "start":
            if is_block and pieces:
                yield PageLine(_joined(pieces), tuple(values))
                pieces, values = [], []
            if not isinstance(tag, str) or tag in _SKIPPED or _is_unrelated(node):
                walk.skip_subtree()
                continue
            values += _values(node)
            if _is_dated(node):
                walk.skip_subtree()
                yield PageLine(_joined([*pieces, *node.itertext()]), tuple(values))
                pieces, values = [], []
            else:
                pieces.append(node.text or "")
        else:
            if is_block and (pieces or values):
                yield PageLine(_joined(pieces), tuple(values))
                pieces, values = [], []
            if node is not element:
                pieces.append(node.tail or "")
    if pieces or values:
        yield PageLine(_joined(pieces), tuple(values))


def _joined(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())


def _names(node: HtmlElement) -> str:
    return f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')}"


def _is_unrelated(node: HtmlElement) -> bool:
    return bool(_UNRELATED.search(_names(node)))


def _is_dated(node: HtmlElement) -> bool:
    """Return whether it is a small element for a date. Its day, month and year may have elements of
    their own.
    """
    return bool(_DATED.search(_names(node))) and len(node.text_content()) <= LINE // 2


def _values(node: HtmlElement) -> Iterator[str]:
    for name, value in node.attrib.items():
        may_be = name in _IN_ATTRIBUTES or (name.startswith("data-") and _DATED.search(name))
        if may_be and 8 <= len(value) <= _LONGEST_VALUE:
            yield value
