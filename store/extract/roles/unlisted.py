"""Bodies that stand behind an office whatever the parse, also such as are no known name."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, Tokens
from store.extract.roles.branches import name_before, name_end, name_start
from store.extract.roles.joined import Held
from store.extract.roles.offices import Office, office_words, titled
from store.extract.roles.owners import Entities
from store.extract.rules import rule, second

_PREPOSITIONS = frozenset({"of", "at", "for", "with"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OF_MEDIA = lexicon.words("roles.of_media")
_SMALL = frozenset({"of", "the", "for", "and", "&", "on", "in"})
_TELLING = frozenset({"ADJ", "NOUN", "ADV"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_BODIES = lexicon.words("roles.nouns_of_bodies")
_BEATS = frozenset({"correspondent", "reporter"})
_MODIFYING = frozenset({"compound", "nmod", "amod"})
_SOUGHT = lexicon.words("roles.sought")
_UNSAID = lexicon.words("roles.unsaid")
_PEOPLES = frozenset({"GPE", "NORP"})
_LIKE_BODIES = frozenset({"LAW", "EVENT"})
"""Types that a model gives to bodies that it does not know."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_FULL = 2
"""How many words a name has at least that may be no first word of a sentence."""
_MOST_TOLD = 4
"""How many words may tell of a body before its name: "the small cybersecurity firm"."""
_LONGEST_NAME = 12
_LONGEST_FIELD = 9
"""How many words the field of an office may have before its firm."""
_OF_TITLES = frozenset({"IN", "NN", "NNS", "NNP", "NNPS", "CC", "HYPH", "JJ", "TO"})
"""Tags of the words of a title behind its office: "Head of Go-To-Market Strategy"."""
_ENDS = frozenset({",", ".", ";", ")", '"', "”", "''"})
_SAYING = frozenset({"said", "says", "told", "added", "explained", "wrote"})
_HOSTING = frozenset({"host", "co-host", "anchor", "presenter", "moderator"})
_SHOWN = frozenset({"WORK", "ORG"})
_QUOTES = frozenset({'"', "“", "``", "‘", "'"})


@rule("roles.body_behind_words", off=second)
def of_named_behind(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the body behind it: "director of the non-partisan Committee on X".

    A body that is no known name stands in the office's own.
    """
    doc, office = last.doc, held.office
    at = office.span.end
    if held.of is not None or at + 1 >= len(doc) or doc[at].lower_ not in _PREPOSITIONS:
        return held
    if office.tells_body:
        return held
    first = _first_of_name(doc, at + 1)
    if first is None:
        return held
    body = entities.get(first)
    if body is not None and _fits(doc, first, office, body, entities):
        return held._replace(of=body)
    if body is not None and body.type in _LIKE_BODIES:
        end: int | None = name_end(first, body, entities)
    elif body is not None:
        end = _end_of_body(doc, first, entities)
    else:
        end = _end_of_name(doc, first, entities)
    if end is None:
        return held
    the = "the " if any(word.lower_ == "the" for word in doc[at + 1 : first]) else ""
    name = f"{office.name} {doc[at].lower_} {the}{titled(doc[first:end].text)}"
    span = Tokens(office.span.start, end)
    return held._replace(office=office._replace(name=name, span=span, tells_body=True))


def _first_of_name(doc: Doc, start: int) -> int | None:
    """Return where a capitalized name begins, behind "the" and words that tell of it."""
    at = start
    if doc[at].lower_ in {"the", "a", "an"}:
        at += 1
    begin = at
    while at < min(begin + _MOST_TOLD, len(doc)) and _tells(doc[at]):
        at += 1
    is_name = at < len(doc) and doc[at].is_alpha and not doc[at].is_lower
    return at if is_name and doc[at].pos_ == "PROPN" and not doc[at].is_sent_start else None


def _tells(word: Token) -> bool:
    return word.text == "-" or (word.is_lower and word.is_alpha and word.pos_ in _TELLING)


def _fits(doc: Doc, first: int, office: Office, body: FoundEntity, entities: Entities) -> bool:
    """Whether a name is the body itself, and owns or modifies nothing."""
    end = first
    while end < len(doc) and entities.get(end) is body:
        end += 1
    is_part = end < len(doc) and not doc[end].is_sent_start
    is_part = is_part and (doc[end].text in _POSSESSIVE or doc[end].pos_ in _NOUNS)
    is_work = body.type == "WORK" and office.head.rpartition(" ")[2] in _OF_MEDIA
    return (body.type == "ORG" or is_work) and not is_part


def _end_of_name(doc: Doc, first: int, entities: Entities) -> int | None:
    """Return where a name that is not known ends, None if it is rather a person's or unclear."""
    words = office_words()
    if doc[first].lower_ in words.titles or doc[first].lower_ in words.last:
        return None
    end = last = first
    while end < min(first + _LONGEST_NAME, len(doc)):
        word = doc[end]
        entity = entities.get(end)
        if entity is not None and entity.type == "PERSON":
            return None
        if word.is_alpha and not word.is_lower:
            last = end + 1
        elif word.lower_ not in _SMALL and word.text != "-":
            break
        end += 1
    is_cut = doc[last : last + 1].text in _POSSESSIVE | {"-"}  # "the Oslo-based council"
    return None if is_cut else _end_of_nouns(doc, last)


def _end_of_nouns(doc: Doc, at: int) -> int:
    """Return where the nouns behind a name end: "the Expreso newspaper"."""
    end = at
    while end < min(at + _MOST_TOLD, len(doc)) and doc[end].pos_ == "NOUN" and doc[end].is_lower:
        end += 1
    return end


def _end_of_body(doc: Doc, first: int, entities: Entities) -> int | None:
    """Return where a body ends that is named by its place: "the Ohio firefighters union"."""
    place = entities[first]
    at = name_end(first, place, entities)
    end = _end_of_nouns(doc, at)
    is_body = place.type in _PEOPLES and end > at and doc[end - 1].lower_ in _BODIES
    return end if is_body else None


@rule("roles.beats", off=second)
def of_beat(last: Token, held: Held, entities: Entities) -> Held:
    """Return a correspondent with the place of the reports: "White House correspondent".

    So are those who run for a place: "White House hopeful"; a country is nobody's nominee.
    """
    doc, office, place = last.doc, held.office, held.of
    is_sought = office.head.rpartition(" ")[2] in _SOUGHT
    if place is None or place.type not in _PLACES or not (is_sought or office.head in _BEATS):
        return held
    if is_sought and place.type == "GPE":  # "America's first female nominee"
        return held._replace(of=None) if place.iso is not None else held
    at = name_before(office, place, entities)
    if at is None:
        return held
    words, kept = office.name.split(), 0
    while at and doc[at - 1].lower_ in office_words().times:
        at, kept = at - 1, kept + 1  # "the party's presumed White House nominee"
    first, behind = at + kept, words[kept:] if kept else words
    told = titled(doc[first : name_end(first, place, entities)].text)
    name = " ".join((*words[:kept], told, *behind))
    before = entities.get(at - 2 if doc[at - 1].text in _POSSESSIVE else at - 1) if at else None
    body = before if before is not None and before.type == "ORG" else None
    return held._replace(office=office._replace(name=name), of=body)


@rule("roles.body_before_words", off=second)
def of_named_before(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the words before it that tell of what: "the college president".

    They are a body that is no known name ("Orvis Bridge President") or none at all.
    """
    doc, office = last.doc, held.office
    start = office.span.start
    if held.of is None and start > _FULL and doc[start - 1].text in _POSSESSIVE:
        return _owned(doc, held, start - 1, entities)
    if held.of is not None or not start or doc[start - 1].dep_ not in _MODIFYING:
        return held
    first = start
    if doc[start - 1].lower_ in _BODIES:
        first = start - 1
    else:
        while first > max(start - _MOST_TOLD, 0) and _is_of_name(doc[first - 1], entities):
            first -= 1
        before = doc[first - 1] if first else None
        if before is None or before.is_space:
            first += start - first == 1  # the first word of a sentence, which may be any
        elif not (before.is_lower or before.is_punct) or _is_of(before, first, start):
            return held
    if first == start:
        return held
    name = f"{titled(doc[first:start].text)} {office.name}"
    return held._replace(office=office._replace(name=name, span=Tokens(first, office.span.end)))


def _owned(doc: Doc, held: Held, end: int, entities: Entities) -> Held:
    """Return an office with its owner that is no known name: "Public Orvis's director"."""
    first = end
    while first > max(end - _MOST_TOLD, 0) and _is_of_name(doc[first - 1], entities):
        first -= 1
    is_name = end - first >= _FULL and doc[end - 1].ent_type_ != "PERSON"
    if not is_name or (first and _is_of(doc[first - 1], first, end)):
        return held
    name = f"{held.office.name} of {titled(doc[first:end].text)}"
    span = Tokens(first, held.office.span.end)
    return held._replace(office=held.office._replace(name=name, span=span, tells_body=True))


def _is_of(before: Token, first: int, end: int) -> bool:
    """Whether a word before a name belongs to it: "District of Columbia", "All-Star"."""
    if before.text == "-":
        return True
    return before.lower_ in _SMALL or (before.dep_ in _MODIFYING and first <= before.head.i < end)


def _is_of_name(word: Token, entities: Entities) -> bool:
    """Whether a word belongs to a name that is not known, or is a nationality in it."""
    entity = entities.get(word.i)
    is_free = entity is None or (
        entity.type in _PEOPLES and word.text not in entity.name and word.i + 1 not in entities
    )
    is_name = word.pos_ == "PROPN" and word.is_alpha and not word.is_lower and len(word) > 1
    words = office_words()
    return is_free and is_name and word.lower_ not in words.titles | words.last | _UNSAID


@rule("roles.town_and_state", off=second)
def of_town_before(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the town before its state: "the Salem, Ohio, mayor"."""
    doc, at = last.doc, held.office.span.start - 1
    state = entities.get(at - 1) if at > 1 else None
    opening = {",": ",", ")": "("}.get(doc[at].text)
    if held.of is not None or opening is None or state is None or state.type != "GPE":
        return held
    first = name_start(at - 1, state, entities)
    town = entities.get(first - 2) if first > 1 and doc[first - 1].text == opening else None
    return held._replace(of=town) if town is not None and town.type == "GPE" else held


@rule("roles.own_offices", off=second)
def of_subject(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office of "its" with the company that the sentence is about.

    For example "Orvis Bank filled the post by hiring Ann Lee as its chief executive".
    """
    if held.of is not None or all(child.lower_ != "its" for child in last.lefts):
        return held
    ahead = last.doc[last.sent.start : last.i]
    bodies = [entities.get(word.i) for word in ahead if word.dep_ in {"nsubj", "nsubjpass"}]
    found = {id(body): body for body in bodies if body is not None and body.type == "ORG"}
    return held._replace(of=next(iter(found.values()))) if len(found) == 1 else held


@rule("roles.bodies_behind_fields", off=second)
def of_body_behind_field(last: Token, held: Held, entities: Entities) -> Held:
    """Return an office with the firm behind its field or a comma.

    For example "Ann Lee, Head of Go-To-Market Strategy, Orvis Bank, said".
    """
    doc, office = last.doc, held.office
    begins = doc[office.span.start - 1].text if office.span.start else ""
    at = _end_of_field(doc, office.span.end, entities)
    if held.of is not None or at is None or (doc[at].text == "," and begins != ","):
        return held
    first = at + 2 if doc[at + 1].lower_ == "the" else at + 1
    body = entities.get(first)
    if body is None or body.type != "ORG" or body.iso is not None:
        return held
    end = name_end(first, body, entities)
    is_whole = end >= len(doc) or doc[end].text in _ENDS or doc[end].lower_ in _SAYING
    is_list = doc[end : end + 1].text == "," and entities.get(end + 1) is not None
    if not is_whole or is_list:
        return held
    field = titled(doc[office.span.end : at].text)
    name = " ".join((office.name, *field.split())).replace(" - ", "-")
    return held._replace(office=office._replace(name=name), of=body)


def _end_of_field(doc: Doc, start: int, entities: Entities) -> int | None:
    """Return where the field of an office ends: at a comma, or at "for" or "at" behind it."""
    for at in range(start, min(start + _LONGEST_FIELD, len(doc) - 2)):
        word = doc[at]
        if word.text == "," or (at > start and word.lower_ in {"for", "at"}):
            return at
        if word.tag_ not in _OF_TITLES or at in entities:
            return None
    return None


@rule("roles.programmes", off=second)
def of_programme(last: Token, held: Held, entities: Entities) -> Held:
    """Return a host with the programme of the sentence: "told \"Orvis News\" host Ann Lee"."""
    doc, office = last.doc, held.office
    if held.of is not None or office.head.rpartition(" ")[2] not in _HOSTING:
        return held
    shown = [
        show for at in range(last.sent.start, last.i) if (show := _shown_on(doc, at, entities))
    ]
    return held._replace(of=shown[-1]) if shown else held


def _shown_on(doc: Doc, at: int, entities: Entities) -> FoundEntity | None:
    """Return the programme or station that begins at a token, behind "on": "on Orvis's News"."""
    show = entities.get(at)
    if show is None or show.type not in _SHOWN or not at or entities.get(at - 1) is show:
        return None
    before = doc[at - 1]
    if before.text in _QUOTES and before.i:
        before = before.nbor(-1)
    if before.text in _POSSESSIVE and before.i:
        before = (
            doc[name_start(before.i - 1, entities[before.i - 1], entities) - 1]
            if (before.i - 1) in entities
            else before
        )
    return show if before.lower_ == "on" else None
