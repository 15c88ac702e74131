"""Find office holders: "Chinese President Xi Jinping", "Xi, the Chinese president", "is head of".

The country or body is the one named before the office or after "of", never a guess from elsewhere
in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.roles.appositions import beside_others
from store.extract.roles.behind_names import behind_comma, behind_party
from store.extract.roles.branches import of_branch, of_branch_behind
from store.extract.roles.by_verbs import by_verbs
from store.extract.roles.fields import (
    not_there,
    of_commission,
    of_desk,
    of_field_before,
    of_field_behind,
    of_nobody,
    of_words,
)
from store.extract.roles.joined import (
    Held,
    joined_behind,
    joined_held,
    joined_to,
    joined_to_body,
    listed,
    one_of,
    shares_body,
)
from store.extract.roles.lists import shared_office
from store.extract.roles.offices import office_from, office_words
from store.extract.roles.owners import (
    Entities,
    owner,
    owner_before,
    state_behind,
    straight_behind,
)
from store.extract.roles.parties import party_keys
from store.extract.roles.phrases import (
    at_behind,
    federal,
    is_address,
    is_cheered,
    is_no_office,
    is_of_clause,
    is_title,
    needs_body,
    of_field,
    of_part,
    of_region,
)
from store.extract.roles.said_of import (
    LEAVING,
    beside,
    by_as,
    by_clause,
    by_copula,
    by_inverse,
    by_naming,
    by_naming_whom,
    by_serving,
    is_asked,
    is_dismissed,
    is_first_to,
    is_ranked,
    leaves_later,
    served,
    verb_of,
    was,
)
from store.extract.roles.serving import of_person, of_persons_minister
from store.extract.roles.titles import Titles
from store.extract.roles.unlisted import (
    of_beat,
    of_body_behind_field,
    of_named_before,
    of_named_behind,
    of_programme,
    of_subject,
    of_town_before,
)
from store.extract.rules import rule
from store.extract.statements.quotations import Quotations
from store.extract.times.tenure import NEVER, Tenure, Tenures

_BEGINNING = lexicon.words("roles.beginning")
_FORMER = lexicon.words("roles.former")
_BEFORE_BODIES = frozenset({"of", "at", "for"})
_STREETS = frozenset({"Street", "Avenue", "Road", "Boulevard", "Hotel", "Building"})
_PRIZE = "of the year"
_LASTING = frozenset({"founder", "co-founder", "cofounder", "author", "co-author"})
"""Offices that one has for ever: "was the founder of Orvis Bank"."""
_OF_WORKS = frozenset({"author", "co-author", "writer", "sponsor"})
"""Offices that one has of a work: "author of a law"."""


def _as_it_is(finder: object, held: Held, noun: Token) -> Held:
    del finder, noun
    return held


def find_roles(doc: Doc, entities: Entities) -> list[FoundRole]:
    """Return each role of each person once, in text order.

    Those that need a body and stand without one are in `doc._.bare_roles`.
    """
    found: dict[tuple[int, str, int], FoundRole] = {}
    persons = [entity for entity in doc._.entities or [] if _is_person(entity)]
    finder = OfficeFinder(doc, entities)
    for person in persons:
        for mention in person.mentions:
            if mention.kind not in {"name", "acronym"}:
                continue
            for role in finder.roles(person, mention.span, finder.offices(mention.span)):
                key = (id(person), role.role.casefold(), id(role.of))
                known = found.setdefault(key, role)
                if known is not role:
                    _add_to(known, role)
    doc._.bare_roles = finder.bare
    roles = sorted(found.values(), key=lambda role: role.span)
    return [role for role in roles if not _said_with_owner(role, roles)]


@rule("roles.no_streets", off=lambda entity: entity.type == "PERSON")
def _is_person(entity: FoundEntity) -> bool:
    """Whether it is a person, and no street or hotel that a model takes for one."""
    return entity.type == "PERSON" and entity.name.rpartition(" ")[2] not in _STREETS


def _role(person: FoundEntity, held: Held, span: Tokens) -> FoundRole:
    office, of, tenure = held
    words = None if office.tells_body else office.span
    return FoundRole(
        person, office.name, of, span, office.standing, tenure.since, tenure.until, words
    )


def _add_to(role: FoundRole, other: FoundRole) -> None:
    """Add what another sentence tells of the same office of the same person."""
    role.standing = role.standing or other.standing
    role.since = role.since or other.since
    role.until = role.until or other.until


def _said_with_owner(role: FoundRole, roles: list[FoundRole]) -> bool:
    """Whether another role has the same office with its body: "Chinese President Xi Jinping"."""
    return role.of is None and any(
        other.person is role.person
        and other.of is not None
        and other.role.casefold() == role.role.casefold()
        for other in roles
    )


class OfficeFinder:
    """Finds the offices in the words around one name."""

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self.doc = doc
        self.entities = entities
        self.bare: list[FoundRole] = []
        """The roles that need a body, of which the words around tell none."""
        self.quotations: Quotations | None = None
        self.tenures = Tenures(doc)
        article = doc._.article
        self.published: str = (article.published or "") if article is not None else ""
        self.titles = Titles(doc, entities, self.published)

    def offices(self, name: Tokens) -> Iterator[Held]:
        """Yield each office with its country or body, from before the name, after it, or a verb."""
        before = [] if is_cheered(self.doc, name) else self.titles.of_name(name)
        for office, of, tenure in (of_region(self.doc, held, self.entities) for held in before):
            of = of or state_behind(self.doc, name, office, self.entities)  # noqa: PLW2901
            yield Held(office, of, tenure)
        head = self.doc[name.start : name.end].root
        if not before:
            yield from self.titles.shared(name, head)
        found = [
            held
            for noun in self._nouns(name, head)
            if not is_asked(noun) and not is_first_to(noun)
            for held in self._held(noun)
        ]
        if not found and not before:
            found = [
                held
                for noun in behind_comma(self.doc, name, self.entities)
                for held in self._held(noun)
            ]
        yield from found
        yield from by_verbs(head, self.entities)

    def _nouns(self, name: Tokens, head: Token) -> list[Token]:
        """Return the nouns that are said of a name, each once."""
        nouns = [
            *beside(head),
            *beside_others(self.doc, name, head, self.entities),
            *behind_party(self.doc, name, self.entities),
            *shared_office(self.doc, name, self.entities),
            *self._said_of(head),
        ]
        return list({noun.i: noun for noun in nouns}.values())

    def roles(self, person: FoundEntity, name: Tokens, said: Iterable[Held]) -> Iterator[FoundRole]:
        """Yield a person's roles of the offices that are said of the name or word for them."""
        head = self.doc[name.start : name.end].root
        for held in (self._settled(each, person) for each in said):
            office, of = held.office, held.of
            if is_of_clause(self.doc, office, name) or is_address(self.doc, office, of):
                continue
            role = _role(person, held, _spanning(office.span, name))
            if office.head in office_words().heads and is_dismissed(head):
                role.standing = "former"
            is_bare = of is None and not is_title(self.doc, office, name) and needs_body(office)
            is_own = of is not None and _is_inside(office.span, of, self.entities)
            if is_own or of is person or is_no_office(self.doc, office, of):
                continue
            if not is_bare:
                yield role
            elif not self._was_once(role):
                self.bare.append(role)

    def _was_once(self, role: FoundRole) -> bool:
        """Whether only a verb in the past tells that an office is over: "Ann Lee was a partner"."""
        words = (word.lower_ for word in self.doc[role.span.start : role.span.end])
        return role.standing == "former" and _FORMER.isdisjoint(words)

    def said_of(self, word: Token) -> Iterator[Held]:
        """Yield each office that a verb gives the person whom a word stands for."""
        for noun in self._said_of(word):
            if not is_asked(noun) and not is_first_to(noun):
                yield from self._held(noun)
        yield from by_verbs(word, self.entities)

    def _settled(self, held: Held, holder: FoundEntity) -> Held:
        """Return an office with what the words around it tell of its body, whatever the parse."""
        noun = self.doc[held.office.span.end - 1]
        held = of_branch_behind(noun, of_beat(noun, held, self.entities), self.entities)
        held = of_desk(noun, of_words(noun, held, self.entities), self.entities)
        held = of_commission(noun, held, self.entities)
        held = held._replace(office=federal(self.doc, held.office, held.of))
        held = of_persons_minister(noun, of_person(self.doc, held, holder, self.entities))
        held = of_body_behind_field(noun, of_programme(noun, held, self.entities), self.entities)
        for rule_of_body in (of_town_before, of_subject, of_named_behind, of_named_before):
            held = rule_of_body(noun, held, self.entities)
        held = of_nobody(noun, held, self.entities)
        held = of_field_before(noun, held, self.entities)
        return of_field_behind(noun, held, self.entities)

    def _held(self, noun: Token) -> Iterator[Held]:
        """Yield the office of a noun and one coordinated with it: "founder and president of"."""
        office = office_from(self.doc, noun.i, self.entities)
        if office is not None and self.doc[noun.i + 1 : noun.i + 4].text.lower() == _PRIZE:
            return
        if office is None:
            for other in (*joined_to(noun), *one_of(noun)):
                yield from self._held(other)
            return
        joined = joined_behind(self.doc, noun, office, self.entities)
        is_owned = any(child.dep_ == "poss" and child.tag_ != "PRP$" for child in noun.lefts)
        if joined is not None and is_owned:  # "the report's author and a lawyer at Orvis Bank"
            of = owner_before(self.doc, office, self.entities)
        else:
            of = owner(self.doc, office, noun, self.entities)
        of = of or (at_behind(self.doc, office, self.entities) if joined is None else None)
        of = of or straight_behind(self.doc, office.span.end, self.entities)
        if joined is not None:
            second = owner(self.doc, joined, self.doc[joined.span.end - 1], self.entities)
            second = second or at_behind(self.doc, joined, self.entities)
            if shares_body(office, joined) and not is_owned:
                of = of or second
            is_party = of is not None and of.key in party_keys()
            is_apart = is_party or self.doc[joined.span.start - 1].lower_ in {"a", "an", "the"}
            behind = self.doc[joined.span.end : joined.span.end + 1].text.lower()
            is_work = behind == "of" and joined.head in _OF_WORKS
            is_apart |= of is not None and of.type == "GPE" and behind in _BEFORE_BODIES
            is_apart |= is_work  # "the House whip and author of a law"
            behind_it = joined_held(self.doc, office, joined, second if is_apart else second or of)
            yield behind_it._replace(
                office=self.titles.with_early_time(behind_it.office, behind_it.of)
            )
        yield from listed(self.doc, noun, office, self.entities)
        for other in joined_to_body(noun, self.entities):
            yield from self._held(other)
        office, of = of_branch(self.doc, office, of, self.entities)
        office, of = not_there(noun, office, of, self.entities)
        office = of_part(self.doc, self.titles.with_early_time(office, of), of, self.entities)
        office = of_field(self.doc, office, of, self.entities)
        held = of_region(self.doc, Held(office, of), self.entities)
        yield self._with_tenure(held, noun)

    @rule("roles.tenure", off=_as_it_is)
    def _with_tenure(self, held: Held, noun: Token) -> Held:
        """Return the office with its times: "mayor of Leeds since 2010", "was mayor until May"."""
        tenure = NEVER if is_ranked(noun) else self.tenures.of_noun(noun, held.office.span)
        verb = verb_of(noun)
        if verb is not None and leaves_later(verb):
            verb = None
        if verb is not None and tenure == NEVER:
            tenure = self.tenures.of_verb(verb)
            if tenure == NEVER and verb.lemma_ in _BEGINNING:
                tenure = Tenure(since=self.tenures.begun(verb))
            elif verb.lemma_ in LEAVING:
                tenure = Tenure(until=self.tenures.begun(verb))
        is_past = verb is not None and was(verb) and held.office.head not in _LASTING
        over = verb is not None and (verb.lemma_ in LEAVING or is_past or served(verb))
        if over or (tenure.until and tenure.until < self.published[: len(tenure.until)]):
            office = held.office
            return Held(office._replace(standing=office.standing or "former"), held.of, tenure)
        return held._replace(tenure=tenure)

    def _said_of(self, name: Token) -> Iterator[Token]:
        """Yield the nouns that a verb attributes to a person, outside quotations."""
        nouns = [
            *by_copula(name),
            *by_clause(name),
            *by_inverse(name),
            *by_naming(name),
            *by_naming_whom(name),
            *by_serving(name),
            *by_as(name),
        ]
        for noun in nouns:
            if not self._is_quoted(noun):
                yield noun

    def _is_quoted(self, noun: Token) -> bool:
        if self.quotations is None:
            self.quotations = Quotations(self.doc)
        return self.quotations.at(noun.i) is not None


def _is_inside(office: Tokens, of: FoundEntity, entities: Entities) -> bool:
    """Whether an office is in the name of its body; "Speaker of the House" only ends with it."""
    return entities.get(office.end - 1) is of and entities.get(office.start) is of


def _spanning(one: Tokens, other: Tokens) -> Tokens:
    return Tokens(min(one.start, other.start), max(one.end, other.end))
