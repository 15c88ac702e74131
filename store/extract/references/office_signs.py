"""The weak signs that a name is the body of an office that stands without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.references.discourse import SUBJECTS, Discourse, Occurrence, subject
from store.extract.references.signs import Weighing, Weights, body_kinds, name_kinds
from store.extract.roles.parties import party_keys
from store.extract.roles.told_bodies import is_in_name, told_words
from store.extract.roles.told_states import state_keys

BODIES = frozenset({"ORG", "GPE", "FAC"})
OTHER_OFFICE = "other office"
"""The sign of one of whom the person has another office."""
_FEW = 3
_FAR = 8
_OPENING = 2
"""How many sentences open an article: its title and its lead."""
_AROUND = 8
"""How many words before an office and behind it may refer to its body."""
_MANY = 5
_NOUNS = lexicon.words("roles.nouns_of_bodies")
_RUNNING = frozenset({"candidate", "nominee", "hopeful", "front-runner", "contender"})
_CAMPAIGNS = frozenset({"campaign", "camp", "bid", "candidacy"})
_BEFORE_BODIES = frozenset({"of", "for", "at", "with", "to", "in"})
_OBJECTS = frozenset({"dobj", "dative", "pobj", "agent"})
_MODIFYING = frozenset({"compound", "poss", "nmod", "amod"})
_TOLD_GROUPS = {
    "state": "state",
    "city": "town",
    "town": "town",
    "village": "town",
    "campaign": "campaign",
    "government": "nation",
}
"""Words of an office that tell what it is of: "state treasurer", "campaign manager"."""
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "another"})
_OWNING = frozenset({"its", "their", "his", "her"})
_WHERE = ("here", "was", "back", "subject", "nearest", "leads", "adjacent")
"""Signs that mean another thing behind "its" than without an article."""


@cache
def groups() -> Mapping[str, str]:
    """Return by office of what it mostly is: "state" for a governor."""
    rows = [words.split("=") for words in lexicon.ordered("references.office_groups")]
    return {head: group for group, heads in rows for head in heads.split(",")}


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office without a body."""

    role: FoundRole
    words: Tokens
    noun: Token
    """Its last word."""
    head: str
    number: int
    """The number of its sentence."""

    @property
    def group(self) -> str:
        """What it is mostly of: a state, a town, a country, a campaign or another body."""
        words = self.role.role.casefold().split()
        first = next((w for w in words if w in _TOLD_GROUPS), None)
        return _TOLD_GROUPS[first] if first else groups().get(self.head, "body")


class OfficeSigns:
    """Collects the signs for the offices of one article."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self._all: dict[int, list[Occurrence]] = {}
        for occurrence in chain.from_iterable(discourse.passed):
            self._all.setdefault(id(occurrence.entity), []).append(occurrence)
        self._order = sorted(chain.from_iterable(discourse.passed), key=lambda o: o.token.i)
        self._kinds: dict[int, str] = {}

    def weigh(self, office: OpenOffice, candidates: Sequence[FoundEntity]) -> Weighing:
        """Return the signs for the candidates, and those that none is meant."""
        nouns = self._nouns(office)
        found = [(entity, self._own(office, entity, nouns)) for entity in candidates]
        self._compare(found)
        group, last = office.group, office.head.rpartition(" ")[2]
        before = self._before(office)
        self._mark_last(office, found)
        if group == "body":
            group = "called" if nouns else "own" if before in _OWNING else "bare"
        for _, signs in found:
            signs |= {f"{before} {s}": 1.0 for s in tuple(signs) if s.startswith(_WHERE)}
        result = [
            (
                entity,
                signs
                | {f"{group}: {sign}": value for sign, value in signs.items()}
                | {f"{self.kind(entity)} as {last}": 1.0},
            )
            for entity, signs in found
        ]
        return Weighing(result, self._nobody(office, found, nouns, group))

    # What the office itself tells.

    def _before(self, office: OpenOffice) -> str:
        """Return the article or possessive before an office."""
        noun = office.noun
        for child in noun.lefts:
            if child.lower_ in _DETERMINERS:
                return child.lower_ if child.lower_ != "an" else "a"
        return "bare"

    def _nouns(self, office: OpenOffice) -> frozenset[str]:
        """Return the nouns for its body beside it: "hospital" in "the hospital director"."""
        doc, words = self.discourse.doc, office.words
        found = {
            token.lower_
            for token in doc[max(words.start - 3, 0) : words.end - 1]
            if _is_body(token)
            if token.dep_ in _MODIFYING and words.start - 3 < token.head.i < words.end
        }
        found |= {t.lower_ for t in office.noun.lefts if t.dep_ == "poss" and _is_body(t)}
        at = words.end
        if at < len(doc) and doc[at].lower_ in _BEFORE_BODIES:
            for token in doc[at + 1 : at + 5]:
                if token.pos_ not in {"DET", "ADJ", "NOUN"}:
                    break
                if token.pos_ == "NOUN" and _is_body(token) and not _is_owner(token):
                    found.add(token.lower_)
        return frozenset(found)

    def may_be(self, entity: FoundEntity, office: OpenOffice) -> bool:
        """Whether the words behind the office do not tell of another body."""
        doc = self.discourse.doc
        told = told_words(doc, office.role)
        if told is None or self._nouns(office):
            return True
        inside = [at for at in range(told.start, told.end) if not is_in_name(doc, at)]
        settled = (self.discourse.settled.get(at, ()) for at in inside)
        return any(self.discourse.entities.get(at) is entity for at in inside) or any(
            entity in entities for entities in settled
        )

    # What an entity is.

    def kind(self, entity: FoundEntity) -> str:
        """Return a word for what an entity is: "state", "town", "body", "candidate"."""
        if id(entity) not in self._kinds:
            self._kinds[id(entity)] = self._kind(entity)
        return self._kinds[id(entity)]

    def _kind(self, entity: FoundEntity) -> str:
        if entity.type == "PERSON":
            return "candidate" if self._runs(entity) else "person"
        if entity.type != "GPE":
            return "party" if entity.key in party_keys() else entity.type
        if entity.key in state_keys():
            return "state"
        if entity.country is not None:
            return "town"
        return "country" if entity.iso is not None or entity.key in _countries() else "place"

    def _runs(self, person: FoundEntity) -> bool:
        doc = self.discourse.doc
        roles = doc._.roles or []
        if any(r.person is person and r.role.casefold().split()[-1] in _RUNNING for r in roles):
            return True
        return any(
            word.lower_ in _CAMPAIGNS
            for mention in person.mentions
            for word in doc[mention.span.end : mention.span.end + 2]
        )

    # The signs of one candidate.

    def _own(self, office: OpenOffice, entity: FoundEntity, nouns: frozenset[str]) -> Weights:
        found: Weights = {self.kind(entity): 1.0}
        found |= self._place(office, entity) | self._holders(office, entity)
        if nouns:
            found |= self._called(entity, nouns)
        return found

    def _called(self, entity: FoundEntity, nouns: frozenset[str]) -> Weights:
        name = {w.strip(".,'’") for w in " ".join((entity.name, *entity.aliases)).lower().split()}
        if nouns & name:
            return {"noun in name": 1.0}
        if nouns & self.discourse.kinds.of(entity):
            return {"noun beside": 1.0}
        wanted = {kind for noun in nouns for kind in body_kinds().get(noun, (noun,))}
        own = {kind for word in name for kind in name_kinds().get(word, ())}
        if own:
            return {"kind in name" if wanted & own else "other kind in name": 1.0}
        return {f"{entity.type} as {kind}": 1.0 for kind in wanted} | {"kind unknown": 1.0}

    def _place(self, office: OpenOffice, entity: FoundEntity) -> Weights:
        """Return where and as what the article names the entity before the office, or behind."""
        span = office.role.span
        mentions = self._all.get(id(entity), [])
        before = [o for o in mentions if o.token.i < span.start]
        near = range(span.start - _AROUND, span.end + _AROUND)
        found: Weights = {}
        if any(entity in self.discourse.settled.get(at, ()) for at in near):
            found["referred to"] = 1.0
        if any(o.token.i in range(span.end, span.end + _AROUND) for o in mentions):
            found["right behind"] = 1.0
        if any(self.discourse.number(o.token) < _OPENING for o in mentions):
            found["opens"] = 1.0
        here = [o for o in mentions if self.discourse.number(o.token) == office.number]
        words = office.words
        at = words.start - 1
        if at > 0 and any(self.discourse.entities.get(i) is entity for i in (at, at - 1)):
            found["adjacent"] = 1.0
        found |= {f"here {o.token.head.lower_} it": 1.0 for o in here if o.token.dep_ == "pobj"}
        if any(o.token.i >= span.end for o in here):
            found["further on"] = 1.0
        found |= {f"here {_part(o.token)}": 1.0 for o in here}
        return found | (self._last(office, entity, before) if before else {"ahead": 1.0})

    def _last(self, office: OpenOffice, entity: FoundEntity, before: list[Occurrence]) -> Weights:
        last = before[-1]
        back = office.number - self.discourse.number(last.token)
        step = str(back) if back < _FEW else "some" if back < _FAR else "far"
        found: Weights = {f"back {step}": 1.0, f"by {last.kind}": 1.0}
        there = [o for o in before if self.discourse.number(o.token) == office.number - back]
        found |= {f"was {_part(o.token)}": 1.0 for o in there}
        if back < _FEW:
            found |= {f"was {_part(o.token)} {back} back": 1.0 for o in there}
        if back and self._is_subject(office.number - 1, entity):
            found["subject before"] = 1.0
        if back and self.discourse.one_paragraph(last.token, office.noun):
            found["same paragraph"] = 1.0
        if last.token.head.i == office.noun.i or office.noun.is_ancestor(last.token):
            found["inside it"] = 1.0
        return found

    def _is_subject(self, number: int, entity: FoundEntity) -> bool:
        who = subject(self.discourse.roots[number])
        return who is not None and self.discourse.at(who) is entity

    def _holders(self, office: OpenOffice, entity: FoundEntity) -> Weights:
        """Return who else has an office of the entity, and what else the person is called."""
        found: Weights = {}
        for role in self.discourse.doc._.roles or []:
            if role.of is not entity:
                continue
            if role.person is office.role.person:
                found[OTHER_OFFICE] = 1.0
            elif role.role.casefold().endswith(office.head):
                found["another has it"] = 1.0
            else:
                found["other holders"] = 1.0
        for mention in office.role.person.mentions:
            if mention.kind != "nominal":
                continue
            inside = map(self.discourse.entities.get, range(mention.span.start, mention.span.end))
            if any(each is entity for each in inside):
                found["in description"] = 1.0
        return found

    def _mark_last(self, office: OpenOffice, found: list[tuple[FoundEntity, Weights]]) -> None:
        """Mark the candidate of each type that the text named last before the office."""
        by_id = {id(entity): signs for entity, signs in found}
        seen: set[str] = set()
        start = office.role.span.start
        for occurrence in reversed(self._order):
            kind = occurrence.entity.type
            if occurrence.token.i >= start or kind in seen:
                continue
            if (signs := by_id.get(id(occurrence.entity))) is not None:
                seen.add(kind)
                signs["nearest word"] = 1.0
            if office.number - self.discourse.number(occurrence.token) > _FAR:
                break

    def _compare(self, found: list[tuple[FoundEntity, Weights]]) -> None:
        counts = {id(e): len(self._all.get(id(e), ())) for e, _ in found}
        total, most = sum(counts.values()), max(counts.values(), default=0)
        by_kind: dict[str, list[int]] = {}
        for entity, _ in found:
            by_kind.setdefault(self.kind(entity), []).append(counts[id(entity)])
        for _, signs in found:
            if {"noun in name", "noun beside", "kind in name"} & signs.keys():
                signs["fits"] = 1.0
        steps = ("back 0", "back 1", "back 2", "back some", "back far", "ahead")
        nearest = min((_nearest(s, steps) for _, s in found), default=0)
        for entity, signs in found:
            count, kinds = counts[id(entity)], by_kind[self.kind(entity)]
            signs[f"count {_step(count)}"] = 1.0
            signs["share"] = count / total if total else 0.0
            signs["share of kind"] = count / sum(kinds) if sum(kinds) else 0.0
            if count == most:
                signs["leads"] = 1.0
            if count == max(kinds):
                signs["leads its kind"] = 1.0
            if len(kinds) == 1:
                signs["only one of its kind"] = 1.0
            if _nearest(signs, steps) == nearest:
                signs["nearest"] = 1.0
        _mark_nearest(found, "noun in name", steps)
        _mark_nearest(found, "fits", steps)
        _mark_nearest(found, "ORG", steps)
        _mark_nearest(found, "candidate", steps)

    # The signs that none is meant.

    def _nobody(
        self,
        office: OpenOffice,
        found: list[tuple[FoundEntity, Weights]],
        nouns: frozenset[str],
        group: str,
    ) -> Weights:
        doc, noun, words = self.discourse.doc, office.noun, office.words
        after = doc[words.end].lower_ if words.end < len(doc) else ""
        first = doc[words.start - 1].lower_ if words.start else ""
        held = {
            "": True,
            f"as {office.head.rpartition(' ')[2]}": True,
            f"after {first}": first in {"a", "an", "the", "its", "his", "their", "her"},
            "before name": words.end == office.role.span.end or noun.dep_ == "compound",
            "phrase": after in _BEFORE_BODIES,
            "called": bool(nouns),
            "some fit": any("fits" in signs for _, signs in found),
            "referred to": any("referred to" in signs for _, signs in found),
            "described": any("in description" in signs for _, signs in found),
            f"named {min(len(found), _MANY)}": True,
            "former": office.role.standing == "former",
            "told before": any(
                r.person is office.role.person and r.of is not None for r in doc._.roles or []
            ),
            "one name": " " not in office.role.person.name,
            "holder runs": self.kind(office.role.person) == "candidate",
        }
        signs = [sign for sign, holds in held.items() if holds]
        names = [*(f"nobody {s}" for s in signs), *(f"nobody {group}: {s}" for s in signs)]
        return dict.fromkeys(names, 1.0)


@cache
def _countries() -> frozenset[str]:
    """Return the keys of countries, also of those that are no more."""
    known = chain.from_iterable((gazetteer().names.values(), gazetteer().demonyms.values()))
    return frozenset(place.key for place in known if place.type == "GPE") - state_keys()


def _is_body(noun: Token) -> bool:
    return noun.lower_ in _NOUNS or noun.lower_ in body_kinds()


def _is_owner(noun: Token) -> bool:
    """Whether it owns what follows: "of the department's office"."""
    return noun.i + 1 < len(noun.doc) and noun.nbor().tag_ == "POS"


def _part(token: Token) -> str:
    if token.dep_ in SUBJECTS:
        return "subject"
    if token.dep_ == "poss":
        return "owner"
    if token.dep_ in _OBJECTS:
        return "object"
    return "modifier" if token.dep_ in _MODIFYING else "other"


def _step(count: int) -> str:
    return str(count) if count < 3 else "3" if count < 6 else "6" if count < 12 else "12"


def _nearest(signs: Weights, steps: Sequence[str]) -> int:
    return next((n for n, step in enumerate(steps) if step in signs), len(steps))


def _mark_nearest(
    found: list[tuple[FoundEntity, Weights]], sign: str, steps: Sequence[str]
) -> None:
    """Mark the only or nearest candidate among those with a sign."""
    those = [signs for _, signs in found if sign in signs and "ahead" not in signs]
    nearest = min((_nearest(signs, steps) for signs in those), default=0)
    for signs in those:
        if len(those) == 1:
            signs[f"only {sign}"] = 1.0
        if _nearest(signs, steps) == nearest:
            signs[f"nearest {sign}"] = 1.0
            if "here subject" in signs or "subject before" in signs:
                signs[f"nearest {sign} as subject"] = 1.0
