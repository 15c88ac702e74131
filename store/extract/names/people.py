"""The persons of an article: a surname alone is the person of that surname, named in full."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.names.draft import REMEMBERED, Name, NamesDraft
from store.extract.names.words import (
    FEMALE,
    GIVEN_NAMES,
    MALE,
    PARTICLES,
    gender_of_given,
    gender_of_noun,
    gender_of_person,
    gender_of_title,
)
from store.extract.rules import rule
from store.identity.folding import fold, is_one_letter_off, is_slip
from store.identity.given_names import is_one_first_name
from store.identity.keys import GENERATIONS

_BEARERS = lexicon.words("names.bearers")
_KIN = lexicon.words("names.kin")
_MONONYMS = lexicon.words("names.mononyms")
_CABINET, _PRESIDENT, _SEVERAL = "secretary", "president", "Presidents"
_PRESIDENTS = lexicon.words("names.presidents")
_POSSIBLE = frozenset({"a", "another", "future"})
"""Words before the title of who may become president."""
_MONARCHS = frozenset({"King", "Queen", "Pope"})
"""Titles that stand before a first name."""
_INITIALS = re.compile(r"[a-z]|[bcdfghjklmnpqrstvwxz]{2}").fullmatch
"""An initial, or two together, folded: "w", "hw"."""
_FAMILIES = frozenset(
    "family families dynasty clan brothers sisters siblings couple White administration "
    "administrations presidency presidencies era eras years".split()
)
"""Words after a surname by which any bearer may be meant: "the Clinton White House"."""
_FAR_MORE = 6
"""How many times more often the main bearer of a surname is named than one named aside."""
_PRONOUNS = {"her": FEMALE, "she": FEMALE, "his": MALE, "he": MALE, "him": MALE}
_ANSWERING = frozenset(
    "accept answer attack back condemn criticize decline dismiss ignore oppose praise question "
    "refuse reject support welcome".split()
)
"""What one does with the words and deeds of others."""
_FAR = 8
"""How many words before a name may tell that it is a relative's."""

Words = tuple[str, ...]
"""A name's words, folded, without particles: "al-Abadi" is ("abadi",)."""


@dataclass(slots=True)
class Person:
    """The mentions of one person."""

    mentions: list[Name] = field(default_factory=list)
    also: list[Name] = field(default_factory=list)
    """Mentions by another name that the article gives."""
    doubtful: bool = False
    """A surname alone that several persons of the article have."""
    kin_of: bool = False
    """Whether the article introduces the person only as somebody's relative."""
    gender: str | None = None
    """What titles, kinship or the first name tell."""

    @property
    def is_of_article(self) -> bool:
        """Whether no other article can mean the person by the same words.

        The surname has several bearers, or only a first name is known.
        """
        return self.doubtful or all(
            not name.titled and fold(name.text) in GIVEN_NAMES and fold(name.text) not in _MONONYMS
            for name in self.mentions
        )

    def is_other_than(self, title: str) -> bool:
        """Whether the title is another person's: "Secretary Clinton" is not President Clinton."""
        other = {_CABINET: _PRESIDENT, _PRESIDENT: _CABINET}.get(title)
        return other is not None and self.has_title(other) and not self.has_title(title)

    def has_title(self, title: str) -> bool:
        return any(name.title == title for name in self.mentions)

    def often(self) -> int:
        return len(self.mentions)

    def in_full(self) -> int:
        return sum(" " in name.text for name in self.mentions)

    def has_surname(self, word: str) -> bool:
        """Whether it is the whole surname: "Schultz" is not that of "Adeyemi-Schultz"."""
        return any(_surname(name) == word for name in self.mentions)

    def is_bearer(self, word: str) -> bool:
        """Whether the news means this person by the surname alone."""
        return any(f"{fold(name.words()[0])} {word}" in _BEARERS for name in self.mentions)

    def may_be(self, gender: str | None) -> bool:
        return gender is None or self.gender in (None, gender)


@rule("names.monarchs", off=lambda *_: False)
def is_monarch(draft: NamesDraft, name: Name, owner: Person) -> bool:
    """Whether a single word is a monarch's first name, and the owner's surname.

    "King Hussein" is not Saddam Hussein.
    """
    title = draft.before(name.start)
    return (
        title in _MONARCHS
        and not owner.has_title(title.casefold())
        and all(fold(full.words()[0]) != fold(name.text) for full in owner.mentions)
    )


@rule("names.titled_beside_full", off=lambda *_: False)
def is_another_titled(draft: NamesDraft, name: Name, owner: Person) -> bool:
    """Whether a surname with an office is another person than the one named in full behind it.

    "Secretary Clinton will debate him, not Bill Clinton's past": one sentence does not introduce
    the same person twice.
    """
    if not name.title or any(each.title for each in owner.mentions):
        return False
    sentence = draft.doc[name.start].sent
    return any(name.end < full.start < sentence.end and " " in full.text for full in owner.mentions)


@rule("names.kin_of_bearer", off=lambda *_: False)
def is_kin_of_bearer(name: Name, owner: Person) -> bool:
    """Whether a titled surname is one whom everybody knows, and the owner somebody of the family.

    "President Obama" is not Michelle Obama, even if the article names nobody else of that surname.
    """
    word = fold(name.text)
    if not name.title or owner.has_title(name.title) or owner.is_bearer(word):
        return False
    known = [bearer.split()[0] for bearer in _BEARERS if bearer.endswith(f" {word}")]
    return bool(known) and all(not owner.may_be(gender_of_given(first.title())) for first in known)


@rule("names.other_presidents", off=lambda *_: False)
def is_other_president(draft: NamesDraft, name: Name, owner: Person) -> bool:
    """Whether a surname is a president's whom everybody knows, and the owner was never one.

    "President Clinton" is not Hillary Clinton, even if the article names no other Clinton.
    """
    word = fold(name.text)
    first = [full.split()[0] for full in _PRESIDENTS if full.endswith(f" {word}")]
    if not first or owner.has_title(_PRESIDENT) or not _is_president(draft, name):
        return False
    own = [fold(full.words()[0]) for full in owner.mentions if len(full.words()) > 1]
    return not any(
        one == other or is_one_first_name(one, other) or _INITIALS(one)
        for one in own
        for other in first
    )


def _is_president(draft: NamesDraft, name: Name) -> bool:
    """Whether "President Lee" or "Presidents Roe and Lee" is meant, not "a President Lee"."""
    words, at = draft.words, name.start
    if name.title == _PRESIDENT:
        return at < 2 or words[at - 2].casefold() not in _POSSIBLE
    is_second = words[at - 1] in ("and", "&") and words[at - 3] == _SEVERAL if at > 2 else False
    return is_second or draft.before(at) == _SEVERAL


class People:
    """The persons of an article, in the order of their first full name."""

    def __init__(self, draft: NamesDraft) -> None:
        self._draft = draft
        self._persons: dict[Words, Person] = {}
        self._by_last: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_middle: defaultdict[str, list[Words]] = defaultdict(list)
        alone: list[tuple[str, Name]] = []
        for name in draft.names:
            if name.type != "PERSON":
                continue
            words = _words(name.text)
            if len(words) > 1:
                self._add_full(words, name)
            else:
                alone.append((words[0], name))
        for word, name in alone:
            self._add_alone(word, name)
        for text, name in draft.renamed.items():
            self._join_renamed(text, name)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._persons.values())

    def _add_full(self, words: Words, name: Name) -> None:
        known = self._same(words, name)
        owner = known or words
        if known is None:
            self._persons[words] = Person()
        last = -2 if len(words) > 2 and words[-1] in GENERATIONS else -1
        for by, word in (
            (self._by_last, words[-1]),
            (self._by_last, words[last]),
            (self._by_first, words[0]),
            *((self._by_middle, word) for word in words[1:last]),
        ):
            if owner not in by[word]:
                by[word].append(owner)
        person = self._persons[owner]
        person.kin_of = self._is_kin(name) and (person.kin_of or not person.mentions)
        person.mentions.append(name)
        person.gender = person.gender or self._gender(name)

    def _join_renamed(self, text: str, name: Name) -> None:
        """Link mentions of the other name to the person."""
        by_name = {id(each): words for words, p in self._persons.items() for each in p.mentions}
        words = by_name.get(id(name))
        others = [
            key
            for key, person in self._persons.items()
            if key != words and any(each.text == text for each in person.mentions)
        ]
        if words is not None:
            for key in others:
                other = self._persons.pop(key)
                self._persons[words].also += [*other.mentions, *other.also]

    def _is_kin(self, name: Name) -> bool:
        """Whether "daughter of" stands before the name, perhaps with an office between."""
        before = self._draft.words[max(0, name.start - _FAR) : name.start]
        return any(word == "of" and before[at - 1] in _KIN for at, word in enumerate(before) if at)

    def _gender(self, name: Name) -> str | None:
        """Return the gender by title, kinship ("his wife, Ann Lee") or first name."""
        at = name.start - 1
        if at > 0 and self._draft.words[at] == ",":
            at -= 1
        kin = gender_of_noun(self._draft.words[at]) if at > 0 else None
        return self._titled(name) or kin or gender_of_person(name.words())

    def _titled(self, name: Name) -> str | None:
        """Return the gender by the title right before the name."""
        return gender_of_title(name.title or self._draft.before(name.start))

    def _same(self, words: Words, name: Name) -> Words | None:
        """Return the full name that matches.

        It is equal, or has more or fewer words before the same surname.
        """
        if words in self._persons:
            return words
        for other in self._by_last[words[-1]]:
            if is_other_generation(words, other):
                continue
            if (
                (other[0] == words[0] and not has_other_initials(name, other))
                or other[-len(words) :] == words
                or words[-len(other) :] == other
            ):
                return other
        return self._spelt_otherwise(words, name)

    @rule("names.other_spellings")
    def _spelt_otherwise(self, words: Words, name: Name) -> Words | None:
        """Return the only person whose name has a short first name or is misspelt.

        For example "Ken Starr" for Kenneth Starr, "Hilary Clinton" for Hillary Clinton.
        """
        gender = self._gender(name)
        near = {*self._by_last.get(words[-1], ()), *self._by_first.get(words[0], ())}
        found = [
            other
            for other in near
            if len(other) > 1
            and self._persons[other].may_be(gender)
            and (
                (is_short_form(words, other) and not has_other_initials(name, other))
                or is_misspelt(words, other)
            )
        ]
        return found[0] if len(found) == 1 else None

    def _add_alone(self, word: str, name: Name) -> None:
        """Link a single word to a person.

        It is a surname, or else a first name, or else the first of two surnames ("García" for
        Gabriel García Márquez).
        """
        named = (self._by_last, self._by_first, self._by_middle)
        owners = next((by[word] for by in named if word in by), [])
        gender = self._titled(name)
        fitting = [
            words
            for words in owners
            if self._persons[words].may_be(gender)
            and not self._persons[words].is_other_than(name.title)
            and not is_monarch(self._draft, name, self._persons[words])
            and not is_another_titled(self._draft, name, self._persons[words])
            and not is_kin_of_bearer(name, self._persons[words])
            and not is_other_president(self._draft, name, self._persons[words])
        ]
        likely = fitting if len(fitting) < 2 else self._likeliest(fitting, name, gender)
        if len(likely) == 1 and self._is_rather_alone(word, likely[0], name):
            likely = []
        person = self._persons.setdefault(likely[0] if likely else (word,), Person())
        person.doubtful = person.doubtful or (not likely and len(fitting) > 1)
        person.gender = person.gender or gender
        person.mentions.append(name)

    def _is_rather_alone(self, word: str, owner: Words, name: Name) -> bool:
        """Whether a surname without a title is the person whom the article never names in full.

        It has named that person, by a title that is not the owner's, more often than the owner, or
        it names the owner only later.
        """
        alone = self._persons.get((word,))
        if alone is None or name.titled or alone.doubtful:
            return False
        named = self._persons[owner].mentions
        return len(alone.mentions) > len(named) or named[0].start > name.start

    def _likeliest(self, owners: list[Words], name: Name, gender: str | None) -> list[Words]:
        """Return the only likely owner of a surname, or none.

        It is the only one with exactly this surname, with the same title or gender, or named so far
        in the text or the paragraph. Otherwise it is one named in full at least twice as often as
        any other or, in a headline, the first.
        """
        word = fold(name.text)
        tests: tuple[Callable[[Person], bool], ...] = (
            lambda person: person.has_surname(word),
            lambda person: bool(name.title) and person.has_title(name.title),
            lambda person: gender is not None and person.gender == gender,
            lambda person: person.is_bearer(word),
            lambda person: person.mentions[0].start < name.start,
            lambda person: not person.kin_of,
        )
        for is_meant in tests:
            left = [words for words in owners if is_meant(self._persons[words])]
            if len(left) == 1:
                return left
            owners = left or owners
        if all(self._persons[words].mentions[0].start > name.start for words in owners):
            return [min(owners, key=lambda words: self._persons[words].mentions[0].start)]
        if self._draft.after(name.end) in _FAMILIES:
            return []
        told = self._by_pronoun(owners, name)
        return told or self._in_paragraph(owners, name) or self._named_often(owners)

    @rule("names.by_pronoun", off=lambda *_: [])
    def _by_pronoun(self, owners: list[Words], name: Name) -> list[Words]:
        """Return the only one of the gender of the first pronoun behind a subject.

        "Instead, Clinton began to find her voice" is not Bill Clinton.
        """
        token = self._draft.doc[name.end - 1]
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return []
        genders = [self._persons[words].gender for words in owners]
        persons = {each.start for each in self._draft.names if each.type == "PERSON"}
        for each in token.doc[name.end : token.sent.end]:
            if each.i in persons or each.is_quote:
                return []
            if each.lower_ in _PRONOUNS:
                meant = _PRONOUNS[each.lower_] if _is_of_subject(each) else None
                is_one = genders.count(meant) == 1 and None not in genders
                return [owners[genders.index(meant)]] if is_one else []
        return []

    def _in_paragraph(self, owners: list[Words], name: Name) -> list[Words]:
        """Return the only one that the paragraph has named in full before."""
        begin = name.start
        while begin > 0 and not self._draft.ends_paragraph(begin - 1):
            begin -= 1
        left = [
            words
            for words in owners
            if any(begin <= other.start < name.start for other in self._persons[words].mentions)
        ]
        return self._not_aside(left[0], owners, name) if len(left) == 1 else []

    @rule("names.persons_aside", off=lambda _people, words, *_: [words])
    def _not_aside(self, words: Words, owners: list[Words], name: Name) -> list[Words]:
        """Return the owner, or the one who has been named far more often so far."""
        so_far = Counter(
            owner
            for owner in owners
            for mention in self._persons[owner].mentions
            if mention.start < name.start
        )
        main, times = so_far.most_common(1)[0]
        return [main if times >= _FAR_MORE * so_far[words] else words]

    def _named_often(self, owners: list[Words]) -> list[Words]:
        for count in (Person.in_full, Person.often):
            often = sorted(owners, key=lambda words: -count(self._persons[words]))
            most, next_most = (count(self._persons[words]) for words in often[:2])
            if most >= 2 * next_most:
                return often[:1]
        return []


def _is_of_subject(pronoun: Token) -> bool:
    """Whether a pronoun is a subject or an owner, who may be the sentence's subject."""
    if pronoun.tag_ == "PRP$":
        if pronoun.head.dep_ == "dobj" and pronoun.head.head.lemma_ in _ANSWERING:
            return False  # "Roe declined her challenge"
        return pronoun.head.i > pronoun.i and pronoun.head.pos_ in ("NOUN", "PROPN")
    return pronoun.dep_ in ("nsubj", "nsubjpass")


@rule("names.other_initials", off=lambda *_: False)
def has_other_initials(name: Name, other: Words) -> bool:
    """Whether another name has other initials in the middle: George H.W. and George W. Bush."""
    both = (_words(name.text), other)
    initials = [[word[0] for word in words[1:-1] if _INITIALS(word)] for words in both]
    return all(initials) and initials[0][0] != initials[1][0]


def _surname(name: Name) -> str:
    """Return the folded last word before "Jr." and the like."""
    words = [fold(word) for word in name.words()]
    return words[-2] if len(words) > 2 and words[-1] in GENERATIONS else words[-1]


def is_other_generation(words: Words, other: Words) -> bool:
    """Whether one is a son of the same name; "John Paul" is a short form of "John Paul II"."""
    if words[-1] == other[-1] or not {words[-1], other[-1]} & GENERATIONS:
        return False
    is_monarch = "ii" in (words[-1], other[-1])
    return not is_monarch or (words[:-1] != other and words != other[:-1])


def is_short_form(words: Words, other: Words) -> bool:
    """Whether two names differ only in the form of the first name, and perhaps a middle name."""
    if words[-1] != other[-1] or not is_one_first_name(words[0], other[0]):
        return False
    return words[0] != other[0] and len(words) > 1 < len(other)


def is_misspelt(words: Words, other: Words) -> bool:
    """Whether one letter of the surname differs, or a letter of the first name is missing."""
    if len(words) != len(other) or words[1:-1] != other[1:-1]:
        return False
    if words[0] == other[0]:
        return is_one_letter_off(words[-1], other[-1])
    return words[-1] == other[-1] and is_slip(words[0], other[0])


@lru_cache(REMEMBERED)
def _words(name: str) -> Words:
    """Return the words of a name. Initials ("A.L.") and the first name "Ben" are no particles."""
    said = name.split()
    words = [
        folded
        for word in said
        for folded in fold(word).split()
        if "." in word
        or folded not in PARTICLES
        or (word is said[0] and len(said) > 1 and gender_of_given(word))
    ]
    return tuple(words or fold(name).split() or [name])
