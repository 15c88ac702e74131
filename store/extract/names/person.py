"""One person of an article, and whether a surname or another spelling may be theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from store.extract import lexicon
from store.extract.names.draft import REMEMBERED, Name, NamesDraft
from store.extract.names.words import GIVEN_NAMES, PARTICLES, gender_of_given, gender_of_title
from store.extract.rules import rule
from store.identity.folding import fold, is_one_letter_off, is_slip
from store.identity.given_names import is_one_first_name
from store.identity.keys import GENERATIONS

_BEARERS = lexicon.words("names.bearers")
_MONONYMS = lexicon.words("names.mononyms")
_CABINET, _PRESIDENT, _SEVERAL = "secretary", "president", "Presidents"
_PRESIDENTS = lexicon.words("names.presidents")
_POSSIBLE = frozenset({"a", "another", "future"})
"""Words before the title of who may become president."""
_MONARCHS = frozenset({"King", "Queen", "Pope"})
"""Titles that stand before a first name."""
_INITIALS = re.compile(r"[a-z]|[bcdfghjklmnpqrstvwxz]{2}").fullmatch
"""An initial, or two together, folded: "w", "hw"."""

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
    "Mrs. Obama" is: her title is none of his.
    """
    word = fold(name.text)
    if not name.title or owner.has_title(name.title) or owner.is_bearer(word):
        return False
    known = [bearer.split()[0] for bearer in _BEARERS if bearer.endswith(f" {word}")]
    genders = {gender_of_given(first.title()) for first in known}
    titled = gender_of_title(name.title)
    if titled is not None and genders.isdisjoint({titled, None}):
        return False
    return bool(known) and not any(owner.may_be(gender) for gender in genders)


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


@rule("names.other_initials", off=lambda *_: False)
def has_other_initials(name: Name, other: Words) -> bool:
    """Whether another name has other initials in the middle: George H.W. and George W. Bush."""
    both = (words_of(name.text), other)
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
def words_of(name: str) -> Words:
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
