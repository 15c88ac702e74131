"""Resolve a description by a model that weighs many weak signs: which name "the company" is.

The rules come first; the model answers where they are silent. Its weights are fitted by
`store/extract/learned/description_fit.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundMention, Tokens, nominal_key, where
from store.extract.learned.linear import load
from store.extract.references.discourse import SUBJECTS, Discourse
from store.extract.references.epithets import Epithets
from store.extract.references.signs import (
    BODY,
    ELSEWHERE,
    GOVERNING,
    HEAD,
    OTHERWISE,
    OWNED,
    OWNED_BODIES,
    OWNER,
    Description,
    Signs,
    Weighing,
    Weights,
    body_kinds,
    description,
    first_name,
)
from store.extract.reporting_words import SAYING
from store.extract.rules import holds, rule

MODEL = "descriptions"
NAMED, NOBODY = "named", "nobody"
LEAST = {BODY: 0.82, OWNED: 0.5}
"""How sure the model must be, chosen on articles left out: 92 of 100 such answers are right."""
_MILD = 0.66
"""The same for the only body of its kind that takes part in a harmless act."""
_RIVALS = frozenset({"another of the kind", "another called so", "another so before"})
"""Signs that another body may be meant."""
_TYPES = {BODY: "ORG", OWNED: "PERSON"}
_OPENING = 4
"""The number of the last sentence that may describe what is named later."""
_AHEAD = 6
"""How many sentences further it is named, at most."""
_TAKING_PART = SUBJECTS | {"dobj", "dative", "pobj", "poss", "agent"}
_DEFINITE = frozenset({"the", "this"})
_INDEFINITE = frozenset("a an another one".split())
_WHILE = frozenset("in during throughout since before after until over into of".split())
_DONE = lexicon.words("references.done")
"""Verbs for what one does with a campaign that is no body: "began the campaign"."""
_DELIBERATE = lexicon.words("references.deliberate") - {"be", "have", "do", "begin", "start"}
_OTHERS = lexicon.words("references.told_apart")
"""Words before a noun for another one of the kind: "the new party", "the state party"."""
_DEFAMING = lexicon.words("references.defaming")
"""Verbs for what nobody wants to be named with wrongly."""
_UNSURE = lexicon.words("references.unsure_bodies")
"""Nouns that too often mean something else than a body."""


@cache
def likely_described() -> frozenset[str]:
    """Return the nouns that the model resolves."""
    return (frozenset(body_kinds()) | OWNED_BODIES) - _UNSURE


class Likely:
    """Weighs the entities of one article for its descriptions of bodies."""

    def __init__(self, discourse: Discourse, epithets: Epithets) -> None:
        self.discourse = discourse
        self._signs = Signs(discourse, epithets)
        self._owned: dict[str, FoundEntity] = {}

    def settle(self, noun: Token, start: int) -> None:
        """Make a description a mention of what it most likely stands for, if no rule has."""
        if noun.i in self.discourse.settled:
            return
        phrase = self.description_at(noun, start)
        found = (self.told_before(phrase) or self.find(phrase)) if phrase is not None else None
        if phrase is None or found is None:
            return
        if phrase.group == OWNED and found.type == "PERSON":
            self._add_owned(noun, start, found)
        else:
            self.discourse.settle(noun, start, "nominal", found)

    def description_at(self, noun: Token, start: int) -> Description | None:
        """Return the description that a noun ends, or None if it is none for the model."""
        if noun.lower_ not in likely_described() or noun.tag_ not in ("NN", "NNP"):
            return None
        doc = self.discourse.doc
        if doc[start].lower_ not in _DEFINITE or self.discourse.quotations.at(noun.i) is not None:
            return None
        after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
        owned = any(child.dep_ == "poss" for child in noun.lefts)
        if owned or not _takes_part(noun) or (after is not None and after.pos_ == "PROPN"):
            return None
        phrase = description(self.discourse, noun, start)
        apart = phrase.others & _OTHERS or self._is_introduced(noun) or self._is_named(phrase)
        act = phrase.group == OWNED and (_is_act(noun) or self._is_body(noun.lower_))
        return None if apart or act else phrase

    def _is_introduced(self, noun: Token) -> bool:
        """Whether the noun before was for one without a name: "a commission ... the commission"."""
        for token in reversed(self.discourse.doc[: noun.i]):
            if token.lower_ == noun.lower_:
                new = any(child.lower_ in _INDEFINITE for child in token.lefts)
                return new and token.dep_ in _TAKING_PART
        return False

    def _is_body(self, word: str) -> bool:
        """Whether a body of the article is called so: "the administration", a space agency.

        "The Reagan administration" in lower case is that of a person.
        """
        bodies = (e.name.split() for e in self.discourse.doc._.entities if e.type == "ORG")
        return any(word.capitalize() in (name[0], name[-1]) for name in bodies)

    def _is_named(self, phrase: Description) -> bool:
        """Whether a name inside it or beside it says already what it is: "the Lee campaign"."""
        noun = phrase.noun
        inside = (self.discourse.entities.get(t.i) for t in noun.doc[phrase.start : noun.i])
        places = phrase.group == BODY
        named = any(e is not None and not (places and e.type == "GPE") for e in inside)
        return named or any(child.dep_ == "appos" for child in noun.rights)

    @rule("references.told_before")
    def told_before(self, phrase: Description) -> FoundEntity | None:
        """Return whose body the article has told of by the same noun.

        For example Ann Lee for "the campaign said" after "Ann Lee's campaign hired two writers".
        There is no other owner in the article so far, or none in this sentence and the one before.
        """
        if phrase.group != OWNED or phrase.proper or phrase.others or not _acts(phrase.noun):
            return None
        owners = self._owners(phrase.noun)
        near = [each for number, each in owners if number >= phrase.number - 1]
        for those in ([each for _, each in owners], near):
            if len({_surname(each, phrase.noun.lower_) for each in those}) == 1:
                owner = next((each for each in those if each.type == "ORG"), those[-1])
                return owner if self._may_govern(owner, phrase.noun.lower_) else None
        return None

    @rule("references.governs", off=holds)
    def _may_govern(self, owner: FoundEntity, noun: str) -> bool:
        """Whether the article calls nobody else a president, mayor or the like.

        "In 2004 the Bush administration" is not the one that others ask under President Obama.
        """
        everybody = [e for e in self.discourse.doc._.entities if e.type == "PERSON"]
        heads = [e for e in everybody if not GOVERNING.isdisjoint(self._signs.told_of(e))]
        named = {_surname(each, noun) for each in heads}
        return noun != "administration" or not named or _surname(owner, noun) in named

    def _owners(self, noun: Token) -> list[tuple[int, FoundEntity]]:
        """Return those to whom the same noun has belonged, with the numbers of the sentences.

        A body that has its owner's name stands for itself: "the Reagan administration".
        """
        doc, found = self.discourse.doc, []
        for index in where(doc, "LOWER", frozenset({noun.lower_})):
            if index >= noun.i:
                break
            own = [c for c in doc[index].lefts if c.dep_ in ("poss", "compound", "nmod")]
            for entity in filter(None, map(self.discourse.at, (doc[index], *own))):
                is_body = entity.name.endswith(f" {noun.lower_}")
                if entity.is_named and (is_body or entity.type == "PERSON"):
                    found.append((self.discourse.sentence[index], entity))
        return found

    @rule("references.likely")
    def find(self, phrase: Description) -> FoundEntity | None:
        """Return the entity that a description stands for, if the model is sure enough.

        For a body of one person ("the campaign") it is the person.
        """
        found = chosen(phrase, self.weigh(phrase), _odds())
        governs = found is None or self._may_govern(found, phrase.noun.lower_)
        return found if governs else None

    def weigh(self, phrase: Description) -> Weighing:
        """Return the signs for each entity of the right type."""
        return self._signs.weigh(
            phrase, [e for e in self._of_type(phrase) if self._may_be(e, phrase)]
        )

    def _of_type(self, phrase: Description) -> list[FoundEntity]:
        kind, entities = _TYPES[phrase.group], self.discourse.doc._.entities
        return [e for e in entities if e.type == kind and e.is_named and e.mentions]

    def _may_be(self, entity: FoundEntity, phrase: Description) -> bool:
        """Whether it is named before, or soon after a description that opens the article."""
        first = first_name(entity)
        if first < phrase.noun.i:
            return True
        ahead = self.discourse.sentence[first] - phrase.number
        return phrase.number <= _OPENING and ahead <= _AHEAD

    def _add_owned(self, noun: Token, start: int, owner: FoundEntity) -> None:
        """Add a body of one person: "Ann Lee's campaign" for "the campaign"."""
        name = f"{owner.name}'s {noun.lower_}"
        entity = self._owned.get(name)
        if entity is None:
            doc = self.discourse.doc
            words = f"{owner.name} 's {noun.lower_}".lower()
            entity = FoundEntity(nominal_key(doc, words), name, "ORG", is_owned=True)
            self._owned[name] = entity
            doc._.entities.append(entity)
        entity.mentions.append(FoundMention(Tokens(start, noun.i + 1), "nominal"))


def _is_act(noun: Token) -> bool:
    """Whether it is what somebody does, not those who do it: "during the campaign"."""
    if noun.dep_ == "pobj":
        return noun.head.lower_ in _WHILE
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in _DONE


def _acts(noun: Token) -> bool:
    """Whether those of a campaign do something, not the race: "the campaign said"."""
    if noun.lower_ == "administration":
        return True
    return noun.dep_ == "nsubj" and noun.head.lemma_ in _DELIBERATE | SAYING


def _surname(owner: FoundEntity, noun: str) -> str:
    """Return the last word of the name of a person, or of whom a body is named after."""
    return owner.name.removesuffix(f" {noun}").split()[-1].lower()


def _takes_part(noun: Token) -> bool:
    """Whether it is a participant of a verb, or owns something."""
    if noun.dep_ == "pobj" and noun.head.lower_ != "by":
        return noun.head.head.pos_ in ("VERB", "AUX")
    return noun.dep_ in _TAKING_PART


def chosen(
    phrase: Description, weighing: Weighing, odds: Mapping[str, float]
) -> FoundEntity | None:
    """Return the candidate that is likely enough; `odds` are the weights of the signs."""
    if not weighing.candidates:
        return None
    scores = [sum(v * odds.get(k, 0.0) for k, v in s.items()) for _, s in weighing.candidates]
    nobody = -sum(v * odds.get(k, 0.0) for k, v in weighing.nobody.items())
    best = max(range(len(scores)), key=scores.__getitem__)
    rest = math.fsum(math.exp(score - scores[best]) for score in (*scores, nobody))
    entity, signs = weighing.candidates[best]
    fits = not {ELSEWHERE, OTHERWISE} & signs.keys() and _may_own(phrase, signs)
    return entity if fits and 1.0 / rest >= _least(phrase, signs) else None


def _least(phrase: Description, signs: Weights) -> float:
    """Return how sure the model must be, by what depends on its answer."""
    noun = phrase.noun
    mild = phrase.group == BODY and noun.dep_ != "poss" and not _RIVALS & signs.keys()
    return _MILD if mild and not _is_defaming(noun) else LEAST[phrase.group]


@rule("references.defaming")
def _is_defaming(noun: Token) -> bool:
    """Whether a wrong name would be charged with a bad act: "the company bribed two mayors"."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    acts = (verb, *(child for child in verb.children if child.dep_ in ("xcomp", "conj")))
    return any(act.lemma_ in _DEFAMING for act in acts)


def _may_own(phrase: Description, signs: Weights) -> bool:
    """Whether an administration is that of somebody who governs: not that of a minister."""
    word = phrase.noun.lower_
    return word != "administration" or OWNER in signs or f"{HEAD} {word}" in signs


MakeLikely = Callable[[Discourse, Epithets], Likely]
"""How the model for one article is made."""


@cache
def _odds() -> dict[str, float]:
    return load(MODEL).log_odds(NAMED)
