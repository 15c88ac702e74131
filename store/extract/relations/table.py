"""Match the rows of `assets/codebook/relations.tsv` against an article."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundMention, FoundRelation, Tokens, states, where
from store.extract.references.discourse import clause, subject
from store.extract.relations.impossible import cannot_be, is_under_doubt, no_longer_holds, types_of
from store.extract.relations.rows import ANYTHING, Row, relational
from store.extract.roles.owners import party_keys
from store.extract.roles.said_of import is_doer
from store.extract.rules import rule, second
from store.extract.times.tenure import NEVER, Tenure, Tenures

# The entities in the slots of a relation.

Entities = dict[int, FoundEntity]

_WARS = frozenset({"war", "invasion", "offensive", "aggression"})
_COMPLEMENTS = frozenset({"attr", "acomp", "advmod", "oprd"})
_COPULAS = frozenset({"be", "become", "remain"})
_MANY = 40
"""How many members of a list to read; a longer list is a table."""
_HAVING = frozenset({"have", "hold", "maintain", "keep", "form", "share"})
_ARTICLES = frozenset({"a", "an", "another", "every"})
_PLURALS = frozenset({"NNS", "NNPS"})
_SETTING = frozenset({"where", "when"})
_OWNERS = frozenset({"poss", "compound", "amod", "nmod"})


def fill(word: Token, slot: str, past: bool) -> list[Token]:
    """Return the words in a slot, including their conjuncts."""
    find = _SLOTS.get(slot)
    first = find(word, past) if find is not None else _after(word, slot)
    if first is None:
        return []
    if slot in {"subject", "apposed"} and _names_one(word, first):
        return [first]
    # In "The U.S., which supports X, and NATO", the conjunct after the verb is not part of it.
    ahead = slot == "subject" and first.i < word.i
    return [joined for joined in _joined(first) if not ahead or joined.i < word.i]


@rule("relations.names_one", off=lambda *_: False)
def _names_one(noun: Token, name: Token) -> bool:
    """Whether a noun in the singular is the title of the name after it, and of no other.

    For example "Senate nominee Ann Lee, Mayor Bo Falk and others".
    """
    is_singular = noun.tag_ in {"NN", "NNP"} and noun.pos_ in {"NOUN", "PROPN"}
    return is_singular and noun.dep_ == "compound" and noun.head == name and noun.i < name.i


def _joined(word: Token) -> Iterator[Token]:
    """Yield a word and its conjuncts. ("Both the U.S., which …, and NATO" are two.)"""
    joined: Token | None = word
    for _ in range(_MANY):
        if joined is None:
            return
        yield joined
        joined = next((child for child in joined.rights if child.dep_ == "conj"), None)


def _subject(word: Token, past: bool) -> Token | None:
    if word.pos_ in {"VERB", "AUX"} or _has_subject(word):
        return _doer(word)
    return _said_of(word, past)


def _has_subject(word: Token) -> bool:
    """Whether the parse has an adjective as the clause's verb: "has been married to"."""
    return word.dep_ == "ROOT" and any(child.dep_ == "nsubjpass" for child in word.lefts)


def _doer(verb: Token) -> Token | None:
    who = subject(verb)
    if who is None:
        return verb.head if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"} else None
    if who.tag_ in {"WDT", "WP"}:
        return verb.head if verb.dep_ == "relcl" else _relative(who)
    passive = any(child.dep_ == "nsubjpass" for child in verb.children)
    agentive = any(child.dep_ == "agent" for child in verb.children)
    return None if passive and agentive else who


@rule("relations.relative_clauses")
def _relative(pronoun: Token) -> Token | None:
    """Return the noun that a relative clause describes: "Norway, which borders Sweden"."""
    verb = clause(pronoun)
    for above in verb.ancestors:
        if verb.dep_ != "conj":
            break
        verb = above
    return verb.head if verb.dep_ == "relcl" else None


@rule("relations.said_of")
def _said_of(noun: Token, past: bool) -> Token | None:
    """Return what a noun describes: by a copula, an apposition, "has", or as a name's title."""
    head = noun.head
    if noun.dep_ in {"attr", "acomp", "advmod", "oprd"} and head.lemma_ in {
        "be",
        "become",
        "remain",
    }:
        return _doer(head) if states(head, past or head.lemma_ == "become") else None
    if noun.dep_ == "dobj" and head.lemma_ in _HAVING:
        return _doer(head) if states(head, past) else None
    if noun.dep_ == "appos" and is_doer(noun):
        return None
    if noun.dep_ in {"appos", "compound"}:
        return head
    return _apposed(noun, past)


@rule("relations.apposed")
def _apposed(noun: Token, past: bool) -> Token | None:
    """Return the name beside a noun: "his brother Peter"."""
    del past
    return next((child for child in noun.rights if child.dep_ == "appos"), None)


def _object(word: Token, past: bool) -> Token | None:
    del past
    return next((child for child in word.rights if child.dep_ == "dobj"), None) or next(
        (child for child in word.lefts if child.dep_ == "nsubjpass"), None
    )


def _agent(word: Token, past: bool) -> Token | None:
    del past
    by = next((child for child in word.rights if child.dep_ == "agent"), None)
    return _after_preposition(by) if by is not None else None


def _self(word: Token, past: bool) -> Token | None:
    del past
    return word


def _owner(word: Token, past: bool) -> Token | None:
    del past
    partner = _partner(word)
    if partner is not None:
        return partner
    owners = [child for child in word.lefts if child.dep_ in _OWNERS]
    owner = max(
        owners, key=lambda child: (child.dep_ == "poss", child.pos_ == "PROPN"), default=None
    )
    return owner or _shared_owner(word)


@rule("relations.partners")
def _partner(word: Token) -> Token | None:
    """Return the name before "and his": "Bo Falk and his daughter Ann"."""
    joined = word.head if word.dep_ in {"compound", "nmod"} else word
    is_own = any(child.tag_ == "PRP$" for child in (*joined.lefts, *word.lefts))
    is_joined = joined.dep_ == "conj" and joined.head.pos_ == "PROPN" and joined.head.i < joined.i
    return joined.head if is_own and is_joined and word.pos_ == "NOUN" else None


@rule("relations.shared_owner")
def _shared_owner(word: Token) -> Token | None:
    """Return the owner of two nouns: "Lee's widow and daughter Ann"."""
    joined = word.head if word.dep_ in {"compound", "nmod"} else word
    first = joined.head
    if joined.dep_ != "conj" or word.pos_ != "NOUN" or first.pos_ != "NOUN":
        return None
    if any(child.dep_ in {"det", "poss"} for child in (*joined.lefts, *word.lefts)):
        return None
    return next((child for child in first.lefts if child.dep_ == "poss"), None)


@rule("relations.above")
def _above(word: Token, past: bool) -> Token | None:
    """Return the owner of the noun above: "China's assumption of the chair"."""
    if word.dep_ != "pobj":
        return None
    governor = word.head.head
    return _owner(governor, past) if governor.pos_ == "NOUN" else None


@rule("relations.war")
def _war(word: Token, past: bool) -> Token | None:
    """Return who fights a war: "Russia's war with Ukraine"."""
    war = _object(word, past)
    return _owner(war, past) if war is not None and war.lemma_ in _WARS else None


def _clause(word: Token, past: bool) -> Token | None:
    del past
    verb = clause(word)
    return _doer(verb) if verb.pos_ in {"VERB", "AUX"} else None


def _after(word: Token, preposition: str) -> Token | None:
    for child in word.rights:
        if child.dep_ in {"prep", "dative"} and child.lower_ == preposition:
            return _after_preposition(child)
    return None


def _after_preposition(preposition: Token) -> Token | None:
    return next((child for child in preposition.rights if child.dep_ == "pobj"), None)


_SLOTS = {
    "subject": _subject,
    "object": _object,
    "agent": _agent,
    "self": _self,
    "owner": _owner,
    "above": _above,
    "apposed": _apposed,
    "war": _war,
    "clause": _clause,
}


# Match the rows of the table against the words of an article.

_IN_PHRASES = frozenset({"pobj", "appos", "conj"})
"""Relations that a parse gives to the state behind a town."""
_OF_STATES = frozenset({"led_by", "chair_of", "owns", "controls", "member_of"})
"""Predicates that hold of a country, and not of some of its people."""
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})

# What a country or place hosts that a card should show although it has no name.
_HOSTED = lexicon.words("relations.hosted")


class Matching:
    """Finds the relations of one article."""

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self.doc = doc
        self.entities = entities
        self.tenures = Tenures(doc)

    def relations(self) -> Iterator[FoundRelation]:
        table = relational()
        words = frozenset(table.verbs) | frozenset(table.nouns)
        for index in where(self.doc, "LEMMA", words):
            token = self.doc[index]
            if token.i and self.doc[token.i - 1].text == "-":
                continue
            if token.pos_ in {"VERB", "AUX", "ADJ"}:
                rows = table.verbs.get(token.lemma_, [])
            elif token.pos_ in {"NOUN", "ADV", "PROPN"}:
                rows = table.nouns.get(token.lemma_, [])
            else:
                continue
            for row in rows:
                yield from self._match(row, token)

    def _match(self, row: Row, word: Token) -> Iterator[FoundRelation]:
        if no_longer_holds(word, row):
            return
        if row.adjective and all(child.lower_ != row.adjective for child in word.lefts):
            return
        if word.pos_ in {"VERB", "AUX"} and not states(word, row.past):
            is_over = states(word, past=True) and self.tenures.of_verb(word).until
            if not is_over:
                return
        if word.pos_ == "VERB" and is_under_doubt(word):
            return
        for doer in self._filled(word, row, row.subject, row.subject_types):
            for obj in self._filled(word, row, row.object, row.object_types):
                is_same = doer[1] is obj[1] or _are_joined(doer[0], obj[0])
                if not is_same and not cannot_be(row, word, doer[1], obj[1]):
                    span = _span(word, doer[0], obj[0])
                    when = self._tenure(row, word)
                    yield FoundRelation(
                        doer[1], row.predicate, obj[1], span, since=when.since, until=when.until
                    )

    @rule("relations.since", off=lambda *_: NEVER)
    def _tenure(self, row: Row, word: Token) -> Tenure:
        """Return since when and until when a relation holds, as the words around it say.

        A verb by which it begins gives its day: "Finland joined NATO in 2023".
        """
        if word.pos_ in {"VERB", "AUX"}:
            said = self.tenures.of_verb(word)
            if said != NEVER or not row.past:
                return said
            return Tenure(since=self.tenures.begun(word) or self._scene(word))
        if _becomes(word):
            return Tenure(since=self.tenures.begun(word.head) or self._scene(word.head))
        return self.tenures.of_noun(word, Tokens(word.i, word.i + 1))

    def _scene(self, verb: Token) -> str | None:
        """Return the date of the clause that sets the scene: "on Thursday, where it became"."""
        is_set = any(child.lower_ in _SETTING for child in verb.lefts)
        above = clause(verb.head)
        return self.tenures.begun(above) if is_set and above.i != verb.i else None

    def _filled(
        self, word: Token, row: Row, slots: tuple[str, ...], types: frozenset[str]
    ) -> list[tuple[Token, FoundEntity]]:
        """Return the entities of the first slot that has one."""
        for slot in slots:
            found: list[tuple[Token, FoundEntity]] = []
            for token in fill(word, slot, row.past):
                token = self._town(token)  # noqa: PLW2901
                entity = self.entities.get(token.i) or self._called(token)
                if entity is None and ANYTHING in types and token.lemma_ in _HOSTED:
                    entity = self._nominal(token)
                if entity is None or not (ANYTHING in types or types & types_of(entity)):
                    continue
                if not _is_apart(row, word, token, slot, entity):
                    found.append((token, entity))
            if found:
                return found
        return []

    @rule("relations.town", off=second)
    def _town(self, place: Token) -> Token:
        """Return the town before its state or country: "a suburb of Warren, Michigan"."""
        at = place.i - 2
        while at > 0 and self.doc[at + 1].text != "," and self.entities.get(at + 1) is not None:
            at -= 1
        town = self.entities.get(at) if at >= 0 else None
        known = self.entities.get(place.i)
        if town is None or known is None or self.doc[at + 1].text != ",":
            return place
        is_in = town.type == "GPE" == known.type and town.lat is not None and known.lat is None
        return self.doc[at] if is_in and place.dep_ in _IN_PHRASES else place

    @rule("relations.called")
    def _called(self, noun: Token) -> FoundEntity | None:
        """Return the entity that a common noun is called by: "the game Gravelpit"."""
        if noun.pos_ != "NOUN" or noun.i + 1 >= len(self.doc):
            return None
        named = self.doc[noun.i + 1]
        is_its_name = named.dep_ == "appos" or named.head.i == noun.i
        return self.entities.get(named.i) if is_its_name else None

    def _nominal(self, noun: Token) -> FoundEntity:
        """Return an entity for words without a name: "tactical nuclear weapons"."""
        start = noun.i
        while start > noun.left_edge.i and self.doc[start - 1].dep_ in {"amod", "compound"}:
            start -= 1
        words = self.doc[start : noun.i + 1].text
        key = f"nominal/{words.casefold()}"
        known: list[FoundEntity] = [e for e in self.doc._.entities if e.key == key]
        if known:
            return known[0]
        mention = FoundMention(Tokens(start, noun.i + 1), "nominal")
        entity = FoundEntity(key, words, "PRODUCT", [mention])
        self.doc._.entities.append(entity)
        return entity


def _are_joined(one: Token, other: Token) -> bool:
    """Whether two words are coordinated: "House and Senate members"."""
    first, last = sorted((one, other), key=lambda word: word.i)
    return last.dep_ == "conj" and last.head == first


@rule("relations.apart", off=lambda *_: False)
def _is_apart(row: Row, word: Token, token: Token, slot: str, entity: FoundEntity) -> bool:
    """Whether a name does not fill the slot: "Americans" as the country that leads a bank, or the
    party of "a Democratic strategist" as the employer.
    """
    if word.pos_ in {"VERB", "AUX"} and entity.key in party_keys():
        is_one = any(child.lower_ in _ARTICLES for child in token.lefts)
        return token.dep_ not in {"compound", "amod"} and (is_one or token.tag_ in _PLURALS)
    if word.pos_ in {"VERB", "AUX"}:
        return entity.type == "GPE" and token.tag_ == "NNPS" and row.predicate in _OF_STATES
    if slot == "subject" and row.predicate == "owns" and token.dep_ == "pobj":
        return entity.type == "GPE"  # "in Oslo, the owner of the club, Ann Lee, met"
    is_party = row.predicate == "works_for" and slot == "owner" and entity.key in party_keys()
    return is_party and word.lemma_ not in _SPEAKERS


def _becomes(word: Token) -> bool:
    return word.dep_ == "attr" and word.head.lemma_ == "become"


def _span(word: Token, subject: Token, obj: Token) -> Tokens:
    """Return the range from the first to the last word of the statement, within one sentence."""
    places = (word.i, subject.i, obj.i)
    return Tokens(min(places), max(places) + 1)
