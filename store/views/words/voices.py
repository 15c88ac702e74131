"""Whose word a report is: the agency's where the text or the sentence goes back to one."""

from __future__ import annotations

import re
from functools import cache

from store.identity.folding import fold
from store.reading import Event, Reading
from store.views.words.word_tables import word_lists

_TOP = 600
"""Code points in which the dateline and the byline are."""
_DATELINE = re.compile(r"\((?P<credit>[A-Z][^()\n]{1,40})\)\s*(?:[-–—:]|--)")
_BYLINE = re.compile(
    r"^[ \t]*(?:(?:by[ \t]+)?[^\n,|/]{2,60}[,|/][ \t]*|(?:by|source:)[ \t]+)?"
    r"(?P<credit>[^\n,|/]{2,40}?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SAID_TO = re.compile(
    r"\b(?:told|according to|reported by|quoted by|as reported by|citing|cited by|said by)\s+"
    r"(?:the\s+)?(?:\w+\s+news\s+agency\s+)?$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^(?:\s+news agency)?\s+(?:(?:has|had|also)\s+)?"
    r"(?:reported|reports|said|says|quoted|cited|wrote)\b",
    re.IGNORECASE,
)


@cache
def _agencies() -> dict[str, str]:
    """Return the name of each agency by every spelling, folded."""
    return {
        fold(spelling): name
        for name, others in word_lists("agencies").items()
        for spelling in (name, *others)
    }


@cache
def _spellings() -> str:
    """Return a pattern of the agencies as they are written, the longest first."""
    spellings = {
        spelling for name, others in word_lists("agencies").items() for spelling in (name, *others)
    }
    longest_first = sorted(spellings, key=lambda each: (-len(each), each))
    return "|".join(map(re.escape, longest_first))


@cache
def _any_agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_spellings()})(?!\w)")


@cache
def _has_agency() -> re.Pattern[str]:
    """Return a pattern that is much faster where no agency is, as in most sentences."""
    return re.compile(_spellings())


def agency_named(name: str | None) -> str | None:
    """Return the agency that a name is of, in its usual spelling, or None."""
    return _agencies().get(fold(name)) if name else None


def agency_of(text: str, source: str | None = None) -> str | None:
    """Return the agency that an article credits for its text, or None.

    It is the source itself, or the name in brackets in the dateline ("ANKARA (Reuters) -"), or a
    line of its own at the top. A name in a dateline needs no table: only what comes from elsewhere
    is credited so. A paper that credits itself has no agency.
    """
    known = agency_named(source)
    if known is not None:
        return known
    top = text[:_TOP]
    for match in _DATELINE.finditer(top):
        is_dateline = _is_dateline(top[: match.start()])
        agency = agency_named(match["credit"])
        if agency is not None and is_dateline:
            return agency
        if is_dateline and source and fold(match["credit"]) != fold(source):
            return match["credit"].strip()
    for match in _BYLINE.finditer(top):
        agency = agency_named(match["credit"])
        if agency is not None:
            return agency
    return None


def _is_dateline(before: str) -> bool:
    """Return whether the words before a credit are a place and a date: "MINSK, July 4"."""
    line = before.rpartition("\n")[2].strip()
    first = line.split(",")[0].split()
    return bool(first) and all(word.isupper() or not word.isalpha() for word in first[:1])


def agency_of_sentence(sentence: str) -> str | None:
    """Return the agency to which a sentence ascribes what it says, or None."""
    if not _has_agency().search(sentence):
        return None
    for match in _any_agency().finditer(sentence):
        said_to = _SAID_TO.search(sentence[: match.start()])
        if said_to or _SAYS.match(sentence[match.end() :]):
            return _agencies()[fold(match[0])]
    return None


def voice_of_event(event: Event, reading: Reading) -> str | None:
    """Return the agency to which all the sentences of an event go back, or None."""
    found = {agency_of_sentence(reading.text[piece.start : piece.end]) for piece in event.evidence}
    return found.pop() if len(found) == 1 else None


def article_voice(text: str, source: str | None) -> str | None:
    """Return whose word an article is: the agency that it credits, or its source."""
    return agency_of(text, source) or source


def voice_name(event: Event, reading: Reading) -> str | None:
    """Return whose word an event is in an article."""
    return voice_of_event(event, reading) or article_voice(reading.text, reading.source)


def voice_number(name: str) -> int:
    """Return a number (47 bits) that stands for the name of a voice, whatever its case."""
    import hashlib  # loads OpenSSL, 4 MB, which a dashboard hardly ever needs

    digest = hashlib.blake2b(fold(name).encode("utf-8", "replace"), digest_size=6).digest()
    return int.from_bytes(digest) >> 1
