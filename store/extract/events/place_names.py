"""The places that the words around an event name: "in Goma", "at a Texas school"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.members import PLACES
from store.extract.events.participants import Participants
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule
from store.extract.syntax.parse import DEEP, Parse

AT = frozenset(
    "in at near outside inside around off along across within throughout beside above".split()
)
ON = frozenset({"on"})
"""Prepositions that need a place itself ("on the island"), not something of a place."""
GATHERINGS = lexicon.words("events.gatherings")
"""Nouns for what takes place somewhere: "a Rochester rally", "the Iowa caucuses"."""
SITES = lexicon.words("events.sites")
"""Nouns for a building or ground, which the name before them places: "at a Texas school"."""
SPOTS = lexicon.words("events.spots")
"""Nouns for the part of a town or building that something happens on: "on the roof of"."""
REACHED = frozenset({"to", "into"})
JOURNEYS = frozenset("visit trip journey mission tour".split())
CONTESTS = frozenset("primary caucus convention election runoff debate festival parade".split())
"""Gatherings whose owner is where they happen: "Iowa's caucuses"."""
PARTS = lexicon.words("events.parts")
"""Nouns whose place is the name before or after them: "the Polish border"."""
SCENES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of nouns whose place may be the name before them."""


class PlaceNames:
    def __init__(self, parse: Parse, people: Participants) -> None:
        self.parse = parse
        self.people = people

    @rule("events.place_of_gathering", off=nothing)
    def of_gathering(self, noun: int, type_: str = "") -> list[FoundEntity]:
        """Return the place in the name of a gathering or of violence: "a Rochester rally",
        "the Iowa caucuses", "the Oslo attack". `type_` is that of the event.

        Not a country, which acts itself: "a U.S. attack".
        """
        parse = self.parse
        if parse.lemma[noun] not in GATHERINGS and type_ not in SCENES:
            return []
        more = ("poss",) if parse.lemma[noun] in CONTESTS else ()
        return self._towns(noun, *more)

    @rule("events.place_of_site", off=nothing)
    def _of_site(self, noun: int) -> list[FoundEntity]:
        """Return the place in the name of a building or ground: "at a Texas school"."""
        return self._towns(noun) if self.parse.lemma[noun] in SITES else []

    def _towns(self, noun: int, *more: str) -> list[FoundEntity]:
        """Return the towns and states named before a noun, in these relations too."""
        parse = self.parse
        before = parse.having(noun, "compound", "nmod", *more)
        named = [self.people.entity(k) for k in before if parse.pos[k] == "PROPN"]
        found = [e for e in named if e is not None and e.type in PLACES and not e.iso]
        return [e for e in found if e.country or e.type != "GPE"]

    def beside(self, holder: int, depth: int = DEEP) -> list[FoundEntity]:
        """Return the places in the phrases attached to a token."""
        found = []
        for preposition, token in self.parse.prepositions(holder):
            if preposition in AT:
                found += [*self.named(token, depth), *self._of_site(token)]
            elif preposition in ON:
                entity = self.people.entity(token)
                placed = entity is not None and entity.type in PLACES
                placed = placed and not self._is_topic(holder, entity)
                found += [entity] if entity is not None and placed else self._on_spot(token, depth)
            elif preposition in REACHED and self._is_journey(holder):
                found += self.named(token, depth)
        return found

    @rule("events.place_on_spot", off=nothing)
    def _on_spot(self, noun: int, depth: int) -> list[FoundEntity]:
        """Return the place that a spot is a part of: "on the steps of the Oslo town hall"."""
        if self.parse.lemma[noun] not in SPOTS:
            return []
        wholes = [inner for p, inner in self.parse.prepositions(noun) if p in AT or p == "of"]
        return [e for inner in wholes for e in (*self.named(inner, depth), *self._of_site(inner))]

    @rule("events.place_topic")
    def _is_topic(self, holder: int, entity: FoundEntity | None) -> bool:
        """Whether a noun is only about a town or country: "his views on Chad"."""
        town = entity is not None and entity.type == "GPE"
        return town and self.parse.pos[holder] == "NOUN"

    @rule("events.place_of_journey")
    def _is_journey(self, noun: int) -> bool:
        """Whether something happens where a journey goes: "met during a visit to Oslo"."""
        return self.parse.lemma[noun] in JOURNEYS

    def named(self, token: int, depth: int = DEEP) -> list[FoundEntity]:
        """Return the place named by a phrase: "Brest", "the city of Brest", "the Polish border"."""
        if not depth:
            return []
        entity = self.people.entity(token)
        if token in self.people.shared:
            return []  # "on both sides"
        if entity is not None and entity.type in PLACES:
            named = self._of_kind(token, depth)
            return named or [entity, *self._apposed(token, depth - 1)]
        if entity is not None and not self._is_seat(token, entity):
            return []
        found = [*self.of_gathering(token)]
        part = self.parse.lemma[token] in PARTS and not self._among(token)
        for preposition, inner in self.parse.prepositions(token):
            if preposition in AT or (preposition in ("of", "between") and part):
                found += self.named(inner, depth - 1)
        for k in self.parse.kids[token]:
            if part and self.parse.dep[k] in ("amod", "compound", "poss", "nmod", "appos"):
                modifier = self.people.entity(k)
                if modifier is not None and modifier.type in PLACES:
                    found.append(modifier)
        return found

    @rule("events.place_of_kind", off=nothing)
    def _of_kind(self, token: int, depth: int) -> list[FoundEntity]:
        """Return the place that a noun for its kind is called: "his home state of Florida"."""
        parse = self.parse
        if parse.pos[token] != "NOUN" or parse.lemma[token] not in PARTS:
            return []
        called = (inner for preposition, inner in parse.prepositions(token) if preposition == "of")
        return [e for inner in called for e in self.named(inner, depth - 1)]

    @rule("events.place_of_seat")
    def _is_seat(self, token: int, entity: FoundEntity) -> bool:
        """Whether something happens at a body's own place: "at Acme University in Oslo"."""
        return entity.type == "ORG" and self.parse.lower[self.parse.head[token]] in AT

    @rule("events.place_among")
    def _among(self, token: int) -> bool:
        """Whether the name is a range of comparison, not a place: "At Europe's busiest port"."""
        superlative = any(self.parse.tag[k] == "JJS" for k in self.parse.having(token, "amod"))
        return superlative and bool(self.parse.having(token, "poss"))

    @rule("events.place_apposed", off=nothing)
    def _apposed(self, token: int, depth: int) -> list[FoundEntity]:
        """Return a narrower place beside the name: "Goma, in eastern Congo"."""
        found = self.beside(token, depth)
        for k in self.parse.having(token, "appos", "conj"):
            entity = self.people.entity(k)
            if entity is not None and entity.type in PLACES:
                found.append(entity)
        return found
