"""Resolve descriptions with "the": "the ministry", "the company", "the foreign minister"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole
from store.extract.gazetteer import gazetteer
from store.extract.references.described_persons import (
    holder,
    holder_of_body,
    holding,
)
from store.extract.references.discourse import SUBJECTS, Discourse, Occurrence, subject
from store.extract.references.epithets import EPITHETS, Epithets
from store.extract.references.introduced import INTRODUCED, Introduced, spoken_for
from store.extract.references.likely import MakeLikely
from store.extract.roles.serving import serves_persons
from store.extract.rules import rule

# Descriptions of places and bodies: "the ministry", "the company".

_BACK = 3
"""How many sentences back the described entity may have been named."""
_FAR = 6
"""How many sentences back, if the article has named no other that fits."""
# For each description, the words of which the name must contain one.
_NAMED = {
    **{
        word: (word,)
        for word in "ministry bank court university council commission committee department "
        "institute foundation fund association federation league parliament senate congress "
        "assembly party club college museum church navy bureau legislature authority".split()
    },
    "union": ("union", "workers", "teamsters", "teachers", "nurses"),
    "agency": ("agency", "commission", "administration", "bureau", "service", "authority"),
    "panel": ("committee", "subcommittee", "commission", "panel"),
    "chamber": ("senate", "house"),
    "center": ("center", "centre"),
    "school": ("school", "university", "college", "academy"),
    "hospital": ("hospital", "clinic", "infirmary"),
    "newspaper": ("times", "post", "herald", "tribune", "journal", "gazette", "telegraph"),
    "airline": ("air", "airlines", "airways"),
    "carrier": ("air", "airlines", "airways"),
    "army": ("army", "military"),
    "military": ("military", "army"),
}
_BODIES = frozenset("organization organisation body".split())
_LEAGUES = frozenset("bloc alliance grouping coalition".split())
# Words in the name of a body whose members are countries or parties.
_OF_LEAGUES = lexicon.words("references.of_leagues")
_FIRMS = lexicon.words("references.firms")
_TOWNS = frozenset("city town village".split())
_PLACES = _TOWNS | {"country", "state"}
_THINGS = frozenset(_NAMED) | _BODIES | _LEAGUES | _FIRMS | _PLACES
# Words for a body that is not a company.
_NO_FIRMS = lexicon.words("references.no_firms")
# Words in a name that mark a state body, not a company.
_OFFICIAL = lexicon.words("references.official")
_PUBLIC = _OFFICIAL | frozenset(
    "commission council union nations university committee party agency organization "
    "organisation daily times post news association nato who imf wto opec".split()
)
_NEWS = lexicon.words("references.news_agencies")


def described() -> frozenset[str]:
    """Return the nouns that may describe something named before."""
    return _THINGS | EPITHETS | INTRODUCED | holding()


class Descriptions:
    """Resolves descriptions with "the" in one article."""

    def __init__(self, discourse: Discourse, likely: MakeLikely) -> None:
        self.discourse = discourse
        self.epithets = Epithets(discourse)
        self.likely = likely(discourse, self.epithets)
        self.introduced = Introduced(discourse, self.epithets)

    def settle(self, noun: Token) -> None:
        """Make a description a mention of what it stands for, if that is clear."""
        start = noun.left_edge.i
        self._by_rule(noun, start)
        if not _is_narrowed(noun):
            self.likely.settle(noun, start)

    def _by_rule(self, noun: Token, start: int) -> None:
        word = noun.lower_
        known = word in _THINGS
        article = self.discourse.doc[start]
        if not known:
            later = self.introduced.later(noun, start)
            if later is not None:
                self.discourse.settle(noun, start, "nominal", later)
                return
        if article.lower_ != "the" or _is_narrowed(noun):
            return
        if known and (start == noun.i - 1 or self._from_somewhere(start + 1, noun)):
            self.discourse.settle(noun, start, "nominal", self._thing(noun, word))
        elif not known:
            found = holder(self.discourse, noun, start) or holder_of_body(
                self.discourse, noun, start
            )
            found = found or self.epithets.person(noun, start)
            found = found or self.introduced.principal(noun) or self.introduced.before(noun, start)
            self.discourse.settle(noun, start, "nominal", found)

    @rule("references.from_somewhere")
    def _from_somewhere(self, first: int, noun: Token) -> bool:
        """Whether only its country or town stands before it: "the German carmaker"."""
        if noun.lower_ in _PLACES:
            return False
        words = self.discourse.doc[first : noun.i]
        based = words.text.endswith("-based")
        return based or all(
            (e := self.discourse.entities.get(t.i)) is not None and e.type == "GPE" for t in words
        )

    def _thing(self, noun: Token, word: str) -> FoundEntity | None:
        """Return the place or body of a description. In a quotation it may be anybody's."""
        if any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.rights):
            return None
        if self.discourse.quotations.at(noun.i) is not None:
            return None
        if word in _PLACES:
            return self._place(noun, word)
        told = spoken_for(self.discourse, noun, "ORG") if word != "group" else []
        own = [e for e in told if self._fits(e, word)]
        return own[0] if len(own) == 1 else self._body(noun, word)

    @rule("references.place")
    def _place(self, noun: Token, word: str) -> FoundEntity | None:
        """Return the only place in the sentence, or in a sentence before, that fits.

        A place from a sentence before must take part in it or be the one the article names most.
        """
        discourse, number = self.discourse, self.discourse.number(noun)
        far = [
            o
            for passed in discourse.passed[: number + 1]
            for o in passed
            if o.entity.type == "GPE" and _is_such_place(o.entity, word)
        ]
        first = max(number - _BACK, 0)
        seen = [o for o in far if discourse.number(o.token) >= first]
        if not seen:
            return None
        last = discourse.number(seen[-1].token)
        near = [o for o in seen if discourse.number(o.token) == last]
        if len({id(o.entity) for o in near}) > 1:
            return self._subject(last, [o.entity for o in near]) if last < number else None
        is_clear = last == number or _takes_part(near) or _leads(near[0].entity, far)
        return near[0].entity if is_clear else None

    @rule("references.body")
    def _body(self, noun: Token, word: str) -> FoundEntity | None:
        """Return the only body that fits, or the one that the article names most.

        Otherwise return the only one in a sentence of the same paragraph, if it is the subject.
        """
        discourse, number = self.discourse, self.discourse.number(noun)
        far = [
            o
            for passed in discourse.passed[: number + 1]
            for o in passed
            if o.entity.type == "ORG" and self._fits(o.entity, word)
        ]
        is_one = len({id(o.entity) for o in far}) == 1
        for back in range(min(number, _FAR if is_one else _BACK) + 1):
            seen = [o for o in far if discourse.number(o.token) == number - back]
            if not seen:
                continue
            near = {id(o.entity) for o in seen}
            if is_one or (len(near) == 1 and _leads(seen[0].entity, far)):
                return seen[0].entity
            if not discourse.one_paragraph(seen[-1].token, noun):
                return None
            if len(near) == 1 and _takes_part(seen):
                return seen[0].entity
            return self._subject(number - back, [o.entity for o in seen]) if back else None
        return None

    def _fits(self, entity: FoundEntity, word: str) -> bool:
        kinds = self.discourse.kinds.of(entity)
        if word in kinds:
            return True
        if word in _FIRMS and kinds & _NO_FIRMS:
            return False
        return _fits(entity, word)

    def _subject(self, number: int, among: list[FoundEntity]) -> FoundEntity | None:
        who = subject(self.discourse.roots[number])
        found = self.discourse.at(who) if who is not None else None
        return found if any(found is entity for entity in among) else None


def _leads(entity: FoundEntity, seen: list[Occurrence]) -> bool:
    """Whether the entity is mentioned more often than all others together."""
    return sum(o.entity is entity for o in seen) * 2 > len(seen)


def _takes_part(seen: list[Occurrence]) -> bool:
    """Whether it is a subject or an object; not in "heads a school at the University of Leeds"."""
    return any(o.token.dep_ in {*SUBJECTS, "dobj", "poss", "agent"} for o in seen)


def _is_narrowed(noun: Token) -> bool:
    """Whether a restrictive clause follows, without a comma before it."""
    clauses = [c for c in noun.rights if c.dep_ in {"relcl", "acl"}]
    return any(noun.doc[clause.left_edge.i - 1].text != "," for clause in clauses)


def _fits(entity: FoundEntity, word: str) -> bool:
    words = {part.strip(".,'’").casefold() for part in entity.name.split()}
    if words & _NEWS:
        return False
    if word in _NAMED:
        return bool(words & set(_NAMED[word]))
    if word in _LEAGUES:
        return bool(words & _OF_LEAGUES)
    if word in _FIRMS and gazetteer().organization(entity.name) is not None:
        return False
    return not words & (_OFFICIAL if word in _BODIES else _PUBLIC)


def _is_such_place(place: FoundEntity, word: str) -> bool:
    if word == "country":
        return _is_country(place) is True
    state = any(place.key == known.key for known in gazetteer().states.values())
    return state if word == "state" else _is_country(place) is False and not state


def _is_country(entity: FoundEntity) -> bool | None:
    """Whether the entity is a country; None if unknown."""
    if entity.country is not None:
        return False
    return True if entity.iso else None


# Offices whose body is a reference: "its president, Jane Roe", "the firm's chief".

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWNERS_BODIES = frozenset({"GPE", "ORG", "PERSON"})
_BEFORE_BODIES = frozenset({"of", "for", "at", "with"})
_LONGEST_BODY = 4
"""How many words "of the space agency" has at most."""


@rule("references.lend_owners")
def lend_owners(discourse: Discourse) -> None:
    """Give roles without a body the entity that their possessive stands for."""
    doc = discourse.doc
    open_roles = [role for role in doc._.roles or [] if role.of is None]
    if not open_roles:
        return
    for index, entities in discourse.settled.items():
        owner = entities[0]
        if len(entities) > 1 or owner.type not in _OWNERS_BODIES:
            continue
        is_owner = _possesses(discourse, index)
        for role in open_roles:
            if owner.type == "PERSON" and (role.person is owner or not serves_persons(role.role)):
                continue
            is_before = is_owner and role.span.start - 2 <= index < role.span.end
            if role.of is None and (is_before or _is_behind(doc, index, role)):
                role.of = owner


@rule("references.bodies_behind_offices", off=lambda *_: False)
def _is_behind(doc: Doc, index: int, role: FoundRole) -> bool:
    """Whether a noun with "the" follows an office: "a spokesman for the union"."""
    behind = doc[role.span.end : index + 1]
    if not 2 < len(behind) <= _LONGEST_BODY or doc[index].pos_ != "NOUN":
        return False
    is_owner = index + 1 < len(doc) and doc[index + 1].text in _POSSESSIVE
    return not is_owner and behind[0].lower_ in _BEFORE_BODIES and behind[1].lower_ == "the"


def _possesses(discourse: Discourse, index: int) -> bool:
    token = discourse.doc[index]
    after = discourse.doc[index + 1] if index + 1 < len(discourse.doc) else None
    return token.tag_ == "PRP$" or (after is not None and after.text in _POSSESSIVE)
