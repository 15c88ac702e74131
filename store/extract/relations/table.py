"""Match the rows of `assets/codebook/relations.tsv` against an article."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundMention, FoundRelation, Tokens, states, where
from store.extract.references.discourse import clause
from store.extract.relations.impossible import (
    cannot_be,
    is_achieved,
    is_in_name,
    is_no_place,
    is_other_tie,
    is_quoted,
    is_settled,
    is_under_doubt,
    no_longer_holds,
    once,
    types_of,
)
from store.extract.relations.named import MUTUAL, Filled, names_for, of_each_other
from store.extract.relations.rows import ANYTHING, Row, relational
from store.extract.relations.slots import Entities, fill
from store.extract.roles.parties import party_keys
from store.extract.rules import rule, second
from store.extract.statements.quotations import Quotations
from store.extract.times.tenure import NEVER, Tenure, Tenures

_ARTICLES = frozenset({"a", "an", "another", "every"})
_PLURALS = frozenset({"NNS", "NNPS"})
_SETTING = frozenset({"where", "when"})
_IN_PHRASES = frozenset({"pobj", "appos", "conj"})
"""Relations that a parse gives to the state behind a town."""
_OF_STATES = frozenset({"led_by", "chair_of", "owns", "controls", "member_of"})
"""Predicates that hold of a country, and not of some of its people."""
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_FAMILY = lexicon.words("relations.family")
_NAMED = frozenset({"subject", "apposed"})
"""Slots that the name beside a noun fills."""
_KINDS = frozenset({"half", "ex"})
"""Words before a hyphen and a relative, with whom they are another one."""
# What a country or place hosts that a card should show although it has no name.
_HOSTED = lexicon.words("relations.hosted")


class Matching:
    """Finds the relations of one article."""

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self.doc = doc
        self.entities = entities
        self.tenures = Tenures(doc)
        self.quotations: Quotations | None = None

    def relations(self) -> Iterator[FoundRelation]:
        table = relational()
        nouns = (noun.rpartition("-")[2] for noun in table.nouns)  # the model splits "fly-half"
        words = frozenset((*table.verbs, *table.nouns, *nouns))
        for index in where(self.doc, "LEMMA", words):
            token = self.doc[index]
            if _ends_compound(token):
                continue
            if token.pos_ in {"VERB", "AUX", "ADJ"}:
                rows = table.verbs.get(token.lemma_, [])
            elif token.pos_ in {"NOUN", "ADV", "PROPN"}:
                rows = table.nouns.get(_whole_noun(token), [])
            else:
                continue
            for row in rows:
                yield from self._match(row, token)

    def _match(self, row: Row, word: Token) -> Iterator[FoundRelation]:
        predicate = self._predicate(row, word)
        if predicate is None or is_in_name(word):
            return
        for doer, obj in self._pairs(row, word):
            is_other = is_other_tie(row, word, obj[1])
            if not is_other and not cannot_be(row, word, doer[1], obj[1]):
                span = _span(word, doer[0], obj[0])
                when = self._tenure(row, word)
                yield FoundRelation(
                    doer[1], predicate, obj[1], span, since=when.since, until=when.until
                )

    def _predicate(self, row: Row, word: Token) -> str | None:
        """Return the predicate of a row, the one of what once was, or None if it does not hold."""
        if row.beside and all(child.lower_ != row.beside for child in word.children):
            return None
        if no_longer_holds(word, row):
            return once(word, row)
        if word.pos_ in {"VERB", "AUX"} and not states(word, row.past):
            is_over = states(word, past=True) and self.tenures.of_verb(word).until
            if not is_over and not is_settled(word, row) and not (row.past and is_achieved(word)):
                return None
            return row.predicate
        return None if word.pos_ == "VERB" and is_under_doubt(word) else row.predicate

    def _pairs(self, row: Row, word: Token) -> Iterator[tuple[Filled, Filled]]:
        """Yield the two things of each relation that a row states."""
        doers = self._filled(word, row, row.subject, row.subject_types)
        if row.object == MUTUAL:
            yield from of_each_other(word, doers)
            return
        several = {id(doer[1]) for doer in doers} if len(doers) > 1 else set()
        for doer in doers:
            for obj in self._filled(word, row, row.object, row.object_types):
                is_same = doer[1] is obj[1] or id(obj[1]) in several
                is_same |= _are_joined(doer[0], obj[0]) and word.lemma_ not in _FAMILY
                if not is_same:
                    yield doer, obj

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
    ) -> list[Filled]:
        """Return the entities of the first slot that has one."""
        for slot in slots:
            found: list[Filled] = []
            for token in self._words(word, slot, row.past):
                entity = self.entities.get(token.i)
                if entity is None and ANYTHING in types and token.lemma_ in _HOSTED:
                    entity = self._nominal(token)
                if entity is None or not (ANYTHING in types or types & types_of(entity)):
                    continue
                if _is_apart(row, word, token, slot, entity) or is_no_place(token, entity):
                    continue
                if token.pos_ != "PRON" or not is_quoted(token, self._quotations()):
                    found.append((token, entity))
            if found:
                return found
        return []

    def _words(self, word: Token, slot: str, past: bool) -> Iterator[Token]:
        """Yield the words in a slot, each common noun as the names that it stands for."""
        found = fill(word, slot, past)
        if slot in _NAMED and all(each.i not in self.entities for each in found):
            found = [*found, *names_for(word, self.entities)]
        for token in found:
            named = () if token.i in self.entities else names_for(token, self.entities)
            yield from named or (self._town(token),)

    def _quotations(self) -> Quotations:
        if self.quotations is None:
            self.quotations = Quotations(self.doc)
        return self.quotations

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


@rule("relations.compounds", off=lambda word: bool(word.i) and word.nbor(-1).text == "-")
def _ends_compound(word: Token) -> bool:
    """Whether a word is the end of a compound other than "co-founder" or "half-brother"."""
    if word.i < 2 or word.nbor(-1).text != "-":
        return False
    whole = f"{word.nbor(-2).lower_}-{word.lemma_}"
    return word.nbor(-2).lower_ not in {"co", *_KINDS} and whole not in relational().nouns


@rule("relations.in_laws", off=lambda word: word.lemma_)
def _whole_noun(noun: Token) -> str:
    """Return the lemma of a noun, or the whole of "son-in-law" and "ex-wife"."""
    behind = noun.doc[noun.i + 1 : noun.i + 5].text.casefold()
    if behind == "-in-law":
        return f"{noun.lemma_}-in-law"
    if noun.i < 2 or noun.nbor(-1).text != "-":
        return noun.lemma_
    whole = f"{noun.nbor(-2).lower_}-{noun.lemma_}"
    is_kind = noun.nbor(-2).lower_ in _KINDS or whole in relational().nouns
    return whole if is_kind else noun.lemma_


def _are_joined(one: Token, other: Token) -> bool:
    """Whether two words are coordinated: "House and Senate members"."""
    first, last = sorted((one, other), key=lambda word: word.i)
    return last.dep_ == "conj" and last.head == first


@rule("relations.apart", off=lambda *_: False)
def _is_apart(row: Row, word: Token, token: Token, slot: str, entity: FoundEntity) -> bool:
    """Whether a name does not fill the slot: "Americans" as the country that leads a bank, or the
    party of "a Democratic strategist" as the employer, or of "Republican critics" as their target.
    """
    if word.pos_ in {"VERB", "AUX"} and entity.key in party_keys():
        is_one = any(child.lower_ in _ARTICLES for child in token.lefts)
        return token.dep_ not in {"compound", "amod"} and (is_one or token.tag_ in _PLURALS)
    if word.pos_ in {"VERB", "AUX"}:
        return entity.type == "GPE" and token.tag_ == "NNPS" and row.predicate in _OF_STATES
    if slot == "subject" and row.predicate == "owns" and token.dep_ == "pobj":
        return entity.type == "GPE"  # "in Oslo, the owner of the club, Ann Lee, met"
    is_own = slot == "owner" and entity.key in party_keys()
    is_party = row.predicate in {"works_for", "opposes"} and is_own
    return is_party and word.lemma_ not in _SPEAKERS


def _becomes(word: Token) -> bool:
    return word.dep_ == "attr" and word.head.lemma_ == "become"


def _span(word: Token, subject: Token, obj: Token) -> Tokens:
    """Return the range from the first to the last word of the statement, within one sentence."""
    places = (word.i, subject.i, obj.i)
    return Tokens(min(places), max(places) + 1)
