"""Offices told by the words around them, whatever the parse: "President Lee", "head of policy"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.roles.fields import tells_field
from store.extract.roles.joined import Held
from store.extract.roles.offices import COUNTED, Office, office_words, titled
from store.extract.roles.owners import Entities, body
from store.extract.roles.parties import party_keys
from store.extract.rules import rule, second

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SOUGHT = lexicon.words("roles.sought")
_AHEAD = frozenset({"front-runner", "frontrunner"})
"""What one is called who is ahead in a race, which is no office of its own."""
_RACES_OF = frozenset({"presidential", "gubernatorial", "mayoral", "senatorial"})
# Offices that many people hold; a role only together with its body.
_WEAK = lexicon.words("roles.weak")
# Offices that mean nothing without their body.
_BARE = frozenset({"Leader", "Chief", "Head"})
_REGIONAL = lexicon.words("roles.regional")
_TITLES = frozenset({"representative", "officer", "deputy"})
_AMERICAN = frozenset({"U.S.", "US"})
_BEFORE_BODIES = frozenset({"of", "at", "for", "with"})
_CAMPAIGNS = frozenset({"campaign", "run", "bid", "race"})
_OWNED = frozenset({"its", "their", "'s", "’s"})
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_OFTEN = frozenset({"leading", "frequent", "outspoken", "prominent"})
_NOT_YET = frozenset({"next", "would", "would-be", "future", "potential", "prospective"})
_WOULD_BE = ("would-be", "a hypothetical", "a potential", "a future", "the next")
_RUNNING = frozenset({"candidate", "nominee", "run", "running", "bid", "race", "hopeful"})
_LONGEST_DOUBT = 4
_PARTS = frozenset("department division unit section branch faculty desk laboratory lab".split())
"""Nouns for a part of a body."""
_FORMER = frozenset({"former", "onetime", "one-time", "erstwhile", "ousted", "deposed"})
_OPENING = frozenset({'"', "“", "``", "‘"})
_CLOSING = frozenset({'"', "”", "''", "’"})
_WHOLES = frozenset(
    "company corporation group government country nation republic federation state city town "
    "team university firm agency".split()
)
"""Nouns for the body itself."""
_LONGEST_FIELD = 6
"""How many words the field of an office may have before "at"."""
_LONGEST_PLACE = 4
"""How many words a place before an office may have."""


@rule("roles.cheered", off=lambda *_: False)
def is_cheered(doc: Doc, name: Tokens) -> bool:
    """Whether somebody is only called by an office: 'cheered for "President Lee"'.

    "A President Lee" is one that somebody thinks of.
    """
    at = name.start - 1
    while at > 0 and doc[at].lower_ in office_words().heads:
        at -= 1
    if doc[at].lower_ in {"a", "an"} and at == name.start - 2 and doc[at + 1].lower_ == "president":
        return True
    end = name.end + 1 if doc[name.end : name.end + 1].text in {".", ",", "!"} else name.end
    is_quoted = doc[at].text in _OPENING and doc[end : end + 1].text in _CLOSING
    return at < name.start - 1 and at >= 0 and is_quoted


@rule("roles.at_behind")
def at_behind(doc: Doc, office: Office, entities: Entities) -> FoundEntity | None:
    """Return the body behind "at": "Orvis president and professor of law at Leeds College"."""
    for index in range(office.span.end, min(office.span.end + _LONGEST_FIELD, len(doc))):
        word = doc[index]
        if word.lower_ == "at":
            at = index + 2 if doc[index + 1 : index + 2].text == "the" else index + 1
            of = body(entities.get(at))
            return of if of is not None and of.type == "ORG" else None
        if word.pos_ not in {"ADP", "NOUN", "ADJ", "CCONJ"}:
            return None
    return None


@rule("roles.left", off=lambda *_: False)
def is_left(doc: Doc, office: Office, at: int) -> bool:
    """Whether "former" or "then" stands before other words of an office: "a former green mayor"."""
    last = doc[office.span.end - 1]
    words = (child.lower_ for child in last.lefts if child.dep_ in {"amod", "advmod"})
    first = min(at, office.span.start)
    while first > 0 and doc[first - 1].lower_ in {"the", "a", "an", "then"}:
        first -= 1
    is_then = doc[first].lower_ == "then" and doc[max(first - 1, 0)].text == ","
    is_then = is_then and last.is_lower
    return office.standing is None and (is_then or not _FORMER.isdisjoint(words))


@rule("roles.no_offices", off=lambda *_: False)
def is_no_office(doc: Doc, office: Office, of: FoundEntity | None) -> bool:
    """Whether a noun of an office tells only what one thought out, often says, or is ahead in.

    For example "its chief architect", "a critic of the party", "a leading spokesman for mayors",
    "a con artist", "the next president", "the Republican front-runner".
    """
    last = doc[office.span.end - 1]
    lefts, is_with_of = {child.lower_ for child in last.lefts}, doc[last.i + 1 : last.i + 2].text
    first = doc[max(office.span.start - _LONGEST_DOUBT, 0) : office.span.start]
    if first.text.lower().endswith(_WOULD_BE):
        return True
    if not _NOT_YET.isdisjoint(lefts) or (last.lower_ == "artist" and "con" in lefts):
        return True
    if first.text.lower().endswith(" for") and not _RUNNING.isdisjoint(w.lower_ for w in first):
        return True  # "the candidate for governor, Ann Lee"
    is_leader = last.lower_ == "leader" and doc[last.i - 1].lower_ in COUNTED
    if is_leader or (office.head.rpartition(" ")[2] in _AHEAD and not _is_of_race(office, of)):
        return True  # "the Republican poll leader", "front-runner Bo Falk"
    if last.lower_ == "architect":
        return of is None and (not _OWNED.isdisjoint(lefts) or is_with_of == "of")
    if last.lower_ in {"critic", "defender"}:
        return is_with_of == "of"
    if last.lower_ == "broker":
        return "honest" in lefts
    return last.lower_ in _SPEAKERS and not _OFTEN.isdisjoint(lefts)


def _is_of_race(office: Office, of: FoundEntity | None) -> bool:
    """Whether it is said for what or for whom somebody runs: "the Democratic front-runner"."""
    is_told = not _RACES_OF.isdisjoint(office.name.casefold().split())
    return is_told or (of is not None and of.key in party_keys())


@rule("roles.forms_of_address", off=lambda *_: False)
def is_address(doc: Doc, office: Office, of: FoundEntity | None) -> bool:
    """Whether an office is cut to a form of address: "Secretary Ann Lee"."""
    last = doc[office.span.end - 1]
    is_cut = of is None and office.name == "Secretary" and last.text == office.name
    return is_cut and last.i + 1 < len(doc) and last.nbor().tag_ == "NNP"


@rule("roles.clauses_behind", off=lambda *_: False)
def is_of_clause(doc: Doc, office: Office, name: Tokens) -> bool:
    """Whether a name begins a clause that tells of others: "the candidates Lee has helped"."""
    last, head = doc[office.span.end - 1], doc[name.start : name.end].root
    is_beside = last.tag_ == "NNS" and office.span.end == name.start
    return is_beside and head.dep_ == "nsubj" and head.head.dep_ == "relcl"


@rule("roles.past_year", off=lambda *_: False)
def is_of_past_year(doc: Doc, at: int, office: Office, published: str) -> bool:
    """Whether an office is of an earlier year: "2012 nominee Ann Lee", "of his 2008 campaign"."""
    year = doc[at - 1].text if at else ""
    if _is_past(year, published) and office.head.rpartition(" ")[2] in _SOUGHT:
        return True
    last = doc[office.span.end - 1]
    phrases = (child for child in last.rights if child.lower_ in {"of", "for"})
    nouns = (part for phrase in phrases for part in phrase.rights if part.lower_ in _CAMPAIGNS)
    return any(_is_past(part.text, published) for noun in nouns for part in noun.lefts)


def _is_past(year: str, published: str) -> bool:
    return len(year) == len("2012") and year.isdigit() and year < published[:4]


@rule("roles.of_part", off=second)
def of_part(doc: Doc, office: Office, of: FoundEntity | None, entities: Entities) -> Office:
    """Return an office of a part of a body with its words: "head of the Orvis delegation"."""
    last = doc[office.span.end - 1]
    phrase = next((child for child in last.rights if child.lower_ == "of"), None)
    part = next((c for c in phrase.rights if c.dep_ == "pobj"), None) if phrase else None
    if of is None or phrase is None or part is None or part.tag_ != "NN" or entities.get(part.i):
        return office
    between = doc[phrase.i + 1 : part.i]
    if part.lower_ in _PARTS and all(word.is_lower and word.is_alpha for word in between):
        return office._replace(name=f"{office.name} {titled(doc[phrase.i : part.i + 1].text)}")
    first = part.i
    while first > last.i and (
        doc[first - 1].pos_ in {"NOUN", "ADJ"} or doc[first - 1].text in {"-", *_POSSESSIVE}
    ):
        first -= 1
        if entities.get(first) is not None:
            break
    if entities.get(first) is not of:
        first -= 1
    if entities.get(first) is not of or first + 1 > part.i:
        return office
    end = _end_of_part(part, entities)
    words = [word for word in doc[first + 1 : end] if word.text not in {"-", *_POSSESSIVE}]
    is_whole = part.lower_ in _WHOLES and (len(words) == 1 or first + 1 + len(words) == end)
    if is_whole or not all(word.is_alpha and word.is_lower for word in words):
        return office
    part_of = titled(doc[phrase.i : end].text).replace("- ", "-")
    return office._replace(name=f"{office.name} {part_of}")


def _end_of_part(part: Token, entities: Entities) -> int:
    """Return where a part of a body ends: "the Orvis's research and planning unit"."""
    behind = next((c for c in part.rights if c.dep_ == "conj" and c.tag_ in {"NN", "NNS"}), None)
    if behind is None:
        return part.i + 1
    between = part.doc[part.i + 1 : behind.i + 1]
    is_phrase = between[0].dep_ == "cc" and all(word.is_lower for word in between)
    is_phrase = is_phrase and len(between) > len(("and", "unit"))
    is_free = all(word.i not in entities and word.pos_ != "DET" for word in between)
    is_office = behind.lower_ in office_words().last
    return behind.i + 1 if is_phrase and is_free and not is_office else part.i + 1


@rule("roles.us_attorneys", off=second)
def federal(doc: Doc, office: Office, of: FoundEntity | None) -> Office:
    """Return the office of a federal prosecutor with its whole name: "U.S. Attorney"."""
    before = doc[max(office.span.start - 1, 0)].text
    is_ours = of is None or of.iso == "US"
    if office.name != "Attorney" or not is_ours or before not in _AMERICAN:
        return office
    return office._replace(name=f"U.S. {office.name}")


@rule("roles.of_field", off=second)
def of_field(doc: Doc, office: Office, of: FoundEntity | None, entities: Entities) -> Office:
    """Return an office with its field: "head of global policy at Orvis Bank"."""
    first = office.span.end
    if of is None or of.type != "ORG" or doc[first : first + 1].text not in {"of", "for"}:
        return office
    end = first + 1
    while end < min(first + _LONGEST_FIELD + 2, len(doc)) and _is_of_field(doc[end], entities):
        end += 1
    at = end + 2 if doc[end + 1 : end + 2].text.lower() == "the" else end + 1
    is_of_body = doc[end : end + 1].text in _BEFORE_BODIES and entities.get(at) is of
    if end == first + 1 or not is_of_body or doc[end - 1].tag_ not in {"NN", "NNS", "VBG"}:
        return office
    return office._replace(name=f"{office.name} {titled(doc[first:end].text)}")


def _is_of_field(word: Token, entities: Entities) -> bool:
    is_word = word.pos_ in {"NOUN", "ADJ", "CCONJ"} or word.tag_ in {"VBG", "VBN"}
    is_word = (is_word and word.is_lower and word.is_alpha) or word.text == "-"
    is_word |= word.is_lower and _has_hyphen(word)  # "over-the-counter"
    return (is_word and entities.get(word.i) is None) or tells_field(word, entities)


def _has_hyphen(word: Token) -> bool:
    """Whether a hyphen joins it to the word before or behind."""
    doc = word.doc
    around = doc[max(word.i - 1, 0) : word.i + 2]
    return any(beside.text == "-" and not beside.whitespace_ for beside in around)


def is_title(doc: Doc, office: Office, name: Tokens) -> bool:
    """Whether a title stands before the name: "Rep. Ann Lee", "Officer Bo Falk"."""
    is_name = len(name) > 1 or office.head == "representative"
    last = office.span.end - 1
    title = doc[last - 1 if doc[last].text == "." else last]
    is_title = office.head in _TITLES and title.text[0].isupper()
    is_beside = office.span.end == name.start or title.text == "Reps"  # "Reps. Ann Lee, Bo Falk"
    return is_name and is_title and is_beside


def needs_body(office: Office) -> bool:
    """Whether the office needs a body: "a partner", "the head"; not "presidential candidate"."""
    if office.name in _BARE:
        return True
    return office.head in _WEAK and not _is_told(office)


def _is_told(office: Office) -> bool:
    """Whether the words before an office that many hold tell which: "Food Scientist"."""
    words = [word for word in office.name.split() if word.lower() not in office_words().times]
    return len(words) > len(office.head.split())


def of_region(doc: Doc, held: Held, entities: Entities) -> Held:
    """Return an office for a place that somebody has with its place: "his Ohio chairman"."""
    office = _with_region(doc, held.office, held.of, entities)
    return held if office is None else Held(office, None, held.tenure)


@rule("roles.of_region")
def _with_region(
    doc: Doc, office: Office, of: FoundEntity | None, entities: Entities
) -> Office | None:
    """Return the office with its place, if it is a person's office for the place."""
    if of is None or of.type != "GPE" or office.head not in _REGIONAL:
        return None
    reach = range(max(office.span.start - _LONGEST_PLACE, 1), office.span.end)
    place = [index for index in reach if entities.get(index) is of]
    if not place or place[-1] + 1 - place[0] != len(place):
        return None
    owner, whose = doc[place[0] - 1], place[0] - 2
    if doc[whose].lower_ in _CAMPAIGNS:
        whose -= 1  # "the Lee campaign's Ohio director"
    person = entities.get(whose) if owner.text in _POSSESSIVE else None
    if owner.tag_ != "PRP$" and (person is None or person.type != "PERSON"):
        return None
    span = Tokens(place[0], office.span.end)
    return office._replace(span=span, name=f"{doc[place[0] : place[-1] + 1].text} {office.name}")
