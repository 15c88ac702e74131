"""Whom a description means: "the foreign minister", "the ministry", "the company"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from store.extract.found import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.references.discourse import SUBJECTS, Discourse, subject
from store.extract.roles.offices import office_ending, office_words

_BACK = 3
"""How many sentences back the one that is described may have been named."""
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
    "army": ("army", "military", "forces"),
    "military": ("military", "army", "forces"),
}
_BODIES = frozenset("organization organisation body bloc alliance grouping".split())
_FIRMS = frozenset(
    "company firm corporation carmaker automaker retailer startup group insurer lender "
    "manufacturer".split()
)
_TOWNS = frozenset("city town village".split())
# What in a name shows that it is a country's own, and that it is no firm.
_OFFICIAL = frozenset(
    "ministry court parliament congress senate army navy police military government department "
    "treasury house assembly forces command embassy".split()
)
_PUBLIC = _OFFICIAL | frozenset(
    "commission council union nations university committee party agency organization "
    "organisation daily times post news association nato who imf wto opec".split()
)
_TRADES = frozenset(
    "reporter journalist correspondent photographer writer author novelist poet economist "
    "scientist researcher lawyer banker businessman businesswoman actor actress singer athlete "
    "sprinter swimmer boxer cyclist footballer striker goalkeeper midfielder golfer activist "
    "politician billionaire chef teacher doctor nurse surgeon engineer astronaut pilot".split()
)
"""What one does for a living, said of the only person an article is about."""
_NEWS = frozenset(
    "reuters afp ap xinhua tass bbc cnn bloomberg interfax upi dpa ansa kyodo yonhap".split()
)


def described() -> frozenset[str]:
    """The nouns that may describe what was named before."""
    offices = {head.split()[-1].rpartition("-")[2] for head in office_words().heads}
    return frozenset(_NAMED) | _BODIES | _FIRMS | _TOWNS | {"country"} | offices | _TRADES


class Descriptions:
    """Settles descriptions with "the" in one article."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse

    def settle(self, noun: Token) -> None:
        """Make a description a mention of what it stands for, where that is clear."""
        word = noun.lower_
        known = word in _NAMED or word in _BODIES or word in _FIRMS or word in _TOWNS
        known = known or word == "country"
        start = noun.left_edge.i
        article = self.discourse.doc[start]
        if article.lower_ != "the" or _is_narrowed(noun):
            return
        if known and start == noun.i - 1:
            self.discourse.settle(noun, start, "nominal", self._thing(noun, word))
        elif not known:
            self.discourse.settle(noun, start, "nominal", self._holder(noun, start))

    def _thing(self, noun: Token, word: str) -> FoundEntity | None:
        if any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.rights):
            return None
        if word == "country" or word in _TOWNS:
            return self._place(noun, word == "country")
        return self._body(noun, word)

    def _place(self, noun: Token, country: bool) -> FoundEntity | None:
        """The country, or town, named last in the sentence; else the only one of a sentence
        before, or the one that is its subject."""
        number = self.discourse.number(noun)
        for back in range(min(number, _BACK) + 1):
            seen = [
                o.entity
                for o in self.discourse.passed[number - back]
                if o.entity.type == "GPE" and _is_country(o.entity) is country
            ]
            if seen and (back == 0 or len({id(e) for e in seen}) == 1):
                return seen[-1]
            if seen:
                return self._subject(number - back, seen)
        return None

    def _body(self, noun: Token, word: str) -> FoundEntity | None:
        number = self.discourse.number(noun)
        for back in range(min(number, _BACK) + 1):
            seen = [
                o.entity
                for o in self.discourse.passed[number - back]
                if o.entity.type == "ORG" and _fits(o.entity, word)
            ]
            if len({id(e) for e in seen}) == 1:
                return seen[0]
            if seen:
                return self._subject(number - back, seen) if back else None
        return None

    def _subject(self, number: int, among: list[FoundEntity]) -> FoundEntity | None:
        who = subject(self.discourse.roots[number])
        found = self.discourse.at(who) if who is not None else None
        return found if any(found is entity for entity in among) else None

    def _holder(self, noun: Token, start: int) -> FoundEntity | None:
        """The only person who was said to hold the office, of the country where one is named."""
        doc = self.discourse.doc
        if any(child.dep_ in {"prep", "appos"} for child in noun.rights):
            return None
        office = office_ending(doc, noun.i + 1)
        begin = office.span.start if office is not None else noun.i
        alone = begin == start + 1 or _tells_age(doc[start + 1 : begin])
        owner = self.discourse.entities.get(start + 1) if not alone else None
        if not alone and owner is None:
            return None
        if office is None:
            return self._only_person(noun) if alone else None
        wanted = office.name.casefold()
        holders = {
            id(role.person): role.person
            for role in doc._.roles or []
            if role.span.start < start
            and (role.role.casefold() == wanted or role.role.casefold().endswith(f" {wanted}"))
            and _same_rank(role.role.casefold(), wanted)
            and owner in (None, role.of)
        }
        if not holders and alone:
            return self._only_person(noun)
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _only_person(self, noun: Token) -> FoundEntity | None:
        """The only person of the article so far, who is the subject of the sentence before and
        before any trade is told: "Ann Lee was freed. The economist left for Oslo"."""
        discourse = self.discourse
        number, trade = discourse.number(noun), noun.lower_
        if not number or noun.dep_ not in SUBJECTS or trade not in _TRADES:
            return None
        who = subject(discourse.roots[number - 1])
        person = discourse.at(who) if who is not None else None
        if person is None or person.type != "PERSON":
            return None
        named = [m.entity for passed in discourse.passed for m in passed]
        alone = all(e is person or e.type != "PERSON" for e in named)
        told = any(role.person is person for role in discourse.doc._.roles or [])
        before = any(t.lower_ in _TRADES for t in discourse.doc[: noun.i])
        return person if alone and not told and not before else None


def _is_narrowed(noun: Token) -> bool:
    """By a clause that tells which one, no comma before it."""
    clauses = [c for c in noun.rights if c.dep_ in {"relcl", "acl"}]
    return any(noun.doc[clause.left_edge.i - 1].text != "," for clause in clauses)


def _tells_age(words: Span) -> bool:
    """ "84-year-old"."""
    return words.text[:1].isdigit() and words.text.endswith("year-old")


def _same_rank(held: str, wanted: str) -> bool:
    """A vice president is no president, a former one is not "the president"."""
    extra = held.removesuffix(wanted).split()
    return not {"vice", "deputy", "former", "assistant", "then", "late", "ousted"} & set(extra)


def _fits(entity: FoundEntity, word: str) -> bool:
    words = {part.strip(".,'’").casefold() for part in entity.name.split()}
    if words & _NEWS:
        return False
    if word in _NAMED:
        return bool(words & set(_NAMED[word]))
    if word in _FIRMS and gazetteer().organization(entity.name) is not None:
        return False
    return not words & (_OFFICIAL if word in _BODIES else _PUBLIC)


def _is_country(entity: FoundEntity) -> bool | None:
    """None where nothing tells."""
    if entity.country is not None:
        return False
    return True if entity.iso else None
