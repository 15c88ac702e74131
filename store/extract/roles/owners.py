"""Find the country or body of an office: before it, after "of", or through a noun beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.roles.offices import Office, office_words
from store.extract.roles.parties import is_only_party, party_keys
from store.extract.rules import rule, second

Entities = dict[int, FoundEntity]

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OF = frozenset({"of", "at", "for", "to", "with", "in", "from", "on"})
_DESCENT = lexicon.words("roles.descent")
_BODIES = frozenset({"GPE", "ORG", "LOC", "FAC"})
_TELLING = frozenset({"poss", "compound", "amod", "nmod"})
_OF_PARTIES = lexicon.words("roles.of_parties")
_GROUPS = frozenset("party group league front coalition alliance faction wing branch".split())
_FREE = lexicon.words("roles.free_trades")
_ABROAD = lexicon.words("roles.posted")
_REGIONAL = lexicon.words("roles.regional")
_SETTLED = frozenset("city town village state province county district republic region".split())
_RACES = lexicon.words("roles.races")
"""Nouns that a party or chamber before them only tells of: "his first Senate campaign"."""
_COUNTIES = frozenset({"County", "Parish", "City", "Township", "Borough"})
_QUOTES = frozenset({'"', "“", "``", "''", "‘"})
_CLOSING = frozenset({"”", "’"})
_OF_WORKS = lexicon.words("roles.of_works")
_OF_PLACES = lexicon.words("roles.of_places")
_PARTY_WORDS = frozenset({"republican", "democrat", "democratic", "independent"})
_SIDES = frozenset({"anti", "pro", "never"})
_FARTHEST = 4
"""How many words may stand between an office and the body before it."""
_SENT = frozenset({"ambassador", "envoy", "representative", "delegate"})
"""Offices that a country has at another body."""
_OF_GROUPS = frozenset({"leader", "chairman", "chairwoman", "chair", "spokesman", "spokeswoman"})
"""Offices that a people or a faith has: "a Shiite leader"."""
_OF_STATES = lexicon.words("roles.of_states")
_EMPLOYED = lexicon.words("roles.employed")
"""Trades that one has "at" or "with" a body: "economist Ann Lee at Orvis Bank"."""
_FOR = frozenset({"of", "for", "at", "with"})
_HEADS = lexicon.words("roles.never_bodies")
"""Last words of names that are the office of somebody."""
_NOUNS = lexicon.words("roles.nouns_of_bodies")
_PARTY = re.compile(r"(?:Rep?|Dem?|Ind?|R|D|I)\.?$")
"""Abbreviations of a lawmaker's party in American news."""
_WITH_STATE = re.compile(r"(?:R|D|I|Rep|Dem|Ind)\.?[-–][A-Z]")


def owner(doc: Doc, office: Office, noun: Token, entities: Entities) -> FoundEntity | None:
    """Return the country or body before an office or after its "of"."""
    before = owner_before(doc, office, entities)
    last = doc[office.span.end - 1]
    is_party = before is not None and is_only_party(office, before, last)
    if before is not None and not is_party and not _is_region(office, before):
        return before
    after = owner_after(noun, entities) or owner_after(last, entities)
    if before is not None:
        is_theirs = after is not None and after.type == "ORG"
        return after if is_theirs or (is_party and after is None) else before
    if after is None and (work := _work_behind(office, noun, entities)) is not None:
        return work
    if not is_home(office, noun, after):
        return after
    behind = (at_work for word in (noun, last) for at_work in _workplaces(word, entities))
    return next(behind, None)  # "an expert on Russia at the Orvis Institute"


def _workplaces(word: Token, entities: Entities) -> Iterator[FoundEntity]:
    """Yield the organizations behind "at" or "with"."""
    for child in word.rights:
        if child.dep_ == "prep" and child.lower_ in {"at", "with"}:
            for inner in child.rights:
                found = body(entities.get(inner.i))
                if inner.dep_ == "pobj" and found is not None and found.type == "ORG":
                    yield found


def _is_region(office: Office, before: FoundEntity) -> bool:
    """Whether a place tells where the office is: "Europe coordinator at the Orvis Institute"."""
    return before.type in {"GPE", "LOC"} and office.head in _REGIONAL


@rule("roles.homes", off=lambda *_: False)
def is_home(office: Office, noun: Token, place: FoundEntity | None) -> bool:
    """Whether a place is where somebody comes from or works: "a cardiologist from Moldova"."""
    if place is None or place.type not in {"GPE", "LOC", "NORP"}:
        return False
    return office.head in _FREE or (office.head == "attorney" and noun.is_lower)


def owner_before(doc: Doc, office: Office, entities: Entities) -> FoundEntity | None:
    """Return the owner before an office: "Chinese president", "Wolves' manager"."""
    at = office.span.start - 1
    if at > 0 and doc[at].text in _POSSESSIVE:
        at -= 1
    at = _before_side(doc, at, entities)
    if (work := _work(doc, office, at, entities)) is not None:
        return work
    if at >= 0 and entities.get(at) is None:
        at = _farther(doc, office, at, entities)
    entity = entities.get(at) if at >= 0 else None
    if entity is not None and (entity.type == "NORP" or entity.key in party_keys()):
        is_party = entity.key in party_keys()
        if is_party and office.head in _OF_STATES:
            return _before_party(doc, at, entity, entities)
        head = office.head.rpartition(" ")[2] if is_party else office.head
        if head in (_OF_PARTIES if is_party else _OF_GROUPS):
            return entity
        return _owner_before_party(doc, at, entity, entities) if is_party else None
    found = None if is_base(doc, at) else body(entity)
    if found is not None and (sender := _sender(doc, office, at, found, entities)) is not None:
        return sender
    if found is not None and found.type == "GPE":
        found = _whose_branch(doc, at, found, entities) or found
    return None if is_home(office, doc[office.span.end - 1], found) else found


@rule("roles.works")
def _work(doc: Doc, office: Office, at: int, entities: Entities) -> FoundEntity | None:
    """Return the film or programme before who made it or plays in it: "'Gravelpit' actor Lee"."""
    if at > 0 and doc[at].text in _QUOTES | _CLOSING:
        at -= 1
    work = entities.get(at) if at >= 0 else None
    is_work = work is not None and work.type == "WORK"
    return work if is_work and office.head in _OF_WORKS else None


@rule("roles.works_behind")
def _work_behind(office: Office, noun: Token, entities: Entities) -> FoundEntity | None:
    """Return the film or programme behind its maker: "the writer on 'Gravelpit' is Ann Lee"."""
    if office.head not in _OF_WORKS:
        return None
    phrases = (child for child in noun.rights if child.lower_ in {"of", "on", "for"})
    inner = (entities.get(part.i) for each in phrases for part in each.rights)
    return next((work for work in inner if work is not None and work.type == "WORK"), None)


@rule("roles.sides", off=lambda *_: False)
def is_of_side(doc: Doc, first: int) -> bool:
    """Whether a name that begins here is whom somebody is for or against: "anti-Lee delegate"."""
    return first > 1 and doc[first - 1].text == "-" and doc[first - 2].lower_ in _SIDES


def _before_side(doc: Doc, at: int, entities: Entities) -> int:
    """Return what stands before whom somebody is for or against, if a name ends here."""
    first = at
    while first > 0 and entities.get(first) is not None and entities.get(first - 1) is not None:
        first -= 1
    return first - 3 if entities.get(at) is not None and is_of_side(doc, first) else at


@rule("roles.state_before_party")
def _before_party(doc: Doc, at: int, party: FoundEntity, entities: Entities) -> FoundEntity | None:
    """Return the state before the party of a lawmaker: "Ohio Republican Sen. Ann Lee"."""
    while at >= 0 and (entities.get(at) is party or doc[at].text in _POSSESSIVE):
        at -= 1
    state = _state(at, entities)
    return state if state is not None and state.iso is None else None


@rule("roles.owner_before_party")
def _owner_before_party(
    doc: Doc, at: int, party: FoundEntity, entities: Entities
) -> FoundEntity | None:
    """Return the owner before the party of an official: "Ohio's Republican attorney general"."""
    while at > 0 and entities.get(at) is party:
        at -= 1
    return body(entities.get(at - 1)) if at > 0 and doc[at].text in _POSSESSIVE else None


@rule("roles.farther_owner", off=lambda *_: -1)
def _farther(doc: Doc, office: Office, at: int, entities: Entities) -> int:
    """Return the body before other words of an office: "an Orvis Bank international director"."""
    for index in range(at, max(at - _FARTHEST, -1), -1):
        entity, word = entities.get(index), doc[index]
        if word.text in _POSSESSIVE:
            continue
        if entity is not None:
            is_of_it = word.dep_ in _TELLING and index < word.head.i < office.span.end
            is_body = entity.type == "ORG" or (entity.type == "GPE" and _owns_office(doc, index))
            return index if is_of_it and is_body else -1
        if word.pos_ not in {"ADJ", "NOUN", "CCONJ"} or not word.is_lower:
            return -1
        if word.lower_ in office_words().last:
            return -1  # "the Orvis spokesman Gen. Bo Falk"
    return -1


@rule("roles.senders")
def _sender(
    doc: Doc, office: Office, at: int, there: FoundEntity, entities: Entities
) -> FoundEntity | None:
    """Return whose envoy somebody is to the body before the office: "Peru's U.N. ambassador"."""
    if office.head not in _SENT or there.type != "ORG":
        return None
    while at > 0 and entities.get(at - 1) is there:
        at -= 1
    if at > 1 and doc[at - 1].text in _POSSESSIVE:
        at -= 1
    sender = body(entities.get(at - 1)) if at > 0 else None
    return sender if sender is not None and sender.type == "GPE" else None


@rule("roles.branches")
def _whose_branch(
    doc: Doc, at: int, country: FoundEntity, entities: Entities
) -> FoundEntity | None:
    """Return the body whose branch in the country it is: "Amnesty's U.S. director"."""
    while at > 0 and entities.get(at - 1) is country:
        at -= 1
    if at < 2 or doc[at - 1].text not in _POSSESSIVE:
        return None
    owner = entities.get(at - 2)
    return owner if owner is not None and owner.type in {"ORG", "GPE"} else None


def owner_after(word: Token, entities: Entities) -> FoundEntity | None:
    """Return the owner after an office: "head of the army", "vice president for sales at Acme"."""
    of_field = None
    for child in word.rights:
        if child.dep_ == "prep" and child.lower_ in _OF and not _is_where(word, child, entities):
            for inner in child.rights:
                is_field = inner.lower_ == "affairs" and child.lower_ == "for"
                if inner.dep_ == "pobj" and not _is_no_body(word, child, inner, entities):
                    named = None if is_field else body(entities.get(inner.i))
                    found = _owned(inner, named, entities)
                    found = found or _apposed(inner, entities)
                    behind = owner_after(inner, entities) if found is None else None
                    behind = None if _is_unnamed_there(inner, behind) else behind
                    if behind is not None and (behind.type == "ORG" or inner.lower_ in _SETTLED):
                        found = behind  # "director for Asian affairs at Orvis"
                    if found is not None:
                        return found
                    is_told = is_field or child.lower_ == "on"  # "wrote on Orvis's page"
                    near = None if is_told else _modifying_body(inner, entities)
                    of_field = of_field or near or behind
    return of_field


@rule("roles.unnamed_bodies", off=lambda *_: False)
def _is_unnamed_there(noun: Token, place: FoundEntity | None) -> bool:
    """Whether a place tells only where a body without a name is: "head of a bank in Norway"."""
    is_place = place is not None and place.type in {"GPE", "LOC"}
    is_one = any(child.lower_ in {"a", "an"} for child in noun.lefts)
    return is_place and is_one and noun.lower_ in _NOUNS and not _has_of(noun)


def _has_of(noun: Token) -> bool:
    return any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.rights)


@rule("roles.owned_bodies", off=second)
def _owned(place: Token, found: FoundEntity | None, entities: Entities) -> FoundEntity | None:
    """Return the body of a place that the parse takes for it: "leader of Haiti's Orvis party"."""
    at = place.i + 1
    if found is None or found.type != "GPE" or place.doc[at : at + 1].text not in _POSSESSIVE:
        return found
    for word in place.doc[at + 1 : at + 2 + _FARTHEST]:
        if (entity := body(entities.get(word.i))) is not None:
            return entity if entity.type == "ORG" else None
        if word.pos_ not in {"ADJ", "NOUN"} and word.text != "-":
            break
    return None


def _is_no_body(word: Token, preposition: Token, noun: Token, entities: Entities) -> bool:
    """Whether what follows a preposition has no office: "a leader of the Basques"."""
    if noun.lower_ in _DESCENT:
        return True
    entity = entities.get(noun.i)
    is_place = entity is not None and entity.type in {"GPE", "LOC"}
    if is_place and noun.tag_ == "NNPS" and _has_article(noun):
        return True
    if is_place and preposition.lower_ == "on":
        return True  # "an adviser on Haiti"
    if is_place and preposition.lower_ == "in" and word.lower_ not in _ABROAD:
        return True
    return any(token.text in _QUOTES for token in noun.doc[preposition.i + 1 : noun.i])


def _has_article(noun: Token) -> bool:
    """Whether "the" stands right before it."""
    first = noun.left_edge
    return first.i == noun.i - 1 and first.lower_ == "the"


@rule("roles.places_of_meetings", off=lambda *_: False)
def _is_where(word: Token, preposition: Token, entities: Entities) -> bool:
    """Whether it says where it was, behind the person: "met its president Ann Lee in Haiti"."""
    if preposition.lower_ != "in":
        return False
    between = (entities.get(at) for at in range(word.i + 1, preposition.i))
    return any(entity is not None and entity.type == "PERSON" for entity in between)


@rule("roles.bases", off=lambda *_: False)
def is_base(doc: Doc, at: int) -> bool:
    """Whether a word tells only where somebody works: "a D.C.-based strategist"."""
    return at >= 0 and doc[at].lower_.endswith("based")


def _owns_office(doc: Doc, index: int) -> bool:
    """Whether a place owns an office: "Leeds's former mayor", "a Lee County tax officer"."""
    return doc[index].text in _COUNTIES or doc[index + 1].text in _POSSESSIVE


@rule("roles.body_apposed")
def _apposed(noun: Token, entities: Entities) -> FoundEntity | None:
    """Return an owner in apposition: "head of the industry body ELSPA"."""
    for child in noun.rights:
        if child.dep_ == "appos" and (found := body(entities.get(child.i))) is not None:
            return found
    return None


@rule("roles.modifying_body")
def _modifying_body(noun: Token, entities: Entities) -> FoundEntity | None:
    """Return an owner that modifies the noun: "head of the Soviet delegation"."""
    lefts = list(noun.lefts)
    is_owned = any(child.dep_ == "poss" and body(entities.get(child.i)) is None for child in lefts)
    if noun.tag_ == "NNP" and any(child.tag_ == "NNP" for child in lefts):
        return None  # a name that is not known as one: "treasurer of the Great America Fund"
    is_one_of_many = any(child.lower_ in {"a", "an"} for child in lefts)
    for child in reversed(lefts):
        if child.dep_ in _TELLING and (found := body(entities.get(child.i))) is not None:
            # "the center's American branch" is not America's, "France's Blue party" not France's
            is_other = is_owned or (noun.lower_ in _GROUPS and child.dep_ == "poss")
            if noun.lower_ in _RACES or _is_cut(child):
                return None
            is_there = is_one_of_many and child.dep_ != "poss"  # "head of a London company"
            return None if (is_other or is_there) and found.type == "GPE" else found
    return None


def _is_cut(owner: Token) -> bool:
    """Whether it is the first word of a longer name: "the Orvis's Balcony restoration project"."""
    behind = owner.doc[owner.i + 1 : owner.i + 3]
    is_own = len(behind) > 1 and behind[0].text in _POSSESSIVE
    return is_own and behind[1].tag_ in {"NNP", "NNPS"} and owner.left_edge.lower_ == "the"


@rule("roles.state_behind")
def state_behind(doc: Doc, name: Tokens, office: Office, entities: Entities) -> FoundEntity | None:
    """Return the state of a lawmaker, which follows the name.

    For example "Sen. Ann Roe, R-Utah", "Rep. Bo Falk (D., Ohio)", "Sen. Cy Orr of Maine".
    """
    at = name.end
    if at + 1 >= len(doc):
        return None
    if office.head.lower() not in _OF_STATES:
        if doc[at].lower_ == "of":
            return _ruled(doc, at, office, entities)
        return _employer(doc, at, office, entities)
    if doc[at].lower_ in {"of", "from"}:
        is_near = doc[at + 1].is_lower and doc[at + 1].tag_ in {"JJ", "VBG"}
        return _state(at + 2 if is_near else at + 1, entities)  # "from neighboring Maine"
    if doc[at].text not in {",", "("}:
        return None
    at += 1
    if _WITH_STATE.match(doc[at].text):
        return _state(at, entities)
    if not _PARTY.match(doc[at].text):
        return _of_party_and_state(doc, at, entities)
    at += 1
    while at < len(doc) and doc[at].text in {".", ",", "-", "–"}:
        at += 1
    return _state(at, entities)


@rule("roles.ruled")
def _ruled(doc: Doc, at: int, office: Office, entities: Entities) -> FoundEntity | None:
    """Return what a person with a title rules: "President Ann Lee of Norway"."""
    at += 2 if doc[at + 1].lower_ == "the" else 1
    found = body(entities.get(at))
    if found is None or _owns_more(doc, at, entities):
        return None
    is_of_place = office.head in _OF_PLACES and office.head not in office_words().trades
    return found if found.type == "ORG" or is_of_place else None


@rule("roles.employer")
def _employer(doc: Doc, at: int, office: Office, entities: Entities) -> FoundEntity | None:
    """Return where a person with a trade works: "economist Ann Lee at Orvis Bank"."""
    if office.head not in _EMPLOYED or doc[at].lower_ not in {"at", "with"}:
        return None
    return straight_behind(doc, at, entities)


@rule("roles.straight_behind")
def straight_behind(doc: Doc, at: int, entities: Entities) -> FoundEntity | None:
    """Return the body right behind a preposition, whatever the parse: "president of Orvis Inc."

    It owns nothing and belongs to no longer name: "a spokesman for House Speaker Ann Lee".
    """
    if at + 1 >= len(doc) or doc[at].lower_ not in _FOR:
        return None
    at += 2 if doc[at + 1].lower_ == "the" and at + 2 < len(doc) else 1
    found, end = body(entities.get(at)), at
    if found is None or found.type != "ORG" or entities.get(at - 1) is found:
        return None
    while end < len(doc) and entities.get(end) is found:
        end += 1
    is_part = end < len(doc) and doc[end].pos_ in {"NOUN", "PROPN", "PART", "ADJ", "NUM"}
    return None if is_part and not doc[end].is_sent_start else found


def _owns_more(doc: Doc, at: int, entities: Entities) -> bool:
    """Whether a name owns what follows: "of Oslo's Institute"."""
    end = at
    while end < len(doc) and entities.get(end) is entities.get(at):
        end += 1
    return end < len(doc) and doc[end].tag_ == "POS"


@rule("roles.party_and_state")
def _of_party_and_state(doc: Doc, at: int, entities: Entities) -> FoundEntity | None:
    """Return the state behind a comma or bracket.

    For example "Sen. Ann Roe, Republican of Utah", "the Utah Republican", "(Utah)".
    """
    is_in_brackets = doc[at - 1].text == "("
    if doc[at].lower_ in {"a", "an", "the"}:
        at += 1
    if at + 2 >= len(doc):
        return None
    if doc[at].lower_ in _PARTY_WORDS:
        return _state(at + 2, entities) if doc[at + 1].lower_ in {"of", "from"} else None
    state, end = _state(at, entities), at
    while end < len(doc) and entities.get(end) is state:
        end += 1
    if state is None or end >= len(doc):
        return None
    is_told = doc[end].lower_ in _PARTY_WORDS or (is_in_brackets and doc[end].text == ")")
    return state if is_told else None


def _state(index: int, entities: Entities) -> FoundEntity | None:
    entity = entities.get(index)
    return entity if entity is not None and entity.type == "GPE" else None


def body(entity: FoundEntity | None) -> FoundEntity | None:
    """Return the entity if its type can have offices, otherwise None."""
    is_body = entity is not None and entity.type in _BODIES and not ends_with_office(entity)
    return entity if is_body else None


@rule("roles.no_offices_as_bodies", off=lambda _: False)
def ends_with_office(entity: FoundEntity) -> bool:
    """Whether a name for a body is an office with its body: "Orvis Board Chairman"."""
    words = entity.name.casefold().split()
    return len(words) > 1 and words[-1] in _HEADS and "of" not in words
