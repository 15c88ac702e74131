"""Resolve "he" and "she"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.references.discourse import (
    SUBJECTS,
    Discourse,
    Occurrence,
    above,
    clause,
    noun_gender,
    pronoun_gender,
    subject,
    within,
)
from store.extract.references.nameless_persons import (
    has_nameless_rival,
    is_human,
    is_speaker,
    may_be_nameless,
)
from store.extract.reporting_words import SAYING
from store.extract.rules import nothing, rule

# "He" and "she" are the subject of the clause around, or else of the sentence before.

_BACK = 3
"""How many sentences back a person may have been named."""
_DOWN = 4
"""How many infinitives down an object may be."""
_UP = 8
"""How many clauses up the person may be the subject."""
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_TOWARD = frozenset({"against", "at", "by", "on", "to"})
"""Prepositions of a verb behind which the pronoun is not the verb's subject."""
_CONTENTS = frozenset({"ccomp", "xcomp"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj"})
"""Relations of a person without a name to whom the pronoun may refer."""
_JUDGING = lexicon.words("references.judging")
_QUESTIONS = frozenset({"whether", "if"})
_AFTERLIFE = frozenset(
    "death funeral killing murder assassination burial killer killers coffin grave legacy "
    "obituary".split()
)
"""Nouns for what others do about the dead."""


class _InDoubtError(Exception):
    """The pronoun may refer to a person without a name."""


@rule("references.person")
def person(discourse: Discourse, pronoun: Token) -> FoundEntity | None:
    """Return the person that a personal pronoun refers to, or None if in doubt."""
    gender = pronoun_gender(pronoun)
    try:
        found = _Search(discourse, pronoun, gender).found()
    except _InDoubtError:
        return None
    if found is not None:
        discourse.genders.learn(found, gender)
    return found


class _Search:
    """The search for the antecedent of one pronoun."""

    def __init__(self, discourse: Discourse, pronoun: Token, gender: str) -> None:
        self.discourse = discourse
        self.pronoun = pronoun
        self.gender = gender
        self.quoted = discourse.quotations.at(pronoun.i) is not None
        self.own = self._own_subject(pronoun)
        self.barred = self._doer()
        self.beside = self._beside()

    def found(self) -> FoundEntity | None:
        """Return the person, first from the same sentence, then sentence by sentence backwards.

        A quotation has its own speaker, so inside one only a single candidate counts.
        """
        if not self.quoted and self._is_dead():
            self.barred = self.discourse.at(subject(clause(self.pronoun)) or self.pronoun)
        elif not self.quoted:
            around = self._judged() or self._around()
            if around is not None:
                return around
        number = self.discourse.number(self.pronoun)
        for sentence in range(number, max(number - _BACK, 0) - 1, -1):
            if sentence < number and not self.quoted and self.pronoun.dep_ not in _OBJECTS:
                first = self._main_subject(sentence)
                if first is not None:
                    return first
            named = self._named(sentence)
            if named:
                return named[0] if len(named) == 1 and self._is_clear(named[0], sentence) else None
            if self._somebody(sentence):
                return None
        return None

    def _is_clear(self, found: FoundEntity, sentence: int) -> bool:
        """Whether the candidate is clear enough.

        A name of unknown gender from an earlier paragraph is not likelier than a person to whom the
        pronoun is already known to refer.
        """
        genders = self.discourse.genders
        root = self.discourse.roots[sentence]
        if genders.is_known(found) or self.discourse.one_paragraph(root, self.pronoun):
            return True
        others = {id(o.entity): o.entity for passed in self.discourse.passed for o in passed}
        return not any(
            genders.is_known(other) and self._may_be(other)
            for other in others.values()
            if other is not found and other.type == "PERSON"
        )

    def _somebody(self, sentence: int) -> bool:
        """Whether a person without a name in the sentence, before the pronoun, may be meant.

        For example "police arrested the driver".
        """
        for word in self.discourse.roots[sentence].sent:
            if word.i >= self.pronoun.i:
                return False
            if word in self.own:
                continue
            alone = word.tag_ == "NN" and word.dep_ in _PARTS and self.discourse.at(word) is None
            if alone and is_human(word) and noun_gender(word) in (None, self.gender):
                return True
        return False

    def _is_dead(self) -> bool:
        """Whether it is "his funeral" or the like: its owner does nothing in the sentence."""
        return self.pronoun.dep_ == "poss" and self.pronoun.head.lower_ in _AFTERLIFE

    @rule("references.not_the_doer", off=nothing)
    def _own_subject(self, pronoun: Token) -> Sequence[Token]:
        """Return the subject of the verb whose object is the pronoun, who is somebody else.

        For example "protester" in "a protester who interrupted him", "was attacked by him".
        """
        above = pronoun.head
        behind = pronoun.dep_ == "pobj" and above.lower_ in _TOWARD and above.head.pos_ == "VERB"
        undergoes = pronoun.dep_ in {"dobj", "dative"} or behind
        who = subject(clause(pronoun)) if undergoes else None
        if who is None or pronoun.lower_.endswith("self"):
            return ()
        return (who, self._antecedent(who))

    def _doer(self) -> FoundEntity | None:
        """Return the subject of the verb whose object is the pronoun: a different person."""
        verb = clause(self.pronoun)
        asking = self._asking()
        if asking is not None:
            verb = asking
        elif self.pronoun.dep_ == "nsubj" and self.pronoun.lower_ in {"him", "her"}:
            higher = above(verb)  # "asked him to go", but not "declared him the winner"
            verb = higher if higher is not None and self.pronoun.head.i == verb.i else verb
        elif self.pronoun.dep_ not in {"dobj", "dative"} or self.pronoun.lower_.endswith("self"):
            return None
        who = subject(verb)
        return self.discourse.at(self._antecedent(who)) if who is not None else None

    @rule("references.asked_person")
    def _asking(self) -> Token | None:
        """Return the verb whose object is asked: "asked Lee whether he would go" is about Lee."""
        verb = clause(self.pronoun)
        marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
        if verb.dep_ != "ccomp" or verb.head.lemma_ != "ask" or not marks & _QUESTIONS:
            return None
        asked = any(child.dep_ in {"dobj", "dative"} for child in verb.head.children)
        return verb.head if asked and self.pronoun.dep_ in SUBJECTS else None

    def _beside(self) -> list[FoundEntity]:
        """Return the objects of the verb whose subject is the pronoun, and whom its content names.

        They cannot be the same person: "he" in "he talked with Kim" is not Kim.
        """
        if self.pronoun.dep_ not in SUBJECTS or self.pronoun.lower_ in {"him", "her"}:
            return []
        words = [*_objects(self.pronoun.head), *_named_below(self.pronoun, self.discourse)]
        return [e for word in words if (e := self.discourse.at(word))]

    def _judged(self) -> FoundEntity | None:
        """Return the person who is thanked or blamed "for his part", not the one who thanks."""
        word = self.pronoun
        for higher in self.pronoun.ancestors:
            if higher.i > word.i and word.dep_ not in {"poss", "compound", "amod"}:
                return None
            word = higher
            if word.dep_ == "prep" and word.head.lemma_ in _JUDGING:
                judged = next((c for c in word.head.rights if c.dep_ == "dobj"), None)
                return self._sure(judged) if judged is not None else None
            if word.pos_ in {"VERB", "AUX"}:
                return None
        return None

    def _around(self) -> FoundEntity | None:
        """Return the subject of the clause, or of one that contains it."""
        for verb in _clauses(self.pronoun):
            who = subject(verb)
            if who is None or who in self.own:
                continue
            if who.i < self.pronoun.i and not within(self.pronoun, who):
                found = self._sure(self._antecedent(who))
                if found is not None:
                    if self._has_rival(verb, who, found):
                        raise _InDoubtError
                    return found
        return None

    def _has_rival(self, verb: Token, who: Token, found: FoundEntity) -> bool:
        """Whether somebody else than the subject of a clause may be meant."""
        return bool(
            self._has_told_rival(verb, who, found)
            or has_nameless_rival(self.discourse, self.pronoun, who)
        )

    @rule("references.told_rival")
    def _has_told_rival(self, verb: Token, who: Token, found: FoundEntity) -> bool:
        """Whether a clause beside the pronoun's own tells of another person who may be meant.

        For example "Lee said Roe was seen there, and police believe he fled".
        """
        joined = clause(self.pronoun).dep_ == "ccomp"
        told = [c for c in verb.children if c.dep_ == "ccomp" and who.i < c.i < self.pronoun.i]
        apart = [c for c in told if not within(self.pronoun, c)]
        if not joined or not apart:
            return False
        named = self.discourse.passed[self.discourse.number(who)]
        return any(
            o.entity is not found and self._fits(o) and any(within(o.token, c) for c in apart)
            for o in named
        )

    def _antecedent(self, word: Token) -> Token:
        """Return the antecedent of a relative pronoun; in "Lee is a thief who robs" that is Lee."""
        verb = clause(word) if word.tag_ in {"WP", "WDT"} else word
        if verb.dep_ != "relcl":
            return word
        return self._described(verb.head) or verb.head

    @rule("references.described_by_noun")
    def _described(self, noun: Token) -> Token | None:
        """Return who is described by a noun without an entity: its subject, or whom it explains."""
        if self.discourse.at(noun) is not None:
            return None
        if noun.dep_ == "appos":
            return noun.head
        return subject(noun.head) if noun.dep_ == "attr" else None

    def _main_subject(self, sentence: int) -> FoundEntity | None:
        root = self.discourse.roots[sentence]
        who = _cleft(root) or subject(root)
        if who is None or self.discourse.quotations.at(who.i) is not None:
            return None
        told = None if _speaks_on(self.pronoun) else self._told_of(sentence, who)
        return told or self._sure(who)

    @rule("references.told_of")
    def _told_of(self, sentence: int, speaker: Token) -> FoundEntity | None:
        """Return the only person of what is told, if whoever tells it is named after it.

        In "Lee fled the house, Roe said. He stole a car" it is Lee who stole it.
        """
        verb = self.discourse.roots[sentence]
        if not any(child.dep_ == "ccomp" and child.i < speaker.i for child in verb.children):
            return None
        telling = self.discourse.at(speaker)
        told = [o for o in self.discourse.passed[sentence] if o.token.i < speaker.i]
        fitting = {id(o.entity): o.entity for o in told if self._fits(o)}
        fitting.pop(id(telling), None)
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _sure(self, who: Token) -> FoundEntity | None:
        """Return the person of a word if the pronoun can mean them.

        A human being without a name leaves the reference in doubt.
        """
        found = self.discourse.at(who)
        if found is None or found.type == "NORP":
            if may_be_nameless(self.discourse, who, self.gender):
                raise _InDoubtError
            return None
        if not self._may_be(found):
            return None
        beside = [self.discourse.at(word) for word in who.conjuncts]
        if any(
            other is not None and other is not found and self._may_be(other) for other in beside
        ):
            raise _InDoubtError
        return found

    def _may_be(self, entity: FoundEntity) -> bool:
        fits = entity.type == "PERSON" and entity is not self.barred
        fits = fits and not any(entity is other for other in self.beside)
        return fits and self.discourse.genders.may_be(entity, self.gender)

    def _named(self, sentence: int) -> list[FoundEntity]:
        """Return the persons named in a sentence before the pronoun, without duplicates."""
        told_of = self._reported(sentence)
        seen = [o for o in self.discourse.passed[sentence] if self._fits(o)]
        seen = [o for o in seen if o.token not in told_of]
        return list({id(o.entity): o.entity for o in seen}.values())

    @rule("references.reported_person", off=nothing)
    def _reported(self, sentence: int) -> Sequence[Token]:
        """Return the words that somebody else says in a sentence before "he said".

        In "The mayor said Lee was late. He said" it is not Lee who goes on.
        """
        root = self.discourse.roots[sentence]
        before = sentence < self.discourse.number(self.pronoun)
        if not before or not is_speaker(self.pronoun) or root.lemma_ not in SAYING:
            return ()
        return [t for child in root.children if child.dep_ == "ccomp" for t in child.subtree]

    def _fits(self, seen: Occurrence) -> bool:
        if seen.quoted and not self.quoted:
            return False
        same_verb = self.pronoun.dep_ in _OBJECTS and seen.token.head.i == self.pronoun.head.i
        return not same_verb and self._may_be(seen.entity)


def _clauses(word: Token) -> Iterator[Token]:
    verb: Token | None = clause(word)
    for _ in range(_UP):
        if verb is None:
            return
        yield verb
        verb = above(verb)


def _objects(verb: Token) -> Iterator[Token]:
    """Yield the objects of a verb, of its prepositions, and of an infinitive below it."""
    for _ in range(_DOWN):
        below = None
        for child in verb.rights:
            if child.dep_ in {"dobj", "dative"}:
                yield child
            elif child.dep_ in {"prep", "agent"}:
                yield from (o for o in child.rights if o.dep_ == "pobj")
            elif child.dep_ == "xcomp":
                below = child
        if below is None:
            return
        verb = below


@rule("references.named_below", off=nothing)
def _named_below(pronoun: Token, discourse: Discourse) -> Sequence[Token]:
    """Return the names in the content clauses of the verb whose subject is the pronoun.

    A pronoun does not stand for a name that it governs (principle C of binding theory): in
    "he heard Lee talk" it is not Lee who heard. A quotation may belong to another verb.
    """
    quotation = discourse.quotations.at(pronoun.i)
    contents = (child for child in pronoun.head.rights if child.dep_ in _CONTENTS)
    words = [word for child in contents for word in child.subtree]
    if any(discourse.quotations.at(word.i) is not quotation for word in words):
        return ()
    return [word for word in words if word.pos_ == "PROPN"]


@rule("references.speaks_on")
def _speaks_on(pronoun: Token) -> bool:
    """Whether the speaker goes on: "Lee may go, Roe said. He said it was late" is Roe."""
    return is_speaker(pronoun)


@rule("references.cleft")
def _cleft(verb: Token) -> Token | None:
    """Return who is stressed in "it was Lee who won"."""
    who = subject(verb)
    if verb.lemma_ != "be" or who is None or who.lower_ != "it":
        return None
    for child in verb.rights:
        told = [c for c in child.rights if c.dep_ == "relcl"]
        if child.dep_ == "attr" and any(t.lower_ == "who" for c in told for t in c.children):
            return child
    return None
