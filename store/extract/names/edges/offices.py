"""Words of an office are no organisation: "Secretary of State", "the Foreign Secretary",
"Dutch Transport" before "Minister"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import OFFICES

_PORTFOLIOS = frozenset(
    "foreign defence defense interior finance prime home state justice education health "
    "environment trade labour labor agriculture energy transport economy culture deputy vice "
    "commerce press intelligence security tourism sports housing oil petroleum water science "
    "technology planning immigration fisheries mining railways development information".split()
)
_HOLDERS = frozenset(
    "minister ministers secretary secretaries minister-designate spokesman spokeswoman "
    "spokesperson undersecretary attorney".split()
)
_OF = frozenset("secretary secretaries minister ministers undersecretary".split())


def drop_offices(draft: Draft) -> None:
    draft.names = [name for name in draft.names if not _is_office(draft, name)]


def _is_office(draft: Draft, name: Name) -> bool:
    if name.type not in ("ORG", "PERSON", "WORK", "PRODUCT", "NORP") or name.known:
        return False
    words = [word.casefold() for word in name.words()]
    after = draft.after(name.end).casefold()
    if len(words) > 1 and draft.gazetteer.demonym(name.words()[0]):
        is_held = after in _HOLDERS or words[-1] in _HOLDERS
        return is_held and all(word in OFFICES or word in _PORTFOLIOS for word in words[1:])
    if all(word in OFFICES or word in _PORTFOLIOS or word in ("of", "the") for word in words):
        return len(words) > 1 or words[0] in OFFICES or after in _HOLDERS or _after_of(draft, name)
    return False


def _after_of(draft: Draft, name: Name) -> bool:
    """ "State" in "Secretary of State"."""
    before = [word for word in draft.words[max(name.start - 4, 0) : name.start] if word.strip()]
    return before[-1:] == ["of"] and bool(before[-2:-1]) and before[-2].casefold() in _OF
