"""Offices before a name: "Belarusian Foreign Minister X", "Tesla founder and chief executive X"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.roles.behind_names import is_party_behind
from store.extract.roles.branches import of_branch
from store.extract.roles.joined import Held
from store.extract.roles.lists import previous_name
from store.extract.roles.offices import (
    RANKS,
    Office,
    office_ending,
    office_words,
    said_when,
    time_before,
    titled,
)
from store.extract.roles.owners import Entities, body, owner_before, state_behind
from store.extract.roles.parties import party_keys
from store.extract.roles.phrases import federal, is_left, is_of_past_year
from store.extract.rules import nothing, rule

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DEGREES = frozenset({"deputy", "assistant", "associate", "chief", "senior", "vice"})
"""Words of an office that may stand before its body."""
_LONGEST_BODY = 4
"""How many words may stand between "of the" and the body."""
_MOST_NAMES = 12
"""How many names before one may share its title."""
_BEFORE_BODIES = frozenset({"of", "at", "for"})
_SOUGHT = lexicon.words("roles.sought")


class Titles:
    """Finds the offices that stand before the names of one document."""

    def __init__(self, doc: Doc, entities: Entities, published: str) -> None:
        self.doc = doc
        self.entities = entities
        self.published = published

    def of_name(self, name: Tokens) -> list[Held]:
        """Return the offices before a name, the nearest first."""
        before = self._before(name.start) or self._before_body(name.start)
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
            is_apart = is_party or _is_sought(office)
            found[0] = before if is_apart else before._replace(of=other)
        return found

    @rule("roles.joined_before", off=nothing)
    def _joined_before(self, office: Office) -> list[Held]:
        """Return coordinated offices: "Tesla founder and chief executive Elon Musk"."""
        at = office.span.start - 1
        if at < 1 or self.doc[at].lower_ not in {"and", "&"} or self.doc[at - 1].tag_ == "NNS":
            return []
        first = self._before(at)
        return [first] if first is not None else []

    @rule("roles.before")
    def _before(self, end: int) -> Held | None:
        """Return the office that ends at `end`, before a name.

        For example "Belarusian Foreign Minister X", "President of Belarus X".
        """
        doc, entities = self.doc, self.entities
        office = office_ending(doc, end, entities) if end > 0 else None
        while office is None and end > 0 and doc[end - 1].lower_ in office_words().titles:
            end -= 2 if end > 1 and doc[end - 2].lower_ == "the" else 1
            office = office_ending(doc, end, entities) if end > 0 else None
        if office is not None:
            of = owner_before(doc, office, entities)
            office, of = of_branch(doc, office, of, entities)
            office = federal(doc, office, of)
            return Held(self.with_early_time(office, of), of)
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
    def shared(self, name: Tokens, head: Token) -> tuple[Held, ...]:
        """Return the title that names of a list share: "Sens. Ann Roe, R-Utah, and Bo Falk"."""
        held = None if is_party_behind(self.doc, name.start) else self._of_list(name, head)
        if held is None:
            return ()
        office, of, _ = held
        words = self.doc[office.span.start : office.span.end].text.lower()
        if not words.rstrip(".").endswith("s"):
            return ()
        return (Held(office, state_behind(self.doc, name, office, self.entities) or of),)

    def _of_list(self, name: Tokens, head: Token) -> Held | None:
        """Return the office before the first of the names that commas or the parse join."""
        first = name.start
        for _ in range(_MOST_NAMES):
            listed = previous_name(self.doc, first, self.entities)
            if listed is None:
                break
            first = listed
            if (held := self._before(first)) is not None:
                return held
        while head.dep_ == "conj" and head.head.i < head.i:
            head = head.head
        person = self.entities.get(head.i)
        if head.i >= name.start or person is None or person.type != "PERSON":
            return None
        return self._before(self._start_of(person, head.i))

    def _start_of(self, entity: FoundEntity, at: int) -> int:
        while at > 0 and self.entities.get(at - 1) is entity:
            at -= 1
        return at

    def with_early_time(self, office: Office, of: FoundEntity | None) -> Office:
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


@rule("roles.sought_apart", off=lambda *_: False)
def _is_sought(office: Office) -> bool:
    """Whether the body of an office is not that of what is joined: "chief and candidate Lee"."""
    return office.head.rpartition(" ")[2] in _SOUGHT
