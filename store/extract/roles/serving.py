"""Offices that serve a person: "Ann Lee's lawyer", "a spokesman for the Lee campaign"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, office_words
from store.extract.roles.owners import Entities, is_of_side
from store.extract.rules import rule, second

_OF_PERSONS = lexicon.words("roles.of_persons")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_CAMPAIGNS = frozenset({"campaign", "bid"})
_OF_CAMPAIGNS = frozenset(
    "chairman chairwoman chair co-chairman co-chair director treasurer coordinator secretary "
    "official delegate".split()
)
"""Offices that are a campaign's and not the candidate's: "chairman of Lee's campaign"."""
_BEFORE_PERSONS = frozenset({"to", "for", "of", "with"})
_MODIFYING = frozenset({"compound", "poss", "nmod", "amod", "npadvmod"})
_BETWEEN = frozenset({"ADJ", "NOUN", "ADV", "NUM"})
_BEFORE_NAMES = frozenset({"ADJ", "NOUN", "PROPN", "DET"})
_FARTHEST = 6
"""How many words may stand between the office and the person."""


def serves_persons(office: str) -> bool:
    """Return whether it is an office that one has for a person: "campaign manager"."""
    words = office.casefold()
    return words in _OF_PERSONS or words.rpartition(" ")[2] in _OF_PERSONS


def serves_owner(office: str) -> bool:
    """Return whether it is a person's if "his" or "her" stands before it: "her spokesman"."""
    return serves_persons(office) and office.casefold().rpartition(" ")[2] not in _OF_CAMPAIGNS


@rule("roles.of_persons", off=second)
def of_person(doc: Doc, held: Held, holder: FoundEntity, entities: Entities) -> Held:
    """Return an office without a body with the person whom it serves: "Ann Lee's lawyer".

    An office in a campaign says so in its name: "chairman of Ann Lee's campaign".
    """
    office = held.office
    if held.of is not None or not serves_persons(office.head):
        return held
    person, in_campaign = _before(doc, office, entities)
    if person is None:
        person, in_campaign = _behind(doc, office, entities)
    if person is None or person is holder:
        return held
    is_apart = office.head.rpartition(" ")[2] in _OF_CAMPAIGNS
    if in_campaign and is_apart and "Campaign" not in office.name.split():
        office = office._replace(name=f"Campaign {office.name}")
    return held._replace(office=office, of=person)


@rule("roles.persons_portfolios", off=second)
def of_persons_minister(noun: Token, held: Held) -> Held:
    """Return an office whose portfolio is taken for a body: "the Lee Education Secretary".

    The body is a surname of the article and the portfolio, and the office is of that person.
    """
    first, *portfolio = held.of.name.split() if held.of is not None else [""]
    known = office_words().modifiers - _CAMPAIGNS
    if held.of is None or held.of.type != "ORG" or not portfolio:
        return held
    if any(word.casefold() not in known for word in portfolio):
        return held
    bearers = (each for each in noun.doc._.entities or [] if each.type == "PERSON")
    person = next((each for each in bearers if each.name.split()[-1] == first), None)
    if person is None:
        return held
    name = " ".join((*portfolio, held.office.name))
    return held._replace(office=held.office._replace(name=name), of=person)


def _before(doc: Doc, office: Office, entities: Entities) -> tuple[FoundEntity | None, bool]:
    """Return the person before an office, and whether a campaign is between the two."""
    in_campaign = is_owned = False
    first = office.span.start
    for index in range(office.span.end - 2, max(first - _FARTHEST - 2, -1), -1):
        word, entity = doc[index], entities.get(index)
        if (owner := _joined_owner(word, entities)) is not None:
            return owner, in_campaign
        if entity is not None and entity.type == "PERSON":
            is_told = word.is_sent_start or (word.dep_ in _MODIFYING and index < word.head.i)
            is_told = is_told and not is_of_side(doc, index)
            return (entity if is_owned or is_told else None), in_campaign
        is_campaign = entity is None and word.lower_ in _CAMPAIGNS
        if is_owned and not is_campaign:
            break
        is_owned = word.text in _POSSESSIVE
        in_campaign |= is_campaign and index < first
        if not is_owned and index < first and not _is_between(word, entity):
            break
    return None, False


@rule("roles.joined_owners")
def _joined_owner(word: Token, entities: Entities) -> FoundEntity | None:
    """Return the person whom "his" refers to in "Bo Falk and his running mate, Ann Lee"."""
    if word.tag_ != "PRP$" or word.i <= 1 or word.nbor(-1).lower_ != "and":
        return None
    person = entities.get(word.i - 2)
    return person if person is not None and person.type == "PERSON" else None


def _is_between(word: Token, entity: FoundEntity | None) -> bool:
    """Whether a word may stand between a person and an office: "Lee's top Iowa adviser"."""
    if entity is not None:
        return entity.type == "GPE"
    is_joining = word.pos_ in _BETWEEN or (word.lower_ == "and" and not _is_behind_campaign(word))
    return word.text == "-" or word.is_digit or (word.is_lower and is_joining)


@rule("roles.joined_to_campaigns", off=lambda _: False)
def _is_behind_campaign(joining: Token) -> bool:
    """Whether a word joins somebody else to a campaign: "the Lee campaign and Mayor Bo Falk"."""
    return joining.i > 0 and joining.nbor(-1).lower_ in _CAMPAIGNS


def _behind(doc: Doc, office: Office, entities: Entities) -> tuple[FoundEntity | None, bool]:
    """Return the person behind "to" or "for", and whether it is for the person's campaign."""
    at = office.span.end
    if at + _FARTHEST >= len(doc) or doc[at].lower_ not in _BEFORE_PERSONS | {"and"}:
        return None, False
    while doc[at].lower_ == "and" or (at > office.span.end and _is_field(doc[at])):
        at += 1  # "an adviser and pollster for Ann Lee"
    field = at + 1
    while doc[at].lower_ == "of" and field < len(doc) and _is_field(doc[field]):
        field += 1  # "director of volunteers for Ann Lee"
    if field > at + 1 and field < len(doc) and doc[field].lower_ in {"to", "for"}:
        at = field
    if doc[at].lower_ not in _BEFORE_PERSONS:
        return None, False
    at += 1
    for index in range(at, min(at + _FARTHEST, len(doc))):
        entity = entities.get(index)
        if entity is not None and entity.type == "PERSON":
            return _whom(doc, index, entity, entities)
        if doc[index].pos_ not in _BEFORE_NAMES and doc[index].lower_ not in office_words().titles:
            return None, False
    return None, False


def _whom(
    doc: Doc, at: int, person: FoundEntity, entities: Entities
) -> tuple[FoundEntity | None, bool]:
    """Return the person named at a token, unless the name owns or modifies something else."""
    end = at
    while end < len(doc) and entities.get(end) is person:
        end += 1
    is_owner = end < len(doc) and doc[end].text in _POSSESSIVE
    end += is_owner
    first = end
    while end < min(first + _FARTHEST, len(doc)) and doc[end].pos_ in _BETWEEN:
        if doc[end].lower_ in _CAMPAIGNS:
            return person, True
        end += 1
    is_more = is_owner or (first < len(doc) and _is_noun(doc[first]))
    return (None if is_more else person), False


def _is_field(word: Token) -> bool:
    return word.is_lower and word.pos_ in {"NOUN", "ADJ"}


def _is_noun(word: Token) -> bool:
    return word.pos_ in {"NOUN", "PROPN"} and word.dep_ != "npadvmod"
