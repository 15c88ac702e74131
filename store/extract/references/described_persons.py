"""Persons described by office, age or nationality: "the 84-year-old economist", "the Italian"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.names.words import gender_of_noun
from store.extract.references.discourse import SUBJECTS, Discourse, subject
from store.extract.roles.offices import office_ending, office_from, office_words
from store.extract.rules import rule

_TRADES = lexicon.words("references.trades")
"""Occupations that may describe the only person an article is about."""


def holding() -> frozenset[str]:
    """Return the nouns that may describe an office holder or a person with an occupation."""
    offices = {head.split()[-1].rpartition("-")[2] for head in office_words().heads}
    return frozenset(offices) | _TRADES


@rule("references.holder")
def holder(discourse: Discourse, noun: Token, start: int) -> FoundEntity | None:
    """Return the only person with this office, of the country if one is named."""
    doc = discourse.doc
    if any(child.dep_ in {"prep", "appos"} for child in noun.rights):
        return None
    office = office_ending(doc, noun.i + 1)
    if office is not None and office.head in office_words().trades:
        office = None
    begin = office.span.start if office is not None else noun.i
    told_age = _is_age(doc[start + 1 : begin])
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


@rule("references.holder_of_body")
def holder_of_body(discourse: Discourse, noun: Token, start: int) -> FoundEntity | None:
    """Return the only person whose office a description tells with its body.

    For example Ann Lee for "the chairman of Orvis Bank" where the article says elsewhere that she
    is, and "the former secretary of state", which needs no body.
    """
    doc = discourse.doc
    office = office_from(doc, noun.i)
    if office is None or discourse.quotations.at(noun.i) is not None:
        return None
    then = doc[start + 1].lower_ == "then"
    behind = [c for c in noun.rights if c.i >= office.span.end]
    if office.span.start != start + 1 + then or any(c.dep_ != "prep" for c in behind):
        return None
    body = _body_behind(discourse, behind, office.span.end)
    whole = not behind and office.span.end > noun.i + 1  # "secretary of state"
    holders = {
        id(role.person): role.person
        for role in doc._.roles or []
        if role.role.casefold() == office.name.casefold()
        and (then or role.standing == office.standing)
        and (whole or (body is not None and role.of is body))
    }
    return next(iter(holders.values())) if len(holders) == 1 else None


def _body_behind(discourse: Discourse, behind: list[Token], end: int) -> FoundEntity | None:
    """Return the body right behind an office: "of Orvis Bank", "from Utah"."""
    if len(behind) != 1 or behind[0].i != end or behind[0].lower_ not in ("of", "from"):
        return None
    found = [discourse.at(o) for o in behind[0].rights if o.dep_ == "pobj"]
    return found[0] if len(found) == 1 else None


@rule("references.just_spoken_of")
def just_spoken_of(discourse: Discourse, noun: Token) -> FoundEntity | None:
    """Return the subject of the sentence before, if it is the only person in that sentence.

    For example "Bo Falk won. The 46-year-old former captain thanked his team".
    """
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


@rule("references.only_person")
def _only_person(discourse: Discourse, noun: Token) -> FoundEntity | None:
    """Return the only person of the article so far, if no occupation has been mentioned.

    The person must be the subject of the sentence before: "Ann Lee was freed. The economist left
    for Oslo".
    """
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
    gender = gender_of_noun(trade)
    fits = gender is None or discourse.genders.may_be(person, gender)
    return person if alone and fits and not told and not before else None


def _is_age(words: Span) -> bool:
    """Whether the words give an age: "84-year-old"."""
    return words.text[:1].isdigit() and words.text.endswith("year-old")


def _same_rank(held: str, wanted: str) -> bool:
    """Whether two offices have the same rank: "vice president" and "president" differ.

    A former office also differs from a present one.
    """
    extra = held.removesuffix(wanted).split()
    return not {"vice", "deputy", "former", "assistant", "then", "late", "ousted"} & set(extra)


@rule("references.compatriot")
def compatriot(discourse: Discourse, token: Token) -> FoundEntity | None:
    """Return the person just mentioned if "the" and a nationality alone are the subject.

    The word then no longer counts as a mention of the country.
    """
    if token.i == 0 or discourse.doc[token.i - 1].lower_ != "the" or token.tag_ == "NNPS":
        return None
    told = discourse.heads.get(token.i, [])
    if len(told) != 1 or told[0][1] != "demonym" or token.head.tag_ in {"VBP"}:
        return None
    person = just_spoken_of(discourse, token)
    if person is not None:
        country = told[0][0]
        country.mentions[:] = [m for m in country.mentions if token.i not in m.span]
    return person
