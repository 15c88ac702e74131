"""Cut descriptions off names and find the places of datelines: "Orvis Bank Chairman Ann Lee"."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.boundaries import POSSESSIVES
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.words import (
    EPITHETS,
    GIVEN_NAMES,
    HUMANS,
    OFFICES,
    ORG_NOUNS,
    ORGANIZATIONS,
    PARTICLES,
    WELL_KNOWN,
)
from store.extract.rules import rule
from store.identity.folding import fold

_LONGEST_OWNER = 5
_LONG = 7
"""How many letters make a word likelier a programme's name than a person's."""
_SYLLABLES = frozenset(
    "in un hye hee jun jin ok ho hun hwa kyu mi min moon suk sik sun wha won".split()
)
"""Second syllables of Korean first names."""
_NO_NAMES = frozenset("VBD VBZ VBP MD DT IN CC WDT WP PRP PRP$ TO".split())
_TYPES = frozenset({"ORG", "WORK", "PRODUCT", "FAC"})
_DEANS = frozenset(
    "justice dean provost principal rector headmaster archbishop bishop warden".split()
)
"""Offices that are first names or surnames as well."""
_SHORT_PLURALS = frozenset({"Sens", "Reps", "Govs"})
"""Titles of several persons, before a full stop: "Ohio Sens. Ann Lee and Bo Falk"."""
_STATE_OFFICES = lexicon.words("names.state_offices")
_BEFORE_NAMES = OFFICES | _DEANS | {short.casefold() for short in _SHORT_PLURALS}


@rule("names.cut_offices")
def cut_offices(draft: NamesDraft) -> None:
    """Separate an office right before a person from the body before it."""
    starts = draft.starts()
    for name in draft.names:
        end = name.end
        is_short = draft.words[end - 1] in _SHORT_PLURALS and draft.words[end : end + 1] == ["."]
        person = starts.get(end + 1 if is_short else end)
        if name.type not in _TYPES or person is None or person.type != "PERSON":
            continue
        if draft.words[end - 2] == "of":
            continue  # "Department of Justice"
        while end - 1 > name.start and draft.words[end - 1].casefold() in _BEFORE_NAMES:
            end -= 1
        if end < name.end:
            draft.reset(name, name.start, end)


@rule("names.begun_offices")
def cut_begun_offices(draft: NamesDraft) -> None:
    """Separate the first word of an office from the body before it: "Ohio State Senator".

    So is "Inspector" in "the Orvis Department Inspector General".
    """
    for name in draft.names:
        end, words = name.end, draft.words
        if end - name.start < len(("Ohio", "State")) or name.type not in _TYPES | {"GPE"}:
            continue
        behind = words[end + 1] if words[end : end + 1] in (["'s"], ["’s"]) else draft.after(end)
        is_state = words[end - 1] == "State" and behind.rstrip(".").casefold() in _STATE_OFFICES
        is_inspector = words[end - 1] == "Inspector" and draft.after(end) == "General"
        if is_state or is_inspector:
            draft.reset(name, name.start, end - 1)


@rule("names.split_body_and_person")
def split_body_and_person(draft: NamesDraft) -> None:
    """Split a body from the person after it: "The services union Unison Dave Prentis"."""
    added: list[Name] = []
    for name in draft.names:
        at = _start_of_person(draft, name) if name.type in ("ORG", "PERSON") else None
        if at is not None:
            added.append(Name(at, name.end, "PERSON", draft.text(at, name.end)))
            draft.reset(name, name.start, at)
            name.type, name.sure = "ORG", True
    draft.add(added)


def _start_of_person(draft: NamesDraft, name: Name) -> int | None:
    """Return where a first name stands behind a body, before a surname that ends the name.

    The body is one word behind "union" and the like, or ends as bodies do: "Red Army Ann Lee".
    """
    at, words = name.end - 2, draft.words
    is_person = at > name.start and fold(words[at]) in GIVEN_NAMES and words[at].istitle()
    if not is_person or len(name.words()) != name.end - name.start:
        return None
    if at == name.start + 1:
        return at if draft.before(name.start) in ORG_NOUNS else None
    is_body = words[at - 1] in ORGANIZATIONS and words[at + 1] not in ORGANIZATIONS
    return at if is_body and words[at + 1].isalpha() else None


_TITLED = frozenset({"ORG", "PERSON", "WORK", "PRODUCT", "NORP", "FAC"})
_INITIAL = re.compile(r"[A-Z]\.$")
_SHORT_OFFICES = frozenset("QB RB WR TE CEO CFO COO CTO VP MP DA AG".split())
_ALL_OFFICES = OFFICES | _DEANS | frozenset(map(str.casefold, _SHORT_OFFICES))


@rule("names.split_at_offices")
def split_at_offices(draft: NamesDraft) -> None:
    """Split a body from the person behind an office: "Orvis Bank Chairman Ann Lee"."""
    added: list[Name] = []
    for name in draft.names:
        if name.type not in _TITLED or name.chars or name.end - name.start < 4:
            continue
        office = next((at for at in _inside(name) if _is_held(draft, name, at)), None)
        if office is not None:
            person = (office + 1, name.end)
            added.append(Name(*person, "PERSON", draft.text(*person), titled=True))
            while office - 1 > name.start and draft.words[office - 1].casefold() in OFFICES:
                office -= 1
            draft.reset(name, name.start, office)
            name.type = "ORG"
    draft.add(added)


def _inside(name: Name) -> range:
    return range(name.start + 1, name.end - 2)


def _is_held(draft: NamesDraft, name: Name, at: int) -> bool:
    """Whether an office stands here and a full name follows to the end."""
    words = draft.words
    is_capital = words[at].istitle() or words[at] in _SHORT_OFFICES
    if not is_capital or words[at].casefold() not in _ALL_OFFICES:
        return False
    rest = words[at + 1 : name.end]
    is_full = fold(rest[0]) in GIVEN_NAMES or (len(rest) > 2 and bool(_INITIAL.match(rest[1])))
    is_body = fold(words[name.start]) not in GIVEN_NAMES or name.type != "PERSON"
    return is_full and is_body and len(rest) < 5 and all(word[:1].isupper() for word in rest)


@rule("names.split_possessives")
def split_possessives(draft: NamesDraft) -> None:
    """Split an owner from what they own: "NBC News' Ann Lee", "Bo Falk's Nosferatu"."""
    kept: list[Name] = []
    for name in draft.names:
        at = _possessive(draft, name)
        kept += [name] if at is None else _owner_and_owned(draft, name, at)
    draft.names = kept


def _possessive(draft: NamesDraft, name: Name) -> int | None:
    """Return the apostrophe after an owner, or None.

    It follows a person's full name before a capitalised word, or a body before a person's name of
    two words, or a maker before a product: "Orvis's Cloud Paint".
    """
    words = draft.words
    if words[name.start + 1 : name.start + 2] in (["'s"], ["’s"]) and _is_maker(draft, name):
        return name.start + 1
    for at in range(name.start + 2, name.end - 1):
        if words[at] in POSSESSIVES and words[at + 1][:1].isupper():
            is_short = at - name.start < _LONGEST_OWNER
            if fold(words[name.start]) in GIVEN_NAMES:
                return at if is_short else None
            is_owner = words[at - 1] in ORGANIZATIONS and _is_persons(words[at + 1 : name.end])
            return at if is_short and is_owner else None
    return None


def _is_maker(draft: NamesDraft, name: Name) -> bool:
    """Whether the first word is a maker or owner that is named elsewhere without its product."""
    words, things = draft.words, draft.gazetteer.things
    owner, rest = words[name.start], words[name.start + 2 : name.end]
    whole = draft.text(name.start, name.start + 2)
    if not rest or name.type not in ("ORG", "PRODUCT") or owner.lower() in draft.places:
        return False
    if not rest[0][:1].isupper() or whole in things or rest[-1] in ORGANIZATIONS:
        return False
    if owner in things or owner in WELL_KNOWN:
        return True
    places = draft.places[owner]
    return any(words[at + 1 : at + 2] not in (["'s"], ["’s"]) for at in places)


def _is_persons(words: list[str]) -> bool:
    is_told = fold(words[0]) in GIVEN_NAMES or all(len(word) < _LONG for word in words)
    return len(words) == 2 and is_told and all(word.istitle() and word.isalpha() for word in words)


def _owner_and_owned(draft: NamesDraft, name: Name, at: int) -> list[Name]:
    words = draft.words
    is_person = words[at - 1] not in ORGANIZATIONS and at - name.start > 1
    is_person = is_person or words[at - 1] in WELL_KNOWN
    first = Name(name.start, at, "PERSON" if is_person else "ORG", draft.text(name.start, at))
    start = at + 1
    if _is_persons(words[start : name.end]):
        type_ = "PERSON"
    else:
        type_ = "WORK" if name.type == "PERSON" else name.type
    return [first, Name(start, name.end, type_, draft.text(start, name.end))]


@rule("names.grow_surnames")
def grow_surnames(draft: NamesDraft) -> None:
    """Extend a first name to its surname, and a name that was cut at a hyphen.

    For example "Martin" before "Mc’Kay", "Moon Jae" before "-in".
    """
    marks = draft.covered()
    for name in draft.names:
        at = name.end
        if name.type != "PERSON" or name.chars:
            continue
        _grow_given(draft, name, marks)
        if at >= len(draft.words) or marks[at]:
            continue
        if " " not in name.text and fold(name.text) in GIVEN_NAMES and _is_surname(draft, at):
            draft.reset(name, name.start, at + 1)
        elif _is_hyphened(draft, at):
            draft.reset(name, name.start, at + 2)


@rule("names.grow_given")
def _grow_given(draft: NamesDraft, name: Name, marks: bytearray) -> None:
    """Extend a surname to the first names before it that the model left out: "Megyn Kelly"."""
    start = name.start
    while start > 0 and not marks[start - 1] and _is_given(draft, start - 1):
        start -= 1
    if start < name.start and " " not in name.text:
        draft.reset(name, start, name.end)


def _is_given(draft: NamesDraft, at: int) -> bool:
    token = draft.doc[at]
    is_name = token.tag_ == "NNP" and token.is_title and token.is_alpha and token.whitespace_
    return bool(is_name) and fold(token.text) in GIVEN_NAMES and token.lower_ not in OFFICES


def _is_surname(draft: NamesDraft, at: int) -> bool:
    token = draft.doc[at]
    is_joined = token.tag_ == "NNP" and draft.doc[at - 1].head.i == at
    return is_joined and token.text[:1].isupper() and token.text.casefold() not in OFFICES


def _is_hyphened(draft: NamesDraft, at: int) -> bool:
    """Whether it is "-in" without spaces, and not a compound ("Obama-led")."""
    if draft.words[at] != "-" or at + 1 >= len(draft.words):
        return False
    last, word = draft.doc[at - 1], draft.words[at + 1]
    is_close = not last.whitespace_ and not draft.doc[at].whitespace_
    return is_close and word.islower() and len(word) < 4 and word in _SYLLABLES


@rule("names.cut_verbs")
def cut_verbs(draft: NamesDraft) -> None:
    """Cut a verb or an article at the end of a name: "Christie added", "Trump a"."""
    for name in draft.names:
        end = name.end
        while end - 1 > name.start and _is_beside(draft, end - 1):
            end -= 1
        if end < name.end and not name.known and not name.chars:
            draft.reset(name, name.start, end)


def _is_beside(draft: NamesDraft, at: int) -> bool:
    return draft.words[at].islower() and draft.doc[at].tag_ in _NO_NAMES


@rule("names.cut_epithets")
def cut_epithets(draft: NamesDraft) -> None:
    """Cut an occupation before a first name: "Billionaire Elon Musk", "Host Ann Lee"."""
    for name in draft.names:
        start = name.start
        while name.type == "PERSON" and name.end - start > 2 and _is_epithet(draft, start):
            start += 1
        if name.type == "PERSON":
            start = _after_description(draft, name, start)
        if start > name.start:
            draft.reset(name, start, name.end)


def _after_description(draft: NamesDraft, name: Name, start: int) -> int:
    """Return where the name begins behind a noun or a state: "Lee descendant Ann Roe", "Md. Roe".

    A noun needs a full name behind it.
    """
    words = draft.words
    for at in range(name.end - 3, start, -1):
        if words[at].isalpha() and words[at].islower() and words[at] not in PARTICLES:
            return at + 1
    place = draft.gazetteer.place(words[start]) if words[start].endswith(".") else None
    is_state = place is not None and bool(place.state) and name.end - start > 1
    return start + 1 if is_state else start


def _is_epithet(draft: NamesDraft, at: int) -> bool:
    """Whether it describes a person and precedes a first name that is not a double one."""
    word = draft.words[at].casefold()
    is_trade = word in EPITHETS or word in HUMANS or draft.gazetteer.demonym(draft.words[at])
    return bool(is_trade) and fold(draft.words[at + 1]) in GIVEN_NAMES


# The place in a dateline: "COLOMBO, Aug 26 (Reuters) -", "QUITO 1996-08-29".

_LONGEST = 4
_MONTH = re.compile(
    r"(?:Jan|Feb|March|Mar|Apr|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]+)?$"
)
_AFTER = frozenset("( - – — _ --".split())


@rule("names.find_datelines")
def find_datelines(draft: NamesDraft) -> None:
    """Make words in capitals at the start of a paragraph places, which the model often misses.

    A date, an agency or a dash must follow them.
    """
    words = draft.words
    starts = draft.starts()
    added: list[Name] = []
    for index in draft.capitals:
        word = words[index]
        if word.isupper() and len(word) > 2 and (index == 0 or "\n" in words[index - 1]):
            end = _end_of_capitals(words, index)
            if end - index <= _LONGEST and _is_filed(draft, starts, index, end):
                added.append(
                    Name(index, end, "GPE", draft.text(index, end), sure=True, is_dateline=True)
                )
    if added:
        taken = {i for name in added for i in range(name.start, name.end)}
        draft.names = [
            name for name in draft.names if not taken.intersection(range(name.start, name.end))
        ]
        draft.add(added)


def _end_of_capitals(words: list[str], start: int) -> int:
    end = start
    while end < len(words) and words[end].isupper() and words[end].strip(".").isalpha():
        end += 1
    return end


def _is_filed(draft: NamesDraft, starts: dict[int, Name], start: int, end: int) -> bool:
    """Whether a dateline continues after the place.

    A date follows, possibly after the country; or the place is known and an agency or a dash
    follows.
    """
    words = draft.words
    after = words[end : end + 8]
    if after[:1] == [","]:
        following = starts.get(end + 1)
        country = following if following and following.type == "GPE" else None
        after = words[country.end : country.end + 8] if country else after[1:]
        after = after[1:] if after[:1] == [","] else after
        if country and after[:1] and after[0] in _AFTER:
            return True
    if not after:
        return False
    if _MONTH.match(after[0]) or re.match(r"(?:19|20)\d\d", after[0]):
        return True
    return after[0] in _AFTER and draft.text(start, end) in cities()
