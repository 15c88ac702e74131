"""Names of several words that the gazetteer knows, found in the running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from store.extract.gazetteer import Gazetteer, Known
from store.extract.names.draft import Draft, Name

# Pieces of a name as spaCy would cut it: "Asia-Pacific", "People's", "Washington, D.C.".
_PIECE = re.compile(r"(?:[^\W\d_]\.)+|St\.|['’]s?\b|[^\W_]+|[-,&.+/]")

Phrases = dict[str, list[tuple[tuple[str, ...], Known]]]


@lru_cache(maxsize=1)
def phrases(gazetteer: Gazetteer) -> Phrases:
    """First word → the names that begin with it, the longest first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], Known]]] = defaultdict(list)
    for name, known in gazetteer.spellings:
        pieces = tuple(piece.replace("’", "'") for piece in _PIECE.findall(name))
        if len(pieces) > 1:
            found[pieces[0]].append((pieces, known))
    for choices in found.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return dict(found)


def find_phrases(draft: Draft) -> None:
    """Add them. A known name wins over what the model found inside it or across its end,
    and stays out of a longer name that holds it."""
    found = list(_matches(draft.words, phrases(draft.gazetteer)))
    if not found:
        return
    marks: dict[int, Name] = {}
    for name in draft.names:
        for index in range(name.start, name.end):
            marks[index] = name
    dropped: set[int] = set()
    added: list[Name] = []
    for start, end, known in found:
        others = {id(n): n for i in range(start, end) if (n := marks.get(i))}
        if any(n.start <= start and end <= n.end for n in others.values()):
            continue
        dropped |= {id(n) for n in others.values() if n.start >= start}
        for other in others.values():
            if other.start < start:
                draft.reset(other, other.start, start)
        text = draft.text(start, end)
        added.append(Name(start, end, known.type, text, known=known, sure=True))
    if added:
        draft.names = [name for name in draft.names if id(name) not in dropped]
        draft.add(added)


def _matches(words: list[str], index: Phrases) -> Iterator[tuple[int, int, Known]]:
    at = 0
    for position, word in enumerate(words):
        if position < at or word not in index:
            continue
        for pieces, known in index[word]:
            end = position + len(pieces)
            if end <= len(words) and all(
                words[position + n].replace("’", "'") == piece for n, piece in enumerate(pieces)
            ):
                yield position, end, known
                at = end
                break
