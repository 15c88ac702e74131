"""Clubs known by a town or a nickname: "the new Wolves manager", "beat Millwall"."""

from __future__ import annotations

from collections.abc import Iterator

from store.extract import lexicon
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.rules import rule
from store.identity.folding import fold

_SPORT = lexicon.words("names.sport")
"""Words of sports articles."""
_FEWEST = 4
"""How many different ones mark a sports article."""
_OF_CLUBS = lexicon.words("names.of_clubs")
"""Nouns that follow the name of a club."""
_CAREERS = lexicon.words("names.careers")
"""Nouns before "at", "for", "with" or "by" and a club."""
_NICKNAMES = lexicon.words("names.team_nicknames")
_BEATEN = frozenset("against beat beating beats thrashed defeated vs v versus edged".split())
_TOWARDS = frozenset("at with for by to from of".split())
_PLURAL = frozenset("are have were".split())
_TYPES = frozenset("GPE PERSON PRODUCT NORP LOC FAC WORK ORG EVENT".split())


@rule("names.clubs")
def settle_clubs(draft: NamesDraft) -> None:
    """Make every mention of a club an organisation, in a sports article."""
    if len(_SPORT.intersection(draft.words)) < _FEWEST:
        return
    surnames = full_surnames(draft)
    _add_nicknames(draft, surnames)
    told = {
        name.text
        for name in draft.names
        if _may_be_club(name) and fold(name.text) not in surnames and _is_told(draft, name)
    }
    for name in draft.names:
        if name.text in told and _may_be_club(name):
            name.type, name.sure, name.titled = "ORG", True, False


def _add_nicknames(draft: NamesDraft, surnames: set[str]) -> None:
    """Add "The Chiefs" and "the Dolphins", which the model may miss."""
    marks = draft.covered()
    added = [
        Name(at, at + 1, "ORG", word, sure=True)
        for at, word in enumerate(draft.words)
        if word in _NICKNAMES and not marks[at] and not draft.doc[at].is_sent_start
    ]
    draft.add(added)
    for name in draft.names:
        is_free = name.type != "PERSON" or fold(name.text) not in surnames
        if name.text in _NICKNAMES and _may_be_club(name) and is_free:
            name.type, name.sure = "ORG", True


def _may_be_club(name: Name) -> bool:
    """Whether the name has one or two words and is not a country."""
    is_free = name.known is None and not name.titled and not name.is_dateline
    return is_free and name.type in _TYPES and len(name.words()) < 3


def _is_told(draft: NamesDraft, name: Name) -> bool:
    words = draft.words
    after = [word.casefold() for word in words[name.end : name.end + 2]]
    if after[:1] and after[0] in _OF_CLUBS | _PLURAL:
        return after[0] not in _PLURAL or not draft.text(name.start, name.end).endswith("men")
    if after[:1] in (["'s"], ["’s"], ["'"], ["’"]):
        return after[1:2] != [] and after[1] in _OF_CLUBS
    before = list(_before(draft, name.start))
    if before[:1] and before[0] in _BEATEN:
        return True
    return before[:1] != [] and before[0] in _TOWARDS and bool(_CAREERS.intersection(before[1:3]))


def _before(draft: NamesDraft, start: int) -> Iterator[str]:
    """Yield the words before a name in the same sentence, the nearest first."""
    at = start - 1
    while at >= max(0, start - 4) and not draft.doc[at + 1].is_sent_start:
        yield draft.words[at].casefold()
        at -= 1
