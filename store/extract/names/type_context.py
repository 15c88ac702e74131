"""Settle the type of a name by the words around it."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import where
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.place_context import is_placed
from store.extract.names.type_behind import kind_behind
from store.extract.names.type_heads import is_organization_head
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import ARTICLES, GIVEN_NAMES, HUMANS, OFFICES, ORG_NOUNS
from store.extract.rules import rule
from store.identity.folding import fold

# Organisations with a wrong type, by the words around them.

_TRADES = lexicon.words("names.trades")
"""Nouns before the name of an organisation or a person."""
_DEALINGS = lexicon.words("names.dealings")
"""Actions of a company, hardly ever of a town."""


_HELD = frozenset("shares stock shareholders bonds stockholders".split())
"""Words after the name of a company."""


def is_organization(draft: NamesDraft, name: Name, before: str) -> bool:
    """Whether the name is an organisation, with the word `before` in front of it."""
    if before in ORG_NOUNS:
        is_person = before in _PERSONS_TOO and _is_full_name(name)
        return _may_be_named(name) and not (is_person and fold(name.words()[0]) in GIVEN_NAMES)
    if name.type in _UNTYPICAL and _is_body_of_officer(draft, name):
        return True
    if before in _TRADES:
        return name.type != "PERSON" and _may_be_named(name)
    if _is_nobody(name) and (draft.after(name.end) in _HELD or _says_it(draft, name)):
        return True
    return name.type == "GPE" and not name.known and _deals(draft, name)


_PERSONS_TOO = frozenset("broadcaster publisher host maker producer manufacturer".split())
"""Nouns before organisations that a person is called as well."""
_UNTYPICAL = frozenset({"WORK", "PRODUCT", "FAC", "LAW", "NORP"})
_POLLS = frozenset({"poll", "polls", "pollster"})
_MOST_OFFICE_WORDS = 4


def _is_body_of_officer(draft: NamesDraft, name: Name) -> bool:
    """Whether an office and a person follow: "Noveon Chief Officer Ann Lee"; or a poll."""
    words, at = draft.words, name.end
    if (
        draft.after(at) in _POLLS
        and name.type == "NORP"
        and name.text not in draft.gazetteer.peoples
    ):
        return True
    while at < min(len(words) - 2, name.end + _MOST_OFFICE_WORDS) and _is_office_word(words[at]):
        at += 1
    is_held = at > name.end and words[at - 1].casefold() in OFFICES
    return is_held and fold(words[at]) in GIVEN_NAMES and words[at + 1][:1].isupper()


def _is_office_word(word: str) -> bool:
    return word.casefold() in OFFICES or (word.istitle() and fold(word) not in GIVEN_NAMES)


def _is_nobody(name: Name) -> bool:
    """Whether it is a single unknown word that was taken for a person or a town."""
    is_lone = name.type in ("PERSON", "GPE", "ORG", "PRODUCT", "NORP") and " " not in name.text
    is_told = name.known or name.titled or name.text in cities() or fold(name.text) in GIVEN_NAMES
    return is_lone and not is_told


def _says_it(draft: NamesDraft, name: Name) -> bool:
    """Whether "it" refers to the speaker: "Nordvik said it had". A person would not be "it"."""
    verb = draft.doc[name.start : name.end].root.head
    if verb.lemma_ not in _DEALINGS or draft.doc[name.end - 1].dep_ != "nsubj":
        return False
    following = [token.lower_ for token in draft.doc[verb.i + 1 : verb.i + 3]]
    return following[:1] == ["it"] or following == ["that", "it"]


def _deals(draft: NamesDraft, name: Name) -> bool:
    """Whether an unknown town acts like a company: "Delta Haven said that it had offered"."""
    head = draft.doc[name.start : name.end].root
    is_doing = head.dep_ == "nsubj" and head.head.lemma_ in _DEALINGS
    return is_doing and name.text not in cities()


def _may_be_named(name: Name) -> bool:
    """Whether it may be a name after "newspaper" or "airline"."""
    if name.type == "GPE":
        return name.text not in cities()
    return name.type in ("PERSON", "PRODUCT", "WORK", "NORP", "FAC")


# Persons, by the words around their names: "Mr. Lee", "goalkeeper Iker Casillas".

_BEFORE_PERSONS = lexicon.words("names.before_persons")
_SPEAKERS = frozenset("chief spokesman spokeswoman governor mayor commander head survivor".split())
"""Lower-case nouns before a person's name, even a single one."""


_HOLDERS = frozenset(
    "deputy governor president chairman chairwoman chairperson director minister professor vice "
    "spokesman spokeswoman spokesperson mayor senator ambassador".split()
)
"""Offices behind a comma after a full name: "Ann Lee, deputy governor"."""


def is_somebody(draft: NamesDraft, name: Name, before: str) -> bool:
    """Whether the name is a person: after "Mr." or "President", or before an age or "who".

    Known places and bodies are excluded.
    """
    if (
        name.known
        or name.text.isupper()
        or " of " in name.text
        or is_organization_head(name.words()[-1])
    ):
        return False
    if before in HUMANS and _is_full_name(name) and draft.before(name.start).islower():
        return True
    if before in _SPEAKERS and name.type != "NORP" and _speaks(draft, name):
        return True
    if before == "old" and _is_aged(draft, name):
        return True
    if before.rstrip(".") in _BEFORE_PERSONS and draft.before(name.start)[:1].isupper():
        return name.text not in cities()
    following = draft.words[name.end : name.end + 3]
    if len(following) < 3 or following[0] != "," or name.type == "NORP":
        return False
    if following[1] in _HOLDERS and _is_full_name(name) and name.type in ("ORG", "GPE", "WORK"):
        return draft.words[name.end + 2] not in ("'s", "’s")
    is_aged = following[1].isdigit() and len(following[1]) == 2 and following[2] in (",", ".")
    is_full = " " in name.text and name.text not in cities()
    return is_full and (is_aged or following[1] == "who")


def _is_aged(draft: NamesDraft, name: Name) -> bool:
    """Whether an age without an article precedes: "her son, 26-year-old Orin"; not "the"."""
    words, start = draft.words, name.start
    age = words[max(start - 6, 0) : start]
    if len(age) < 6 or age[1:] != [age[1], "-", "year", "-", "old"] or not age[1].isdigit():
        return False
    is_new = age[0] not in ARTICLES and age[0] not in ("'s", "’s")
    return is_new and name.text not in cities() and name.text.istitle()


def _speaks(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a single unknown word followed by "said"."""
    is_lone = name.text.istitle() and name.text.isalpha() and name.text not in cities()
    return is_lone and draft.after(name.end) in ("said", "told", "says")


def _is_full_name(name: Name) -> bool:
    """Whether it has two or three words, each with one capital and letters only."""
    words = name.words()
    return 1 < len(words) < 4 and all(
        word[0].isupper()
        and (not word.isupper() or len(word) == 1)
        and word.replace("-", "").isalpha()
        for word in words
    )


def shares_surname(draft: NamesDraft, name: Name) -> bool:
    """Whether two persons share the surname: "Artem and Anna Dultsev"."""
    following = draft.words[name.end + 1 : name.end + 3]
    return (
        fold(name.text) in GIVEN_NAMES
        and len(following) == 2
        and fold(following[0]) in GIVEN_NAMES
        and following[1][:1].isupper()
    )


_PLAYERS = frozenset(
    "captain striker midfielder goalkeeper defender winger quarterback pitcher shortstop fullback "
    "centre-half teammate".split()
)
"""Nouns after the name of a club."""
_NOT_FIRST = frozenset({"Marine", "Marines", "Dolphin"})
"""First names that news uses for something else."""
_RULES = frozenset("regime administration".split())
_STORMS = frozenset("Hurricane Typhoon Cyclone Storm Superstorm".split())
_TROPICAL = frozenset(["Tropical", "Subtropical"])
_OF_STORMS = frozenset("storm hurricane typhoon cyclone".split())
"""Nouns before the name of a storm."""
_SHIPS = frozenset("HMS USS USNS RMS HMCS HMAS MV M/V SS FS INS MS".split())


@rule("names.settle_by_context")
def settle_by_context(draft: NamesDraft) -> None:
    """Settle types by context.

    Ships follow "HMS", places "in" and "near", organisations "news agency", and persons "Mr.";
    persons also precede "regime".
    """
    surnames = full_surnames(draft)
    christened = _christened(draft)
    placed = _always_in(draft)
    for name in draft.names:
        full = christened.get(name.text)
        if full is not None:
            name.type, name.sure = full.type, True
            name.short_for = full if name.text != full.text else None
        elif not name.sure and fold(name.text) not in surnames:
            _settle(draft, name, placed)


def _christened(draft: NamesDraft) -> dict[str, Name]:
    """Map names of ships and storms to their full form: "Edouard" to "Hurricane Edouard"."""
    found: dict[str, Name] = {}
    for name in draft.names:
        first, *rest = name.words()
        if first in _TROPICAL and rest[:1] == ["Storm"]:
            first, *rest = rest
        is_storm = first in _STORMS and len(rest) == 1
        if rest and (first in _SHIPS or is_storm):
            name.type = "PRODUCT" if first in _SHIPS else "EVENT"
            found.setdefault(rest[-1], name)
            found.setdefault(name.text, name)
        elif not rest and not name.known and _is_a_storm(draft, name):
            name.type = "EVENT"
            found.setdefault(name.text, name)
    return found


def _is_a_storm(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a storm: "Tropical storm Edouard"."""
    before = draft.before(name.start)
    after = draft.after(name.end)
    return before.casefold() in _OF_STORMS and (after[:1].islower() or after in (",", "."))


def _always_in(draft: NamesDraft) -> set[str]:
    """Return the words that follow "in" more often than not in the article."""
    said: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for name in draft.names:
        said[name.text] += 1
        after = draft.words[name.end] if name.end < len(draft.words) else ""
        if name.start and draft.words[name.start - 1] == "in" and after not in ("'s", "’s"):
            inside[name.text] += 1
    return {text for text, times in inside.items() if times * 2 > said[text]}


_AWARDS = frozenset("Oscar Oscars Emmy Grammy Tony Pulitzer Bafta BAFTA Nobel Olivier".split())
_AWARDED = frozenset("nominee nominees nomination nominations winner winners award awards".split())


def _is_award(draft: NamesDraft, name: Name) -> bool:
    """Whether it is an award: "an Oscar nomination", "the Pulitzer-winning author"."""
    after = draft.words[name.end : name.end + 2]
    if after[:1] == ["-"]:
        return after[1:] != [] and after[1] in ("winning", "nominated", "winner", "nominee")
    return bool(after) and after[0] in _AWARDED


def _settle(draft: NamesDraft, name: Name, placed: set[str]) -> None:
    before, after = draft.before(name.start).casefold(), draft.after(name.end).casefold()
    if name.text in _AWARDS and _is_award(draft, name):
        name.type, name.sure = "WORK", True
    elif name.type != "PERSON" and is_somebody(draft, name, before):
        name.type, name.titled = "PERSON", True
    elif after == "and" and shares_surname(draft, name):
        name.type = "PERSON"
    elif is_placed(draft, name, before, after, name.text in placed):
        name.type, name.sure = "GPE", True
    elif after in _PLAYERS and not name.known and name.type in ("PERSON", "GPE", "LOC"):
        name.type, name.sure = "ORG", True
    elif kind := kind_behind(draft, name, after):
        name.type, name.sure = kind, True
    elif is_organization(draft, name, before):
        name.type, name.sure = "ORG", True
    elif _is_first_name(draft, name, before) or _rules(draft, name):
        name.type = "PERSON"


def _rules(draft: NamesDraft, name: Name) -> bool:
    """Whether a regime is called so: "Assad's brutal regime"."""
    if name.type not in ("ORG", "NORP", "WORK", "PRODUCT") or " " in name.text:
        return False
    ahead = draft.words[name.end : name.end + 3]
    return not _RULES.isdisjoint(ahead[: 3 if ahead and ahead[0] in ("'s", "’s") else 1])


@rule("names.first_names")
def _is_first_name(draft: NamesDraft, name: Name, before: str) -> bool:
    """Whether it is a first name alone that does and has things: "Sophie said"."""
    if name.type not in ("ORG", "PRODUCT", "NORP") or name.known:
        return False
    if fold(name.text) not in GIVEN_NAMES or not name.text.istitle():
        return False
    if before in ARTICLES or name.text in cities() or name.text in _NOT_FIRST:
        return False
    root = draft.doc[name.end - 1]
    return root.dep_ not in ("compound", "nmod", "amod") and root.tag_ == "NNP"


# Opponents in a game have the same type: "Almeria beat Getafe" has no person in it.

_BEATEN = frozenset("beat defeat edge host outplay overpower overwhelm thrash trounce".split())
_TEAMS = frozenset({"ORG", "GPE"})


@rule("names.settle_opponents")
def settle_opponents(draft: NamesDraft) -> None:
    """Retype a single word that was taken for a person but plays against a team."""
    beaten = (draft.doc[index] for index in where(draft.doc, "LEMMA", _BEATEN))
    verbs = [token for token in beaten if token.pos_ == "VERB"]
    if not verbs:
        return
    names = {index: name for name in draft.names for index in range(name.start, name.end)}
    surnames = full_surnames(draft)
    for token in verbs:
        first, second = _player(token, "nsubj", names), _player(token, "dobj", names)
        if first is not None and second is not None:
            _opponents_settle(first, second, surnames)
            _opponents_settle(second, first, surnames)


def _player(verb: Token, dependency: str, names: dict[int, Name]) -> Name | None:
    return next((names.get(child.i) for child in verb.children if child.dep_ == dependency), None)


def _opponents_settle(name: Name, other: Name, surnames: set[str]) -> None:
    is_lone = " " not in name.text and not name.titled and fold(name.text) not in surnames
    if name.type == "PERSON" and is_lone and other.type in _TEAMS:
        name.type, name.sure = "GPE" if name.text in cities() else "ORG", True
