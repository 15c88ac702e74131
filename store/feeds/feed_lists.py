"""Reads and writes lists of feeds: OPML 2.0 and newsboat's `urls`.

In OPML, outlines with an `xmlUrl` are feeds, and the outlines around them are their tags. In
newsboat's file, a line is a feed with its tags, one of which may be a title ("~Title"). Lines that
run a program (`exec:`, `filter:`) or query newsboat's cache (`query:`) are never followed, and are
reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException

from store.errors import UserError
from store.feeds.feeds import Feed, new_feed
from store.intake.decode import decode
from store.intake.limits import InputRejected, check_file_size

# newsboat's `urls`: one feed per line, followed by its tags and its "~Title".

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_ESCAPED = re.compile(r"\\(.)")
_NOT_FEEDS = {
    "exec": "it would run a program, which is never done",
    "filter": "it would run a program, which is never done",
    "query": "it asks newsboat's own articles",
}
_HIDDEN = "!"


def feeds_in_urls(text: str) -> Iterator[Feed | str]:
    """Yield the feeds, and a message for each line that is left out."""
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
        except UserError as trouble:
            yield f"line {number}: left out: {trouble}"


def as_urls(feeds: Iterable[Feed]) -> Iterator[str]:
    """Yield the lines of a `urls` file."""
    for feed in feeds:
        words = [feed.url, *(_quoted(tag) for tag in feed.tags)]
        if feed.title:
            words.append(_quoted(f"~{feed.title}"))
        yield " ".join(words)


def _words(line: str) -> Iterator[str]:
    """Yield the words of a line, quoted or not, up to a comment."""
    for found in _WORD.finditer(line):
        quoted, plain = found.groups()
        if plain and plain.startswith("#"):
            return
        yield _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'


_FULL = "{urn:dateline:opml}full"
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 50


def feeds_in_opml(data: bytes) -> Iterator[Feed | str]:
    """Yield the feeds, and a message for each outline whose link is left out.

    Raises:
        InputRejected: The data is not OPML.
    """
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputRejected(
            "it declares entities, which could read files or grow without end"
        ) from error
    except (ParseError, ValueError) as error:
        raise InputRejected(f"its XML cannot be read: {error}") from error
    if _name(root) != "opml":
        raise InputRejected(f"its XML is of another kind (<{_name(root)[:40]}>)")
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        if _name(element) == "outline":
            if _link(element) is not None:
                yield _feed(element, folders)
            else:
                folders = (*folders, _attribute_text(element))[:_DEEPEST]
        waiting.extend((child, folders) for child in reversed(element))


def as_opml(feeds: Iterable[Feed]) -> str:
    """Return the feeds as OPML, grouped by their first tag. `category` holds all tags."""
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
    names = (element.get("category") or "").split(",")
    categories = [each.strip().strip("/") for each in names]
    tags = [tag for tag in (*folders, *categories) if tag]
    title = _attribute_text(element)
    try:
        return new_feed(
            link, None if title == link else title, tags, full=element.get(_FULL) != "false"
        )
    except UserError as trouble:
        return f"{title or link}: left out: {trouble}"


def _link(element: Element) -> str | None:
    """Return the feed link. The attribute's name is written in several ways."""
    return next((value for name, value in element.items() if name.lower() == "xmlurl"), None)


def _attribute_text(element: Element) -> str:
    return " ".join((element.get("title") or element.get("text") or "").split())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _clean(words: str) -> str:
    """Remove characters that XML cannot represent."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", words)


_MOST_ODD = 3
"""Lines without a feed. If there are more and no feed, the file is of another kind."""


@dataclass(slots=True)
class FeedFile:
    """The feeds of a file, and a message for each line that was left out."""

    feeds: list[Feed] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def feeds_in(name: str, data: bytes) -> FeedFile:
    """Return the feeds that a file lists.

    Raises:
        UserError: The file is not a list of feeds. The message names the file.
    """
    found = FeedFile()
    try:
        check_file_size(len(data))
        is_markup = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        read = feeds_in_opml(data) if is_markup else feeds_in_urls(decode(data))
        for each in read:
            if isinstance(each, Feed):
                found.feeds.append(each)
            else:
                found.left_out.append(each)
        if not found.feeds and len(found.left_out) > _MOST_ODD:
            raise InputRejected("it has lines, but no links")
    except InputRejected as refused:
        raise UserError(
            f"{name} is not a list of feeds: {refused}.", "OPML and newsboat's urls are read."
        ) from refused
    return found
