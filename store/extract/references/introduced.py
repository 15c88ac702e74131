"""Resolve a description to the only person whom the article calls so beside the name.

News tells first what somebody is and then who: "A federal judge freed two miners. ... Judge Bo Falk
said ...". Later it calls the person by the same noun: "The judge set bail".
"""

from __future__ import annotations

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.names.words import gender_of_noun
from store.extract.references.discourse import SUBJECTS, Discourse, clause, subject
from store.extract.references.epithets import Epithets
from store.extract.reporting_words import SAYING
from store.extract.rules import nothing, rule

_ALIKE = tuple(frozenset(words.split()) for words in lexicon.ordered("references.alike"))
"""Nouns and titles for the same thing: "senator", "sen."."""
_PARTIES = {"gop": "republican", "dem": "democratic", "democrat": "democratic"}
INTRODUCED = frozenset(word for words in _ALIKE for word in words if word.isalpha())
"""Nouns for what one person in an article mostly is."""
_FIRST = 4
"""The number of the last sentence that may introduce a person without a name."""
_AHEAD = 6
"""How many sentences further the person is named, at most."""
_BACK = 2
"""How many sentences back the only one of several may be mentioned."""
_OTHERS = frozenset(
    "another other second next no any every one former then vice deputy assistant acting".split()
)
_OF_OFFICE = frozenset("attorney surgeon inspector secretary solicitor consul governor".split())
"""Words before "general" in an office of its own."""
_INDEFINITE = frozenset({"a", "an"})
_SPEAKERS = lexicon.words("references.speakers")
"""Nouns for those who speak for a person or body."""
_FOR = frozenset({"for", "of", "to", "at", "with"})


def alike(noun: str) -> frozenset[str]:
    """Return the nouns and titles that tell the same of a person, the noun itself among them."""
    return next((words for words in _ALIKE if noun in words), frozenset({noun}))


class Introduced:
    """The persons of one article who are told of without their name."""

    def __init__(self, discourse: Discourse, epithets: Epithets) -> None:
        self.discourse = discourse
        self.epithets = epithets

    @rule("references.introduced_later")
    def later(self, noun: Token, start: int) -> FoundEntity | None:
        """Return the person whom the sentences behind name.

        For example Bo Falk in "A federal judge freed two miners. Judge Bo Falk told the court ...".
        """
        discourse, number = self.discourse, self.discourse.number(noun)
        if number > _FIRST or not self._may_stand(noun):
            return None
        article = noun.doc[start].lower_
        told = article in _INDEFINITE or (article == "the" and number <= 1)
        if not told and not _is_headline(noun, start, number):
            return None
        found = self._only(noun)
        first = _first_name(found) if found is not None else 0
        near = noun.i < first and discourse.sentence[first] <= number + _AHEAD
        if found is None or not near:
            return None
        return found if _body_words(noun) <= self.epithets.told_of(found) else None

    @rule("references.principal")
    def principal(self, noun: Token) -> FoundEntity | None:
        """Return the person whose aide says something of them: "Lee's spokesman said the mayor"."""
        if noun.dep_ not in SUBJECTS or any(c.dep_ in ("poss", "prep") for c in noun.children):
            return None
        named = spoken_for(self.discourse, noun, "PERSON")
        gender = gender_of_noun(noun.lower_)
        fits = gender is None or all(self.discourse.genders.may_be(e, gender) for e in named)
        return named[0] if len(named) == 1 and fits else None

    @rule("references.introduced_before")
    def before(self, noun: Token, start: int) -> FoundEntity | None:
        """Return the person whom the article has named: "Judge Bo Falk ... . The judge ..."."""
        if noun.doc[start].lower_ != "the" or not self._may_stand(noun):
            return None
        if any(child.dep_ == "prep" for child in noun.rights):
            return None
        found = self._only(noun) or self._last(noun)
        return found if found is not None and _first_name(found) < start else None

    def _may_stand(self, noun: Token) -> bool:
        """Whether it is a participant, outside quotation marks, and one person of its kind."""
        if noun.lower_ not in INTRODUCED or noun.tag_ not in ("NN", "NNP"):
            return False
        owner = noun.dep_ == "poss" and noun.head.dep_ in {*SUBJECTS, "dobj"}
        beside = noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "NOUN")
        if not owner and not beside and noun.dep_ not in {*SUBJECTS, "dobj", "dative"}:
            return False
        if self.discourse.quotations.at(noun.i) is not None:
            return False
        other = any(c.lower_ in _OTHERS | _OF_OFFICE or c.dep_ == "poss" for c in noun.lefts)
        if other:
            return False
        after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        named = after is not None and after.pos_ == "PROPN"
        return not named and all(c.dep_ not in ("appos", "conj") for c in noun.rights)

    def _only(self, noun: Token) -> FoundEntity | None:
        """Return the one person of the article who is called so, if only one is."""
        proper = {_PARTIES.get(w, w) for w in _proper(noun)}
        called = self._called(noun)
        if len(called) > 1:
            told = {id(e): {_PARTIES.get(w, w) for w in self.epithets.told_of(e)} for e in called}
            called = [e for e in called if proper and proper <= told[id(e)]]
        return called[0] if len(called) == 1 and not self._several(noun) else None

    def _last(self, noun: Token) -> FoundEntity | None:
        """Return the one of several called so whom alone the last sentences mention."""
        number = self.discourse.number(noun)
        near = [o.entity for n in self.discourse.passed[max(0, number - _BACK) : number] for o in n]
        called = [e for e in self._called(noun) if any(e is o for o in near)]
        if called and not {_PARTIES.get(w, w) for w in _proper(noun)} <= {
            _PARTIES.get(w, w) for w in self.epithets.told_of(called[0])
        }:
            return None
        return called[0] if len(called) == 1 and not self._several(noun) else None

    def _called(self, noun: Token) -> list[FoundEntity]:
        words, gender = alike(noun.lower_), gender_of_noun(noun.lower_)
        return [
            e
            for e in self.discourse.doc._.entities
            if e.type == "PERSON"
            and e.is_named
            and words & self.epithets.told_of(e)
            and (gender is None or self.discourse.genders.may_be(e, gender))
        ]

    def _several(self, noun: Token) -> bool:
        """Whether the article tells of another of the kind without a name: "another judge"."""
        return any(
            token.lower_ == noun.lower_
            and token.i != noun.i
            and any(child.lower_ in {*_OTHERS, *_INDEFINITE} for child in token.lefts)
            and token.dep_ in {*SUBJECTS, "dobj"}
            for token in noun.doc
        )


# Whom those speak for who say something: "A spokesman for Acme said the company would sell".


@rule("references.spoken_for", off=nothing)
def spoken_for(discourse: Discourse, noun: Token, kind: str) -> list[FoundEntity]:
    """Return those of this type for whom the subject speaks who says the clause of a noun."""
    verb = clause(noun)
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in SAYING or verb.head.i > noun.i:
        return []
    who = subject(verb.head)
    if who is None or discourse.quotations.at(noun.i) is not None:
        return []
    found: dict[int, FoundEntity] = {}
    for speaker in (who, *(c for c in who.rights if c.dep_ == "appos")):
        if speaker is who and kind == "ORG":
            own = discourse.at(who)
            found |= {id(e): e for e in (own,) if e is not None and e.type == kind}
        if speaker.lower_ not in _SPEAKERS:
            continue
        below = [c for c in speaker.children if c.dep_ in ("poss", "compound", "nmod")]
        below += [
            o for c in speaker.rights if c.lower_ in _FOR for o in c.rights if o.dep_ == "pobj"
        ]
        named = [discourse.at(token) for token in below]
        found |= {id(e): e for e in named if e is not None and e.type == kind}
    return list(found.values())


def _proper(noun: Token) -> frozenset[str]:
    """Return the capitalised words before the noun: "Ohio" in "the Ohio senator"."""
    words = [t for t in noun.doc[noun.left_edge.i : noun.i] if t.dep_ != "det"]
    return frozenset(t.lower_ for t in words if t.text[:1].isupper())


def _is_headline(noun: Token, start: int, number: int) -> bool:
    """Whether it opens the title without an article: "Ohio governor visits miners"."""
    bare = number == 0 and start == noun.sent.start and noun.tag_ == "NN"
    return bare and noun.dep_ == "nsubj" and noun.head.i == noun.sent.root.i


def _body_words(noun: Token) -> frozenset[str]:
    """Return the capitalised words of a body: "Ohio House" in "the speaker of the Ohio House"."""
    of = [child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"]
    return frozenset(t.lower_ for child in of for t in child.subtree if t.text[:1].isupper())


def _first_name(person: FoundEntity) -> int:
    return min(m.span.start for m in person.mentions if m.kind == "name")
