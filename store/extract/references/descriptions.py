"""Whom a description means: "the foreign minister", "the ministry", "the company"."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.found import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.references.discourse import SUBJECTS, Discourse, Occurrence, subject
from store.extract.references.holders import holder, holding

_BACK = 3
"""How many sentences back the one that is described may have been named."""
_FAR = 6
"""How many, where the article has named no other that it may be."""
# A description and what the name it stands for must hold.
_NAMED = {
    **{
        word: (word,)
        for word in "ministry agency bank court university council commission committee "
        "department institute foundation fund association federation league parliament senate "
        "congress assembly party club school college museum church hospital navy".split()
    },
    "union": ("union",),
    "airline": ("air", "airlines", "airways"),
    "carrier": ("air", "airlines", "airways"),
    "army": ("army", "military"),
    "military": ("military", "army"),
}
_BODIES = frozenset("organization organisation body".split())
_LEAGUES = frozenset("bloc alliance grouping coalition".split())
# What is in the name of a body that countries or parties have joined.
_OF_LEAGUES = frozenset(
    "union alliance coalition community league association organization organisation treaty front "
    "commonwealth council nato brics mercosur g7 g8 g20".split()
)
_FIRMS = frozenset(
    "company firm corporation carmaker automaker retailer startup group insurer lender "
    "manufacturer".split()
)
_TOWNS = frozenset("city town village".split())
_THINGS = frozenset(_NAMED) | _BODIES | _LEAGUES | _FIRMS | _TOWNS | {"country"}
# What a body may be called that is no firm.
_NO_FIRMS = frozenset(
    "union newspaper daily weekly magazine website agency party ministry university charity "
    "broadcaster channel regulator court council commission bank movement militia".split()
)
# What in a name shows that it is a country's own, and that it is no firm.
_OFFICIAL = frozenset(
    "ministry court parliament congress senate army navy police military government department "
    "treasury house assembly forces command embassy".split()
)
_PUBLIC = _OFFICIAL | frozenset(
    "commission council union nations university committee party agency organization "
    "organisation daily times post news association nato who imf wto opec".split()
)
_NEWS = frozenset(
    "reuters afp ap xinhua tass bbc cnn bloomberg interfax upi dpa ansa kyodo yonhap".split()
)


def described() -> frozenset[str]:
    """The nouns that may describe what was named before."""
    return _THINGS | holding()


class Descriptions:
    """Settles descriptions with "the" in one article."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse

    def settle(self, noun: Token) -> None:
        """Make a description a mention of what it stands for, where that is clear."""
        word = noun.lower_
        known = word in _THINGS
        start = noun.left_edge.i
        article = self.discourse.doc[start]
        if article.lower_ != "the" or _is_narrowed(noun):
            return
        if known and start == noun.i - 1:
            self.discourse.settle(noun, start, "nominal", self._thing(noun, word))
        elif not known:
            self.discourse.settle(noun, start, "nominal", holder(self.discourse, noun, start))

    def _thing(self, noun: Token, word: str) -> FoundEntity | None:
        """In quoted words it may be anybody's "company"."""
        if any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.rights):
            return None
        if self.discourse.quotations.at(noun.i) is not None:
            return None
        if word == "country" or word in _TOWNS:
            return self._place(noun, word == "country")
        return self._body(noun, word)

    def _place(self, noun: Token, country: bool) -> FoundEntity | None:
        """The only one of the sentence, or of one before that takes part in it or that the
        article names most."""
        discourse, number = self.discourse, self.discourse.number(noun)
        far = [
            o
            for passed in discourse.passed[: number + 1]
            for o in passed
            if o.entity.type == "GPE" and _is_country(o.entity) is country
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

    def _body(self, noun: Token, word: str) -> FoundEntity | None:
        """The only one that the article has named so far, or that it names most; or else the
        only one of a sentence of the same paragraph, as its subject."""
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
    """Named more often than all others together."""
    return sum(o.entity is entity for o in seen) * 2 > len(seen)


def _takes_part(seen: list[Occurrence]) -> bool:
    """As subject or object, not in passing: "heads a school at the University of Leeds"."""
    return any(o.token.dep_ in {*SUBJECTS, "dobj", "poss", "agent"} for o in seen)


def _is_narrowed(noun: Token) -> bool:
    """By a clause that tells which one, no comma before it."""
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


def _is_country(entity: FoundEntity) -> bool | None:
    """None where nothing tells."""
    if entity.country is not None:
        return False
    return True if entity.iso else None
