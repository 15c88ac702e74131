"""Find teams and players: clubs by their town, towns by a nickname, colleges by short names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.other_meanings import is_on_games
from store.extract.names.type_heads import settles_type
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import GIVEN_NAMES, NICKNAMES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

# Clubs known by a town or a nickname: "the new Wolves manager", "beat Millwall".

_SPORT = lexicon.words("names.sport")
"""Words of sports articles."""
_FEWEST = 4
"""How many different ones mark a sports article."""
_OF_CLUBS = lexicon.words("names.of_clubs")
"""Nouns that follow the name of a club."""
_CAREERS = lexicon.words("names.careers")
"""Nouns before "at", "for", "with" or "by" and a club."""
_BEATEN = frozenset("against beat beating beats thrashed defeated vs v versus edged".split())
_TOWARDS = frozenset("at with for by to from of".split())
_PLURAL = frozenset("are have were".split())
_TYPES = frozenset("GPE PERSON PRODUCT NORP LOC FAC WORK ORG EVENT".split())


@rule("names.clubs")
def settle_clubs(draft: NamesDraft) -> None:
    """Make every mention of a club an organisation, in a sports article."""
    if len(draft.places.keys() & _SPORT) < _FEWEST:
        return
    surnames = full_surnames(draft)
    _add_nicknames(draft, surnames)
    told = {
        name.text
        for name in draft.names
        if _may_be_club(name) and fold(name.text) not in surnames and _is_club_here(draft, name)
    }
    for name in draft.names:
        if name.text in told and _may_be_club(name):
            name.type, name.sure, name.titled = "ORG", True, False
    _link_nicknames(draft)
    _join_clubs(draft)


def _link_nicknames(draft: NamesDraft) -> None:
    """Link "the Dolphins" to the only team of the article with a town before the nickname."""
    teams: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        *town, nickname = name.words()
        if town and name.type == "ORG" and nickname in NICKNAMES:
            teams[nickname].setdefault(name.text, name)
    for name in draft.names:
        longer = list(teams.get(name.text, {}).values())
        if len(longer) == 1 and name.type == "ORG":
            name.short_for = longer[0]


_CLUBS_OF = dict(row.split("=") for row in lexicon.ordered("names.club_nicknames"))
"""Maps the nickname of a club to the town or school that news calls it by."""


@rule("names.club_nicknames")
def _join_clubs(draft: NamesDraft) -> None:
    """Link the nickname of a club to the town or school by which the article names it too."""
    clubs: defaultdict[str, list[Name]] = defaultdict(list)
    for name in draft.names:
        is_country = name.known is not None and name.known.iso is not None
        if name.type in ("GPE", "ORG") and not is_country and not name.is_dateline:
            clubs[name.text].append(name)
    for nickname, town in _CLUBS_OF.items():
        short = [name for name in clubs.get(nickname, ()) if name.type == "ORG"]
        named = [name for name in clubs.get(town, ()) if _may_play(draft, name)]
        if not short or not named or any(name.short_for for name in short):
            continue
        for name in named:
            name.type, name.known, name.sure = "ORG", None, True
        for name in short:
            name.known, name.short_for, name.sure = None, named[0], True


def _add_nicknames(draft: NamesDraft, surnames: set[str]) -> None:
    """Add "The Chiefs" and "the Dolphins", which the model may miss."""
    marks = draft.covered()
    added = [
        Name(
            at,
            at + 1,
            "ORG",
            draft.words[at],
            known=draft.gazetteer.things.get(draft.words[at]),
            sure=True,
        )
        for at in draft.find(NICKNAMES)
        if not marks[at] and not draft.doc[at].is_sent_start
    ]
    draft.add(added)
    for name in draft.names:
        is_free = name.type != "PERSON" or fold(name.text) not in surnames
        if name.text in NICKNAMES and _may_be_club(name) and is_free:
            name.type, name.sure = "ORG", True


def _may_be_club(name: Name) -> bool:
    """Whether it has one or two words, and is no country, people or person by its first name."""
    is_free = name.known is None and not name.titled and not name.is_dateline
    first, *rest = name.words()
    if fold(first) in GIVEN_NAMES and (rest or name.type == "PERSON"):
        return name.type == "ORG"
    if (name.type == "NORP" and name.sure) or (name.type == "PERSON" and name.text in WELL_KNOWN):
        return False
    return is_free and name.type in _TYPES and len(rest) < 2


def _is_club_here(draft: NamesDraft, name: Name) -> bool:
    words = draft.words
    after = [word.casefold() for word in words[name.end : name.end + 2]]
    if after[:1] and after[0] in _OF_CLUBS:
        return True
    if after[:1] and after[0] in _PLURAL:
        is_alone = draft.before(name.start) not in ("and", "or", "&")
        return is_alone and not draft.text(name.start, name.end).endswith("men")
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


# A town or state that plays: "top-ranked Colorado 21-6", "Kentucky's depth" in news of a league.

_OF_LEAGUES = lexicon.words("names.of_leagues")
"""Words that hardly any article but those on leagues and games has."""
_SURELY = 8
"""How many different ones mark an article in which a place is a team."""
_OF_THE_GROUND = frozenset(
    "in at from near to around outside inside through across into of visit visiting toward towards "
    "downtown".split()
)
"""Words before a place that is no team."""
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_HYPHENS = frozenset({"-", "–"})
_DEFEATING = frozenset("beat defeat edge rout trounce upset outlast thrash crush stun".split())


@rule("names.places_that_play")
def settle_playing_places(draft: NamesDraft) -> None:
    """Make a town or state an organisation where it is a team.

    It has a score right behind it, or is no place on the ground in news of a league.
    """
    is_of_league = _is_on_leagues(draft)
    teams = _teams_by_town(draft) if is_of_league else {}
    for name in draft.names:
        is_country = name.known is not None and not name.known.state
        if name.type != "GPE" or name.kind != "name" or is_country:
            continue
        if _is_beaten(draft, name) or (is_of_league and _may_play(draft, name)):
            name.type, name.known, name.sure = "ORG", None, True
            name.short_for = teams.get(name.text)


def _is_on_leagues(draft: NamesDraft) -> bool:
    """Whether the article is on leagues whose players are no characters of a video game."""
    return len(draft.places.keys() & _OF_LEAGUES) >= _SURELY and not is_on_games(draft)


def _teams_by_town(draft: NamesDraft) -> dict[str, Name]:
    """Map a town or state to the only team of it that the article names with its nickname."""
    named: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        *town, nickname = name.words()
        if town and name.type == "ORG" and nickname in NICKNAMES:
            named[" ".join(town)].setdefault(name.text, name)
    return {town: next(iter(teams.values())) for town, teams in named.items() if len(teams) == 1}


def _is_beaten(draft: NamesDraft, name: Name) -> bool:
    """Whether it has a score behind it and is beaten, or wins: "defeated Colorado 21-6"."""
    after = draft.words[name.end : name.end + 3]
    is_score = bool(after) and bool(_SCORE.fullmatch(after[0]))
    is_score |= len(after) > 2 and after[1] in _HYPHENS and (after[0] + after[2]).isdigit()
    return is_score and any(
        verb.lemma_ in _DEFEATING for verb in draft.doc[name.start : name.end].root.ancestors
    )


def _may_play(draft: NamesDraft, name: Name) -> bool:
    before, after = draft.before(name.start).casefold(), draft.words[name.end : name.end + 2]
    is_with_state = after[:1] == [","] and draft.gazetteer.place("".join(after[1:])) is not None
    is_of_ground = before in _OF_THE_GROUND or before[:4] in ("east", "west", "nort", "sout")
    return not is_with_state and not is_of_ground and not name.is_dateline


# Players: in an article on leagues, two unknown words are a person rather than a company.

_UNLIKE_PLAYERS = frozenset({"ORG", "PRODUCT"})


@rule("names.players")
def settle_players(draft: NamesDraft) -> None:
    """Make two unknown words a person in an article on leagues; teams and schools are known."""
    for name in draft.names if _is_on_leagues(draft) else ():
        is_free = name.type in _UNLIKE_PLAYERS and not (name.known or name.sure)
        if is_free and _may_be_player(draft, name):
            name.type = "PERSON"


def _may_be_player(draft: NamesDraft, name: Name) -> bool:
    words = name.words()
    is_full = len(words) == 2 and words[1].istitle() and len(words[1]) > 2
    is_team = words[-1] in NICKNAMES or settles_type(words) is not None or words[0] in cities()
    is_plain = all(word.lower() not in draft.places for word in words) and "-" not in name.text
    return is_full and is_plain and not is_team and words[0].replace("’", "").isalpha()


# A town and the nickname of its team: "the Los Angeles Lakers".

_MOST_WORDS = 3


@rule("names.teams_of_towns")
def join_teams(draft: NamesDraft) -> None:
    """Join a town or state and the nickname of its team."""
    found = [at for at in draft.find(NICKNAMES) if at]
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        town, team = edit.at(at - 1), edit.at(at)
        if team is not None and team.start < at:
            _make_team(draft, team, at)
        elif town is not None and _is_town(town) and (team is None or team.end == at + 1):
            edit.remove(town)
            edit.remove(team)
            text = draft.text(town.start, at + 1)
            edit.add(Name(town.start, at + 1, "ORG", text, sure=True))
    edit.apply()


def _make_team(draft: NamesDraft, name: Name, at: int) -> None:
    """Make a name that ends in a nickname an organisation if the rest is a town."""
    words = name.words()
    town = " ".join(words[:-1])
    is_free = name.end == at + 1 and name.type in ("GPE", "LOC", "PRODUCT")
    if is_free and len(words) <= _MOST_WORDS and (town in cities() or draft.gazetteer.place(town)):
        name.type, name.known, name.sure = "ORG", None, True


def _is_town(name: Name) -> bool:
    is_place = name.type in ("GPE", "ORG", "LOC")
    return is_place and (name.text in cities() or bool(name.known and name.known.state))


# A college by the first words of its name: "Bridgewater" after "Bridgewater College".

_COLLEGES = frozenset({"College", "University"})
_OF_COLLEGES = lexicon.words("names.of_colleges")
"""Nouns that follow the short name of a college."""


@rule("names.colleges")
def join_colleges(draft: NamesDraft) -> None:
    """Link "Harlow students" to Harlow College, which the article names in full.

    Not if a person of the article is called so, who may have founded it.
    """
    whole = (n for n in draft.names if n.type == "PERSON" and " " in n.text)
    persons = {name.words()[-1] for name in whole}
    longer = {
        name.text.rpartition(" ")[0]: name
        for name in draft.names
        if name.type == "ORG" and name.words()[-1] in _COLLEGES and " " in name.text
    }
    longer = {town: name for town, name in longer.items() if town not in persons}
    if not longer:
        return
    surnames = full_surnames(draft)
    short = [
        name
        for name in draft.names
        if name.text in longer and _may_be_college(name) and fold(name.text) not in surnames
    ]
    told = {name.text for name in short if _is_of_college(draft, name)}
    for name in short:
        if name.text in told and draft.before(name.start) not in ("in", "In", "near"):
            name.type, name.known, name.sure = "ORG", None, True
            name.short_for = longer[name.text]


def _may_be_college(name: Name) -> bool:
    is_place = name.known is not None and name.known.iso is not None
    return not name.titled and not is_place and name.text not in WELL_KNOWN


def _is_of_college(draft: NamesDraft, name: Name) -> bool:
    """Whether students follow the name, or the model takes it for an organisation."""
    after = draft.words[name.end : name.end + 2]
    if after[:1] and after[0] in ("'s", "’s"):
        after = after[1:]
    is_organization = name.type == "ORG" and not name.known
    return is_organization or bool(after and after[0] in _OF_COLLEGES)
