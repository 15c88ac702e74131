"""Which nouns of a clause act, are people, or can be struck."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.matching import Matcher
from store.extract.events.participants import CONTAINERS, Participants
from store.extract.rules import holds, rule
from store.extract.syntax.parse import Parse
from store.extract.syntax.subjects import DOCUMENTS

STRIKABLE = lexicon.words("events.strikable")
"""Things without a name that can be struck, hurt or destroyed."""
ORDERS = DOCUMENTS | frozenset(
    "law rule order ban court policy regulation ruling decision verdict legislation act bill "
    "constitution measure statute amendment".split()
)
"""Subjects by which somebody forces others."""
GATHERED = frozenset(
    "crowd mob gang community tribe family staff youth opposition militia squad".split()
)
"""Singular nouns for a crowd."""
PERSONAL = ("er", "or", "ist", "ian", "man", "woman", "ee", "eer", "ant")
"""Endings of nouns for people who act, which other nouns share."""
COUNTRIES = frozenset({"nation", "country", "state"})


class ActingNouns:
    """What the nouns of one document can do and undergo."""

    def __init__(self, parse: Parse, people: Participants, matcher: Matcher) -> None:
        self.parse = parse
        self.people = people
        self.matcher = matcher

    @rule("events.acted", off=holds)
    def acted(self, subjects: list[int]) -> bool:
        """Whether somebody acts, by themselves or by an order, and not only a thing."""
        things = [
            s
            for s in subjects
            if self.parse.pos[s] == "NOUN"
            and not self.is_somebody(s)
            and not self._is_like_somebody(s)
            and self.parse.lemma[s] not in ORDERS
            and self.matcher.noun_entry(s) is None
        ]
        return not things or len(things) < len(subjects)

    @rule("events.crowd", off=holds)
    def is_crowd(self, subject: int) -> bool:
        """Whether the subject is a crowd or stands for one: "workers rallied", not "he rallied"."""
        parse = self.parse
        if parse.lemma[subject] in CONTAINERS:
            return True
        if parse.tag[subject] in ("NNS", "NNPS", "CD") or parse.lower[subject] in ("they", "we"):
            return self.is_somebody(subject) or parse.tag[subject] == "CD"
        actor = self.people.book.actors.get(parse.lemma[subject])
        if actor is not None and actor.of == "self":
            return parse.lemma[subject] in GATHERED
        entity = self.people.entity(subject)
        if entity is not None:
            return entity.type in ("NORP", "ORG", "GPE") or len(parse.conjuncts(subject)) > 1
        return actor is not None and actor.type != "PERSON"

    def is_somebody(self, token: int) -> bool:
        """Whether the token is a name, a pronoun, or a noun that can act."""
        parse = self.parse
        if parse.pos[token] in ("PRON", "PROPN", "NUM") or self.people.entity(token) is not None:
            return True
        return parse.lemma[token] in self.people.book.actors

    @rule("events.like_somebody")
    def _is_like_somebody(self, noun: int) -> bool:
        """Whether it looks like a person: by ending ("the speaker") or a name ("Arab nations")."""
        before = self.parse.having(noun, "amod", "compound", "poss")
        named = any(self.people.entity(k) is not None for k in before)
        lemma = self.parse.lemma[noun]
        return named or lemma in COUNTRIES or lemma.endswith(PERSONAL)

    def are_people(self, token: int) -> bool:
        """Whether the token is people, or a number of them: "millions of refugees"."""
        counted = [o for p, o in self.parse.prepositions(token) if p == "of"]
        return self.is_somebody(token) or any(self.is_somebody(o) for o in counted)

    def is_strikable(self, token: int) -> bool:
        """Whether it is somebody, or a thing that can be struck, hurt or destroyed."""
        parse = self.parse
        if parse.lemma[token] in CONTAINERS:
            inside = [o for p, o in parse.prepositions(token) if p == "of"]
            return not inside or any(self.is_strikable(o) for o in inside)
        if parse.tag[token] in ("WP", "WDT", "DT"):
            return False  # "eliminated what was called"
        return any(
            self.is_somebody(t) or parse.lemma[t] in STRIKABLE for t in parse.conjuncts(token)
        )
