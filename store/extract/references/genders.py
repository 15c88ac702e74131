"""Of whom "she" and "he" may be said: by form of address, first name or noun."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract.extensions import FoundEntity
from store.extract.names.words import FEMALE, MALE, gender_of_given, gender_of_noun, gender_of_title

_PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
}


def of_pronoun(pronoun: Token) -> str:
    """The gender that a personal pronoun asks for."""
    return _PRONOUNS[pronoun.lower_]


def of_noun(noun: Token) -> str | None:
    """ "Actress", "spokesman"; None where the noun does not tell."""
    return gender_of_noun(noun.lower_)


def of_person(doc: Doc, entity: FoundEntity) -> str | None:
    """What the article's own forms of address and of kinship say, else the first name; None
    when neither."""
    for mention in entity.mentions:
        if mention.kind == "name" and mention.span.start > 0:
            gender = gender_of_title(doc[mention.span.start - 1].lower_)
            gender = gender or _of_kin(doc, mention.span.start, len(mention.span))
            if gender is not None:
                return gender
    words = entity.name.split()
    return gender_of_given(words[0]) if len(words) > 1 else None


def _of_kin(doc: Doc, start: int, length: int) -> str | None:
    """ "His wife, Ann Lee", "her husband Jim Lee"."""
    at = start - 1
    if doc[at].text == "," and length > 1:
        at -= 1
    return gender_of_noun(doc[at].lower_) if at > 0 else None


class Genders:
    """The genders of an article's persons, learnt from its pronouns where names are silent."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[int, str | None] = {}

    def of(self, entity: FoundEntity) -> str | None:
        """What is known so far."""
        if id(entity) not in self._known:
            self._known[id(entity)] = of_person(self._doc, entity)
        return self._known[id(entity)]

    def may_be(self, entity: FoundEntity, gender: str) -> bool:
        """Nothing known speaks against it."""
        return self.of(entity) in (None, gender)

    def is_known(self, entity: FoundEntity) -> bool:
        return self.of(entity) is not None

    def learn(self, entity: FoundEntity, gender: str) -> None:
        """A pronoun was said of this person."""
        self._known[id(entity)] = gender
