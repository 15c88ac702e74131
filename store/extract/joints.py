"""A copy of the text that a parser can read, and the way home from it.

Scraped pages lose the space after a full stop ("areas.Chinese", "the U.S.On") and keep bits
of the page around the article ("date 2024-07-09 + 16 px"). The copy has the spaces put back
and the furniture left out; the source text itself is never touched. `Repaired.home` turns
code points of the copy into code points of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from store.extract.capitals import Recaser
from store.extract.furniture import furniture
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


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` for the parser; `furniture` in source offsets."""

    text: str
    furniture: tuple[Span, ...]
    _copy_starts: list[int] = field(repr=False)
    _source_starts: list[int] = field(repr=False)

    def home(self, start: int, end: int) -> Span:
        """The source range of a non-empty range of the copy."""
        return Span(self._source(start), self._source(end - 1) + 1)

    def _source(self, position: int) -> int:
        at = bisect_right(self._copy_starts, position) - 1
        return self._source_starts[at] + position - self._copy_starts[at]


def repair(text: str, recaser: Recaser | None = None) -> Repaired:
    """Put back missing spaces, leave out page furniture, and recase what is in capitals."""
    away = furniture(text)
    spaces = _missing_spaces(text)
    pieces: list[str] = []
    copy_starts, source_starts = [0], [0]
    length = position = 0

    def keep(until: int) -> None:
        nonlocal length, position
        if until > position:
            copy_starts.append(length)
            source_starts.append(position)
            pieces.append(text[position:until])
            length += until - position
        position = max(position, until)

    def insert(blank: str) -> None:
        nonlocal length
        # A blank that the source lacks maps to the character before it.
        copy_starts.append(length)
        source_starts.append(max(position - 1, 0))
        pieces.append(blank)
        length += len(blank)

    changes = sorted([(at, at) for at in spaces] + [(s.start, s.end) for s in away])
    for start, end in changes:
        if start < position:
            continue
        keep(start)
        if start == end:
            insert(" ")
        else:
            position = end
    keep(len(text))
    # A lone surrogate is no character, and spaCy takes only text that UTF-8 can hold.
    copy = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", "".join(pieces))
    return Repaired(recaser.recase(copy) if recaser else copy, away, copy_starts, source_starts)


def _missing_spaces(text: str) -> list[int]:
    """Positions in the source before which a space is missing."""
    names = [match.span() for match in _DOTTED_NAME.finditer(text) if _is_site(match[0])]
    return [
        match.end()
        for match in _GLUED.finditer(text)
        if not any(start <= match.start() < end for start, end in names)
    ]


def _is_site(name: str) -> bool:
    return name.rpartition(".")[2] in _SITE_SUFFIXES
