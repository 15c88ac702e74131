"""Persons that the model missed, by the first name: "In Liguria, Stefano Bonazzi spoke"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.types.heads import settles_type
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_LONGEST = 4


def add_given(draft: Draft) -> None:
    """A first name and one to three capitalised words that no name holds, where nothing with a
    capital stands before or after."""
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if marks[index] or not word.istitle() or fold(word) not in GIVEN_NAMES:
            continue
        end = _end(draft, marks, index)
        if end > index:
            added.append(Name(index, end, "PERSON", draft.text(index, end)))
    draft.add(added)


def _end(draft: Draft, marks: bytearray, start: int) -> int:
    """After the last word of the name, or its start where it is none."""
    end = start
    while end < min(len(draft.words), start + _LONGEST) and _is_part(draft, marks, end):
        end += 1
    before = draft.words[start - 1] if start else ""
    after = draft.words[end] if end < len(draft.words) else ""
    is_alone = not any(word[:1].isupper() or word == "&" for word in (before, after))
    if end < start + 2 or not is_alone or settles_type(draft.words[start:end]):
        return start
    return end


def _is_part(draft: Draft, marks: bytearray, index: int) -> bool:
    token = draft.doc[index]
    letters = token.text.replace("-", "").replace("’", "").replace("'", "")
    return token.tag_ == "NNP" and not marks[index] and letters.isalpha() and token.text.istitle()
