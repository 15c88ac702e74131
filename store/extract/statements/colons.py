"""Statements by a colon: a headline ("Minister: Talks Will Go On") and the lines of a
transcript or interview ("HOLT: Good evening")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract.found import Tokens
from store.extract.searching import where
from store.extract.statements.drafts import Draft
from store.extract.statements.sources import Source

_COLON = frozenset({":"})
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
    for colon in where(doc, "ORTH", _COLON):
        start = _line_start(doc, colon)
        end = _line_end(doc, colon) if start is not None else colon
        if start is None or end - colon <= _SHORTEST:
            continue
        draft = Draft(
            "speech",
            "colon",
            Tokens(colon, colon + 1),
            Source(Tokens(start, colon), doc[colon - 1]),
            [Tokens(colon + 1, end)],
        )
        words = list(doc[start:colon])
        if _in_capitals(words):
            lines.append(draft)
        elif not any(token.text.strip() for token in doc[:start]) and _speaks(words):
            headline.append(draft)
    yield from headline
    if len(lines) > 1:
        yield from lines


def _line_start(doc: Doc, colon: int) -> int | None:
    """Where a line that holds few words before its colon begins, past a quotation mark."""
    for start in range(colon - 1, max(colon - _LONGEST - 2, -1), -1):
        if _breaks(doc[start]):
            break
    else:
        start = -1 if colon <= _LONGEST else colon
    start += 1
    while start < colon and doc[start].is_quote:
        start += 1
    return start if start < colon else None


def _line_end(doc: Doc, colon: int) -> int:
    return next((i for i in range(colon + 1, len(doc)) if _breaks(doc[i])), len(doc))


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _speaks(words: list[Token]) -> bool:
    if any(word.lower_ in _LABELS or word.pos_ == "VERB" for word in words):
        return False
    person = len(words) <= 3 and all(word.ent_type_ == "PERSON" for word in words)
    return person or words[-1].lower_ in _SPEAKERS


def _in_capitals(words: list[Token]) -> bool:
    """A name in capitals, as in transcripts."""
    letters = [word for word in words if not word.is_punct]
    return bool(letters) and all(word.is_upper and len(word) > 1 for word in letters)
