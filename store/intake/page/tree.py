"""A page as a tree, parsed once for everything that looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.intake.limits import Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TOO_DEEP = "ERR_RESOURCE_LIMIT"
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})


def parsed_page(markup: str) -> HtmlElement:
    """The root element. Raises `Refused` for tags nested deeper than libxml2 goes (2,048), and
    for markup without any element."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura.utils import repair_faulty_html

    # As trafilatura parses, but as deep as libxml2 can: pages with unclosed tags are deep.
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8",
        remove_comments=True, remove_pis=True, huge_tree=True,
    )  # fmt: skip
    repaired = repair_faulty_html(markup, markup[:50].lower())
    try:
        tree: HtmlElement = document_fromstring(repaired.encode("utf-8", "replace"), parser=parser)
    except LxmlError as error:
        raise Refused(f"the page cannot be parsed: {error}"[:300]) from error
    if any(error.type_name == _TOO_DEEP for error in parser.error_log):
        raise Refused("its tags are nested more than 2,048 deep, which is the limit")
    return tree


def without_tables(tree: HtmlElement) -> HtmlElement:
    """A copy in which tables and their cells are plain blocks: what old pages are laid out by
    is no table to be read as one."""
    from copy import deepcopy

    copy = deepcopy(tree)
    for element in list(copy.iter(*_TABLE)):
        element.tag = "div"
    return copy
