"""Offices whose body stands elsewhere: "spokesman Bo Falk said" in an article about Orvis Bank.

A model chooses among the names of the article, or none. Its weights are fitted by
`store/extract/learned/office_fit.py` from labels of what articles say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens, entities_by_token
from store.extract.gazetteer import gazetteer
from store.extract.learned.linear import load
from store.extract.references.discourse import Discourse
from store.extract.references.known_offices import KnownOffice, known_office
from store.extract.references.likely import NAMED
from store.extract.references.office_confidence import (
    BodyChances,
    OfficeContext,
    set_office_confidences,
)
from store.extract.references.office_signs import BODIES, OTHER_OFFICE, OfficeSigns, OpenOffice
from store.extract.references.offices_of_pronouns import is_known
from store.extract.references.signs import Weighing, Weights
from store.extract.roles.offices import Office, office_words
from store.extract.roles.serving import serves_owner, serves_persons
from store.extract.roles.told_states import ToldState, told_state, told_states
from store.extract.rules import rule

MODEL = "office_bodies"
LEAST = 0.6
"""How sure the model must be, chosen on articles left out."""
_UNCLEAR = 0.5
_UNCLEAR_TITLE = 0.3
"""How sure it must be that no name is meant, or an office (a title before a name) is left out."""
_JOINING = frozenset({"and", "&", ","})
_FREE = lexicon.words("roles.free_trades") | lexicon.words("references.bodiless_offices")
_OF_STATES = lexicon.words("roles.of_states")
_JUSTICES = frozenset({"Justice", "Chief Justice", "Associate Justice"})
_LEADERS = frozenset({"Speaker", "Whip", "Majority Leader", "Minority Leader"})
_PLACED = {
    "state": frozenset({"state"}),
    "town": frozenset({"town", "place"}),
    "nation": frozenset({"country"}),
    "campaign": frozenset({"candidate"}),
}
"""What may have an office of a group."""
_OF_PLACES = frozenset({"state", "town"})
_MINISTERS = frozenset({"secretary", "minister"})
_RANKED = frozenset(
    "prime press deputy assistant executive general first chief under vice private cabinet".split()
)
"""Words before an office that are no portfolio."""
_DEPARTMENTS = frozenset({"department", "ministry"})
_OWNING = frozenset({"his", "her"})


def open_offices(discourse: Discourse) -> Iterator[OpenOffice]:
    """Yield the offices of the article whose body is not said beside them."""
    for role in discourse.doc._.roles or []:
        words = role.words
        if role.of is not None or words is None:
            continue
        noun = discourse.doc[words.end - 1]
        if _is_title(noun, role):
            continue
        head = _head(role.role)
        if head is not None and (not _is_free(role.role, head) or role.role.startswith("State ")):
            yield OpenOffice(role, words, noun, head, discourse.number(noun))


def _is_title(noun: Token, role: FoundRole) -> bool:
    """Whether it is the title of a head of state: "President Ann Lee"."""
    return role.role == "President" and not noun.is_lower and noun.i + 1 < role.span.end


def _is_free(name: str, head: str) -> bool:
    """Whether it needs no body: "Major General", "Hedge Fund Manager"."""
    words = name.casefold().split()
    longest = range(len(words) - len(head.split()) + 1)
    return head in _FREE or any(" ".join(words[start:]) in _FREE for start in longest)


def _head(name: str) -> str | None:
    """Return the known office that a name ends with, or that stands before its portfolio."""
    words = name.casefold().split()
    for start in range(len(words)):
        if (head := " ".join(words[start:])) in office_words().heads:
            return head
    before = name.casefold().partition(" of ")[0].partition(" for ")[0].split()[-1:]
    return before[0] if before and before[0] in office_words().heads else None


class OfficeBodies:
    """Weighs the names of one article for its offices without a body."""

    def __init__(self, discourse: Discourse, signs: OfficeSigns) -> None:
        self.discourse = discourse
        self.signs = signs
        self._unclear: list[FoundRole] = []
        self._said = {id(r) for r in discourse.doc._.roles or [] if r.of is not None}
        self._chances: dict[int, BodyChances] = {}

    def settle(self) -> None:
        """Give each office the body that it most likely has."""
        self._add_bare()
        for role in self.discourse.doc._.roles or []:
            if role.of is None and role.words is not None:
                role.of = self._told_state(role, role.words) or self._court(role)
                role.of = role.of or self._chamber(role)
        known = self._known()
        given: list[OpenOffice] = []
        for office in list(open_offices(self.discourse)):
            if id(office.role) in known:
                continue
            weighing = self.weigh(office)
            *names, nobody = chances(weighing, _odds())
            best = max(names, default=0.0)
            self._chances[id(office.role)] = BodyChances(best, nobody, len(names))
            office.role.of = self._joined(office, given) or self.find(office, weighing)
            if office.role.of is not None:
                given.append(office)
            elif self._is_unclear(office.noun, office, weighing):
                self._unclear.append(office.role)
        for role in self.discourse.doc._.roles or []:
            role.of = known[id(role)].of if id(role) in known else role.of
            if role.of is None and role.words is not None:
                role.of = self._department(role)

    def _known(self) -> dict[int, KnownOffice]:
        """Map the ids of the offices without a body that everybody knows to what is known."""
        doc, kind = self.discourse.doc, self.signs.kind
        roles = [role for role in doc._.roles or [] if role.of is None and role.words is not None]
        found = {id(role): known_office(role, doc._.entities or [], kind) for role in roles}
        return {role: office for role, office in found.items() if office is not None}

    def _add_bare(self) -> None:
        """Add the offices that need a body and stand without one: "aide Bo Falk"."""
        doc = self.discourse.doc
        roles: list[FoundRole] = doc._.roles or []
        for role in doc._.bare_roles or []:
            if self._may_be_bare(role, roles):
                roles.append(role)
                self._unclear.append(role)
        doc._.roles = sorted(roles, key=lambda role: role.span)

    @rule("references.bare_offices", off=lambda *_: False)
    def _may_be_bare(self, role: FoundRole, roles: list[FoundRole]) -> bool:
        """Whether it may be an office although the words beside it tell no body."""
        return not is_known(role, roles)

    def leave_out(self) -> None:
        """Leave out the offices whose body is not clear, unless they are likely right without."""
        doc = self.discourse.doc
        left_out = {
            id(role) for role in self._unclear if role.of is None and role.confidence < _UNCLEAR
        }
        doc._.roles = [role for role in doc._.roles or [] if id(role) not in left_out]

    def set_confidences(self) -> None:
        """Say how sure each office is."""
        set_office_confidences(self.context())

    def context(self) -> OfficeContext:
        """Return what the confidence of each office is told by."""
        doc = self.discourse.doc
        return OfficeContext(doc, entities_by_token(doc), self._chances, self._said)

    @rule("references.told_states")
    def _told_state(self, role: FoundRole, words: Tokens) -> FoundEntity | None:
        """Return the state of a lawmaker that the article tells elsewhere: "Lee (D-Ohio)"."""
        head = role.role.casefold().rpartition(" ")[2]
        if head not in _OF_STATES or role.role.startswith("State "):
            return None
        discourse, office = self.discourse, Office(words, role.role, head)
        nouns, entities = self._lawmakers, discourse.entities
        return told_state(discourse.doc, role.person, office, nouns, entities, discourse.at)

    @rule("references.departments")
    def _department(self, role: FoundRole) -> FoundEntity | None:
        """Return the only department of the article that has the portfolio of an office.

        For example the Interior Department for "Interior Secretary Ann Lee".
        """
        portfolio = _portfolio(role.role)
        if not portfolio:
            return None
        entities = self.discourse.doc._.entities or []
        bodies = [e for e in entities if e.type == "ORG" and _is_of_portfolio(e.name, portfolio)]
        return bodies[0] if len(bodies) == 1 else None

    @rule("references.courts")
    def _court(self, role: FoundRole) -> FoundEntity | None:
        """Return the only supreme court of the article for a justice: "Justice Ann Lee"."""
        if role.role not in _JUSTICES:
            return None
        entities = self.discourse.doc._.entities or []
        courts = [e for e in entities if e.type == "ORG" and e.name.endswith("Supreme Court")]
        return courts[0] if len(courts) == 1 else None

    @rule("references.chambers")
    def _chamber(self, role: FoundRole) -> FoundEntity | None:
        """Return the only chamber of the article that a lawmaker may lead: "Speaker Ann Lee".

        A representative is one of a state's only house, if the article names no other.
        """
        if role.role not in _LEADERS | {"Representative"}:
            return None
        bodies: list[FoundEntity] = self.discourse.doc._.entities or []
        own = {r.role for r in self.discourse.doc._.roles or [] if r.person is role.person}
        kind = "Senate" if "Senator" in own else "House"
        found = [e for e in bodies if e.type == "ORG" and _is_chamber(e.name, kind)]
        if len(found) != 1:
            return None
        if role.role in _LEADERS:
            return found[0]
        is_known = bool(gazetteer().known_as(role.person.name))
        return None if is_known or found[0].name.startswith("U.S.") else found[0]

    @cached_property
    def _lawmakers(self) -> list[ToldState]:
        return told_states(self.discourse.doc, self.discourse.entities)

    @rule("references.joined_offices")
    def _joined(self, office: OpenOffice, given: Sequence[OpenOffice]) -> FoundEntity | None:
        """Return the body of the office joined to it: "the bank's president and director"."""
        for other in given:
            if other.role.person is not office.role.person:
                continue
            first, last = sorted((other.words, office.words))
            between = self.discourse.doc[first.end : last.start]
            if len(between) == 1 and between.text in _JOINING:
                return other.role.of
        return None

    @rule("references.unclear_offices", off=lambda *_: False)
    def _is_unclear(self, noun: Token, office: OpenOffice, weighing: Weighing) -> bool:
        """Whether the article likely tells what an office is of, but not clearly which name."""
        del noun  # for the trace
        if self._runs(office):
            return False
        if _needs_place(office) and weighing.candidates:
            return True
        *_, nobody = chances(weighing, _odds())
        return nobody < (_UNCLEAR_TITLE if _is_before_name(office) else _UNCLEAR)

    def _runs(self, office: OpenOffice) -> bool:
        """Whether it is a governor who runs for president elsewhere."""
        return office.group == "state" and self.signs.kind(office.role.person) == "candidate"

    @rule("references.office_bodies")
    def find(self, office: OpenOffice, weighing: Weighing) -> FoundEntity | None:
        """Return the body that the article most likely means, if that is likely enough."""
        if self._runs(office):
            return None
        found = _same_place(office, weighing) or chosen_body(weighing, _odds())
        if found is None or office.group != "nation" or len(found.mentions) > 1:
            return found
        is_here = found.mentions[0].span.start >= office.noun.sent.start
        return found if is_here else None  # a country named once in passing

    def weigh(self, office: OpenOffice) -> Weighing:
        """Return the signs for each name that may be the body."""
        entities = self.discourse.doc._.entities or []
        return self.signs.weigh(office, [e for e in entities if self._may_have(e, office)])

    def _may_have(self, entity: FoundEntity, office: OpenOffice) -> bool:
        if not entity.is_named or not entity.mentions:
            return False
        kind = self.signs.kind(entity)
        if not self.signs.may_be(entity, office):
            return False
        if (kinds := _PLACED.get(office.group)) is not None:
            return kind in kinds and entity is not office.role.person
        first = self.discourse.doc[office.words.start]
        if entity.type != "PERSON" and _is_somebodys(first, office.role.role):
            return False
        if entity.type == "PERSON":
            return serves_persons(office.role.role) and entity is not office.role.person
        return entity.type in BODIES and kind not in {"state", "town", "place"}


def _portfolio(name: str) -> frozenset[str]:
    """Return the words of a minister's portfolio: "interior" of "Interior Secretary"."""
    words = name.casefold().split()
    if len(words) > 1 and words[-1] in _MINISTERS and words[0] not in _RANKED:
        return frozenset(words[:-1])
    is_of = len(words) > 2 and words[0] in _MINISTERS and words[1] in {"of", "for"}
    return frozenset(words[2:]) - {"the", "and"} if is_of else frozenset()


def _is_of_portfolio(name: str, portfolio: frozenset[str]) -> bool:
    words = frozenset(name.casefold().split()) - {"of", "the", "and", "for"}
    if portfolio <= {"defense", "defence"} and name == "Pentagon":
        return True
    return portfolio <= words and bool(words & _DEPARTMENTS)


@rule("references.owners_of_offices", off=lambda *_: False)
def _is_somebodys(first: Token, office: str) -> bool:
    """Whether an office is a person's: "Lee and Falk, who was her chief of staff"."""
    before = first.doc[max(first.i - 2, 0) : first.i]
    return serves_owner(office) and any(word.lower_ in _OWNING for word in before)


def _is_chamber(name: str, kind: str) -> bool:
    """Whether it is a "House" or a "Senate" of a parliament."""
    whole = name.removesuffix(" of Representatives")
    return whole.endswith(f" {kind}") and not whole.endswith("White House")


def _needs_place(office: OpenOffice) -> bool:
    """Whether it is a mayor, governor or the like, whose title does not tell of what."""
    name = office.role.role
    is_told = name.startswith("State ") or "of State" in name
    return office.group in _OF_PLACES and not is_told


def _is_before_name(office: OpenOffice) -> bool:
    """Whether it is a title before a name: "Mayor Ann Lee"."""
    return office.words.end < office.role.span.end and not office.noun.is_lower


def _same_place(office: OpenOffice, weighing: Weighing) -> FoundEntity | None:
    """Return the state, town or country of another office of the same person."""
    if office.group not in _PLACED or office.group == "campaign":
        return None
    own = [entity for entity, signs in weighing.candidates if OTHER_OFFICE in signs]
    return own[0] if len(own) == 1 else None


def chosen_body(weighing: Weighing, odds: Mapping[str, float]) -> FoundEntity | None:
    """Return the candidate that is likely enough; `odds` are the weights of the signs."""
    if not weighing.candidates:
        return None
    *found, _ = chances(weighing, odds)
    best = max(range(len(found)), key=found.__getitem__)
    return weighing.candidates[best][0] if found[best] >= LEAST else None


def chances(weighing: Weighing, odds: Mapping[str, float]) -> list[float]:
    """Return how likely each candidate is the body, and last, how likely none is."""
    scores = [_sum(signs, odds) for _, signs in weighing.candidates]
    scores.append(-_sum(weighing.nobody, odds))
    best = max(scores)
    shares = [math.exp(score - best) for score in scores]
    return [share / math.fsum(shares) for share in shares]


def _sum(signs: Weights, odds: Mapping[str, float]) -> float:
    return sum(value * odds.get(sign, 0.0) for sign, value in signs.items())


MakeBodies = Callable[[Discourse, OfficeSigns], OfficeBodies]
"""How the model for one article is made."""


@cache
def _odds() -> dict[str, float]:
    return load(MODEL).log_odds(NAMED)
