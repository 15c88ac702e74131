"""A nickname between quotation marks inside a name: 'Robert "Bob" Lang' is one person."""

from __future__ import annotations

from store.extract.names.draft import Draft, Edit, Name
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_OPENING = frozenset(['"', "“", "'", "‘", "("])
_CLOSING = {'"': '"', "“": "”", "'": "'", "‘": "’", "(": ")"}


def join_nicknames(draft: Draft) -> None:
    """A first name, one capitalised word in quotation marks or brackets, and a surname."""
    words = draft.words
    edit = Edit(draft)
    for at in range(1, len(words) - 3):
        if words[at] in _OPENING and words[at + 2] == _CLOSING[words[at]] and _is_nick(edit, at):
            _join(edit, at)
    edit.apply()


def _is_nick(edit: Edit, at: int) -> bool:
    """No word of the three begins a sentence, and the first name or the model tells a person."""
    doc, words = edit.draft.doc, edit.draft.words
    first, nick, last = words[at - 1], words[at + 1], words[at + 3]
    if not all(word[:1].isupper() and word.isalpha() for word in (first, nick, last)):
        return False
    if words[at] in "('‘" and fold(nick) not in GIVEN_NAMES:
        return False
    before = edit.at(at - 1)
    is_person = before is not None and before.type == "PERSON"
    return (is_person or fold(first) in GIVEN_NAMES) and not doc[at + 3].is_sent_start


def _join(edit: Edit, at: int) -> None:
    before, after = edit.at(at - 1), edit.at(at + 3)
    start = before.start if before is not None else at - 1
    end = after.end if after is not None else at + 4
    for index in range(start, end):
        edit.remove(edit.at(index))
    edit.add(Name(start, end, "PERSON", edit.draft.text(start, end), sure=True))
