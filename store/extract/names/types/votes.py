"""One name, one type: mentions that were tagged in two ways follow the clearer ones."""

from __future__ import annotations

from collections import Counter, defaultdict

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name
from store.extract.names.words.given import GIVEN_NAMES
from store.identity.folding import fold

_PLACES = ("GPE", "LOC", "FAC")


def vote(draft: Draft) -> None:
    """All names of the same letters get the type that most of them have; a type that is
    sure, or that a title proves, counts four times, and one that a table favours twice."""
    same: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        same[name.text.casefold()].append(name)
    for group in same.values():
        if len({name.type for name in group}) > 1:
            _settle(group)


def _favoured(text: str) -> str:
    """What a word is that a table knows, other things being equal."""
    if fold(text) in GIVEN_NAMES:
        return "PERSON"
    return "GPE" if text in cities() else ""


def _settle(group: list[Name]) -> None:
    votes: Counter[str] = Counter()
    for name in group:
        votes[name.type] += 4 if name.sure or name.titled else 1
    favoured = _favoured(group[0].text)
    if favoured in votes:
        votes[favoured] *= 2
    places = sum(votes[type_] for type_ in _PLACES)
    best = max(votes, key=lambda type_: votes[type_])
    if places > votes[best]:
        best = max(_PLACES, key=lambda type_: votes[type_])
    known = next((name.known for name in group if name.known and name.type == best), None)
    for name in group:
        if not name.sure and not name.titled:
            name.type, name.known = best, known
