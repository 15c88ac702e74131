"""What has been mentioned so far: nouns for bodies, and the genders of persons."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundMention, Tokens, entities_by_token
from store.extract.names.words import (
    FEMALE,
    MALE,
    gender_of_noun,
    gender_of_person,
    gender_of_title,
)
from store.extract.rules import rule
from store.extract.statements.quotations import Quotations
from store.reading import MentionKind

# Genders for "she" and "he": from forms of address, first names and nouns.

_PRONOUNS = {
    **dict.fromkeys(("she", "her", "hers", "herself"), FEMALE),
    **dict.fromkeys(("he", "him", "his", "himself"), MALE),
}


def pronoun_gender(pronoun: Token) -> str:
    """Return the gender of a personal pronoun."""
    return _PRONOUNS[pronoun.lower_]


def noun_gender(noun: Token) -> str | None:
    """Return the gender of a noun such as "actress" or "spokesman", or None."""
    return gender_of_noun(noun.lower_)


def person_gender(doc: Doc, entity: FoundEntity) -> str | None:
    """Return the gender of a person, or None if unknown.

    The article's forms of address and words of kinship come before the first name.
    """
    for mention in entity.mentions:
        if mention.kind == "name" and mention.span.start > 0:
            gender = gender_of_title(doc[mention.span.start - 1].lower_)
            gender = gender or _of_kin(doc, mention.span.start, len(mention.span))
            if gender is not None:
                return gender
    return gender_of_person(entity.name.split())


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
            self._known[id(entity)] = person_gender(self._doc, entity)
        return self._known[id(entity)]

    def may_be(self, entity: FoundEntity, gender: str) -> bool:
        """Whether nothing known contradicts this gender."""
        return self.of(entity) in (None, gender)

    def is_known(self, entity: FoundEntity) -> bool:
        return self.of(entity) is not None

    def learn(self, entity: FoundEntity, gender: str) -> None:
        """Record that a pronoun of this gender refers to the person."""
        self._known[id(entity)] = gender


# The nouns an article uses for its bodies, and what has been mentioned so far.


_KINDS = lexicon.words("references.kinds_behind_names")


class Kinds:
    """The nouns before or beside a body's name, in lower case: "the union FIOM"."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[int, frozenset[str]] = {}

    def of(self, entity: FoundEntity) -> frozenset[str]:
        """Return the nouns that the article uses for this entity."""
        if id(entity) not in self._known:
            self._known[id(entity)] = frozenset(self._nouns_of(entity))
        return self._known[id(entity)]

    def _nouns_of(self, entity: FoundEntity) -> set[str]:
        told: set[str] = set()
        for mention in entity.mentions:
            if mention.kind not in {"name", "acronym"} or not mention.span.start:
                continue
            before = self._doc[mention.span.start - 1]
            if before.tag_ in {"NN", "NNS"}:
                told.add(before.lemma_.lower())
            root = self._doc[mention.span.start : mention.span.end].root
            told |= {child.lemma_.lower() for child in root.rights if child.dep_ == "appos"}
            told |= _named_by(root, mention.span.end)
        return told


@rule("references.named_before_kind", off=lambda *_: frozenset())
def _named_by(root: Token, end: int) -> frozenset[str]:
    """Return the noun that a name stands before: "the Nurses United union"."""
    noun = root.head
    named = root.dep_ in ("compound", "nmod") and noun.i == end and noun.tag_ == "NN"
    return frozenset({noun.lower_} & _KINDS) if named else frozenset()


# The mentions so far by sentence, with their grammatical role.

_CLIMB = 8
"""How many verbs to climb to find a shared subject."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention of an entity: its head word, and whether it is inside a quotation."""

    entity: FoundEntity
    token: Token
    kind: MentionKind
    quoted: bool


class Discourse:
    """The article up to the current word."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.quotations = Quotations(doc)
        self.genders = Genders(doc)
        self.kinds = Kinds(doc)
        self.entities = entities_by_token(doc)
        self.settled: dict[int, list[FoundEntity]] = {}
        """The entities of the resolved references, by head word."""
        self.sentence: list[int] = []
        """The number of the sentence of each token."""
        self.roots: list[Token] = []
        for number, sentence in enumerate(doc.sents):
            self.sentence += [number] * len(sentence)
            self.roots.append(sentence.root)
        self.passed: list[list[Occurrence]] = [[] for _ in self.roots]
        """The mentions by name in each sentence, in order."""
        self.heads = _heads(doc)
        """The entity of each head word of a name."""

    def pass_by(self, token: Token) -> None:
        """Record a name when its head word is read."""
        for entity, kind in self.heads.get(token.i, ()):
            self._note(entity, token, kind)

    def settle(
        self,
        token: Token,
        start: int,
        kind: MentionKind,
        found: FoundEntity | list[FoundEntity] | None,
    ) -> None:
        """Make a reference, from `start` to its head word, a mention of its entity."""
        entities = [found] if isinstance(found, FoundEntity) else found or []
        for entity in entities:
            entity.mentions.append(FoundMention(Tokens(start, token.i + 1), kind))
            self._note(entity, token, kind)
        if entities:
            self.settled[token.i] = entities

    def _note(self, entity: FoundEntity, token: Token, kind: MentionKind) -> None:
        quoted = self.quotations.at(token.i) is not None
        self.passed[self.sentence[token.i]].append(Occurrence(entity, token, kind, quoted))

    def at(self, token: Token) -> FoundEntity | None:
        """Return the only entity that a word stands for, by name or by reference."""
        settled = self.settled.get(token.i)
        if settled is not None:
            return settled[0] if len(settled) == 1 else None
        return self.entities.get(token.i)

    def one_paragraph(self, first: Token, second: Token) -> bool:
        """Whether no blank line separates two words."""
        return not any("\n\n" in t.text for t in self.doc[first.i : second.i] if t.is_space)

    def number(self, token: Token) -> int:
        """Return the number of a token's sentence."""
        return self.sentence[token.i]


def _heads(doc: Doc) -> dict[int, list[tuple[FoundEntity, MentionKind]]]:
    heads: dict[int, list[tuple[FoundEntity, MentionKind]]] = {}
    for entity in doc._.entities or []:
        for mention in entity.mentions:
            root = doc[mention.span.start : mention.span.end].root
            heads.setdefault(root.i, []).append((entity, mention.kind))
    return heads


def clause(token: Token) -> Token:
    """Return the verb of the clause that contains a word, or the root of its tree."""
    if token.pos_ in {"VERB", "AUX"}:
        return token
    for above in token.ancestors:
        token = above
        if token.pos_ in {"VERB", "AUX"}:
            break
    return token


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or shared with a coordinated verb."""
    for _ in range(_CLIMB):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if verb.dep_ not in {"conj", "xcomp", "aux", "auxpass"} or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def above(verb: Token) -> Token | None:
    """Return the verb that governs this verb's clause."""
    if verb.head.i == verb.i:
        return None
    higher = clause(verb.head)
    return higher if higher.pos_ in {"VERB", "AUX"} and higher.i != verb.i else None


def within(token: Token, phrase: Token) -> bool:
    """Whether a word is inside the phrase of another."""
    return phrase.left_edge.i <= token.i <= phrase.right_edge.i
