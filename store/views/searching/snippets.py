"""The words of a search, and the passage of a text that shows them best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.query.tree import And, Node, Or, Text
from store.query.words import SHORTEST_NAME, distance, loose_spelling, word_spans, words

WIDTH = 160
_READ = 200_000
"""Characters of a text that are searched."""


class Snippet(NamedTuple):
    """A passage with its matches."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Matches as code point ranges of `text`, which is on one line."""


def snippet(text: str, leaves: Sequence[Text]) -> Snippet:
    """Return the passage with the most different search words, as near to the first match as
    possible.
    """
    hits = _hits(text[:_READ], leaves)
    start = _start(text, hits)
    end = min(len(text), start + WIDTH)
    while end < len(text) and end > start + WIDTH - 20 and not text[end].isspace():
        end -= 1
    inside = [hit for hit in hits if start <= hit[0] and hit[1] <= end]
    return _on_one_line(text[start:end], [(low - start, high - start) for low, high, _ in inside])


def _on_one_line(text: str, marks: Sequence[tuple[int, int]]) -> Snippet:
    """Replace each run of white space by one space, and move the marks accordingly."""
    kept = [
        place
        for place, letter in enumerate(text)
        if not letter.isspace() or (place and not text[place - 1].isspace())
    ]
    moved = {place: at for at, place in enumerate(kept)}
    shown = "".join(" " if text[place].isspace() else text[place] for place in kept)
    return Snippet(shown.rstrip(), tuple((moved[low], moved[high - 1] + 1) for low, high in marks))


def has_all(text: str, leaves: Sequence[Text]) -> bool:
    """Return whether a short text has all words of a search, in any order."""
    asked = sum(len(set(words(leaf.words))) for leaf in leaves)
    return len({which for _, _, which in _hits(text, leaves)}) >= asked


def _hits(text: str, leaves: Sequence[Text]) -> list[tuple[int, int, int]]:
    """Return the start, end and index of the search word of each match."""
    exact: dict[str, int] = {}
    other: list[tuple[str, int, bool]] = []
    for leaf in leaves:
        asked = words(leaf.words)
        for place, word in enumerate(asked):
            which = len(exact) + len(other)
            if leaf.fuzzy or (leaf.prefix and place == len(asked) - 1):
                other.append((word, which, leaf.fuzzy))
            else:
                exact.setdefault(word, which)
    found = []
    names = {loose_spelling(word): at for word, at in exact.items() if len(word) >= SHORTEST_NAME}
    for start, end, word in word_spans(text):
        which = exact.get(word, -1)
        if which < 0 and names and text[start].isupper():
            which = names.get(loose_spelling(word), -1)
        if which < 0 and other:
            which = next((number for each, number, fuzzy in other if _is(each, word, fuzzy)), -1)
        if which >= 0:
            found.append((start, end, which))
    return found


def _is(asked: str, word: str, fuzzy: bool) -> bool:
    if not fuzzy:
        return word.startswith(asked)
    from rapidfuzz.distance import OSA

    allowed = distance(asked)
    return bool(OSA.distance(asked, word, score_cutoff=allowed) <= allowed)


def _start(text: str, hits: Sequence[tuple[int, int, int]]) -> int:
    best, most = 0, 0
    last = 0
    for first, (start, _, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= start + WIDTH - 40:
            last += 1
        different = len({which for _, _, which in hits[first:last]})
        if different > most:
            best, most = start, different
    begin = max(0, best - 40)
    if begin:
        space = text.find(" ", begin, best)
        begin = begin if space < 0 else space + 1
    return begin


def words_of(node: Node) -> list[Text]:
    """Return the words of a query that consists of words only, or an empty list."""
    parts: tuple[Node, ...] = node.parts if isinstance(node, And) else (node,)
    leaves = [part for part in parts if isinstance(part, Text)]
    return leaves if len(leaves) == len(parts) else []


def all_words(node: Node) -> list[Text]:
    """Return all words anywhere in the query, for highlighting."""
    match node:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in all_words(part)]
        case Text():
            return [node]
        case _:
            return []


def as_prefix_query(node: Node) -> Node:
    """Return the query with its last word as a prefix, while it is being typed."""
    if isinstance(node, And) and isinstance(node.parts[-1], Text):
        return And((*node.parts[:-1], as_prefix_query(node.parts[-1])))
    if isinstance(node, Text) and not node.fuzzy:
        return Text(node.words, prefix=True)
    return node
