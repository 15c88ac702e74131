"""How likely an entity is right: that it is one thing, with its whole name and the right type."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from store.extract.gazetteer.known import cities
from store.extract.learned.linear import Features, load
from store.extract.names.type_heads import settles_type
from store.extract.names.words import GIVEN_NAMES
from store.identity.folding import fold
from store.identity.keys import is_local

if TYPE_CHECKING:
    from store.extract.extensions import FoundEntity
    from store.extract.names.draft import Name, NamesDraft

RIGHT, WRONG = "right", "wrong"
MODEL = "names"
_REMEMBERED = 10_000
"""Of how many names the form is kept: news names the same things every day."""
_MOST_WORDS = 5
_OFTEN = (2, 4, 8)
"""Numbers of mentions from which on a name is more certain."""
_MOST_NAMES = 3
_LONGEST_SHAPE = 4
_PART = 3
"""Letters of the beginning and the end of a word that count."""
_OPENING = frozenset(["“", '"', "‘", "'", "``"])
_OWN = frozenset(["'s", "’s"])
_ARTICLES = frozenset(["the", "The", "a", "an"])
_CLAUSES = frozenset(["a", "an", "the", "who", "which"])
_FUNCTIONS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "compound", "conj"})
_PROPER = frozenset({"NNP", "NNPS"})
_COMMON = frozenset({"NN", "NNS", "JJ", "VBG", "VB"})
_NOUNS = frozenset({"NN", "NNS"})


def set_confidences(draft: NamesDraft, entities: list[FoundEntity]) -> None:
    """Set the confidence of each entity, 0 to 1."""
    odds = _odds()
    for entity, names in mentions_of(draft, entities):
        found = {*_of_form(entity.name, entity.type), *_features(draft, entity, names)}
        score = math.fsum(filter(None, map(odds.get, found)))
        entity.confidence = 1.0 / (1.0 + math.exp(-score))


@cache
def _odds() -> dict[str, float]:
    return load(MODEL).log_odds(RIGHT)


def mentions_of(
    draft: NamesDraft, entities: list[FoundEntity]
) -> Iterator[tuple[FoundEntity, list[Name]]]:
    """Yield each entity with its names in the draft."""
    named: defaultdict[int, list[Name]] = defaultdict(list)
    for name in (*draft.names, *draft.inner, *draft.groups):
        named[id(name.entity)].append(name)
    for entity in entities:
        yield entity, named[id(entity)]


def entity_features(draft: NamesDraft, entity: FoundEntity, names: list[Name]) -> Features:
    """Return what tells right entities from wrong ones, by their form and their mentions."""
    found = (*_of_form(entity.name, entity.type), *_features(draft, entity, names))
    return Features(tuple(dict.fromkeys(found)))


def _features(draft: NamesDraft, entity: FoundEntity, names: list[Name]) -> Iterator[str]:
    words, as_type = entity.name.split(), f" type={entity.type}"
    yield "bias"
    if is_local(entity.key):
        yield f"of one article{as_type}"
    yield f"words={min(len(words), _MOST_WORDS)}"
    for often in _OFTEN:
        if len(entity.mentions) >= often:
            yield f"mentions>={often}"
    if names:
        best = max(names, key=lambda name: len(name.text))
        yield from _of_names(draft, names, as_type)
        yield from _of_place(draft, best, len(words), as_type)
        yield from _of_neighbours(draft, best, as_type)
        yield from _of_tags(draft, best)
        if best.end - best.start == 1 and draft.doc[best.start].is_sent_start:
            yield f"begins one n={min(len(names), _MOST_NAMES)}{as_type}"


@lru_cache(_REMEMBERED)
def _of_form(name: str, type_: str) -> tuple[str, ...]:
    """Return what the name itself tells: first names, towns, words, capitals, letters."""
    return tuple(_form(name, type_))


def _form(name: str, type_: str) -> Iterator[str]:
    words, as_type = name.split(), f" type={type_}"
    if fold(words[0]) in GIVEN_NAMES:
        yield "given"
        yield f"given{as_type}"
        if len(words) == 1:
            yield f"one given{as_type}"
    if len(words) > 1 and fold(words[-1]) in GIVEN_NAMES:
        yield f"last given{as_type}"
    if name in cities():
        yield "city" if type_ == "GPE" else f"city{as_type}"
    head = settles_type(words) if len(words) > 1 else None
    yield f"head={'none' if head is None else head == type_}{as_type}"
    yield f"shape={''.join(map(_shape, words[:_LONGEST_SHAPE]))}{as_type}"
    yield f"known={''.join(map(_table_of, words[:_LONGEST_SHAPE]))}{as_type}"
    yield from _letters(words, as_type)


def _letters(words: list[str], as_type: str) -> Iterator[str]:
    """Yield the first and the last word, and the letters of the last one."""
    last = words[-1].lower()
    yield f"first={words[0].lower()}{as_type}"
    yield f"ends={last[-_PART:]}{as_type}"
    yield f"starts={last[:_PART]}{as_type}"
    if len(words) > 1:
        yield f"last={last}"
        yield f"last={last}{as_type}"
    if not all(map(str.isascii, words)):
        yield f"letters{as_type}"
    if any("-" in word for word in words):
        yield f"hyphen{as_type}"


def _shape(word: str) -> str:
    if word[:1].isupper():
        return "A" if word.isupper() and len(word) > 1 else "X"
    return "x" if word.isalpha() else "9"


def _table_of(word: str) -> str:
    """Return the table that has a word: of first names, of cities, or none."""
    if fold(word) in GIVEN_NAMES:
        return "g"
    return "c" if word in cities() else "-"


def _of_names(draft: NamesDraft, names: list[Name], as_type: str) -> Iterator[str]:
    """Yield what the steps know, and the labels of spaCy's model."""
    if any(name.known for name in names):
        yield "known"
        yield f"known{as_type}"
    if any(name.sure for name in names):
        yield f"sure{as_type}"
    if any(name.titled for name in names):
        yield "titled"
    for label in sorted({draft.doc[name.start].ent_type_ for name in names}):
        yield f"model={label}{as_type}"


def _of_place(draft: NamesDraft, name: Name, length: int, as_type: str) -> Iterator[str]:
    """Yield where the fullest name stands in its sentence."""
    root = draft.doc[name.start : name.end].root
    yield f"dep={root.dep_ if root.dep_ in _FUNCTIONS else 'other'}"
    before = draft.words[name.start - 1] if name.start else ""
    if draft.doc[name.start].is_sent_start:
        yield "begins"
        yield f"begins{as_type}"
    elif before[:1].isupper() and before.isalpha():
        yield "capital before"
        yield f"capital before{as_type}"
    if before in _OPENING:
        yield f"quoted{as_type}"
        yield f"quoted words={min(length, _MOST_NAMES)}{as_type}"
    elif before in _ARTICLES:
        yield f"article{as_type}"
    yield f"before={before.lower()}{as_type}"
    if name.start:
        yield f"tag before={draft.doc[name.start - 1].tag_}{as_type}"


def _of_neighbours(draft: NamesDraft, name: Name, as_type: str) -> Iterator[str]:
    """Yield what follows the fullest name."""
    after, second = (*draft.words[name.end : name.end + 2], "", "")[:2]
    is_capital = second[:1].isupper()
    yield f"after={after.lower()}{as_type}"
    if name.end < len(draft.words):
        yield f"tag after={draft.doc[name.end].tag_}{as_type}"
    if after == "of" and is_capital:
        yield f"of capital{as_type}"
    if after[:1].isupper() and after.isalpha():
        yield "capital after"
        yield f"capital after{as_type}"
    elif after in _OWN:
        yield f"own{as_type}"
        if is_capital:
            yield f"own capital{as_type}"
    elif after == ",":
        if is_capital:
            yield f"comma capital{as_type}"
        elif second in _CLAUSES:
            yield f"comma {second}{as_type}"
    elif after[:1].islower() and len(after) > 2 and draft.doc[name.end].tag_ in _NOUNS:
        yield f"noun after{as_type}"


def _of_tags(draft: NamesDraft, name: Name) -> Iterator[str]:
    """Yield whether the words of the fullest name are common nouns elsewhere."""
    doc, words = draft.doc, draft.words
    tags = {doc[at].tag_ for at in range(name.start, name.end)}
    if tags - _PROPER:
        yield "odd tag"
    if tags & _COMMON:
        yield "common tag"
    if all(word.lower() in draft.lower for word in words[name.start : name.end]):
        yield "all words common here"
