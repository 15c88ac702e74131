"""Map noun phrases to participants: entities in text order."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.events.appositions import DEPICTIONS, Appositions
from store.extract.events.codebook import ActorNoun, Codebook
from store.extract.events.members import (
    OF_PERSONS,
    ONE_WHO,
    PLACES,
    are_aides,
    are_associates,
    are_citizens,
    are_counted,
    are_members,
    are_own_people,
    is_civil,
    is_countryman,
    is_for_or_against,
    is_led_by,
    is_local,
    is_one_lawmaker,
    is_one_of_body,
    is_one_of_force,
    is_one_partisan,
    is_storm,
    maker,
    of_somebody,
    several_countries,
)
from store.extract.events.nominals import Nominals, shared_by_token
from store.extract.events.person_lists import TITLES, PersonLists
from store.extract.events.sought import ANYBODY, PERSON_OR_BODY, Sought
from store.extract.extensions import FoundEntity, entities_by_token
from store.extract.rules import nothing, rule
from store.extract.syntax.governors import TALES
from store.extract.syntax.parse import Parse

# "a series of attacks": the noun that counts is below.
CONTAINERS = lexicon.words("events.containers")
ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
WITHIN = tuple(
    "of by from against on with to in for between into at among over near toward towards "
    "about".split()
)
"""Prepositions inside a noun phrase, those before a participant first."""
WITHIN_ACTING = ("by", "of", "from", "between", "among")
WITHIN_CLAIM = tuple(name for name in WITHIN if name not in ("by", "from"))
WHERE = frozenset({"in", "at", "near"})
ACROSS = frozenset("through throughout across around along off".split())
"""Prepositions after which a place is never a participant: "through the Utah primary"."""
LEADING = frozenset("lead head front own found chair fund back".split())
"""Participles whose agent belongs to a body and does not act for it: "a band fronted by Lee"."""
MODIFIERS = ("amod", "compound", "nmod", "poss")
LANDS = frozenset("territory land soil field oilfield enclave quarter heartland".split())
"""Nouns for what belongs to the people named before them."""
QUOTED = frozenset(
    "price average index volume bond yield stock share future rate composite deficit".split()
)
"""Nouns for what markets quote, which acts for nobody."""
CONTESTS = lexicon.words("events.contests")
NOT_ACTING = lexicon.words("events.not_acting")
"""Nouns that do not act for the country named before them."""
ONE_PERSON, PEOPLE = ActorNoun("PERSON", "self"), ActorNoun("NORP", "self")
DOCUMENT, BROADCASTER = ActorNoun("WORK", "self"), ActorNoun("ORG", "self")
DOCUMENTS = lexicon.words("statements.documents") | lexicon.words("events.accusations")
SEVERAL_COUNTRIES = ActorNoun("ORG", "self")


class Participants:
    """The participants in the noun phrases of one article."""

    def __init__(self, book: Codebook, parse: Parse, entities: list[FoundEntity]) -> None:
        self.book = book
        self.parse = parse
        self.by_key = {e.key: e for e in entities}
        self.countries = {e.name: e for e in entities if e.iso and not e.country}
        self.nominals = Nominals(parse, entities)
        self.named = entities_by_token(parse.doc)
        self.lists = PersonLists(book, parse, self.entity)
        self.appositions = Appositions(book, parse, self.entity)
        self.shared = shared_by_token(entities)
        """Tokens of a phrase that refers to several at once ("the two countries")."""

    def of(
        self, heads: list[int], sought: Sought = ANYBODY, before: int | None = None
    ) -> list[FoundEntity]:
        """Return the participants in these noun phrases and their conjuncts.

        Conjuncts from the token `before` on do not count: "the U.S., which ..., and NATO".
        """
        found: list[FoundEntity] = []
        for head in heads:
            for token in self._joined(head):
                if before is None or not token > before > head:
                    found += [e for e in self.one(token, sought) if e not in found]
        return found

    def _joined(self, head: int) -> list[int]:
        lists = self.lists
        found = [*lists.before_conjunct(head), *lists.apart(head), *lists.below(head)]
        found += lists.behind_name(head)
        return [t if t == head else lists.governed(t) for t in found]

    def one(self, head: int, sought: Sought = ANYBODY) -> list[FoundEntity]:
        """Return the participants in one noun phrase."""
        found = self._one(head, sought)
        return [*found, *(e for e in self.lists.named_among(head) if found and e not in found)]

    def _one(self, head: int, sought: Sought) -> list[FoundEntity]:
        parse = self.parse
        if not sought.depth:
            return []
        noun = self.book.actors.get(parse.lemma[head])
        several = self.lists.examples(head, acting=sought.acting)
        several = several or self.lists.apposed(head) or self.lists.authors(head)
        several = several or (self._of_several(head, noun) if noun is not None else [])
        if several:
            return several
        if head in self.shared:
            return self.shared[head]
        entity = self.entity(head)
        people = self._people(head, entity) if entity is not None else None
        if people is not None:
            return [self.nominals.phrase(head, people)]
        if entity is not None and entity.iso and parse.lower[head].endswith(("man", "woman")):
            noun = noun or ONE_PERSON  # "the Frenchwoman"
        elif entity is not None:
            return [entity]
        return self._nameless(head, noun, sought)

    def _nameless(self, head: int, noun: ActorNoun | None, sought: Sought) -> list[FoundEntity]:
        """Return the participants in a noun phrase whose head is no name."""
        parse = self.parse
        described = self.appositions.described_by(head, noun) if noun is not None else None
        if described is not None:
            return [described]
        if noun is not None and (noun.of != "target" or sought.things):
            return self._acting(head, noun, sought)
        if parse.lemma[head] in CONTAINERS or parse.pos[head] in ("NUM", "DET", "PRON"):
            return self.of([o for p, o in parse.prepositions(head) if p == "of"], sought.deeper())
        if sought.acting and several_countries(self.parse, head):
            return [self.nominals.phrase(head, SEVERAL_COUNTRIES)]
        titled = parse.lower[head] in TITLES
        apposed = self.appositions.apposed(head) if titled or parse.pos[head] == "NOUN" else None
        if apposed is not None and (titled or not self.appositions.only_beside(head, apposed)):
            return [apposed]
        return self._inside(head, sought.deeper())

    def _people(self, head: int, entity: FoundEntity) -> ActorNoun | None:
        """Return what the people are who are named by their country or party, or None."""
        one = is_countryman(self.parse, head, entity) or are_members(self.parse, head, entity)
        if one or is_one_partisan(self.parse, head, entity):
            return ONE_PERSON
        return PEOPLE if are_citizens(self.parse, head, entity) else None

    def entity(self, token: int) -> FoundEntity | None:
        entity = self.named.get(token)
        acts = entity is not None and entity.type in ACTING and not is_storm(entity)
        return entity if acts else None

    def _acting(self, head: int, noun: ActorNoun, sought: Sought) -> list[FoundEntity]:
        parse, apposed = self.parse, self.appositions.apposed(head)
        if apposed is not None:
            return [apposed]
        before = self.modifier(head)
        if before is not None:
            return [self._for(before, head, noun, sought)]
        if noun.of in ("body", "state", "force") and not parse.having(head, *MODIFIERS):
            below = [o for p, o in self._own_phrases(head) if p in ("of", "from")]
            named = [e for o in below if (e := self.entity(o)) is not None]
            one = parse.tag[head] == "NN"
            if any(is_local(parse, head, e, noun) for e in named) or any(
                one and is_one_of_body(parse, head, e, noun) for e in named
            ):
                return [self.nominals.phrase(head, noun)]
            if named or (noun.of == "body" and below):
                return self.of(below, sought.deeper())
        if noun.of != "self" and of_somebody(parse, head):
            return []
        return [self.nominals.phrase(head, noun)]

    @rule("events.own_phrases", off=lambda self, head: self.parse.prepositions(head))
    def _own_phrases(self, head: int) -> list[tuple[str, int]]:
        """Return the phrases that precede the conjuncts of a noun.

        In "police and fans of the club" the club belongs only to the fans.
        """
        end = min((c for c in self.parse.having(head, "conj") if c > head), default=len(self.parse))
        return [(p, o) for p, o in self.parse.prepositions(head) if o < end]

    @rule("events.forces_of_several", off=nothing)
    def _of_several(self, head: int, noun: ActorNoun) -> list[FoundEntity]:
        """Return those of each country in "Kenyan and Ugandan troops"."""
        for k in self.parse.having(head, "amod", "compound", "nmod"):
            named = [self.entity(c) for c in self.parse.conjuncts(k)]
            countries = [e for e in named if e is not None and e.iso and e.type == "GPE"]
            if len(countries) > 1 and noun.of in ("state", "force"):
                acting = [self._for(country, head, noun) for country in countries]
                return list({id(e): e for e in acting}.values())
        return []

    def _for(
        self, before: FoundEntity, head: int, noun: ActorNoun, sought: Sought = ANYBODY
    ) -> FoundEntity:
        """Return who acts in a phrase with a country or body.

        "Chinese officials" act for China, "Chinese troops" for its military, "NATO jets" for NATO.
        "Chinese students" and "UN workers" act for themselves.
        """
        if is_one_lawmaker(self.parse, head):
            return self.nominals.phrase(head, ONE_PERSON)
        if sought.harmed and self._is_harmed(before, head, noun):
            return self.nominals.phrase(head, noun)
        if are_associates(self.parse, head, before, noun) or are_counted(self.parse, head, noun):
            return self.nominals.phrase(head, noun)
        own = are_own_people(self.parse, head, before, noun)
        if own or is_one_of_body(self.parse, head, before, noun):
            return self.nominals.phrase(head, noun)
        led = is_led_by(before, noun) or are_aides(self.parse, head, before, noun)
        if led or is_local(self.parse, head, before, noun):
            named = noun.type == "PERSON" or self.parse.lemma[head] in OF_PERSONS
            owner = before.name if before.type == "PERSON" and named else None
            return self.nominals.phrase(head, noun, owned=True, owner=owner)
        unit = before.type == "ORG" and noun.of != "target" and noun.type != "PERSON"
        if (noun.of == "state" and not is_civil(self.parse, head)) or unit:
            return before
        if noun.of == "force" and before.iso and not is_one_of_force(self.parse, head):
            return self.force(head, before)
        return self.nominals.phrase(head, noun)

    @rule("events.one_harmed")
    def _is_harmed(self, before: FoundEntity, head: int, noun: ActorNoun) -> bool:
        """Whether it is one person of a country who undergoes it: "charged a Chadian officer"."""
        one = noun.type == "PERSON" and self.parse.tag[head] == "NN"
        return one and before.type in ("GPE", "ORG") and before.is_named

    def described(self, head: int) -> FoundEntity:
        """Return somebody by their description, whoever they belong to: "his commander"."""
        return self.nominals.phrase(head, self.book.actors[self.parse.lemma[head]])

    def issuers(self, document: int) -> list[FoundEntity]:
        """Return those who issue what is read: the one named before it or after "by", else itself.

        For example Acme for "the Acme report", and "lawsuit" for "the lawsuit".
        """
        before = self.modifier(document)
        if before is not None and before.type in ("ORG", "PERSON"):
            return [before]
        holders = [document, *self.parse.having(document, "acl")]
        by = [o for h in holders for p, o in self.parse.prepositions(h) if p in ("by", "from")]
        noun = DOCUMENT if self.parse.lemma[document] in DOCUMENTS else BROADCASTER
        return self.of(by, PERSON_OR_BODY) or [self.nominals.phrase(document, noun)]

    def modifier(self, head: int) -> FoundEntity | None:
        """Return the name before a noun: a possessive, demonym or compound."""
        parse = self.parse
        if parse.lemma[head] in NOT_ACTING:
            return None
        for deps in (("poss",), ("amod", "compound", "nmod", "nummod")):
            for k in reversed(parse.kids[head]):
                if parse.dep[k] in deps:
                    entity = self.entity(k) or self._deeper(k)
                    if entity is not None and not is_for_or_against(parse, k):
                        return entity
        return None

    @rule("events.name_below")
    def _deeper(self, token: int) -> FoundEntity | None:
        """Return the name below a title or a body: "the Thai government's plan"."""
        for k in self.parse.kids[token]:
            if self.parse.dep[k] in ("poss", "amod", "compound", "nmod"):
                entity = self.entity(k)
                if entity is not None:
                    return entity
        return None

    def force(self, head: int, country: FoundEntity) -> FoundEntity:
        """Return the armed forces of a country: the article's entity or a new one."""
        known = self.by_key.get(f"org/{country.iso}/military")
        return known or self.nominals.force(head, country)

    def authors(self, document: int) -> list[FoundEntity]:
        """Return those named as who made a document: Acme for "an Acme report"."""
        if self.parse.lemma[document] not in DOCUMENTS:
            return []
        return self.lists.authors(document) or [e for e in self.issuers(document) if e.is_named]

    def named_at(self, token: int) -> FoundEntity | None:
        """Return the name at a token or in its apposition: "the chairman, Bo Falk"."""
        entity = self.entity(token) or self.appositions.apposed(token)
        return entity if entity is not None and entity.is_named else None

    def country_of(self, place: FoundEntity) -> FoundEntity | None:
        """Return the entity of the country of a town, if the article has it."""
        return self.countries.get(place.country or "")

    @rule("events.named_inside", off=nothing)
    def _inside(self, head: int, sought: Sought) -> list[FoundEntity]:
        """Return who is named in a phrase whose head does not act ("the policies of ...")."""
        parse = self.parse
        if parse.lemma[head] in DEPICTIONS or (sought.acting and self._disaster(head)):
            return []
        if sought.acting and self._is_quoted(head):
            return []
        possessors = parse.having(head, "poss")
        if possessors:
            return self.of(possessors, sought)
        entity = self.modifier(head)
        if entity is None:
            found = self._in_phrases(head, sought)
            undergoes = not (found or sought.acting or sought.things)
            return maker(parse, head, self.entity) if undergoes else found
        if self._only_kind(head, entity) or self.only_contest(head, entity):
            return []
        if sought.acting and self._is_one(head) and entity.type in ("GPE", "ORG"):
            return [self.nominals.phrase(head, ONE_PERSON)]
        return [] if sought.acting and self._only_town(head, entity) else [entity]

    @rule("events.only_kind")
    def _only_kind(self, head: int, entity: FoundEntity) -> bool:
        """Whether a faith or people before a thing tells which kind it is.

        For example "Moslem slogans", but "a Bedouin village" is theirs.
        """
        noun = self.book.actors.get(self.parse.lemma[head])
        place = noun is not None or self.parse.lemma[head] in LANDS
        return entity.type == "NORP" and entity.is_named and not place

    @rule("events.only_contest")
    def only_contest(self, head: int, entity: FoundEntity) -> bool:
        """Whether a party or candidate only tells which it is: "the Labour primary"."""
        named = (entity.is_named and entity.type == "PERSON") or entity.name.endswith(" Party")
        return named and self.parse.lemma[head] in CONTESTS and not self.parse.having(head, "poss")

    @rule("events.quoted_price")
    def _is_quoted(self, head: int) -> bool:
        """Whether it is what markets quote: "the Treasury's bond fell", "Acme shares rose"."""
        return self.parse.lemma[head] in QUOTED and all(
            p != "of" or self.entity(o) is None for p, o in self.parse.prepositions(head)
        )

    @rule("events.one_of_them")
    def _is_one(self, head: int) -> bool:
        """Whether it is one person, who acts for nobody else: "a U.S. regulator"."""
        return self.parse.tag[head] == "NN" and self.parse.lower[head].endswith(ONE_WHO)

    @rule("events.only_town")
    def _only_town(self, head: int, entity: FoundEntity) -> bool:
        """Whether the name is only where something happens: "the Paris attack shocked many"."""
        happens = self.parse.lemma[head] in self.book.nouns
        place = bool(entity.country) or entity.type in ("LOC", "FAC")
        return place and happens and not self.parse.having(head, "poss")

    @rule("events.disaster_acts_not")
    def _disaster(self, head: int) -> bool:
        """Whether nobody acts: "flooding in Nigeria killed hundreds"."""
        entry = self.book.nouns.get(self.parse.lemma[head])
        return entry is not None and entry.mode == "disaster"

    @rule("events.about_claims", off=lambda *_: WITHIN)
    def _about(self, head: int) -> tuple[str, ...]:
        """Return the prepositions for whom a noun is about: not "by" in "a probe of claims by"."""
        return WITHIN_CLAIM if self.parse.lemma[head] in TALES else WITHIN

    @rule("events.in_phrases", off=nothing)
    def _in_phrases(self, head: int, sought: Sought) -> list[FoundEntity]:
        """Return those whom a phrase below the noun names: "a plan by Chad"."""
        parse = self.parse
        wanted = WITHIN_ACTING if sought.acting else self._about(head)
        phrases = list(parse.prepositions(head))
        for k in parse.having(head, "acl"):
            if parse.tag[k] == "VBN" and parse.lemma[k] not in LEADING:
                phrases += parse.prepositions(k)
        phrases = [p for p in phrases if p[0] in wanted]
        for name, token in sorted(phrases, key=lambda phrase: wanted.index(phrase[0])):
            found = self.of([token], sought)
            if found and not self.is_only_where(name, found, sought):
                return found
        return []

    @rule("events.topic_in_place")
    def is_only_where(self, preposition: str, found: list[FoundEntity], sought: Sought) -> bool:
        """Whether places only tell where something is.

        For example "called for peace in Chad", "blamed a storm over Chad".
        """
        if preposition == "over" and not sought.things:
            return all(e.type in PLACES for e in found)
        if preposition == "on" and not sought.things:
            return all(e.type == "LOC" for e in found)
        where = preposition in (ACROSS if sought.where else WHERE | ACROSS)
        return where and all(e.type in PLACES for e in found)
