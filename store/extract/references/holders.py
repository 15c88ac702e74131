"""Whom an office or a trade means: "the foreign minister", "the 84-year-old economist"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from store.extract.found import FoundEntity
from store.extract.names.words.genders import gender_of_noun
from store.extract.references.discourse import SUBJECTS, Discourse, subject
from store.extract.roles.offices import office_ending, office_words

_TRADES = frozenset(
    "reporter journalist correspondent photographer writer author novelist poet economist "
    "scientist researcher lawyer banker businessman businesswoman actor actress singer athlete "
    "sprinter swimmer boxer cyclist footballer striker goalkeeper midfielder golfer activist "
    "politician billionaire chef teacher doctor nurse surgeon engineer astronaut pilot".split()
)
"""What one does for a living, said of the only person an article is about."""


def holding() -> frozenset[str]:
    """The nouns that may mean who holds an office or has a trade."""
    offices = {head.split()[-1].rpartition("-")[2] for head in office_words().heads}
    return frozenset(offices) | _TRADES


def holder(discourse: Discourse, noun: Token, start: int) -> FoundEntity | None:
    """The only person who was said to hold the office, of the country where one is named."""
    doc = discourse.doc
    if any(child.dep_ in {"prep", "appos"} for child in noun.rights):
        return None
    office = office_ending(doc, noun.i + 1)
    begin = office.span.start if office is not None else noun.i
    told_age = _tells_age(doc[start + 1 : begin])
    alone = begin == start + 1 or told_age
    owner = discourse.entities.get(start + 1) if not alone else None
    if not alone and owner is None:
        return None
    is_former = office is not None and office.name.startswith("former ")
    described = told_age or is_former or (owner is not None and noun.lower_ in _TRADES)
    last = just_spoken_of(discourse, noun) if described else None
    if office is None:
        return last or (_only_person(discourse, noun) if alone else None)
    wanted = office.name.casefold()
    holders = {
        id(role.person): role.person
        for role in doc._.roles or []
        if role.span.start < start
        and (role.role.casefold() == wanted or role.role.casefold().endswith(f" {wanted}"))
        and _same_rank(role.role.casefold(), wanted)
        and owner in (None, role.of)
    }
    if not holders:
        return last or (_only_person(discourse, noun) if alone else None)
    return next(iter(holders.values())) if len(holders) == 1 else None


def just_spoken_of(discourse: Discourse, noun: Token) -> FoundEntity | None:
    """The subject of the sentence before, who is the only person in it: "Bo Falk won. The
    46-year-old former captain thanked his team"."""
    number = discourse.number(noun)
    if not number or noun.dep_ not in SUBJECTS or noun.head.i != discourse.roots[number].i:
        return None
    if discourse.quotations.at(noun.i) is not None or discourse.passed[number]:
        return None
    who = subject(discourse.roots[number - 1])
    person = discourse.at(who) if who is not None else None
    before = {id(o.entity) for o in discourse.passed[number - 1] if o.entity.type == "PERSON"}
    if person is None or before != {id(person)}:
        return None
    gender = gender_of_noun(noun.lower_)
    return person if gender is None or discourse.genders.may_be(person, gender) else None


def _only_person(discourse: Discourse, noun: Token) -> FoundEntity | None:
    """The only person of the article so far, who is the subject of the sentence before and
    before any trade is told: "Ann Lee was freed. The economist left for Oslo"."""
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


def _tells_age(words: Span) -> bool:
    """ "84-year-old"."""
    return words.text[:1].isdigit() and words.text.endswith("year-old")


def _same_rank(held: str, wanted: str) -> bool:
    """A vice president is no president, a former one is not "the president"."""
    extra = held.removesuffix(wanted).split()
    return not {"vice", "deputy", "former", "assistant", "then", "late", "ousted"} & set(extra)
