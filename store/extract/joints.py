"""A copy of the text that a parser can read, and the way home from it.

Scraped pages lose the space after a full stop ("areas.Chinese", "the U.S.On"), escape
characters once too often ("AT&amp;amp;T"), read them in a wrong encoding ("donâ€™t"), and keep
bits of the page around the article ("date 2024-07-09 + 16 px"). The copy has the spaces and
characters put right and the furniture left out; the source text itself is never touched.
`Repaired.home` turns code points of the copy into code points of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from store.characters import ENTITY, INVISIBLE, MISREAD, MISREAD_STARTS, as_utf_8, unescaped
from store.extract.capitals import Recaser
from store.extract.edits import Edit, Edited
from store.extract.furniture import front_matter, furniture
from store.reading import Span

_SURROGATE = re.compile("[\ud800-\udfff]")
_ABBREVIATION = r"(?:[A-Z]\.){2,}"
_GLUED = re.compile(
    rf"(?:(?P<short>{_ABBREVIATION})(?=[A-Z][a-z])"  # "the U.S.On Thursday"
    r"|(?<=[a-z0-9)\]])[.!?](?=[\"“‘(]?[A-Z][a-z]*(?:[\s,'’]|$))"  # "areas.Chinese troops"
    r"|(?<=[A-Z]{2})[.!?](?=[A-Z](?:[a-z]|\s))"  # "NATO.A Chinese"
    r"|(?<=[a-z0-9])[.!?][\"”’](?=[A-Z]))"  # 'said.”The'
)
# "News.Az", "Booking.com": a name with a dot stands between spaces and is short on both sides.
_DOTTED_NAME = re.compile(r"(?:^|(?<=\s))[A-Z][\w-]*\.(?:[A-Z][a-z]{1,2})(?=[\s,.;:'’]|$)")
_SITE_SUFFIXES = frozenset(
    "Az Com Net Org Ru By Ua Kz Uk Us Eu De Fr Pl Ge Am Tv Io Co Info".split()
)
_ENDLESS = re.compile(r"\S{400}(?=\S)")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_PLAIN = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "-"}
    | {"\u201e": "“", "\u201f": "“", "\u201a": "‘", "\u201b": "‘", "\u2032": "’", "\u02bc": "’"}
    | {"\u00b4": "’", "\u2033": "”"}
)
"""Blanks, hyphens and quotation marks that the model has hardly met, as those that it knows."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` for the parser; `furniture` in source offsets."""

    text: str
    furniture: tuple[Span, ...]
    _characters: Edited = field(repr=False)
    _layout: Edited = field(repr=False)

    def home(self, start: int, end: int) -> Span:
        """The source range of a non-empty range of the copy."""
        return self._characters.home(*self._layout.home(start, end))


def repair(
    text: str, recaser: Recaser | None = None, known_furniture: Iterable[Span] = ()
) -> Repaired:
    """Put characters right, put back missing spaces, leave out page furniture, and recase what
    is in capitals. `known_furniture` are spans of `text` that are known to be none of it."""
    front = front_matter(text)
    in_front = front[0].end if front else 0
    known = (*front, *(span for span in known_furniture if span.start >= in_front))
    characters = Edited(text, [*(Edit(*span) for span in known), *_wrong_characters(text)])
    away = furniture(characters.text)
    spaces = [
        Edit(at, at, " ")
        for at in (*_missing_spaces(characters.text), *_in_endless_words(characters.text))
    ]
    layout = Edited(characters.text, [*spaces, *(Edit(*span) for span in away)])
    # A lone surrogate is no character, and spaCy takes only text that UTF-8 can hold.
    copy = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", layout.text).translate(_PLAIN)
    at_home = tuple(sorted([*known, *(characters.home(*span) for span in away)]))
    return Repaired(recaser.recase(copy) if recaser else copy, at_home, characters, layout)


def _wrong_characters(text: str) -> Iterator[Edit]:
    """What is not the character that was meant, with what was."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end())
    if "&" in text:
        for match in ENTITY.finditer(text):
            if (meant := unescaped(match[0])) != match[0]:
                yield Edit(match.start(), match.end(), meant)
    if MISREAD_STARTS.search(text):
        for match in MISREAD.finditer(text):
            if (meant := as_utf_8(match[0])) != match[0]:
                yield Edit(match.start(), match.end(), meant)


def _missing_spaces(text: str) -> list[int]:
    """Positions in the source before which a space is missing."""
    names = [match.span() for match in _DOTTED_NAME.finditer(text) if _is_site(match[0])]
    return [
        match.end()
        for match in _GLUED.finditer(text)
        if not any(start <= match.start() < end for start, end in names)
    ]


def _in_endless_words(text: str) -> Iterator[int]:
    """Where a blank parts what no word is: a tokenizer's time grows with a word's square."""
    for match in _ENDLESS.finditer(text):
        yield match.end()


def _is_site(name: str) -> bool:
    return name.rpartition(".")[2] in _SITE_SUFFIXES
