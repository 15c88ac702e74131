"""Statements by a colon: a headline ("Minister: Talks Will Go On") and the lines of a
transcript or interview ("HOLT: Good evening")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import Tokens
from store.extract.statements.drafts import Draft
from store.extract.statements.sources import Source

_LONGEST = 6
"""Tokens of a speaker's name before the colon."""
_SHORTEST = 3
"""Tokens that must follow it."""
# What speaks in a headline without a name.
_SPEAKERS = frozenset(
    "poll survey report study official officials police minister ministry president source sources"
    " analyst analysts expert experts court judge army military prosecutor prosecutors lawyer"
    " lawyers spokesman spokeswoman spokesperson governor mayor senator ambassador envoy scientists"
    " witnesses residents union watchdog research researchers government opposition document"
    " documents".split()
)
# Labels of a piece, not speakers.
_LABELS = frozenset(
    "breaking update live opinion analysis exclusive video photos watch latest".split()
)


def colon_statements(doc: Doc) -> Iterator[Draft]:
    """The headline, where its first words speak, and the lines of a transcript. One line that
    a name in capitals opens is a dateline; two are a conversation."""
    headline: list[Draft] = []
    lines: list[Draft] = []
    for number, line in enumerate(_lines(doc)):
        colon = _colon(doc, line)
        if colon is None or line.end - colon <= _SHORTEST:
            continue
        words = list(doc[line.start : colon])
        draft = Draft(
            "speech",
            "colon",
            Tokens(colon, colon + 1),
            Source(Tokens(line.start, colon), doc[colon - 1]),
            [Tokens(colon + 1, line.end)],
        )
        if _in_capitals(words):
            lines.append(draft)
        elif number == 0 and _speaks(words):
            headline.append(draft)
    yield from headline
    if len(lines) > 1:
        yield from lines


def _lines(doc: Doc) -> Iterator[Tokens]:
    """The lines of the text, without the quotation mark that may open them."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield Tokens(start, token.i)
            start = token.i + 1
        elif token.i == start and token.is_quote:
            start += 1
    if start < len(doc):
        yield Tokens(start, len(doc))


def _colon(doc: Doc, line: Tokens) -> int | None:
    for index in range(line.start + 1, min(line.end, line.start + _LONGEST + 1)):
        if doc[index].text == ":":
            return index
    return None


def _speaks(words: list[Token]) -> bool:
    if any(word.lower_ in _LABELS or word.pos_ == "VERB" for word in words):
        return False
    person = len(words) <= 3 and all(word.ent_type_ == "PERSON" for word in words)
    return person or words[-1].lower_ in _SPEAKERS


def _in_capitals(words: list[Token]) -> bool:
    """A name in capitals, as in transcripts."""
    letters = [word for word in words if not word.is_punct]
    return bool(letters) and all(word.is_upper and len(word) > 1 for word in letters)
