"""How likely an entity is right: that it is one thing, with its whole name and the right type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from store.extract.learned.linear import Features, LinearModel, load
from store.extract.names.words import GIVEN_NAMES
from store.identity.folding import fold

if TYPE_CHECKING:
    from store.extract.extensions import FoundEntity
    from store.extract.names.draft import Name, NamesDraft

RIGHT, WRONG = "right", "wrong"
MODEL = "names"
_MOST_WORDS = 5
_OFTEN = (2, 4, 8)
"""Numbers of mentions from which on a name is more certain."""
_AROUND = 6
"""How many tokens on each side tell whether the line is a heading."""
_OPENING = frozenset(["“", '"', "‘", "'", "``"])
_FUNCTIONS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "compound", "conj"})


def set_confidences(draft: NamesDraft, entities: list[FoundEntity]) -> None:
    """Set the confidence of each entity, 0 to 1."""
    common = lower_words(draft)
    examples = [entity_features(draft, *each, common) for each in mentions_of(draft, entities)]
    model = _model()
    column = model.classes.index(RIGHT)
    for entity, row in zip(entities, model.probabilities(examples), strict=True):
        entity.confidence = float(row[column])


@cache
def _model() -> LinearModel:
    return load(MODEL)


def mentions_of(
    draft: NamesDraft, entities: list[FoundEntity]
) -> Iterator[tuple[FoundEntity, list[Name]]]:
    """Yield each entity with its names in the draft."""
    named: defaultdict[int, list[Name]] = defaultdict(list)
    for name in (*draft.names, *draft.inner, *draft.groups):
        named[id(name.entity)].append(name)
    for entity in entities:
        yield entity, named[id(entity)]


def lower_words(draft: NamesDraft) -> frozenset[str]:
    """Return the words of the article in lower case."""
    return frozenset(word for word in draft.places if word.islower())


def entity_features(
    draft: NamesDraft, entity: FoundEntity, names: list[Name], common: frozenset[str]
) -> Features:
    """Return what tells right entities from wrong ones, by their form and their mentions.

    `common` are the `lower_words` of the article.
    """
    words = entity.name.split()
    found = [
        "bias",
        f"type={entity.type}",
        f"words={min(len(words), _MOST_WORDS)}",
        f"type={entity.type} words={min(len(words), 3)}",
        *(f"mentions>={often}" for often in _OFTEN if len(entity.mentions) >= often),
    ]
    if "@" in entity.key:
        found.append("of one article")
    found += _of_form(words, entity.type)
    if names:
        best = max(names, key=lambda name: len(name.text))
        found += _of_names(names, entity.type)
        found += _of_place(draft, best, entity.type)
        found += _of_neighbours(draft, best, entity.type)
        found += _of_tags(draft, best, common)
        found += _of_model(draft, names, entity.type)
    return Features(tuple(dict.fromkeys(found)))


def _of_form(words: list[str], type_: str) -> Iterator[str]:
    first, last = words[0], words[-1]
    if fold(first) in GIVEN_NAMES:
        yield "given"
        yield f"given type={type_}"
    if any(word[:1].islower() and len(word) > 3 for word in words):
        yield "lower"
    if any(letter.isdigit() for word in words for letter in word):
        yield f"digit type={type_}"
    if all(word.isupper() for word in words):
        yield f"capitals type={type_}"
    if not all(word.replace("-", "").replace("'", "").replace(".", "").isalnum() for word in words):
        yield "marks"
    if last.endswith("s") and type_ in ("ORG", "PERSON", "NORP"):
        yield f"plural type={type_}"


def _of_names(names: list[Name], type_: str) -> Iterator[str]:
    if any(name.known for name in names):
        yield "known"
        yield f"known type={type_}"
    if any(name.sure for name in names):
        yield f"sure type={type_}"
    if any(name.titled for name in names):
        yield "titled"
    if any(name.body_of for name in names):
        yield "body"
    if any(name.is_dateline for name in names):
        yield "dateline"


def _of_place(draft: NamesDraft, name: Name, type_: str) -> Iterator[str]:
    """Yield where the fullest name stands."""
    doc, words = draft.doc, draft.words
    root = doc[name.start : name.end].root
    yield f"dep={root.dep_ if root.dep_ in _FUNCTIONS else 'other'}"
    before = words[name.start - 1] if name.start else ""
    if doc[name.start].is_sent_start:
        yield "begins"
        yield f"begins type={type_}"
    if before in _OPENING:
        yield f"quoted type={type_}"
    if before in ("the", "The", "a", "an"):
        yield f"article type={type_}"
    if root.dep_ == "compound" and root.head.i >= name.end:
        yield f"modifies type={type_}"


def _of_neighbours(draft: NamesDraft, name: Name, type_: str) -> Iterator[str]:
    """Yield what stands beside the fullest name."""
    words = draft.words
    before = words[name.start - 1] if name.start else ""
    after = words[name.end] if name.end < len(words) else ""
    if before[:1].isupper() and before.isalpha() and not draft.doc[name.start].is_sent_start:
        yield "capital before"
    if after[:1].isupper() and after.isalpha():
        yield "capital after"
    if before == "-" or after == "-":
        yield "hyphen"
    around = [w for w in words[max(0, name.start - _AROUND) : name.end + _AROUND] if w.isalpha()]
    if sum(word[:1].isupper() for word in around) * 3 > len(around) * 2:
        yield "heading"
        yield f"heading type={type_}"


def _of_tags(draft: NamesDraft, name: Name, common: frozenset[str]) -> Iterator[str]:
    """Yield whether the words of the fullest name are common nouns elsewhere."""
    doc, words = draft.doc, draft.words
    tags = {doc[at].tag_ for at in range(name.start, name.end)}
    if tags - {"NNP", "NNPS"}:
        yield "odd tag"
    if tags & {"NN", "NNS", "JJ", "VBG", "VB"}:
        yield "common tag"
    if all(word.lower() in common for word in words[name.start : name.end]):
        yield "all words common here"


def _of_model(draft: NamesDraft, names: list[Name], type_: str) -> Iterator[str]:
    """Yield whether spaCy's model has the names, with the same type and the same ends."""
    doc = draft.doc
    labels = {doc[name.start].ent_type_ for name in names}
    same = type_ if type_ != "WORK" else "WORK_OF_ART"
    if labels == {""}:
        yield f"added type={type_}"
    elif labels == {same}:
        yield "agrees"
        yield f"agrees type={type_}"
    elif same in labels:
        yield "partly agrees"
    else:
        yield f"retyped type={type_}"
    whole = any(
        doc[name.start].ent_iob_ == "B" and (name.end >= len(doc) or doc[name.end].ent_iob_ != "I")
        for name in names
    )
    if not whole:
        yield "other ends"
