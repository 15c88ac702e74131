"""Join two names of one thing: "Twitter, now X", "Ann Lee, born Anna Li"."""

from __future__ import annotations

import re

from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.rules import rule

_OPENING = frozenset([",", "("])
_QUOTES = frozenset(["“", '"', "‘", "``"])
_CUE = re.compile(
    r"(?:(?:also|better|formerly|previously|now|once|originally|popularly|widely|sometimes|who is"
    r" now|who is also) )?(?:known|referred to) (?:to (?:fans|friends) )?as(?: the)?"
    r"|a\.?k\.?a\.?|née|nee|nicknamed|dubbed|(?:who was )?born"
)
"""Words between two names of one thing."""
_FIRST = frozenset(
    "also better formerly previously now once originally popularly widely sometimes who known"
    " referred aka a.k.a. a.k.a née nee nicknamed dubbed born".split()
)
"""The first words of those."""
_BARE = frozenset(["now", "formerly", "previously"])
"""Words that need no more between two companies or products."""
_LONGEST_CUE = 6
_TYPES = frozenset("ORG PRODUCT WORK FAC".split())


@rule("names.renamed")
def join_renamed(draft: NamesDraft) -> None:
    """Make the second name another name of the first entity."""
    edit = Edit(draft)
    for name in list(draft.names):
        start = _second(draft, name)
        if start is None or (other := _named_at(edit, start, name)) is None:
            continue
        for each in (other, *draft.names):
            if each.text == other.text and not each.known:
                each.type, each.sure = name.type, True
                each.short_for = name if name.type != "PERSON" else None
        if name.type == "PERSON":
            draft.renamed.setdefault(other.text, name)
    edit.apply()


def _second(draft: NamesDraft, name: Name) -> int | None:
    """Return where the second name begins, or None."""
    words, at = draft.words, name.end
    if name.type not in _TYPES | {"PERSON"} or at + 2 >= len(words):
        return None
    if words[at] in _OPENING:
        at += 1
    if words[at].casefold() not in _FIRST:
        return None
    if at > name.end and words[at] in _BARE and name.type in _TYPES:
        return at + 1
    for length in range(_LONGEST_CUE, 0, -1):
        if _CUE.fullmatch(" ".join(words[at : at + length]).casefold()):
            end = at + length
            return end + 1 if words[end : end + 1] and words[end] in _QUOTES else end
    return None


def _named_at(edit: Edit, start: int, name: Name) -> Name | None:
    """Return the name there, or a new one of the capitalised words.

    An owner is not a name here ("Twitter, now Musk's").
    """
    words = edit.draft.words
    found = edit.at(start)
    end = found.end if found is not None else start
    is_marked = name.type in _TYPES or words[start - 1] in _QUOTES
    while found is None and is_marked and end < len(words) and words[end].isalnum():
        if not words[end][:1].isupper():
            break
        end += 1
    if end == start or words[end : end + 1] in (["'s"], ["’s"]):
        return None
    if found is None:
        found = Name(start, end, name.type, edit.draft.text(start, end), sure=True)
        edit.add(found)
    is_free = found.start == start and not found.known and found.text != name.text
    return found if is_free else None
