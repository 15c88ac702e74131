"""A phrase in lower case behind a name is no part of it: "Papp for eleven years of service"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import PARTICLES

_WITHIN = PARTICLES | frozenset(
    "of and the for in on at to de la le du des et der die und y e zu zum im am van von with from "
    "bu against into without by or n up out off a an as s".split()
)
"""Small words that names have inside."""
_TYPES = frozenset({"ORG", "WORK", "PRODUCT", "FAC"})


def cut_tails(draft: Draft) -> None:
    """Cut a name before the small words that lead to a plain one in lower case. A noun right
    behind ("the Fidesz party") stays: the sentence hangs on it."""
    for name in draft.names:
        if name.type in _TYPES and not name.known and " " in name.text:
            end = _end(draft, name)
            if name.start < end < name.end:
                draft.reset(name, name.start, end)


def _end(draft: Draft, name: Name) -> int:
    words = draft.words
    if not words[name.start][:1].isupper():
        return name.end
    plain = (
        at
        for at in range(name.start + 1, name.end)
        if _is_plain(words[at]) and (words[at - 1] in _WITHIN or words[at] == "per")
    )
    end = next(plain, name.end)
    while name.start + 1 < end < name.end and (words[end - 1] in _WITHIN or words[end - 1] == ","):
        end -= 1
    return end


def _is_plain(word: str) -> bool:
    return word.isalpha() and word.islower() and word not in _WITHIN
