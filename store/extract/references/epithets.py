"""Resolve what a person is called without a name: "the billionaire", "the Vermont senator"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.names.words import gender_of_noun
from store.extract.references.discourse import (
    SUBJECTS,
    Discourse,
    Occurrence,
    pronoun_gender,
    subject,
)
from store.extract.roles.offices import office_ending
from store.extract.rules import holds, rule

EPITHETS = lexicon.words("references.epithets")
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_BACK = 3
"""How many sentences back the person may have been named."""
_TOLD = 6
"""How many words before a name may describe it: "Republican presidential candidate Bo Lee"."""
_DESCRIBING = frozenset("NN NNP JJ NNS NNPS CD HYPH".split())
_ONE = frozenset({"NN", "NNP"})
_SOME = frozenset("a an another one".split())
_RANKS = lexicon.words("references.ranks")
"""Offices of which a person mostly holds one."""
_MINOR = 3
"""How many times as often as a person another may be named, at most."""
_MAIN = 4
"""How many times a main person is named, and as a multiple of those beside them, at least."""
_BELOW = frozenset({"vice", "deputy", "assistant", "acting", "next", "new", "first"})
"""Words for another than the one who has the office."""
_HEADS = frozenset("president premier chancellor king queen pope".split())
_PARTIES = frozenset({"republican", "democratic"})
_PARTY_WORDS = {"gop": "republican", "r": "republican", "democrat": "democratic", "d": "democratic"}
"""What words and letters for a party stand for: "Ann Lee (R-Utah)"."""
_LAWMAKERS = frozenset("senator congressman congresswoman lawmaker republican democrat".split())
_HOME = 2
"""How many words the name of a state has, at most: "New Mexico"."""
_UNIQUE = frozenset("pope pontiff king queen".split())
"""Nouns for one who needs no other description."""
_SAME = {"pontiff": "pope"}
_FOREMOST = frozenset({"runner", "frontrunner"})
"""Nouns for one of a party, to which to belong is not enough; a hyphen splits "front-runner"."""
_OFFICES = frozenset({"state", "general"})
"""What follows "secretary of" in an office of its own."""


class Epithets:
    """Resolves what the persons of one article are called."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self._told: dict[int, frozenset[str]] = {}

    @rule("references.epithet")
    def person(self, noun: Token, start: int) -> FoundEntity | None:
        """Return the person whom the sentences before tell of, if nothing tells against it.

        For example "Bo Lee won in Ohio. The Texas billionaire thanked his team".
        """
        discourse = self.discourse
        if not _is_epithet(noun) or noun.tag_ not in _ONE or not _is_part(noun):
            return None
        quoted = discourse.quotations.at(noun.i) is not None
        if quoted or not _is_whole(noun) or self._is_new(noun, start):
            return None
        near = self._near(noun)
        fitting = self._called(near, noun, start)
        if len(near) > 1:
            near = [e for e in near if e in fitting] or _main(near)
        found = near[0] if len(near) == 1 else None
        if found is None or not self._may_be(found, noun, start, sure=found in fitting):
            found = self._only_one(noun)
        genders = _genders(noun)
        fits = found is not None and all(discourse.genders.may_be(found, g) for g in genders)
        fits = fits and found is not None and self._is_of_office(found, noun)
        fits = fits and found is not None and self._is_of_side(found, noun, start)
        return found if fits and len(genders) < 2 else None

    def _near(self, noun: Token) -> list[FoundEntity]:
        """Return the persons of the last sentence that names one.

        Another person in the same sentence leaves a subject in doubt.
        """
        number = self.discourse.number(noun)
        here = self._of(number)
        for back in range(1, min(_BACK, number) + 1):
            there = _persons(self._of(number - back))
            if there and noun.dep_ in SUBJECTS:
                own = all(o.entity in there and o.kind == "pronoun" for o in here)
                return there if own else []
            if there:
                return [e for e in there if all(o.entity is not e for o in here)]
        return []

    def _only_one(self, noun: Token) -> FoundEntity | None:
        """Return the only one of the article with such a title: "the pope"."""
        if noun.lower_ not in _UNIQUE:
            return None
        named = _persons(o for n in range(self.discourse.number(noun)) for o in self._of(n))
        word = _SAME.get(noun.lower_, noun.lower_)
        found = [e for e in named if word in self.told_of(e)]
        return found[0] if len(found) == 1 else None

    def _of(self, number: int) -> list[Occurrence]:
        return [o for o in self.discourse.passed[number] if o.entity.type == "PERSON"]

    def _called(self, persons: Iterable[FoundEntity], noun: Token, start: int) -> list[FoundEntity]:
        """Return those whom the article calls so beside their name."""
        words = _with_parties(_proper(noun, start))
        called = [e for e in persons if words <= _with_parties(self.told_of(e))]
        return [e for e in called if words or noun.lower_ in self.told_of(e)]

    def _may_be(self, found: FoundEntity, noun: Token, start: int, *, sure: bool) -> bool:
        """Whether the article calls nobody else so, and tells nothing else of the person."""
        foremost = noun.lower_ in _FOREMOST and noun.lower_ not in self.told_here(found)
        if sure and not foremost:
            return True
        everybody = [e for e in self.discourse.doc._.entities if e.type == "PERSON" and e.is_named]
        others = [e for e in everybody if e is not found]
        if foremost:
            others = [e for e in others if _HEADS.isdisjoint(self.told_of(e))]
        bare = noun.lower_ == "runner" and not _proper(noun, start)
        if self._called(others, noun, start) or (foremost and bare):
            return False
        if any(len(e.mentions) > _MINOR * len(found.mentions) for e in everybody):
            return False
        if noun.lower_ in _RANKS and not self._may_hold(found, noun, start):
            return False
        return noun.dep_ not in SUBJECTS or self._leads(found, noun)

    def _may_hold(self, found: FoundEntity, noun: Token, start: int) -> bool:
        """Whether a person may have an office that the article does not say they have.

        They have no other, it is of no place ("the Vermont senator"), and it is a former one or
        the article is about the person.
        """
        told = self.told_of(found)
        if noun.lower_ in told:
            return True
        former = noun.doc[start + 1].lower_ == "former"
        known = former or len(found.mentions) >= _MAIN
        return known and _RANKS.isdisjoint(told) and not _proper(noun, start)

    @rule("references.same_office", off=holds)
    def _is_of_office(self, found: FoundEntity, noun: Token) -> bool:
        """Whether the person is of the same office: the prime minister is no minister of health."""
        office = office_ending(noun.doc, noun.i + 1)
        told = self.told_of(found)
        if office is None or noun.lower_ not in told:
            return True
        return all(word in told for word in office.name.lower().split() if word != "former")

    @rule("references.other_side", off=holds)
    def _is_of_side(self, found: FoundEntity, noun: Token, start: int) -> bool:
        """Whether the person may be of the party that the words tell.

        A president is no "Utah Republican" if nothing calls him so, and a Democrat none at all.
        """
        told = _with_parties(self.told_of(found))
        sides = _with_parties({w.lower_ for w in noun.doc[start + 1 : noun.i + 1]}) & _PARTIES
        if not sides or sides <= told:
            return True
        return not told & (_PARTIES | _HEADS)

    def _leads(self, found: FoundEntity, noun: Token) -> bool:
        """Whether the person is the subject of the sentence before, or the article's main one."""
        number = self.discourse.number(noun)
        who = subject(self.discourse.roots[number - 1])
        if who is not None and self.discourse.at(who) is found:
            return True
        seen = [o.entity for n in range(number) for o in self._of(n)]
        return all(seen.count(found) > seen.count(e) for e in seen if e is not found)

    def told_of(self, person: FoundEntity) -> frozenset[str]:
        """Return the words for what the article, or everybody, knows a person to be."""
        return self.told_here(person) | _known_as(person)

    def told_here(self, person: FoundEntity) -> frozenset[str]:
        """Return the words that describe a person beside the name, and those of their offices."""
        if id(person) not in self._told:
            doc = self.discourse.doc
            told: set[str] = set()
            for mention in person.mentions:
                if mention.kind != "name":
                    continue
                for i in range(mention.span.start - 1, max(mention.span.start - _TOLD, 0) - 1, -1):
                    if doc[i].tag_ not in _DESCRIBING:
                        break
                    told.add(doc[i].lower_)
                told.add(doc[mention.span.start].lower_)
                told |= _party_behind(doc, mention.span.end)
                root = doc[mention.span.start : mention.span.end].root
                beside = [c for c in root.rights if c.dep_ == "appos" and not c.ent_type_]
                told |= {t.lower_ for c in beside for t in (c, *c.lefts)}
            for role in doc._.roles or []:
                if role.person is person:
                    told |= set(role.role.lower().split())
                    told |= set(role.of.name.lower().split()) if role.of is not None else set()
            self._told[id(person)] = frozenset(told)
        return self._told[id(person)]

    def _is_new(self, noun: Token, start: int) -> bool:
        """Whether the article has introduced somebody without a name so: "a businessman"."""
        return any(
            token.lower_ == noun.lower_
            and token.dep_ in {*SUBJECTS, "dobj"}
            and any(child.lower_ in _SOME for child in token.lefts)
            for token in self.discourse.doc[:start]
        )


@rule("references.known_persons", off=lambda _: frozenset())
def _known_as(person: FoundEntity) -> frozenset[str]:
    """Return what everybody knows of a person: the news has "the Vermont senator" for Sanders."""
    return gazetteer().known_as(person.name)


def _party_behind(doc: Doc, at: int) -> set[str]:
    """Return the party of a lawmaker behind the name: "Ann Lee (R-Utah)", "Bo Falk, D-Iowa"."""
    if at + 1 >= len(doc) or doc[at].text not in {"(", ","}:
        return set()
    letter = doc[at + 1].text.rstrip(".").partition("-")[0]
    return {_PARTY_WORDS[letter.lower()]} if letter in {"R", "D"} else set()


@rule("references.partisan")
def partisan(epithets: Epithets, token: Token, start: int) -> FoundEntity | None:
    """Return the person just mentioned for "the Ohio Republican".

    The word then no longer counts as a mention of the party.
    """
    discourse = epithets.discourse
    parties = [e for e, _ in discourse.heads.get(token.i, [])]
    if token.doc[start].lower_ != "the" or not all(map(_is_party, parties)):
        return None
    found = epithets.person(token, start)
    if found is not None:
        for party, _ in discourse.heads.get(token.i, []):
            party.mentions[:] = [m for m in party.mentions if token.i not in m.span]
    return found


@rule("references.party_named", off=holds)
def _is_party(named: FoundEntity) -> bool:
    """Whether a name is that of a party, not that of a body: "the Daily Star"."""
    return named.type == "NORP" or named.name.endswith(" Party")


@rule("references.hyphenated", off=lambda noun: noun.lower_ in EPITHETS)
def _is_epithet(noun: Token) -> bool:
    """Whether a noun may be what a person is called, alone or behind a hyphen: "front-runner"."""
    doc, i = noun.doc, noun.i
    if noun.lower_ in EPITHETS:
        return True
    return i > 1 and doc[i - 1].text == "-" and f"{doc[i - 2].lower_}-{noun.lower_}" in EPITHETS


def _with_parties(words: Iterable[str]) -> frozenset[str]:
    """Return the words with the names of parties for short ones: "republican" for "gop"."""
    return frozenset(_PARTY_WORDS.get(word, word) for word in words)


def _is_part(noun: Token) -> bool:
    """Whether it is a participant of a verb."""
    if noun.dep_ == "pobj":
        return noun.head.head.pos_ == "VERB"
    return noun.dep_ in SUBJECTS or noun.dep_ in _OBJECTS


def _genders(noun: Token) -> set[str]:
    """Return what the noun, and a pronoun for its owner in the same clause, tell of the gender."""
    told = {gender_of_noun(noun.lower_)}
    if noun.dep_ in SUBJECTS:
        own = (t for t in noun.head.subtree if t.tag_ == "PRP$" and t.i > noun.i)
        told |= {pronoun_gender(t) for t in own if t.lower_ in ("his", "her")}
    return {gender for gender in told if gender is not None}


def _is_whole(noun: Token) -> bool:
    """Whether nothing narrows it and no name follows; "the secretary of state" is narrow enough."""
    if any(child.dep_ == "poss" or child.lower_ in _BELOW for child in noun.lefts):
        return False
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if after is not None and after.pos_ == "PROPN":
        return False
    for child in noun.rights:
        if child.dep_ == "prep":
            below = next(iter(child.rights), None)
            office = child.lower_ == "of" and below is not None and below.lower_ in _OFFICES
            if not (office and noun.lower_ == "secretary") and child.i != _from(noun):
                return False
        elif child.dep_ == "conj":
            if any(t.dep_ in ("det", "poss") for t in child.lefts) or child.pos_ == "PROPN":
                return False
        elif child.dep_ == "appos":
            return False
    return True


def _main(persons: list[FoundEntity]) -> list[FoundEntity]:
    """Return the one of them whom the article is about, if the others are named only beside."""
    often = sorted(persons, key=lambda e: len(e.mentions))
    least = _MAIN * len(often[-2].mentions)
    return often[-1:] if len(often[-1].mentions) >= least else []


def _proper(noun: Token, start: int) -> frozenset[str]:
    """Return the capitalised words of the phrase: "Vermont" in "the Vermont senator"."""
    words = [*noun.doc[start + 1 : noun.i]]
    origin = _from(noun)
    if origin is not None:
        words += noun.doc[origin + 1 : origin + 1 + _HOME]
    return frozenset(t.lower_ for t in words if t.text[:1].isupper())


@rule("references.from_home")
def _from(noun: Token) -> int | None:
    """Return the token "from" before where a lawmaker is from: "the senator from Vermont"."""
    if noun.lower_ not in _LAWMAKERS:
        return None
    for child in noun.rights:
        home = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if child.lower_ == "from" and home is not None and home.ent_type_ == "GPE":
            return child.i
    return None


def _persons(seen: Iterable[Occurrence]) -> list[FoundEntity]:
    persons = {id(o.entity): o.entity for o in seen if o.entity.type == "PERSON"}
    return list(persons.values())
