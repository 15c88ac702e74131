"""Find office holders: "Chinese President Xi Jinping", "Xi, the Chinese president", "is head of".

The country or body is the one named before the office or after "of", never a guess from elsewhere
in the article.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens, states
from store.extract.roles.branches import of_branch, of_branch_behind
from store.extract.roles.fields import (
    not_there,
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
    listed,
    shares_body,
)
from store.extract.roles.offices import (
    RANKS,
    Office,
    office_ending,
    office_from,
    office_words,
    said_when,
    time_before,
    titled,
)
from store.extract.roles.owners import (
    Entities,
    body,
    owner,
    owner_before,
    party_keys,
    state_behind,
    straight_behind,
)
from store.extract.roles.phrases import (
    at_behind,
    behind_comma,
    federal,
    is_address,
    is_cheered,
    is_left,
    is_no_office,
    is_of_clause,
    is_of_past_year,
    is_title,
    needs_body,
    of_field,
    of_part,
    of_region,
)
from store.extract.roles.said_of import (
    LEAVING,
    TOLD,
    beside,
    by_as,
    by_clause,
    by_copula,
    by_naming,
    by_naming_whom,
    by_serving,
    is_asked,
    is_first_to,
    is_of,
    is_ranked,
    leaves_later,
    rights,
    served,
    verb_of,
    was,
)
from store.extract.roles.serving import of_person
from store.extract.roles.unlisted import (
    of_beat,
    of_named_before,
    of_named_behind,
    of_subject,
    of_town_before,
)
from store.extract.rules import nothing, rule
from store.extract.statements.quotations import Quotations
from store.extract.times.tenure import NEVER, Tenure, Tenures

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ENDS = frozenset({",", ".", ";", ")", "—", "–", ""})
_BEGINNING = lexicon.words("roles.beginning")
_BEFORE_BODIES = frozenset({"of", "at", "for"})
_STREETS = frozenset({"Street", "Avenue", "Road", "Boulevard", "Hotel", "Building"})
_PRIZE = "of the year"
_DEGREES = frozenset({"deputy", "assistant", "associate", "chief", "senior", "vice"})
"""Words of an office that may stand before its body."""
_OF_WORKS = frozenset({"author", "co-author", "writer", "sponsor"})
"""Offices that one has of a work: "author of a law"."""
_LONGEST_BODY = 4
"""How many words may stand between "of the" and the body."""


def _as_it_is(finder: object, held: Held, noun: Token) -> Held:
    del finder, noun
    return held


def find_roles(doc: Doc, entities: Entities) -> list[FoundRole]:
    """Return each role of each person once, in text order."""
    found: dict[tuple[int, str, int], FoundRole] = {}
    persons = [entity for entity in doc._.entities or [] if _is_person(entity)]
    finder = _Finder(doc, entities)
    for person in persons:
        for mention in person.mentions:
            if mention.kind not in {"name", "acronym"}:
                continue
            for said in finder.offices(mention.span):
                held = finder.settled(said, person)
                office, of = held.office, held.of
                is_titled = is_title(doc, office, mention.span)
                is_bare = of is None and not is_titled and needs_body(office)
                if is_of_clause(doc, office, mention.span) or is_address(doc, office, of):
                    continue
                is_own = of is not None and entities.get(office.span.end - 1) is of
                if is_own or of is person or is_bare or is_no_office(doc, office, of):
                    continue
                role = _role(person, held, _spanning(office.span, mention.span))
                known = found.setdefault((id(person), office.name.casefold(), id(of)), role)
                if known is not role:
                    _add_to(known, role)
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


class _Finder:
    """Finds the offices in the words around one name."""

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self.doc = doc
        self.entities = entities
        self.quotations: Quotations | None = None
        self.tenures = Tenures(doc)
        article = doc._.article
        self.published: str = (article.published or "") if article is not None else ""

    def offices(self, name: Tokens) -> Iterator[Held]:
        """Yield each office with its country or body, from before the name, after it, or a verb."""
        before = [] if is_cheered(self.doc, name) else self._before_name(name)
        for office, of, tenure in (of_region(self.doc, held, self.entities) for held in before):
            of = of or state_behind(self.doc, name, office, self.entities)  # noqa: PLW2901
            yield Held(office, of, tenure)
        head = self.doc[name.start : name.end].root
        if not before:
            yield from self._shared(name, head)
        found = [
            held
            for noun in (*beside(head), *self._said_of(head))
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

    def settled(self, held: Held, holder: FoundEntity) -> Held:
        """Return an office with what the words around it tell of its body, whatever the parse."""
        noun = self.doc[held.office.span.end - 1]
        held = of_branch_behind(noun, of_beat(noun, held, self.entities), self.entities)
        held = of_desk(noun, of_words(noun, held, self.entities), self.entities)
        held = held._replace(office=federal(self.doc, held.office, held.of))
        held = of_person(self.doc, held, holder, self.entities)
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
            for other in joined_to(noun):
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
            yield behind_it._replace(office=self._with_early_time(behind_it.office, behind_it.of))
        yield from listed(self.doc, noun, office, self.entities)
        office, of = of_branch(self.doc, office, of, self.entities)
        office, of = not_there(noun, office, of, self.entities)
        office = of_part(self.doc, self._with_early_time(office, of), of, self.entities)
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
        over = verb is not None and (verb.lemma_ in LEAVING or was(verb) or served(verb))
        if over or (tenure.until and tenure.until < self.published[: len(tenure.until)]):
            office = held.office
            return Held(office._replace(standing=office.standing or "former"), held.of, tenure)
        return held._replace(tenure=tenure)

    def _before_name(self, name: Tokens) -> list[Held]:
        before = self._before(name.start) or self._before_comma(name)
        before = before or self._before_body(name.start)
        if before is None:
            return []
        found = [before]
        office, of, _ = before
        if office.head in RANKS and (higher := self._before(office.span.start)) is not None:
            found.append(higher)
        found += self._joined_before(office)
        if len(found) > 1 and of is None and office.head not in RANKS:
            other = found[1].of
            is_party = other is not None and other.key in party_keys()
            found[0] = before if is_party else before._replace(of=other)
        return found

    @rule("roles.joined_before", off=nothing)
    def _joined_before(self, office: Office) -> list[Held]:
        """Return coordinated offices: "Tesla founder and chief executive Elon Musk"."""
        at = office.span.start - 1
        if at < 1 or self.doc[at].lower_ not in {"and", "&"} or self.doc[at - 1].tag_ == "NNS":
            return []
        first = self._before(at)
        return [first] if first is not None else []

    @rule("roles.before_comma")
    def _before_comma(self, name: Tokens) -> Held | None:
        """Return the office if the parse has the name beside a town: "the mayor of Oslo, X,"."""
        doc, comma = self.doc, name.start - 1
        is_between = (
            comma > 0 and doc[comma].text == "," and doc[name.end : name.end + 1].text in _ENDS
        )
        town = self.entities.get(comma - 1)
        if not is_between or town is None or town.type == "PERSON":
            return None
        return self._before(comma)

    @rule("roles.before")
    def _before(self, end: int) -> Held | None:
        """Return the office that ends at `end`, before a name.

        For example "Belarusian Foreign Minister X", "President of Belarus X".
        """
        doc, entities = self.doc, self.entities
        office = office_ending(doc, end, entities) if end > 0 else None
        while office is None and end > 0 and doc[end - 1].lower_ in office_words().titles:
            end -= 1
            office = office_ending(doc, end, entities) if end > 0 else None
        if office is not None:
            of = owner_before(doc, office, entities)
            office, of = of_branch(doc, office, of, entities)
            office = federal(doc, office, of)
            return Held(self._with_early_time(office, of), of)
        of = body(entities.get(end - 1))
        if of is None or of.key in party_keys():
            return None  # "a lawyer for Republican Ann Lee"
        at = self._start_of(of, end - 1)
        if at > 0 and doc[at - 1].lower_ == "the":
            at -= 1
        if at < 2 or doc[at - 1].lower_ not in _BEFORE_BODIES or doc[at - 2].tag_ == "NNS":
            return None
        office = office_ending(doc, at - 1, entities)
        if office is not None and doc[at - 2 : at + 1].text.lower() == "secretary of state":
            span = Tokens(office.span.start, end)  # "Secretary of State for Energy Ann Lee"
            return Held(office._replace(name=titled(doc[span.start : end].text), span=span), None)
        return Held(office, of) if office is not None else None

    def _start_of(self, entity: FoundEntity, at: int) -> int:
        while at > 0 and self.entities.get(at - 1) is entity:
            at -= 1
        return at

    @rule("roles.before_body")
    def _before_body(self, end: int) -> Held | None:
        """Return an office that stands before its body.

        For example "General secretary of the services union Unison Dave Prentis".
        """
        doc = self.doc
        of = body(self.entities.get(end - 1))
        if of is None:
            return None
        first = at = self._start_of(of, end - 1)
        while at > max(first - _LONGEST_BODY, 1) and doc[at - 1].pos_ in {"NOUN", "ADJ", "PROPN"}:
            at -= 1
        if at == first or at < 3 or doc[at - 1].lower_ != "the" or doc[at - 2].lower_ != "of":
            return None
        office = office_ending(doc, at - 2, self.entities)
        return Held(office, of) if office is not None else None

    @rule("roles.shared_title", off=nothing)
    def _shared(self, name: Tokens, head: Token) -> tuple[Held, ...]:
        """Return a title shared by two names: "Sens. Ann Roe, R-Utah, and Bo Falk, D-Ohio"."""
        first = head
        while first.dep_ == "conj" and first.head.i < first.i:
            first = first.head
        person = self.entities.get(first.i)
        if first is head or person is None or person.type != "PERSON":
            return ()
        held = self._before(self._start_of(person, first.i))
        if held is None:
            return ()
        office, of, _ = held
        words = self.doc[office.span.start : office.span.end].text.lower()
        if not words.rstrip(".").endswith("s"):
            return ()
        return (Held(office, state_behind(self.doc, name, office, self.entities) or of),)

    def _with_early_time(self, office: Office, of: FoundEntity | None) -> Office:
        """Return the office with a word of time before the country: "Former U.S. President"."""
        at = office.span.start
        of = of or self._person_before(at)
        while at > 0 and of is not None and self._owns(at - 1, of):
            at -= 1
        person = self._person_before(at)
        while at > 0 and person is not None and self._owns(at - 1, person):
            at -= 1  # "a former Reagan White House aide"
        is_owned = of is not None and of.type != "PERSON" and at < office.span.start
        if is_owned and at and self.doc[at - 1].lower_ in _DEGREES:
            at -= 1  # "deputy Cabinet minister"
            span = Tokens(at, office.span.end)
            office = office._replace(
                name=f"{self.doc[at].text.capitalize()} {office.name}", span=span
            )
        if is_of_past_year(self.doc, at, office, self.published) or is_left(self.doc, office, at):
            office = office._replace(standing="former")
        return said_when(self.doc, time_before(self.doc, at), at, office)

    def _person_before(self, at: int) -> FoundEntity | None:
        """Return the person right before an office: "Former Reagan chief of staff Bo Falk"."""
        while at > 0 and self.doc[at - 1].text in _POSSESSIVE:
            at -= 1
        person = self.entities.get(at - 1)
        return person if person is not None and person.type == "PERSON" else None

    def _owns(self, index: int, of: FoundEntity) -> bool:
        return self.entities.get(index) is of or self.doc[index].text in _POSSESSIVE

    def _said_of(self, name: Token) -> Iterator[Token]:
        """Yield the nouns that a verb attributes to a person, outside quotations."""
        nouns = [
            *by_copula(name),
            *by_clause(name),
            *self._ended(name),
            *by_naming(name),
            *by_naming_whom(name),
            *by_serving(name),
            *by_as(name),
        ]
        for noun in nouns:
            if not self._is_quoted(noun):
                yield noun

    @rule("roles.ended", off=nothing)
    def _ended(self, name: Token) -> list[Token]:
        """Return nouns of "Ann Lee was mayor from 1999 to 2007", "who was mayor until May"."""
        verbs = [child for child in name.rights if child.dep_ == "relcl"]
        if name.dep_ == "nsubj" and name.head.dep_ not in TOLD:
            verbs.append(name.head)
        return [
            noun
            for verb in verbs
            if was(verb) and states(verb, past=True) and is_of(name, verb)
            for noun in rights(verb, {"attr"})
            if self.tenures.of_verb(verb).until
            or self.tenures.of_noun(noun, Tokens(noun.i, noun.i + 1)).until
        ]

    def _is_quoted(self, noun: Token) -> bool:
        if self.quotations is None:
            self.quotations = Quotations(self.doc)
        return self.quotations.at(noun.i) is not None


def _spanning(one: Tokens, other: Tokens) -> Tokens:
    return Tokens(min(one.start, other.start), max(one.end, other.end))
