"""Completion of the word at the cursor, and the table of the query syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from store.identity.folding import fold
from store.query.fields import COPIES, EVENT_TYPES, FIELDS, KINDS, MARKS, NAMES, STATES

_MOST = 20


@dataclass(frozen=True, slots=True)
class Completion:
    """A completion: `text` replaces the characters of the query from `start` to `end`."""

    start: int
    end: int
    text: str
    note: str = ""
    """What it means, or how often it is mentioned."""


class Vocabulary(Protocol):
    """The names that the store knows, each with a note, the most likely first."""

    def entities(self, typed: str, kinds: tuple[str, ...], /) -> Iterable[tuple[str, str]]: ...
    def sources(self, typed: str, /) -> Iterable[tuple[str, str]]: ...
    def languages(self, typed: str, /) -> Iterable[tuple[str, str]]: ...
    def tags(self, typed: str, /) -> Iterable[tuple[str, str]]: ...
    def stories(self, typed: str, /) -> Iterable[tuple[str, str]]: ...


def complete(query: str, cursor: int, known: Vocabulary) -> list[Completion]:
    """Return at most twenty completions, the most likely first; none if the cursor is on no
    word.
    """
    start = _word_start(query, cursor)
    word = query[start:cursor]
    minus = len(word) - len(word.removeprefix("-"))
    field, colon, value = word[minus:].partition(":")
    if not colon:
        return _fields(word[minus:], start + minus, cursor)
    at = start + minus + len(field) + 1
    typed = value.lstrip('"“')
    found = list(_values(field.lower(), typed, known))[:_MOST]
    return [Completion(at, cursor, _quoted(text), note) for text, note in found]


def _word_start(query: str, cursor: int) -> int:
    """Return where the word that ends at the cursor begins. Quotation marks keep words together."""
    start = 0
    quoted = False
    for place, letter in enumerate(query[:cursor]):
        if letter in '"“”':
            quoted = not quoted
        elif not quoted and (letter.isspace() or letter in "()"):
            start = place + 1
    return start


def _fields(typed: str, start: int, end: int) -> list[Completion]:
    if not typed:
        return []
    fields = {field.name: field.takes for field in reversed(FIELDS)}
    return [
        Completion(start, end, f"{name}:", fields[name])
        for name in NAMES
        if name.startswith(typed.lower())
    ]


def _values(field: str, typed: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    if field in KINDS:
        yield from known.entities(typed, KINDS[field])
    elif field == "source":
        yield from known.sources(typed)
    elif field == "lang":
        yield from known.languages(typed)
    elif field == "tag":
        yield from known.tags(typed)
    elif field == "story":
        yield from known.stories(typed)
    else:
        words = {"type": sorted(map(str.lower, EVENT_TYPES)), "is": [*COPIES, *MARKS, *STATES]}.get(
            field, []
        )
        yield from ((word, "") for word in words if word.startswith(fold(typed)))


def _quoted(text: str) -> str:
    plain = text.replace('"', "")
    return plain if plain.isalnum() or plain.replace("-", "").isalnum() else f'"{plain}"'


@dataclass(frozen=True, slots=True)
class SyntaxHelp:
    """One row of the query syntax, for `dateline help search`, the man page and the search box."""

    written: str
    """An example that can be typed."""
    means: str


SYNTAX = (
    SyntaxHelp("grain talks", "both words, in title or text; accents and case do not matter"),
    SyntaxHelp('"grain talks"', "these words side by side"),
    SyntaxHelp("talks -grain", "without that word; - also stands before a field or a bracket"),
    SyntaxHelp("grain OR wheat", "either; binds less than words side by side"),
    SyntaxHelp("(grain OR wheat) talks", "brackets"),
    SyntaxHelp("minis*", "words that begin with “minis”"),
    SyntaxHelp("lukashenka~", "misspelt by a letter, or two in a long word"),
    SyntaxHelp('who:"Ann Lee"', "a field; in quotation marks where the value has a space"),
    SyntaxHelp("event:2024-07-04..08", "days; also 2024, 2024-07, 2024-W27, 2024-Q3, 1990s"),
    SyntaxHelp("pub:>=2024-07", "from then on; also > <= <, 2024-07.. and ..2024-07"),
)
