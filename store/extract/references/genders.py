"""Genders for "she" and "he": from forms of address, first names and nouns."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundEntity
from store.extract.names.words import FEMALE, MALE, gender_of_given, gender_of_noun, gender_of_title

_PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
}


def of_pronoun(pronoun: Token) -> str:
    """Return the gender of a personal pronoun."""
    return _PRONOUNS[pronoun.lower_]


def of_noun(noun: Token) -> str | None:
    """Return the gender of a noun such as "actress" or "spokesman", or None."""
    return gender_of_noun(noun.lower_)


def of_person(doc: Doc, entity: FoundEntity) -> str | None:
    """Return the gender of a person, or None if unknown.

    The article's forms of address and words of kinship come before the first name.
    """
    for mention in entity.mentions:
        if mention.kind == "name" and mention.span.start > 0:
            gender = gender_of_title(doc[mention.span.start - 1].lower_)
            gender = gender or _of_kin(doc, mention.span.start, len(mention.span))
            if gender is not None:
                return gender
    words = entity.name.split()
    return gender_of_given(words[0]) if len(words) > 1 else None


def _of_kin(doc: Doc, start: int, length: int) -> str | None:
    """Return the gender from a word of kinship: "His wife, Ann Lee", "her husband Jim Lee"."""
    at = start - 1
    if doc[at].text == "," and length > 1:
        at -= 1
    return gender_of_noun(doc[at].lower_) if at > 0 else None


class Genders:
    """The genders of an article's persons, learned from pronouns if the name does not tell."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[int, str | None] = {}

    def of(self, entity: FoundEntity) -> str | None:
        """Return the known gender of an entity, or None."""
        if id(entity) not in self._known:
            self._known[id(entity)] = of_person(self._doc, entity)
        return self._known[id(entity)]

    def may_be(self, entity: FoundEntity, gender: str) -> bool:
        """Whether nothing known contradicts this gender."""
        return self.of(entity) in (None, gender)

    def is_known(self, entity: FoundEntity) -> bool:
        return self.of(entity) is not None

    def learn(self, entity: FoundEntity, gender: str) -> None:
        """Record that a pronoun of this gender refers to the person."""
        self._known[id(entity)] = gender
