"""OPML 2.0: outlines with an `xmlUrl` are feeds, those around them are their tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException

from store.ingest.watch.feeds import Feed, new_feed
from store.intake.limits import Refused
from store.trouble import Trouble

_FULL = "{urn:dateline:opml}full"
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 50


def feeds_in_opml(data: bytes) -> Iterator[Feed | str]:
    """The feeds, and a sentence for each outline whose link is left out. Raises `Refused` for
    what is no OPML."""
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("it declares entities, which could read files or grow without end") from error
    except (ParseError, ValueError) as error:
        raise Refused(f"its XML cannot be read: {error}") from error
    if _name(root) != "opml":
        raise Refused(f"its XML is of another kind (<{_name(root)[:40]}>)")
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        if _name(element) == "outline":
            if _link(element) is not None:
                yield _feed(element, folders)
            else:
                folders = (*folders, _said(element))[:_DEEPEST]
        waiting.extend((child, folders) for child in reversed(element))


def as_opml(feeds: Iterable[Feed]) -> str:
    """The feeds as OPML, under their first tag; `category` has all of them."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Feeds of dateline"
    body = SubElement(root, "body")
    folders: dict[str, Element] = {}
    for feed in feeds:
        first = next(iter(feed.tags), None)
        if first is not None and first not in folders:
            folders[first] = SubElement(body, "outline", text=_clean(first))
        parent = body if first is None else folders[first]
        name = _clean(feed.title or feed.url)
        outline = SubElement(parent, "outline", type="rss", text=name, xmlUrl=_clean(feed.url))
        if feed.tags:
            outline.set("category", _clean(",".join(feed.tags)))
        if not feed.full:
            outline.set(_FULL, "false")
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _feed(element: Element, folders: tuple[str, ...]) -> Feed | str:
    link = _link(element) or ""
    said = (element.get("category") or "").split(",")
    categories = [each.strip().strip("/") for each in said]
    tags = [tag for tag in (*folders, *categories) if tag]
    title = _said(element)
    try:
        return new_feed(
            link, None if title == link else title, tags, full=element.get(_FULL) != "false"
        )
    except Trouble as trouble:
        return f"{title or link}: left out: {trouble}"


def _link(element: Element) -> str | None:
    """The attribute is written in many ways."""
    return next((value for name, value in element.items() if name.lower() == "xmlurl"), None)


def _said(element: Element) -> str:
    return " ".join((element.get("title") or element.get("text") or "").split())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _clean(words: str) -> str:
    """XML cannot hold every character that a title can."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", words)
