"""Word's .docx and LibreOffice's .odt. Both are XML in a zip."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from store.intake.draft import ArticleDraft
from store.intake.formats.plain import headline
from store.intake.formats.press_file import articles_in
from store.intake.fragments import normalised
from store.intake.limits import InputRejected
from store.intake.packed import member_bytes
from store.intake.xml_safety import parsed_xml

_WORD_BREAKS = {"p": "\n\n", "tr": "\n\n"}
_OPEN_BREAKS = {"p": "\n\n", "h": "\n\n"}


_TITLE = re.compile(r"(?:title|heading_?1|titel|titre|t[ií]?tulo|titolo|.?berschrift_?1)1?$", re.I)
"""Word's style names depend on its language and have ASCII letters only."""
_STYLES = {("pStyle", "val"), ("p", "style-name")}
"""The element or attribute that names a paragraph's style: an element in .docx, an attribute in
.odt.
"""

WORD = "word/document.xml"
OPEN = "content.xml"


def is_document(archive: zipfile.ZipFile) -> bool:
    """Return whether the zip is a .docx or an .odt."""
    names = set(archive.namelist())
    return WORD in names or {OPEN, "mimetype"} <= names


def other_document(archive: zipfile.ZipFile) -> str | None:
    """Return a message if the zip is another kind of office document, or None."""
    names = set(archive.namelist())
    if "META-INF/container.xml" in names:
        return "this is a book (EPUB): unzip it and add the pages in it"
    if "xl/workbook.xml" in names:
        return "this is a spreadsheet: save it as .csv"
    if "[Content_Types].xml" in names:
        return "these are slides or a drawing: save the text of it as .docx"
    return None


def drafts_of(archive: zipfile.ZipFile, origin: str) -> list[ArticleDraft]:
    """Return the article of a document, or those of a press database's file.

    Raises:
        InputRejected: The document has no text.
    """
    names = set(archive.namelist())
    word = WORD in names
    body = parsed_xml(member_bytes(archive, WORD if word else OPEN))
    about = _about(archive, names, "docProps/core.xml" if word else "meta.xml")
    text = normalised("".join(_word_pieces(body) if word else _open_pieces(body)))
    if not text:
        raise InputRejected("the document contains no text")
    if articles := articles_in(text, origin):
        return articles
    draft = ArticleDraft(
        text=text,
        origin=origin,
        title=_styled_title(body) or about.get("title") or headline(text),
        author=about.get("creator") or about.get("initial-creator"),
        language=about.get("language"),
        file_date=about.get("created") or about.get("creation-date"),
    )
    return [draft]


def _styled_title(root: Any) -> str | None:
    """Return the first paragraph with text if its style is that of a title."""
    for element in root.iter():
        if _name(element) not in {"p", "h"}:
            continue
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words if _name(element) == "h" or _TITLE.match(_style(element)) else None
    return None


def _style(paragraph: Any) -> str:
    """Return the name of a paragraph's style, or an empty string."""
    for element in paragraph.iter():
        for name, value in element.attrib.items():
            if (_name(element), name.rpartition("}")[2]) in {
                ("pStyle", "val"),
                ("p", "style-name"),
            }:
                return str(value)
    return ""


def _word_pieces(root: Any) -> Iterator[str]:
    """Yield the text of a .docx. Tracked deletions are in other elements (`delText`) and are left
    out.
    """
    for element in root.iter():
        name = _name(element)
        if name == "t":
            yield element.text or ""
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "tab":
            yield "\t"
        elif name in _WORD_BREAKS:
            yield _WORD_BREAKS[name]


def _open_pieces(root: Any) -> Iterator[str]:
    """Yield the text of an .odt. The walk is iterative and includes tails."""
    waiting: list[Any] = [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
            continue
        name = _name(here)
        if name in {"tracked-changes", "annotation", "styles"}:
            waiting.append(here.tail or "")
            continue
        yield _OPEN_BREAKS.get(name, {"s": " ", "tab": "\t", "line-break": "\n"}.get(name, ""))
        waiting.extend(
            [here.tail or "", _OPEN_BREAKS.get(name, ""), *reversed(here), here.text or ""]
        )


def _about(archive: zipfile.ZipFile, names: set[str], member: str) -> dict[str, str]:
    """Return the title, author and dates in the document's metadata."""
    if member not in names:
        return {}
    root = parsed_xml(member_bytes(archive, member))
    found: dict[str, str] = {}
    for element in root.iter():
        if element.text and element.text.strip():
            found.setdefault(_name(element), element.text.strip())
    return found


def _name(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
