"""Persons that the model missed, by the title before them: "Capt. Rod Beer"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

_TITLES = frozenset(
    "Mr. Mr Mrs. Mrs Ms. Ms Dr. Prof. Capt. Gen. Sgt. Lt. Col. Maj. Cpl. Sen. Rep. Gov. Rev. Adm. "
    "Sir".split()
)
_LONGEST = 4


def add_titled(draft: Draft) -> None:
    """The capitalised words after a title that only persons have."""
    words = draft.words
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(words):
        if word in _TITLES:
            end = _end(words, index + 1)
            if end > index + 1 and not any(marks[index + 1 : end]):
                text = draft.text(index + 1, end)
                added.append(Name(index + 1, end, "PERSON", text, titled=True))
    draft.add(added)


def _end(words: list[str], start: int) -> int:
    """After the last of the words that may be a name."""
    end = start
    while end < min(len(words), start + _LONGEST) and _is_part(words[end]):
        end += 1
    return end


def _is_part(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    return word[:1].isupper() and letters.isalpha() and word not in _TITLES
