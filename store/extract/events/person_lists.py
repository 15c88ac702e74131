"""Find the members of a list of persons, and those named as examples of several."""

from __future__ import annotations

from collections.abc import Callable

from store.extract import lexicon
from store.extract.events.codebook import Codebook
from store.extract.extensions import FoundEntity
from store.extract.rules import nothing, rule
from store.extract.syntax.parse import Parse

TITLES = frozenset("sen sens sen. sens. rep reps rep. reps. gov govs gov. govs.".split())
"""Titles of lawmakers, which the parser may take for the noun of a phrase."""
OFFICES_OF_STATE = frozenset("president premier chancellor prime king senator governor".split())
"""Words of offices that may stand between a place and a name: "Chad President Bo Falk"."""
CREWS = frozenset("crew team duo trio pair panel group".split())
"""Nouns for several persons together."""
DOCUMENTS = lexicon.words("statements.documents")


class PersonLists:
    """The persons named together in one article, whichever way the parser joined them."""

    def __init__(
        self, book: Codebook, parse: Parse, entity: Callable[[int], FoundEntity | None]
    ) -> None:
        self.book = book
        self.parse = parse
        self.entity = entity

    @rule("events.before_conjunct", off=nothing)
    def before_conjunct(self, head: int) -> list[int]:
        """Return a name that the parser put below the one that it is joined to.

        For example "Lee" in "Lee and Education Minister Bo Parks met".
        """
        parse = self.parse
        titles = (head, *parse.having(head, "compound"))
        return [
            k
            for k in (below for title in titles for below in parse.having(title, "nmod"))
            if parse.having(k, "cc") and parse.having(k, "conj")
            if (e := self.entity(k)) is not None and e.type == "PERSON" and e.is_named
            if (f := self.entity(head)) is not None and f.type == "PERSON" and f is not e
        ]

    @rule("events.listed_lawmakers", off=nothing)
    def below(self, head: int) -> list[int]:
        """Return persons whom the parser put below the first of a list or below a title.

        For example "Sens. Ann Lee, R-Ohio, and Bo Falk, D-Iowa".
        """
        parse = self.parse
        if parse.lower[head] in TITLES and self.entity(head) is None:
            near = [k for k in range(head + 1, min(head + 6, len(parse))) if self._is_person(k)]
            firsts = [k for k in near if not self._is_person(parse.head[k])][:1]
            return [t for k in firsts for t in [*parse.conjuncts(k), *self.below(k)]]
        if not self._is_person(head):
            return []
        beside = [k for t in parse.conjuncts(head) for k in parse.having(t, "appos") if k > t]
        found = [c for k in beside for c in parse.having(k, "conj") if self._is_person(c)]
        persons = [
            k
            for k in beside
            if self._is_person(k)
            and self.entity(k) is not self.entity(head)
            and parse.doc[k].ent_iob_ != "O"
            and all(parse.lower[t] != ";" for t in range(head, k))
        ]
        found += self._behind_place(head)
        return found + [k for k in persons if parse.having(k, "conj")]

    @rule("events.joined_to_place", off=nothing)
    def _behind_place(self, head: int) -> list[int]:
        """Return persons whom the parser joined to a place or body in an apposition.

        For example Falk in "Ann Lee, a lawyer in Oslo, and Bo Falk, a painter, founded it".
        """
        parse = self.parse
        titles = [k for k in parse.having(head, "appos") if k > head]
        places = [o for k in titles for _, o in parse.prepositions(k)]
        places += [k for o in places for k in parse.having(o, "appos")]
        return [
            c
            for o in places
            for c in parse.having(o, "conj")
            if self._is_person(c) and not self._is_person(o) and "," in parse.lower[o:c]
        ]

    def _is_person(self, token: int) -> bool:
        entity = self.entity(token)
        return entity is not None and entity.type == "PERSON" and entity.is_named

    @rule("events.two_titles", off=lambda self, head: self.parse.conjuncts(head))
    def apart(self, head: int) -> list[int]:
        """Return a noun and its conjuncts, without a title of the one who is named after "and".

        For example "Ann Lee" in "ZBC anchor and chief reporter Ann Lee asked".
        """
        parse, several = self.parse, self._of_one(head, self.parse.conjuncts(head))
        noun = self.book.actors.get(parse.lemma[head])
        title = noun is not None and noun.type == "PERSON" and self.entity(head) is None
        if len(several) != 2 or not title or parse.tag[head] not in ("NN", "NNP"):
            return several
        if self._is_person(several[1] + 1) and parse.lower[several[1] - 1] in ("and", "or"):
            bare = not parse.having(head, "det", "poss", "appos")
            return [self._name_at(several[1] + 1)] if bare else several
        named = self.entity(several[1])
        bare = not parse.having(head, "det", "poss", "appos")
        titled = any(self.entity(k) is not named for k in parse.having(several[1], "compound"))
        person = named is not None and named.type == "PERSON" and named.is_named
        return several[1:] if bare and titled and person else several

    @rule("events.titles_of_one", off=lambda _, __, several: several)
    def _of_one(self, head: int, several: list[int]) -> list[int]:
        """Return a noun and its conjuncts, without the second title of the one named behind both.

        For example without "owner" in "Acme's founder and main owner, Ann Lee, sold it".
        """
        parse = self.parse
        if self.entity(head) is not None or parse.tag[head] != "NN" or len(several) != 2:
            return several
        title = several[1]
        named = any(k > title and self._is_person(k) for k in parse.having(head, "appos"))
        bare = parse.tag[title] == "NN" and not parse.having(title, "det", "poss", "appos")
        return several[:1] if named and bare else several

    @rule("events.second_office", off=nothing)
    def behind_name(self, head: int) -> list[int]:
        """Return the nouns with words of their own that the parser joined to a name before them.

        For example "president" in "its chairman, Ann Lee, and its president, Bo Falk, resigned".
        """
        parse = self.parse
        if self.entity(head) is not None or parse.tag[head] != "NN":
            return []
        return [
            c
            for k in parse.having(head, "appos")
            if k > head and self._is_person(k)
            for c in parse.having(k, "conj")
            if parse.tag[c] == "NN" and parse.having(c, "poss", "det")
        ]

    def _name_at(self, token: int) -> int:
        """Return the last word of the name that begins at a token."""
        last = token
        while last + 1 < len(self.parse) and self.entity(last + 1) is self.entity(token):
            last += 1
        return last

    @rule("events.apposed_list", off=nothing)
    def apposed(self, head: int) -> list[FoundEntity]:
        """Return those of several whom an apposition or "of" names, if it names two or more.

        For example "two rivals, Ann Lee and Bo Falk", "the crew of Ann Lee and Bo Falk".
        """
        parse, named = self.parse, self.entity(head)
        crew = parse.lemma[head] in CREWS
        if named is not None and named.type == "PERSON":
            return []
        if not crew and parse.tag[head] not in ("NNS", "NNPS"):
            return []
        firsts = [k for k in parse.having(head, "appos") if k > head]
        firsts += [o for p, o in parse.prepositions(head) if p == "of" and crew]
        for first in firsts:
            tokens = parse.conjuncts(first)
            if len(tokens) > 1 and (all(map(self._is_person, tokens)) or self._are_named(tokens)):
                found = [e for t in tokens if (e := self.entity(t)) is not None]
                return list({id(e): e for e in found}.values())
        return []

    @rule("events.apposed_bodies")
    def _are_named(self, tokens: list[int]) -> bool:
        """Whether it is a list of names of bodies or places: "two banks, Acme and Zeta"."""
        named = [self.entity(t) for t in tokens]
        bodies = [e for e in named if e is not None and e.is_named and e.type != "PERSON"]
        return len(bodies) > 1 and all(self.parse.pos[t] == "PROPN" for t in tokens)

    @rule("events.joint_authors", off=nothing)
    def authors(self, document: int) -> list[FoundEntity]:
        """Return the bodies named before what they made together: "an Acme News/Zeta poll"."""
        named = self.parse.tag[document] in ("NNP", "NNPS")  # "the Treasury Bond Index"
        if named or self.parse.lemma[document] not in DOCUMENTS:
            return []
        before = range(min(self.parse.subtree(document)), document)
        makers = [e for t in before if (e := self.entity(t)) is not None and e.is_named]
        bodies = list({id(e): e for e in makers if e.type == "ORG"}.values())
        return bodies if len(bodies) > 1 and len(bodies) == len({id(e) for e in makers}) else []

    @rule("events.state_of_governor", off=lambda _, token: token)
    def governed(self, token: int) -> int:
        """Return the person before whose title a place stands: Lee in "Iowa Gov. Ann Lee".

        Any other token is returned unchanged.
        """
        place, title = self.entity(token), token + 1
        if place is None or place.type != "GPE" or title + 2 >= len(self.parse):
            return token
        if self.parse.lower[title] not in TITLES | OFFICES_OF_STATE:
            return token
        person = next((k for k in (title + 1, title + 2) if self._is_person(k)), None)
        return token if person is None else self._name_at(person)

    @rule("events.examples", off=nothing)
    def examples(self, head: int, *, acting: bool = True) -> list[FoundEntity]:
        """Return those of several whom the text names: "lawmakers like Ann Lee and Bo Falk".

        One alone stands for those who act, not for those who speak or undergo something.
        """
        parse, named = self.parse, self.entity(head)
        several = parse.tag[head] in ("NNS", "NNPS")
        if not several or (named is not None and named.type == "PERSON"):
            return []
        for k in parse.having(head, "prep"):
            such = parse.lower[k] == "as" and parse.lower[k - 1] == "such"
            if k < head or not (such or parse.lower[k] in ("including", "like")):
                continue
            tokens = [t for o in parse.having(k, "pobj") for t in parse.conjuncts(o)]
            enough = len(tokens) > 1 or (acting and tokens and parse.lower[k] != "including")
            if not enough or not all(self._is_person(t) for t in tokens):
                return []
            return [e for t in tokens if (e := self.entity(t)) is not None]
        return []

    @rule("events.one_example", off=nothing)
    def named_among(self, head: int) -> list[FoundEntity]:
        """Return those of several whom the text names beside others: "aides, including Ann Lee"."""
        parse = self.parse
        noun = self.book.actors.get(parse.lemma[head])
        bodies = noun is not None and noun.type not in ("PERSON", "NORP")
        if bodies or parse.tag[head] not in ("NNS", "NNPS"):
            return []
        for k in parse.having(head, "prep"):
            if k > head and parse.lower[k] == "including":
                tokens = [t for o in parse.having(k, "pobj") for t in parse.conjuncts(o)]
                persons = [e for t in tokens if self._is_person(t) and (e := self.entity(t))]
                return persons if len(tokens) == 1 or len(persons) < len(tokens) else []
        return []
