"""The persons of an article: a surname alone is the person of that surname, named in full."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.person import (
    Person,
    Words,
    has_other_initials,
    is_another_titled,
    is_kin_of_bearer,
    is_misspelt,
    is_monarch,
    is_other_generation,
    is_other_president,
    is_short_form,
    words_of,
)
from store.extract.names.words import (
    FEMALE,
    MALE,
    gender_of_noun,
    gender_of_person,
    gender_of_title,
)
from store.extract.rules import rule
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

_KIN = lexicon.words("names.kin")
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
            words = words_of(name.text)
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
            lambda person: self._is_of_family(person, name),
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

    @rule("names.relatives_by_surname", off=lambda *_: False)
    def _is_of_family(self, person: Person, name: Name) -> bool:
        """Whether a relative's first name is of a person whose surname others of the text have.

        "Her husband, Bo" is Bo Lee, not Bo Falk, where the text names Ann Lee or the Lees.
        """
        at = name.start - 1 - (self._draft.before(name.start) == ",")
        if at < 0 or self._draft.words[at] not in _KIN:
            return False
        last = words_of(person.mentions[0].text)[-1]
        families = {fold(each.text) for each in self._draft.names if each.type == "NORP"}
        return len(self._by_last[last]) > 1 or f"{last}s" in families

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
