"""Settle types by gazetteer: countries, regions, towns, organisations, capitals as governments."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.gazetteer.known import KnownPlaces
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import GIVEN_NAMES, LEGAL, OPPOSITES, WELL_KNOWN
from store.extract.rules import rule
from store.identity.folding import fold

# Countries, regions and well-known organisations by gazetteer: types settled, misses added.

_SOUGHT_OFFICES = lexicon.words("names.sought_offices")
"""Words between a party and a candidate: "the Libertarian presidential nominee"."""
_PARTISANS = lexicon.words("roles.of_parties")
_OTHER_PARTIES = frozenset({"Social", "Christian", "Free"})
_SAID_IN = frozenset("in In speak speaks spoke speaking into learn learned".split())
_SPEAKING = frozenset("speak learn teach study understand".split())
_IN_WORDS = frozenset("language speaking sounding accented dominant".split())
"""What follows a language and a hyphen."""
_OF_LANGUAGES = frozenset(
    "word words speakers translation translations dictionary teacher teachers lessons".split()
)
_ENDS = frozenset([".", ";", "!", "?", ")"])
_QUOTES = frozenset(["'", '"', "``", "''", "‘", "“"])
_BROKEN = frozenset("broken mangled fractured fluent accented".split())
"""What stands before a language and a hyphen."""


@rule("names.settle_known")
def settle_known(draft: NamesDraft) -> None:
    """Give a name the type of its gazetteer entry, whatever the model said."""
    surnames = full_surnames(draft)
    draft.names = [
        name
        for name in draft.names
        if name.end - name.start > 1
        or not draft.gazetteer.demonym(name.text)
        or not is_language(draft, name.start)
    ]
    for name in draft.names:
        if name.type != "PERSON" or not name.titled:
            _grow_own(draft, name, surnames)
            _settle(draft, name, surnames)


@rule("names.own_names")
def _grow_own(draft: NamesDraft, name: Name, surnames: set[str]) -> None:
    """Extend a name to the possessive that belongs to it: "Macy's", "Lloyd's of London"."""
    own = draft.words[name.end : name.end + 1]
    is_somebody = fold(name.text) in surnames or (name.type == "PERSON" and name.text in WELL_KNOWN)
    if own not in (["'s"], ["’s"]) or name.chars or is_somebody:
        return
    for end in (name.end + 3, name.end + 1):
        if end <= len(draft.words) and draft.text(name.start, end) in draft.gazetteer.things:
            draft.reset(name, name.start, end)
            return


def _settle(draft: NamesDraft, name: Name, surnames: set[str]) -> None:
    """Settle one name; part of a person's full name stays a person: "Jordan" in "Ann Jordan"."""
    gazetteer = draft.gazetteer
    one_word = " " not in name.text
    of_somebody = one_word and fold(name.text) in surnames
    if of_somebody and (name.type == "PERSON" or gazetteer.demonym(name.text)):
        return
    if (place := gazetteer.place(name.text)) is not None:
        name.known, name.type, name.sure = place, place.type, True
    elif (organization := _organization(draft, name)) is not None:
        name.known, name.type, name.sure = organization, "ORG", True
    elif not of_somebody and (thing := _thing(draft, name)) is not None:
        name.known, name.type, name.sure = thing, thing.type, True
    elif (people := gazetteer.demonym(name.text)) is not None:
        name.known, name.type, name.kind, name.sure = people, "GPE", "demonym", True
    elif name.text in gazetteer.peoples and not name.titled:
        name.type, name.sure = "NORP", True


_AMERICAN = frozenset({"US", "U.S.", "American"})


def _organization(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the well-known organisation, also after its country: "US Federal Reserve"."""
    first, _, rest = name.text.partition(" ")
    known = draft.gazetteer.organization(name.text)
    is_led = first in _AMERICAN or first in draft.gazetteer.peoples
    is_owned = known is None and " " in rest and is_led
    return draft.gazetteer.organization(rest) if is_owned else known


@rule("names.things")
def _thing(draft: NamesDraft, name: Name) -> KnownPlaces | None:
    """Return the well-known thing of this name, with "The" if the text has it."""
    things = draft.gazetteer.things
    if name.type == "PERSON" and fold(name.text) in GIVEN_NAMES:
        return None
    if name.start and draft.words[name.start - 1] in ("the", "The"):
        return things.get(f"The {name.text}") or things.get(name.text)
    first, _, last = name.text.rpartition(" ")
    if name.type == "ORG" and last.strip(".,").casefold() in LEGAL:
        found = things.get(first.rstrip(","))
        return found if found is not None and found.type == "ORG" else things.get(name.text)
    return things.get(name.text)


@rule("names.parties")
def settle_parties(draft: NamesDraft) -> None:
    """Make "Republican", "Republicans" and "GOP" one party.

    The article must name the party's country or no country at all, because other countries have
    Republicans too.
    """
    parties = draft.gazetteer.parties
    known = [name.known for name in draft.names if name.known is not None]
    countries = {iso for each in known for iso in (each.iso, each.country) if iso}
    for name in draft.names:
        _grow_party(draft, name)
        found = parties.get(name.text)
        if found is not None and name.type in ("NORP", "ORG", "PERSON", "GPE") and not name.known:
            party, iso = found
            if iso in countries or not countries:
                name.known, name.type, name.sure = party, "ORG", True


@rule("names.whole_parties")
def _grow_party(draft: NamesDraft, name: Name) -> None:
    """Extend a party by the word before it that makes it another one: "Liberal Democrat".

    "Social Democratic" and the like are many parties, none of them American.
    """
    start = name.start - 1
    if name.text not in draft.gazetteer.parties or start < 0 or name.chars:
        return
    if not draft.words[start].istitle():
        return
    text = draft.text(start, name.end)
    is_party = text in draft.gazetteer.parties
    is_other = draft.words[start] in _OTHER_PARTIES and " " not in name.text
    if (is_party or is_other) and not any(n.end == name.start for n in draft.names):
        draft.reset(name, start, name.end)
        name.type, name.known = "ORG" if is_party else "NORP", None


@rule("names.add_known")
def add_known(draft: NamesDraft) -> None:
    """Add countries, peoples and organisations that the model missed."""
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.capitals:
        word = draft.words[index]
        if not marks[index] and len(word) > 1 and word[0].isupper() and word not in draft.acronyms:
            added += _known_at(draft, index, word)
    draft.add(added)


def _known_at(draft: NamesDraft, index: int, word: str) -> list[Name]:
    gazetteer = draft.gazetteer
    if index > 1 and draft.words[index - 1] == "-" and draft.words[index - 2] in OPPOSITES:
        return []
    if (place := gazetteer.place(word)) is not None and place.iso:
        return [Name(index, index + 1, place.type, word, known=place, sure=True)]
    if (people := gazetteer.demonym(word)) is not None and not is_language(draft, index):
        return [Name(index, index + 1, "GPE", word, "demonym", known=people, sure=True)]
    if (is_people := word in gazetteer.peoples) or _is_of_partisan(draft, index):
        return [Name(index, index + 1, "NORP", word, sure=is_people)]
    if (organization := gazetteer.organization(word)) is not None:
        if len(word) > 2 or not _among_capitals(draft, index):
            return [Name(index, index + 1, "ORG", word, known=organization, sure=True)]
    elif "-" in word:
        return _pair_at(draft, index, word)
    elif (thing := _thing_at(draft, index)) is not None:
        return [Name(index, index + 1, thing.type, word, known=thing, sure=True)]
    return []


@rule("names.partisans", off=lambda *_: False)
def _is_of_partisan(draft: NamesDraft, index: int) -> bool:
    """Whether a party stands before an office that parties have: "the Libertarian nominee"."""
    words = draft.words
    at = index + 1
    while at < len(words) and words[at] in _SOUGHT_OFFICES:
        at += 1
    is_office = at < len(words) and words[at] in _PARTISANS
    return is_office and words[index] in draft.gazetteer.parties


@rule("names.things_in_sentences")
def _thing_at(draft: NamesDraft, index: int) -> KnownPlaces | None:
    """Return the well-known thing, no holiday, that is inside an ordinary sentence."""
    thing = draft.gazetteer.things.get(draft.words[index])
    if thing is None or thing.type == "EVENT":
        return None
    is_free = _is_mixed(draft, index) or _is_among_words(draft, index)
    return thing if is_free else None


def _is_mixed(draft: NamesDraft, index: int) -> bool:
    """Whether it is spelt like no common word, and no address: "ExpressVPN"."""
    word = draft.words[index]
    is_mixed = word[1:] != word[1:].lower() and not word.isupper() and word.isalpha()
    beside = {*draft.words[max(index - 1, 0) : index], *draft.words[index + 1 : index + 2]}
    return is_mixed and beside.isdisjoint(_APART)


def _is_among_words(draft: NamesDraft, index: int) -> bool:
    """Whether it stands inside a sentence with no capitalised word or mark beside it."""
    words, doc = draft.words, draft.doc
    if not index or index + 1 >= len(words) or doc[index].is_sent_start:
        return False
    before, after = words[index - 1], words[index + 1]
    if before[:1].isupper() or after[:1].isupper() or before in _APART or after in _APART:
        return False
    is_proper = doc[index].tag_ in ("NNP", "NNPS") and words[index].lower() not in draft.places
    around = [word for word in words[max(0, index - 6) : index + 6] if word.isalpha()]
    return is_proper and sum(word.islower() for word in around) * 2 >= len(around)


_APART = frozenset(["-", "@", "#", "/", "$", ":"])


def is_language(draft: NamesDraft, index: int) -> bool:
    """Whether it is a language, not a people: "in French", "speaks fluent Polish"."""
    token = draft.doc[index]
    after = draft.words[index + 1 : index + 3]
    if after[:1] == ["language"] or (after[:1] == ["-"] and after[1:] and after[1] in _IN_WORDS):
        return True
    if _is_of_language(draft, index):
        return True
    is_people = token.tag_ == "NNPS" and not _is_same_in_plural(token)
    if token.dep_ not in ("pobj", "dobj") or is_people:
        return token.ent_type_ == "LANGUAGE"
    is_spoken = token.dep_ == "dobj" and token.head.lemma_ in _SPEAKING
    return is_spoken or token.ent_type_ == "LANGUAGE" or draft.before(index) in _SAID_IN


@rule("names.more_languages")
def _is_of_language(draft: NamesDraft, index: int) -> bool:
    """Whether words of a language follow, or it is listed with another language.

    For example "the Russian word for openness", "in both English and Spanish".
    """
    token = draft.doc[index]
    after, before = draft.after(index + 1), draft.before(index)
    if after in _OF_LANGUAGES or (before == "-" and draft.words[index - 2] in _BROKEN):
        return True
    if after == "for" and draft.after(index + 2) in _QUOTES:
        return True
    if before in ("in", "In") and token.tag_ in ("NNP", "JJ") and _is_alone_in(token):
        return True
    if token.dep_ != "conj" or token.head.i >= index or token.tag_ not in ("NNP", "JJ"):
        return False
    return token.head.ent_type_ == "LANGUAGE" or is_language(draft, token.head.i)


def _is_alone_in(token: Token) -> bool:
    """Whether no noun follows that it could describe: "ads in Spanish beginning in April"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return following.text in _ENDS or (
        following.pos_ in ("VERB", "ADP", "SCONJ", "PRON", "AUX") and following.tag_ != "VBN"
    )


def _is_same_in_plural(token: Token) -> bool:
    """Whether it may be one or several: "Japanese", unless "the" stands before it."""
    return token.lower_.endswith("ese") and not any(child.dep_ == "det" for child in token.lefts)


def _among_capitals(draft: NamesDraft, index: int) -> bool:
    """Whether it is a word in capitals beside another one, in which "IS" may be a verb."""
    beside = draft.words[max(index - 1, 0) : index] + draft.words[index + 1 : index + 2]
    return any(word.isupper() and len(word) > 1 for word in beside)


def _pair_at(draft: NamesDraft, index: int, word: str) -> list[Name]:
    """Return the two countries of a token such as "U.S.-Iraq"."""
    first, _, second = word.partition("-")
    both = draft.gazetteer.place(first), draft.gazetteer.place(second)
    if both[0] is None or both[1] is None:
        return []
    start = draft.doc[index].idx
    middle = start + len(first) + 1
    return [
        Name(index, index + 1, "GPE", first, chars=(start, middle - 1), known=both[0]),
        Name(index, index + 1, "GPE", second, chars=(middle, middle + len(second)), known=both[1]),
    ]
