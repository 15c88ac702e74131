"""Offices that somebody runs for: "Ann Lee, who is running for governor", "Lee's campaign"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from store.extract.extensions import FoundEntity, FoundRole, Tokens, states, where
from store.extract.gazetteer import gazetteer
from store.extract.references.discourse import Discourse
from store.extract.references.known_offices import known_office
from store.extract.roles.offices import office_from
from store.extract.roles.owners import owner
from store.extract.roles.parties import party_keys
from store.extract.roles.said_of import TOLD, is_asked
from store.extract.rules import nothing, rule
from store.reading import Standing

_RUNNING = frozenset({"run", "campaign"})
_CANDIDATES = ("candidate", "nominee", "hopeful", "contender", "front-runner", "frontrunner")
_CAMPAIGNS = frozenset({"campaign", "candidacy", "bid"})
_ELECTIONS = frozenset({"election", "primary", "primaries", "caucus", "caucuses", "nominee"})
"""Words of articles about elections."""
_CONTESTS = _ELECTIONS | frozenset(
    "race campaign candidate candidates nomination debate contest bid hopeful contender run".split()
)
"""Words that tell of a race behind what it is for: "presidential debate"."""
_OWNERS = frozenset({"poss", "compound", "nmod"})
_NOT_FOR_OFFICE = frozenset({"against", "of", "to", "by"})
_EARLIER = frozenset({"first", "last", "previous", "earlier", "failed", "unsuccessful", "former"})
_ENDING = frozenset({"suspend", "end", "drop", "abandon", "halt", "quit", "fold", "scrap"})
_ANY_RACE = "Candidate"
"""A candidate of whom only the party may be told, not for what. Without it, that is no office."""
_HIGHEST = frozenset({"President", "Prime Minister", "Chancellor"})
_OFTEN = 3
"""How often an article mentions one of its main persons at least."""
_RACES = {
    "presidential": "Presidential",
    "gubernatorial": "Gubernatorial",
    "mayoral": "Mayoral",
    "senate": "Senate",
    "congressional": "Congressional",
}
_SEATS = frozenset({"Senate", "Congressional"})
_CALLED = {
    "president": "Presidential",
    "presidency": "Presidential",
    "governor": "Gubernatorial",
    "mayor": "Mayoral",
    "congress": "Congressional",
    "senate": "Senate",
    "house": "House",
    "parliament": "Parliamentary",
}
"""What candidates for an office or a seat are called, if the article does not tell of where."""


@rule("references.candidacies")
def add_candidacies(discourse: Discourse) -> None:
    """Add the candidates whom only a verb tells of, unless the article calls them so."""
    doc = discourse.doc
    roles: list[FoundRole] = doc._.roles or []
    told = [
        *(each for index in where(doc, "LEMMA", _RUNNING) for each in _run(discourse, doc[index])),
        *_campaigns(discourse),
    ]
    for role in told:
        own = [other.role.casefold() for other in roles if other.person is role.person]
        if not any(word in name for name in own for word in _CANDIDATES):
            roles.append(role)
    doc._.roles = sorted(roles, key=lambda role: role.span)


def _run(discourse: Discourse, verb: Token) -> Iterator[FoundRole]:
    if (
        verb.pos_ != "VERB"
        or verb.dep_ in TOLD
        or is_asked(verb)
        or not _is_stated(verb)
        or discourse.quotations.at(verb.i) is not None
    ):
        return
    person = _runner(discourse, verb)
    sought = (
        inner
        for phrase in verb.rights
        if phrase.lower_ == "for" and phrase.i == verb.i + 1
        for inner in phrase.rights
        if inner.dep_ == "pobj"
    )
    noun = next(sought, None)
    if noun is None or person is None or person.type != "PERSON" or not person.is_named:
        return
    office = office_from(discourse.doc, noun.i, discourse.entities)
    of = owner(discourse.doc, office, noun, discourse.entities) if office is not None else None
    end = office.span.end if office is not None else noun.i + 1
    called = _CALLED.get((office.name if office is not None else noun.text).casefold())
    if office is not None and (of is not None or called is None):
        name = f"Candidate for {office.name}"
    elif called is not None:
        name = f"{called} Candidate"
    else:
        return
    is_over = verb.tag_ == "VBD" or any(word.lower_ in {"was", "were"} for word in verb.lefts)
    span = Tokens(verb.i, end)
    yield FoundRole(person, name, of, span, "former" if is_over else None)


def _is_stated(verb: Token) -> bool:
    """Whether somebody runs or ran: not "may run", "did not run" or "plans to run"."""
    helping = [word for word in verb.lefts if word.dep_ in {"aux", "neg"}]
    if verb.tag_ == "VBG":
        is_acl = verb.dep_ == "acl" and not helping
        return is_acl or (states(verb, past=True) and any(w.lemma_ == "be" for w in helping))
    return states(verb, past=True) and not helping


def _runner(discourse: Discourse, verb: Token) -> FoundEntity | None:
    """Return who is the subject of a verb, or whom its clause describes."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if who is None:
        return discourse.at(verb.head) if verb.dep_ == "acl" else None
    return discourse.at(verb.head) if who.lower_ == "who" else discourse.at(who)


@rule("references.campaigns", off=nothing)
def _campaigns(discourse: Discourse) -> Sequence[FoundRole]:
    """Return the candidates whose campaign an article about an election mentions: "Lee's bid"."""
    doc = discourse.doc
    if not where(doc, "LOWER", _ELECTIONS):
        return ()
    found: dict[int, FoundRole] = {}
    for index in where(doc, "LOWER", _CAMPAIGNS):
        role = _candidate(discourse, doc[index])
        if role is not None:
            known = found.setdefault(id(role.person), role)
            if known.role == _ANY_RACE:
                found[id(role.person)] = role
    return list(found.values())


def _candidate(discourse: Discourse, noun: Token) -> FoundRole | None:
    """Return whose campaign it is, if the article tells for what or of which party."""
    owner = next(iter(_owners(noun)), None)
    person = discourse.at(owner) if owner is not None else None
    if owner is None or person is None or not _may_run(discourse, person):
        return None
    if owner.tag_ == "PRP$" and not gazetteer().known_as(person.name):
        return None  # "his campaign" may be that of somebody else
    if discourse.quotations.at(noun.i) is not None or _is_other_campaign(noun):
        return None
    party = next((e for w in noun.lefts if (e := _party_at(discourse, w))), None)
    is_over = noun.dep_ == "dobj" and noun.head.lemma_ in _ENDING and not _is_in_one_place(noun)
    standing: Standing | None = "former" if is_over else None
    race = _name_of_race(noun) or _race_of_article(noun) or _ANY_RACE
    role = FoundRole(person, race, party, Tokens(owner.i, noun.i + 1), standing)
    role.of = role.of or _known_party(discourse, role)
    return None if role.of is None and role.role == _ANY_RACE else role


def _beside(noun: Token) -> list[Token]:
    return [child for child in noun.lefts if child.dep_ in _OWNERS]


@rule("references.managed_campaigns", off=_beside)
def _owners(noun: Token) -> list[Token]:
    """Return the words before a noun that may tell whose it is, of a manager's before hers.

    For example "Lee" of "the Lee campaign" and of "Lee's campaign manager".
    """
    owners = _beside(noun)
    if owners or noun.dep_ != "compound":
        return owners
    before = (child for child in _beside(noun.head) if child.i < noun.i)
    return [child for child in before if child.tag_ != "PRP$"]


def _is_overshadowed(discourse: Discourse, person: FoundEntity) -> bool:
    """Whether the article mentions another of the surname more often: "the Lee campaign"."""
    surname = person.name.rpartition(" ")[2]
    others = (e for e in discourse.doc._.entities if e.type == "PERSON" and e is not person)
    return any(
        other.name.rpartition(" ")[2] == surname and len(other.mentions) > len(person.mentions)
        for other in others
    )


def _party_at(discourse: Discourse, word: Token) -> FoundEntity | None:
    party = discourse.entities.get(word.i)
    return party if party is not None and party.key in party_keys() else None


@rule("references.parties_of_candidates")
def _known_party(discourse: Discourse, role: FoundRole) -> FoundEntity | None:
    """Return the party that everybody knows a candidate to be of, if the article names it."""
    known = known_office(role, discourse.doc._.entities, _kind)
    return known.of if known is not None else None


def _kind(entity: FoundEntity) -> str:
    return "party" if entity.key in party_keys() else entity.type


def _may_run(discourse: Discourse, person: FoundEntity) -> bool:
    """Whether it is one of the main persons of the article, who holds no highest office."""
    if person.type != "PERSON" or not person.is_named or len(person.mentions) < _OFTEN:
        return False
    if _is_overshadowed(discourse, person):
        return False
    roles = discourse.doc._.roles or []
    return all(role.role not in _HIGHEST for role in roles if role.person is person)


def _is_other_campaign(noun: Token) -> bool:
    """Whether it is no race, or one of an earlier year: "campaign against fraud", "2008 bid"."""
    if any(child.lower_ in _NOT_FOR_OFFICE or child.dep_ == "acl" for child in noun.rights):
        return True
    words = [child.lower_ for child in noun.lefts]
    if noun.dep_ == "compound":
        words += [child.lower_ for child in noun.head.lefts]
    if noun.lower_ == "candidacy" and not {"a", "an"}.isdisjoint(words):
        return True  # "would welcome a Lee candidacy"
    return any(word.isdigit() or word in _EARLIER for word in words) or noun.tag_ != "NN"


def _is_in_one_place(noun: Token) -> bool:
    """Whether only a part of a campaign is told of: "ended his bid for Ohio"."""
    phrases = (child for child in noun.rights if child.lower_ in {"for", "in"})
    return any(inner.ent_type_ == "GPE" for phrase in phrases for inner in phrase.rights)


@rule("references.race_of_article")
def _race_of_article(noun: Token) -> str | None:
    """Return what candidates are called in the article of a noun, if it tells of one race only.

    For example "Presidential Candidate", if it mentions the presidential primary and no governor's.
    Many run for a seat at the same time, so the race for one is not everybody's.
    """
    doc, races = noun.doc, frozenset(_RACES)
    told = {_RACES[doc[at].lower_] for at in where(doc, "LOWER", races) if _is_of_race(doc[at])}
    race = told.pop() if len(told) == 1 else None
    return f"{race} Candidate" if race is not None and race not in _SEATS else None


def _is_of_race(word: Token) -> bool:
    """Whether it tells which election it is: "the presidential primary"."""
    return any(behind.lower_ in _CONTESTS for behind in word.doc[word.i + 1 : word.i + 3])


def _name_of_race(noun: Token) -> str | None:
    """Return what somebody is called whose campaign it is: "Presidential Candidate"."""
    before = noun.doc[noun.left_edge.i : noun.i].text.casefold().replace("-", " ").split()
    behind = [word.lower_ for word in noun.doc[noun.i + 1 : noun.i + 4] if word.lower_ != "the"]
    sought = behind[1:2] if behind[:1] == ["for"] else []
    words = [*sought, *(word for word in before if word in _RACES)]
    called = next((_RACES.get(word) or _CALLED.get(word) for word in words), None)
    called = f"Vice {called}" if called and "vice" in before else called
    return f"{called} Candidate" if called else None
