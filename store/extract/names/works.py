"""Find works by the words around them: the film “Nope”, 2017's Get Out, author of Bleak House."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import GIVEN_NAMES
from store.extract.rules import rule
from store.identity.folding import fold

_CLOSING = {"“": "”", '"': '"', "``": "''", "‘": "’", "''": "''"}
_LONGEST = 10
"""How many tokens a title in quotation marks may have."""
_KINDS = lexicon.words("names.work_kinds")
"""Nouns for works, before or after a title."""
_CUES = _KINDS | {"'s", "’s", "of"}
_MAKERS = lexicon.words("names.work_makers")
"""Nouns for people who make works, after a title in quotation marks."""
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_WITHIN = frozenset("of the and a an in on to for with from at by or & - : ! ? , . ' ’s 's".split())
"""Small words between the capitalised words of a title."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TITLED = frozenset("titled entitled".split())
_FOLLOWS = frozenset(", . ; : ! ? ) — – and or but is was has had will".split())
"""Words that end a title without quotation marks."""


@rule("names.quoted_works")
def find_quoted_works(draft: NamesDraft) -> None:
    """Find titles in quotation marks after "film" or "CNN's", or before "director"."""
    words = draft.words
    edit = Edit(draft)
    for at in [at for at, word in enumerate(words[:-2]) if word in _CLOSING]:
        word = words[at]
        if not words[at + 1][:1].isupper():
            continue
        window = words[at + 1 : at + 2 + _LONGEST]
        length = window.index(_CLOSING[word]) if _CLOSING[word] in window else 0
        end = at + 1 + length
        while end > at + 1 and not words[end - 1][-1:].isalnum() and words[end - 1] not in "!?":
            end -= 1
        if end > at + 1 and _is_title(words[at + 1 : end]):
            before = draft.before(at)
            after = words[at + 2 + length : at + 3 + length]
            if _announces_work(before, after):
                _put(edit, at + 1, end)
    edit.apply()


def _is_title(words: list[str]) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or word in _WITHIN for word in words)


def _announces_work(before: str, after: list[str]) -> bool:
    behind = after[0].casefold() if after else ""
    is_told = before.casefold() in _KINDS | _TITLED or before in _POSSESSIVE
    return is_told or behind in _KINDS or behind in _MAKERS


@rule("names.works_by_noun")
def find_announced_works(draft: NamesDraft) -> None:
    """Find titles without quotation marks: "the film Nope", "2017's Get Out"."""
    words = draft.words
    edit = Edit(draft)
    for at in [at for at, word in enumerate(words[:-1]) if word in _CUES]:
        word = words[at]
        if not words[at + 1][:1].isupper() or draft.doc[at + 1].is_sent_start:
            continue
        by_year = word in ("'s", "’s") and at > 0 and bool(_YEAR.match(words[at - 1]))
        by_author = word == "of" and at > 0 and words[at - 1].casefold() in ("author", "co-author")
        by_kind = word in _KINDS and draft.doc[at].pos_ in ("NOUN", "PROPN")
        if by_year or by_author or by_kind:
            _take(edit, at + 1, by_year)
    edit.apply()


def _take(edit: Edit, start: int, by_year: bool) -> None:
    """Make the capitalised words from `start` a work, unless a table or their last word knows."""
    draft = edit.draft
    end = _end(draft.words, start)
    name = edit.at(start)
    if name is not None and name.start == start and not by_year:
        end = name.end
    text = draft.words[start:end]
    if end == start or settles_type(text) or (name is not None and name.known and not by_year):
        return
    if fold(text[0]) in GIVEN_NAMES and len(text) > 1:
        return
    if draft.gazetteer.demonym(text[0]) or text[0] in draft.gazetteer.peoples:
        return
    after = draft.words[end] if end < len(draft.words) else "."
    if not by_year or after in _FOLLOWS:
        _put(edit, start, end)


def _end(words: list[str], start: int) -> int:
    """Return the end of the title that begins here, after its last capitalised word."""
    end = at = start
    while at < min(len(words), start + _LONGEST):
        if words[at][:1].isupper() or (at > start and words[at].isdigit()):
            end = at + 1
        elif words[at] not in ("of", "the", "in", "on", "with", "for", "to"):
            break
        at += 1
    return end


def _put(edit: Edit, start: int, end: int) -> None:
    """Make these words a work. Persons and countries in it become names inside a name."""
    others = {id(n): n for i in range(start, end) if (n := edit.at(i)) is not None}
    if any(n.start < start or n.end > end for n in others.values()):
        return
    for name in others.values():
        edit.remove(name)
        if name.type == "PERSON" and end - name.end < end - start - 1:
            edit.draft.inner.append(name)
    edit.add(Name(start, end, "WORK", edit.draft.text(start, end), sure=True))
