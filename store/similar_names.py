"""Entities whose names look like one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from store.identity.folding import fold
from store.views.filtering.filters import Filter
from store.views.lists.rows import EntityRow

if TYPE_CHECKING:
    from store.views.views import Views

ENTITIES_COMPARED = 3_000
"""The most mentioned entities are compared, so that the work is bounded."""
LARGEST_BLOCK = 40
"""Entities with one word in common that are compared with each other: "New" says nothing."""
_SHARE = 0.1
"""The part of the mentions of a surname that a person has who may be meant by it alone."""
SURNAME = "a surname of the other"
_ALIKE = 70.0
"""Likeness of two names from which one is offered where the other is to be merged."""
_LETTERS = "nearly the same letters"
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_COMMON = frozenset(
    "the of and for in inc corp co ltd llc company corporation group plc party mr mrs".split()
)
"""Words that do not tell organisations apart."""


class ComparedName(Struct, frozen=True):
    """An entity, and the words of its name as they are compared."""

    row: EntityRow
    words: tuple[str, ...]


class SimilarNames(NamedTuple):
    """Two entities whose names look like one."""

    rarer: ComparedName
    other: ComparedName
    likeness: float
    """From 0 to 1."""
    why: str


def similar_names(rows: Sequence[EntityRow]) -> Iterator[SimilarNames]:
    """Yield the pairs of entities whose names look like one name."""
    names = [ComparedName(row, _words(row)) for row in rows]
    by_word: dict[str, list[ComparedName]] = defaultdict(list)
    bearers: Counter[str] = Counter()
    for name in names:
        if not name.words:
            continue
        if name.row.type == "PERSON" and len(name.words) > 1:
            bearers[name.words[-1]] += name.row.total
        for word in _blocks(name):
            by_word[word].append(name)
    seen: set[tuple[str, str]] = set()
    for block in by_word.values():
        for pair in combinations(block[:LARGEST_BLOCK], 2):
            small, large = sorted(pair, key=lambda name: (name.row.total, name.row.key))
            if (small.row.key, large.row.key) not in seen:
                seen.add((small.row.key, large.row.key))
                likeness, why = _likeness(small, large, bearers)
                if likeness:
                    yield SimilarNames(small, large, likeness, why)


def _blocks(name: ComparedName) -> set[str]:
    """Return what names have in common that are compared: a word, first letters, an acronym."""
    bare = _bare(name.words) or list(name.words)
    blocks = {bare[0], bare[-1], bare[0][:3]}
    if name.row.type == "ORG" and len(bare) > 2:
        blocks.add("".join(word[0] for word in bare))
    return blocks


def _words(row: EntityRow) -> tuple[str, ...]:
    words = fold(row.name).split()
    if row.type == "PERSON" and len(words) > 1 and words[-1] in _GENERATIONS:
        del words[-1]
    return tuple(words)


def _likeness(small: ComparedName, large: ComparedName, bearers: Counter[str]) -> tuple[float, str]:
    """Return how much two names look like one, 0 to 1, and why.

    `bearers` counts the mentions of persons with a full name by their surname.
    """
    one, other = small.words, large.words
    is_one_type = small.row.type == large.row.type
    if one == other:
        return (0.9, "the same name") if is_one_type else (0.4, "the same name, of two types")
    if not is_one_type:
        return 0.0, ""
    if small.row.type == "PERSON":
        short, full = sorted((small, large), key=lambda name: len(name.words))
        if len(short.words) == 1 and short.words[0] == full.words[-1]:
            share = full.row.total / bearers[full.words[-1]]
            return (0.7 * share, SURNAME) if share >= _SHARE else (0.0, "")
        return _likeness_of_persons(short.words, full.words)
    if _bare(one) and _bare(one) == _bare(other):
        return 0.8, "the same but for common words"
    if small.row.type == "ORG" and _is_acronym(one, other):
        return 0.7, "an acronym of the other"
    if len(one) == len(other) and all(a[0] == b[0] for a, b in zip(one, other, strict=True)):
        is_numbered = any(word.isdecimal() for word in (*one, *other))
        if (
            not is_numbered
            and small.row.type != "NORP"
            and _is_close(" ".join(one), " ".join(other))
        ):
            return 0.7 if len(one) > 1 else 0.3, _LETTERS
    return 0.0, ""


def _likeness_of_persons(short: Sequence[str], full: Sequence[str]) -> tuple[float, str]:
    if len(short) < 2:
        return 0.0, ""
    if short[-1] == full[-1]:
        first, other = short[0], full[0]
        if first == other:
            middle = short[1:-1]
            differ = middle and middle != full[1:-1][: len(middle)]
            return (0.0, "") if differ else (0.9, "the same but for a middle name")
        if min(len(first), len(other)) == 1 and first[0] == other[0]:
            return 0.6, "an initial of the other"
        if other.startswith(first) or first.startswith(other):
            return 0.6, "a short form of the first name"
        if _is_close(first, other):
            return 0.5, f"first names of {_LETTERS}"
        return 0.0, ""
    if short[0] == full[0] and short[-1][0] == full[-1][0] and _is_close(short[-1], full[-1]):
        return 0.7, f"surnames of {_LETTERS}"
    return 0.0, ""


def _bare(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _COMMON]


def _is_acronym(one: Sequence[str], other: Sequence[str]) -> bool:
    short, full = sorted((one, other), key=len)
    bare = _bare(full)
    return len(short) == 1 and len(bare) > 2 and short[0] == "".join(w[0] for w in bare)


def _is_close(one: str, other: str) -> bool:
    """Return whether one letter is wrong in a word of five, or two in ten; a pair counts as one."""
    from rapidfuzz.distance import OSA  # 20 ms that the first paint does not wait for

    most = min(len(one), len(other)) // 5
    return bool(most) and OSA.distance(one, other, score_cutoff=most) <= most


def edit_likeness(one: str, other: str) -> float:
    """Return the likeness of two strings by edit distance, 0 to 100."""
    from rapidfuzz.fuzz import ratio  # 20 ms that the first paint does not wait for

    return ratio(one, other)


def similar_entities(views: Views, key: str, limit: int = 8) -> list[EntityRow]:
    """Return the entities of the same type whose names are most like that of another."""
    rows = views.entities(Filter(), limit=ENTITIES_COMPARED)
    this = next((row for row in rows if row.key == key), None)
    if this is None:
        return []
    name = fold(this.name)
    words = set(name.split()) - _COMMON
    found: list[tuple[float, EntityRow]] = []
    for row in rows:
        if row.type == this.type and row.key != key:
            other = fold(row.name)
            likeness = edit_likeness(name, other) + 40 * bool(words & set(other.split()))
            if likeness >= _ALIKE:
                found.append((likeness, row))
    found.sort(key=lambda each: (-each[0], -each[1].total, each[1].key))
    return [row for _, row in found[:limit]]
