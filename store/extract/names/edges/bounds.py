"""Where a name begins and ends: articles, titles, possessives and line breaks are outside."""

from __future__ import annotations

import re

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import ARTICLES, HONORIFICS, NEWSROOMS, OFFICES, PARTICLES

_POSSESSIVES = frozenset(["'s", "’s", "'", "’", "'S", "’S", "´s", "`s"])
_DASHES = frozenset(["-", "–", "—", "--"])
_KEPT_TITLES = frozenset(["Sheikh", "Sheik"])
"""Part of the name where one word follows: "Sheikh Hasina"."""
_NO_NUMBERS = frozenset("PERSON GPE LOC".split())
_AFTER_PERSONS = frozenset("QC KC MP MBE OBE CBE PhD MD Esq".split())
"""Letters behind a person's name."""
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}$")
_PARTY = re.compile(r"^([DRI])-([A-Z][\w.]*)$")
_GLUED_COMPOUND = re.compile(r"^((?:[A-Z]\.)+[A-Z]?|[A-Z][A-Za-z.]+)[-–‑]([a-z]+)$")


def cut_bounds(draft: Draft) -> None:
    """Trim every name; what nothing is left of goes."""
    kept: list[Name] = []
    for name in draft.names:
        kept += _pieces(draft, name)
    draft.names = kept


def _pieces(draft: Draft, name: Name) -> list[Name]:
    """A name never crosses the end of a paragraph: each side of it is a name of its own."""
    breaks = [i for i in range(name.start, name.end) if draft.ends_paragraph(i)]
    if not breaks:
        return [name] if _trim(draft, name) else []
    edges = [name.start, *(i + 1 for i in breaks)], [*breaks, name.end]
    pieces = [
        Name(start, end, name.type, draft.text(start, end))
        for start, end in zip(*edges, strict=True)
        if start < end
    ]
    return [piece for piece in pieces if _trim(draft, piece)]


def _trim(draft: Draft, name: Name) -> bool:
    """False when nothing is left."""
    words, start, end = draft.words, name.start, name.end
    while start < end and _outside(words[start]) and words[start + 1 : start + 2] != ["Hague"]:
        start += 1
    while start < end and _after(words[end - 1]):
        end -= 1
    if "(" in words[start + 1 : end] and ")" not in words[start:end]:
        end = words.index("(", start + 1)
    while start < end - 1 and _is_stray(words, start):
        start += 1
    end = next((i for i in range(start, end) if words[i].casefold() in NEWSROOMS), end)
    if end - start > 1 and _SCORE.match(words[end - 1]):
        end -= 1
    elif end - start > 3 and _SCORE.match("".join(words[end - 3 : end])):
        end -= 3
    if name.type in _NO_NUMBERS:
        start, end = _past_numbers(words, start, end)
    if name.type == "PERSON":
        end = _before_letters(words, start, _before_dash(draft, start, end))
        start, name.titled = _past_titles(words, start, end)
        name.titled = name.titled or _title_before(words, start)
        name.title = draft.before(start).rstrip(".").casefold() if name.titled else ""
    if (start, end) != (name.start, name.end) and start < end:
        draft.reset(name, start, end)
    return start < end


def _outside(word: str) -> bool:
    return word in ARTICLES or _after(word)


def _past_numbers(words: list[str], start: int, end: int) -> tuple[int, int]:
    """ "14:07 Beijing" and "England 2-1": figures at either end are outside."""
    while start < end - 1 and not any(letter.isalpha() for letter in words[start]):
        start += 1
    while end > start + 1 and not any(letter.isalpha() for letter in words[end - 1]):
        end -= 1
    return start, end


def _before_dash(draft: Draft, start: int, end: int) -> int:
    """A dash between spaces ends a person's name."""
    return next(
        (
            index
            for index in range(start + 1, end)
            if draft.words[index] in _DASHES and draft.doc[index - 1].whitespace_
        ),
        end,
    )


def _before_letters(words: list[str], start: int, end: int) -> int:
    """ "Margaret Thornley QC": what stands behind the surname is outside."""
    while end - start > 2 and words[end - 1] in _AFTER_PERSONS:
        end -= 1
    return end


def _is_stray(words: list[str], start: int) -> bool:
    """ "state" in "state Department of Revenue"; never "al" in "al Qaeda"."""
    word = words[start]
    small = word.islower() and word.isalpha() and word not in PARTICLES
    return small and words[start + 1].istitle()


def _after(word: str) -> bool:
    return word in _POSSESSIVES or not any(letter.isalnum() for letter in word)


def _past_titles(words: list[str], start: int, end: int) -> tuple[int, bool]:
    """The first token after the titles, and whether there were any."""
    at = start
    if end - start == 2 and words[start] in _KEPT_TITLES:
        return start, True
    while at < end - 1 and is_title(words[at]):
        at += 1
        while at < end - 1 and words[at] in ".-":
            at += 1
    return at, at > start


def _title_before(words: list[str], start: int) -> bool:
    before = start - 1
    while before > 0 and words[before].isspace():
        before -= 1
    return before >= 0 and is_title(words[before])


def is_title(word: str) -> bool:
    """A title or office, written with a capital or as an abbreviation ("Gen.")."""
    bare = word.rstrip(".").casefold()
    return (bare in HONORIFICS and word[:1].isupper()) or bare in OFFICES


def split_compounds(draft: Draft) -> None:
    """ "U.S.-dominated" is one token: only its first part is the name."""
    for index, word in enumerate(draft.words):
        if len(word) > 4 and word[0].isupper() and (match := _GLUED_COMPOUND.match(word)):
            _take_part(draft, index, match)


def split_parties(draft: Draft) -> None:
    """ "D-Va." after a lawmaker's name is the state, and the party is no name."""
    for name in draft.names:
        if name.text[1:2] == "-" and (match := _PARTY.match(name.text)):
            first = draft.doc[name.start]
            name.chars = (first.idx + 2, first.idx + len(name.text))
            name.text, name.type = match[2], "GPE"


def _take_part(draft: Draft, index: int, match: re.Match[str]) -> None:
    known = draft.gazetteer.place(match[1]) or draft.gazetteer.organization(match[1])
    at = draft.doc[index].idx
    chars = (at, at + len(match[1]))
    for name in draft.names:
        if name.start <= index < name.end:
            if name.end - name.start == 1:
                name.text, name.chars = match[1], chars
            return
    if known:
        draft.add([Name(index, index + 1, known.type, match[1], chars=chars, known=known)])
