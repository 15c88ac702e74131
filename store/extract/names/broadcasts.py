"""Broadcasters: what they show ("NBC's Meet the Press"), and the station of a city ("Fox 6")."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import CALENDAR, GIVEN_NAMES, OFFICES
from store.extract.names.works import INNER, put_work, title_end
from store.extract.rules import rule
from store.identity.folding import fold

_BROADCASTERS = lexicon.words("names.broadcasters")
"""Words of the names of broadcasters, before their programmes."""
_OWN = frozenset({"'s", "’s"})
_FEWEST_WORDS = 2
_FAR = 4
"""How many words before the "'s" of a broadcaster tell how somebody appears there."""

# What a broadcaster shows: "BBC Radio 4's The World at One", "NBC's Meet the Press".


@rule("names.programmes")
def find_programmes(draft: NamesDraft) -> None:
    """Find the title behind a broadcaster: "BBC Radio 4's The World at One"."""
    words = draft.words
    if not draft.places.keys() & _BROADCASTERS:
        return
    edit = Edit(draft)
    for at in draft.find(_OWN):
        is_inside = 0 < at < len(words) - 2
        if not is_inside or not _BROADCASTERS.intersection(words[max(0, at - 3) : at]):
            continue
        start, end = at + 1, title_end(words, at + 1, INNER | {"at"})
        first = edit.at(start)
        end = max(end, first.end) if first is not None and first.start == start else end
        text = words[start:end]
        is_title = len(text) >= _FEWEST_WORDS and _may_be_shown(draft, first, text)
        if is_title or _is_eponymous(draft, at, text):
            put_work(edit, start, end)
    edit.apply()


def _may_be_shown(draft: NamesDraft, first: Name | None, text: list[str]) -> bool:
    """Whether the words after a broadcaster may be a programme: no person, no office."""
    if first is not None and (first.known or first.type == "GPE"):
        return False
    if any(word.casefold() in OFFICES or word.casefold() in CALENDAR for word in text):
        return False
    if draft.gazetteer.demonym(text[0]) or settles_type(text) == "ORG":
        return False
    is_named = first is not None and first.type == "PERSON"
    return text[0] == "The" or not (is_named or fold(text[0]) in GIVEN_NAMES or len(text) == 2)


@rule("names.eponymous_programmes", off=lambda *_: False)
def _is_eponymous(draft: NamesDraft, at: int, text: list[str]) -> bool:
    """Whether a surname is the programme that somebody is on: "a guest on Fox News's Falk"."""
    is_surname = len(text) == 1 and text[0].istitle() and fold(text[0]) not in GIVEN_NAMES
    return is_surname and "on" in draft.words[max(0, at - _FAR) : at]


# The station of a city: "Fox 6", "ABC 7 reported".

_NEWS = "News"
_HIGHEST = 2
"""How many digits a channel has."""
_FOLLOWING = frozenset("IN VBZ VBD MD TO WDT POS CC RB VBG".split())
"""Tags of what follows a station, not an amount: "gave NBC 10 days"."""
_BETWEEN = frozenset("to of and or".split())
"""What stands between two counts: "beat Fox 9 to 5"."""


@rule("names.stations")
def join_stations(draft: NamesDraft) -> None:
    """Make a network with a channel its station: "Fox News 6 in Orvis" is not Fox News."""
    for name in draft.names:
        is_network = name.type == "ORG" and draft.words[name.start] in _BROADCASTERS
        if is_network and _is_local(draft, name):
            end = name.end + 1 + (draft.after(name.end + 1) == _NEWS)
            draft.reset(name, name.start, end)
            name.known, name.short_for, name.sure = None, None, True


def _is_local(draft: NamesDraft, name: Name) -> bool:
    """Whether a channel follows the name of a network, and no amount."""
    words, at = draft.words, name.end
    if name.chars or at + 1 >= len(words) or not words[at].isdigit() or len(words[at]) > _HIGHEST:
        return False
    follows = draft.doc[at + 1]
    is_free = follows.tag_ in _FOLLOWING and follows.text not in _BETWEEN
    return is_free or follows.text == _NEWS
