"""A city and its state of one name, of which news means the city: New York."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.rules import rule

_CITY_STATES = {"New York": "NY"}
_STATE_OFFICES = lexicon.words("roles.of_states") | {"sen", "rep", "gov"}
_OF_STATES = lexicon.words("names.of_states")
"""Words after a state that a city does not have: "governor", "primary", "Legislature"."""
_HAD_BY_STATES = lexicon.words("names.had_by_states")
"""What is a state's, not a city's, in "New York's divorce law", "the primary in New York"."""
_BEFORE_STATES = frozenset("upstate Upstate western Western central Central northern".split())
_LISTED = frozenset([",", "and", "or"])
_MEMBERS = frozenset("democrat republican".split())
_INSIDE = frozenset("in of for from".split())
_ARTICLES = frozenset("a the another".split())
_LONGEST = 5
"""How many words behind a name may tell that it is a state's."""
_VOTES = frozenset("primary primaries caucus caucuses delegates".split())


@rule("names.city_states")
def settle_city_states(draft: NamesDraft) -> None:
    """Choose the state over the city of the same name, by the words and names beside it."""
    names = [name for name in draft.names if name.text in _CITY_STATES and not name.known]
    if not names:
        return
    beside = _beside(draft)
    for name in names:
        before, after = beside[id(name)]
        if (
            _is_of_state(draft, name, before)
            or _has_state(draft, name)
            or _is_among_states(draft, name, before, after)
            or _is_between_states(before, name, after)
        ):
            _make_state(draft, name)
    _settle_by_votes(draft, [name for name in names if not name.known])


def _make_state(draft: NamesDraft, name: Name) -> None:
    name.known = draft.gazetteer.states[_CITY_STATES[name.text]]
    name.type, name.sure = name.known.type, True


def _beside(draft: NamesDraft) -> dict[int, tuple[Name | None, Name | None]]:
    """Map each name's identity to the names before and after it."""
    names = draft.names
    return {
        id(name): (
            names[at - 1] if at else None,
            names[at + 1] if at + 1 < len(names) else None,
        )
        for at, name in enumerate(names)
    }


def _is_of_state(draft: NamesDraft, name: Name, before: Name | None) -> bool:
    """Whether an office or a word of states is beside: "governor of New York"."""
    words = draft.words
    following = draft.after(name.end).rstrip(".").casefold()
    if following in _OF_STATES or " ".join(words[name.end : name.end + 2]).casefold() in _OF_STATES:
        return True
    previous, word = words[max(name.start - 2, 0)].casefold(), draft.before(name.start)
    if word == "-" and previous in ("r", "d"):
        return True
    if word in ("of", "from"):
        is_office = previous in _STATE_OFFICES | _MEMBERS or previous in ("state", "district")
        held = before.title if before is not None and before.end == name.start - 1 else ""
        return is_office or held.rstrip(".").casefold() in _STATE_OFFICES
    return word in _BEFORE_STATES


def _has_state(draft: NamesDraft, name: Name) -> bool:
    """Whether it is called a state, or has what states have: "New York's divorce law"."""
    following = [word.casefold() for word in draft.words[name.end : name.end + _LONGEST]]
    if following[:1] == [","] and "state" in following[2:] and following[1] in _ARTICLES:
        return True
    token = draft.doc[name.end - 1]
    head = token.head
    if following[:1] in (["'s"], ["’s"]) and not _VOTES.isdisjoint(following):
        return True
    if token.dep_ in ("poss", "compound", "nmod"):
        return head.lower_ in _HAD_BY_STATES
    if not _is_inside(token):
        return False
    words = {head.head.lower_, *(child.lower_ for child in head.head.lefts)}
    return not _HAD_BY_STATES.isdisjoint(words)


def _is_inside(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in _INSIDE


def _is_among_states(
    draft: NamesDraft, name: Name, before: Name | None, after: Name | None
) -> bool:
    """Whether another state or one of its own towns is beside: "Ohio and New York"."""
    words = draft.words
    if after is not None and after.start == name.end + 1 and after.known and after.known.state:
        return words[name.end] in _LISTED
    if before is None or before.end != name.start - 1 or words[name.start - 1] not in _LISTED:
        return False
    if before.known is not None:
        return bool(before.known.state)
    state = _CITY_STATES[name.text]
    return words[name.start - 1] == "," and cities().choose(before.text, (), state) is not None


_NEAR = 12
"""How many words may lie between the places of a list with figures."""


def _is_between_states(before: Name | None, name: Name, after: Name | None) -> bool:
    """Whether the places on both sides are states: "4 in Ohio, 9 in New York, 5 in Maine"."""
    return (
        before is not None
        and after is not None
        and before.known is not None
        and after.known is not None
        and bool(before.known.state and after.known.state)
        and name.start - before.end < _NEAR
        and after.start - name.end < _NEAR
    )


# Where an article is about votes by state, those of New York are the state's: "She won New York."

_VOTING = lexicon.words("names.voting")
_OF_CITIES = frozenset("mayor mayoral city".split())
_CLIMBED = 5


@rule("names.votes_of_states")
def _settle_by_votes(draft: NamesDraft, names: list[Name]) -> None:
    """Choose the state where something is won or lost, in an article about votes by state."""
    if draft.lower.isdisjoint(_VOTES):
        return
    for name in names:
        if not name.is_dateline and _is_voting(draft.doc[name.end - 1]):
            _make_state(draft, name)


def _is_voting(token: Token) -> bool:
    """Whether a word of elections governs it: "a victory over Lee in New York"."""
    if any(word.lower_ in _OF_CITIES for word in token.sent):
        return False
    if token.dep_ == "pobj" and token.head.lower_ not in _INSIDE:
        return False
    if any(child.dep_ == "relcl" and child.lemma_ in _VOTING for child in token.rights):
        return True
    at = token.head if token.dep_ == "pobj" else token
    for _ in range(_CLIMBED):
        at = at.head
        if at.lemma_.casefold() in _VOTING:
            return True
        if at.dep_ not in ("pobj", "dobj", "prep", "poss", "compound", "conj", "appos"):
            return False
    return False
