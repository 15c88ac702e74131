"""Short forms of names: acronyms ("SCO"), and the short names of companies and clubs ("Avia")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft, tokens
from store.extract.names.type_heads import is_organization_head
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import (
    BUSINESS,
    CAMPS,
    COMMON_FIRST,
    GIVEN_NAMES,
    LEGAL,
    WELL_KNOWN,
)
from store.extract.rules import rule
from store.identity.folding import fold

# Short names of companies and clubs: "Avia" for "Avia Group International Inc", "the Celtics".

_CLUB_TYPES = frozenset({"ORG", "FAC", "PRODUCT", "WORK", "NORP"})
_LONGEST_TOWN = 3
_UNCLEAR = frozenset({"GPE", "PRODUCT"})
"""Types that a model gives to the short names of bodies that it does not know."""
_WHERE = frozenset({"in", "at", "near", "to", "from"})
_PAPERS = lexicon.words("names.papers")
"""Last words of newspapers, which stand for them: "the Globe"."""
_CAMPAIGNS = frozenset("campaign campaigns candidacy supporters voters".split())
_LONG = 5
_SHORT_PLURAL = 4


@rule("names.join_short_names")
def join_short_names(draft: NamesDraft) -> None:
    """Link a short name to its company or club, whatever its type, and add missed ones."""
    longer = {**_clubs(draft), **_companies(draft)}
    if not longer:
        return
    surnames = full_surnames(draft)
    families = _families(draft)
    for name in draft.names:
        called = fold(name.text)
        body = longer.get(called)
        if body is None or body is name or name.known or name.titled or called in GIVEN_NAMES:
            continue
        if draft.before(name.start) in ("in", "In") and name.type == "GPE":
            continue
        if _is_candidate(draft, name, surnames):
            name.type = "PERSON"
            continue
        is_free = not name.sure and (called not in surnames or called in families)
        if name.type == "ORG" or is_free:
            name.type, name.short_for, name.sure = "ORG", body, True
    _add_missed(draft, {short: body for short, body in longer.items() if " " in short})


@rule("names.campaigns_of_persons", off=lambda *_: False)
def _is_candidate(draft: NamesDraft, name: Name, surnames: Set[str]) -> bool:
    """Whether it is a person's surname before "campaign", and no company's that begins so."""
    return fold(name.text) in surnames and draft.after(name.end) in _CAMPAIGNS


def _companies(draft: NamesDraft) -> dict[str, Name]:
    """Map folded short names to companies named in full."""
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type == "ORG" and " " in name.text:
            words = name.words()
            for length in _short_lengths(words):
                longer.setdefault(fold(" ".join(words[:length])), name)
    return longer


@rule("names.by_first_word")
def join_by_first_word(draft: NamesDraft) -> None:
    """Link a word alone to the only body of two words that begins with it.

    The word has no other meaning: "Nordvik" is the Nordvik Distillery.
    """
    alone: defaultdict[str, list[Name]] = defaultdict(list)
    longer: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        if name.body_of or name.short_for or name.titled:
            continue
        first, *rest = name.words()
        if rest and name.type == "ORG":
            longer[fold(first)].setdefault(fold(name.text), name)
        elif not rest and len(first) > 2 and _may_be_short(draft, name):
            alone[fold(first)].append(name)
    for word, names in alone.items():
        bodies = list(longer[word].values())
        if len(bodies) == 1 and len(bodies[0].words()) == 2:
            for name in names:
                if name.type in _UNCLEAR or not bodies[0].known:
                    name.type, name.short_for, name.sure = "ORG", bodies[0], True


@rule("names.by_last_word")
def join_by_last_word(draft: NamesDraft) -> None:
    """Link the last word of a newspaper or a team to the only one that is named in full.

    "The Globe" is the Boston Globe, "the Herons" the Orvis Herons.
    """
    longer: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in draft.names:
        words = name.words()
        is_whole = name.type == "ORG" and not (name.body_of or name.short_for or name.chars)
        if is_whole and 1 < len(words) < _LONG and _may_stand_alone(words):
            longer[words[-1]].setdefault(fold(name.text), name)
    for name in draft.names if longer else ():
        bodies = list(longer.get(name.text, {}).values())
        is_free = name.type == "ORG" and not (name.known or name.body_of or name.short_for)
        if len(bodies) == 1 and is_free:
            name.short_for, name.sure = bodies[0], True


def _may_stand_alone(words: list[str]) -> bool:
    """Whether the last word is a newspaper's, or the plural that a team is called by."""
    last = words[-1]
    is_plural = last.istitle() and last.endswith("s") and not last.endswith("ss")
    is_team = is_plural and len(last) > _SHORT_PLURAL and all(word.istitle() for word in words)
    return last in _PAPERS or (is_team and not is_organization_head(last))


def _may_be_short(draft: NamesDraft, name: Name) -> bool:
    """Whether a word alone may be a body, also one taken for an unknown town or thing."""
    is_unclear = name.type in _UNCLEAR and not name.sure
    is_there = draft.before(name.start).casefold() in _WHERE
    is_body = not name.known and (name.type == "ORG" or (is_unclear and not is_there))
    return is_body and not _has_other_meaning(draft, name.text)


def _has_other_meaning(draft: NamesDraft, word: str) -> bool:
    """Whether a word is a surname, a first name, a place or a kind of body as well."""
    folded = fold(word)
    return (
        folded in COMMON_FIRST
        or folded in GIVEN_NAMES
        or folded in full_surnames(draft)
        or word in WELL_KNOWN
        or is_organization_head(word)
        or word in cities()
        or draft.gazetteer.place(word) is not None
        or draft.gazetteer.demonym(word) is not None
    )


def _short_lengths(words: list[str]) -> Iterator[int]:
    """Yield how many of its first words may stand for a company.

    They are all but the generic words, and the first one alone before a legal form.
    """
    for length in range(1, len(words)):
        if all(word.strip(".").casefold() in BUSINESS for word in words[length:]):
            yield length
            break
    if words[-1].strip(".").casefold() in LEGAL and words[0].casefold() not in COMMON_FIRST:
        yield 1
    if words[-1] == "Party" and len(words) == 2 and words[0].casefold() not in CAMPS:
        yield 1


def _clubs(draft: NamesDraft) -> dict[str, Name]:
    """Map folded nicknames to clubs of a town, if the nickname also occurs alone."""
    alone = {n.text for n in draft.names if n.type in _CLUB_TYPES and not n.known}
    surnames = full_surnames(draft)
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type not in _CLUB_TYPES or name.known or " " not in name.text:
            continue
        words = name.words()
        if words[-1] in draft.gazetteer.peoples:
            continue
        for length in range(min(_LONGEST_TOWN, len(words) - 1), 0, -1):
            nickname = " ".join(words[length:])
            town = " ".join(words[:length])
            if nickname in WELL_KNOWN or fold(nickname) in surnames:
                break
            if nickname in alone and (town in cities() or _is_team(draft, name, town)):
                name.type, name.sure = "ORG", True
                longer.setdefault(fold(nickname), name)
                break
    return longer


def _is_team(draft: NamesDraft, name: Name, town: str) -> bool:
    """Whether it is a body of a state or region, or one with a nickname in the plural."""
    place = draft.gazetteer.place(town)
    if place is not None:
        return place.iso is None
    return name.type == "ORG" and len(name.words()) == 2 and name.text.endswith("s")


def _families(draft: NamesDraft) -> set[str]:
    """Return the surnames of several persons with different titles or first names.

    Alone, such a name is more likely that of their company.
    """
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name in draft.names:
        if name.type == "PERSON" and " " in name.text:
            first, *_, last = name.words()
            bearers[fold(last)].add(fold(first))
    return {surname for surname, firsts in bearers.items() if len(firsts) > 1}


def _add_missed(draft: NamesDraft, longer: dict[str, Name]) -> None:
    """Add short names of several words that the model missed."""
    firsts = {short.split()[0] for short in longer}
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.capitals:
        word = draft.words[index]
        if not marks[index] and word[:1].isupper() and fold(word) in firsts:
            found = _short_at(draft, index, longer)
            if found is not None and not any(marks[found.start : found.end]):
                added.append(found)
    draft.add(added)


def _short_at(draft: NamesDraft, index: int, longer: dict[str, Name]) -> Name | None:
    for short, body in longer.items():
        end = index + len(short.split())
        if end <= len(draft.words) and fold(" ".join(draft.words[index:end])) == short:
            text = draft.text(index, end)
            return Name(index, end, "ORG", text, sure=True, short_for=body)
    return None


# Link acronyms to their full names, in either order: "Shanghai Cooperation Organization (SCO)".

_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{0,3}[A-Z&.]{1,7}s?$")
_SMALL = frozenset("of the and for in on to de la del des du et der die und al".split())
_LEGAL = frozenset("Inc Corp Co Ltd PLC AG SA NV".split())
"""Legal forms that an acronym leaves out."""
_KNOWN = frozenset({"known"})
_BRACKETS = frozenset("([<")
_CLOSING = frozenset(")],;")
_SPELT = frozenset({"ORG", "FAC", "LOC", "EVENT"})
"""Types of names that an undefined acronym may stand for."""
_NO_BODIES = lexicon.words("names.no_bodies")
"""Last words of names that have an acronym but are not organisations."""
_LONGEST = 12
"""How many words a full name before its acronym may have."""


@rule("names.define_acronyms")
def define_acronyms(draft: NamesDraft) -> None:
    """Add an acronym in brackets after a full name, and correct where the full name begins.

    For example "State Board of Antiquities and Heritage (SBAH)".
    """
    words = draft.words
    last = len(words) - 2
    brackets = [index for index in draft.find(_BRACKETS) if 0 < index < last]
    known = [at for at in draft.find(_KNOWN) if at < last - 1 and words[at + 1] == "as"]
    if not brackets and not known:
        return
    edit = Edit(draft)
    for index in known:
        _define_known(edit, index)
    for index in brackets:
        if words[index] == "<":
            if words[index + 2] == ">":
                _ticker(edit, index)
        elif words[index + 2] in _CLOSING and _ACRONYM.match(words[index + 1]):
            _define(edit, index, words[index + 1])
        elif words[index - 1].isupper():
            _define_before(edit, index, words[index - 1])
    edit.apply()
    _heed_definitions(draft)


def _heed_definitions(draft: NamesDraft) -> None:
    """Prefer the article's definition of an acronym to the usual one."""
    for name in draft.names:
        full = draft.acronyms.get(name.text)
        if full is not None and name.known is not draft.gazetteer.organization(full):
            name.known = draft.gazetteer.place(full) or draft.gazetteer.things.get(full)


def _ticker(edit: Edit, bracket: int) -> None:
    """Add a stock ticker: "Hanson Trust PLC <HAN>". Alone it is not a name."""
    company, ticker = edit.at(bracket - 1), edit.at(bracket + 1)
    if ticker is None or not ticker.text.isupper() or len(tokens(ticker)) > 1:
        return
    if company is None or company.type != "ORG" or company.end != bracket:
        edit.remove(ticker)
    else:
        ticker.type, ticker.short_for, ticker.sure = "ORG", company, True


def _define_known(edit: Edit, known: int) -> None:
    """Add an acronym in any language: "the National Weather Institute, known as INM"."""
    words = edit.draft.words
    end = known - 1 if words[known - 1] == "," else known
    full, short = edit.at(end - 1), words[known + 2]
    if full is None or full.type != "ORG" or full.end != end or not _ACRONYM.match(short):
        return
    if full.known is None and " " in full.text and not edit.draft.gazetteer.organization(short):
        edit.remove(edit.at(known + 2))
        edit.add(Name(known + 2, known + 3, "ORG", short, sure=True))
        edit.draft.acronyms[short] = full.text


def _define_before(edit: Edit, bracket: int, short: str) -> None:
    """Add a full name in brackets: "PFRC (Pacific Fisheries Research Council)"."""
    draft = edit.draft
    closing = draft.words[bracket : bracket + _LONGEST]
    end = bracket + closing.index(")") if ")" in closing else bracket
    if end <= bracket + 2 or not stands_for(short, draft.text(bracket + 1, end)):
        return
    for index in (bracket - 1, *range(bracket + 1, end)):
        edit.remove(edit.at(index))
    full = Name(bracket + 1, end, "ORG", draft.text(bracket + 1, end), sure=True)
    edit.add(full)
    edit.add(Name(bracket - 1, bracket, "ORG", short, sure=True))
    draft.acronyms[short] = full.text


def _define(edit: Edit, bracket: int, short: str) -> None:
    if edit.draft.words[bracket - 1] in _NO_BODIES:
        return
    full = edit.at(bracket - 1)
    start = _start_of(edit.draft.words, bracket, short)
    if start is not None:
        full = _full_name(edit, full, start, bracket)
    elif full is not None and not _refers_to(edit.draft, short, full):
        return
    if full is None:
        return
    inside = edit.at(bracket + 1)
    if inside is None:
        inside = Name(bracket + 1, bracket + 2, full.type, short)
        edit.add(inside)
    elif inside.end > bracket + 2:
        return
    inside.type, inside.known, inside.sure = full.type, full.known, True
    edit.draft.acronyms[short] = full.text


def _refers_to(draft: NamesDraft, short: str, full: Name) -> bool:
    return stands_for(short, full.text) or _is_translated(draft, short, full)


def _is_translated(draft: NamesDraft, short: str, full: Name) -> bool:
    """Whether the acronym is in another language: "Security Service of Ukraine (SBU)".

    At least two of its letters are among the English initials.
    """
    initials = [word[0] for word in full.words() if word[:1].isupper()]
    shared = {letter for letter in short if letter in initials}
    is_known = draft.gazetteer.organization(short) or draft.gazetteer.place(short)
    return full.type == "ORG" and len(initials) > 1 and len(shared) > 1 and not is_known


@rule("names.laws_by_letters")
def spell_laws(draft: NamesDraft) -> None:
    """Link an acronym to the law with its initials that the article names in full.

    For example "IRA" after "the Inflation Reduction Act", where no army is named.
    """
    laws = {name.text: name for name in draft.names if name.type == "LAW" and " " in name.text}
    if not laws:
        return
    texts = {name.text for name in draft.names}
    for name in draft.names:
        is_short = name.text.isupper() and 3 <= len(name.text) <= 6 and not name.titled
        if not is_short or (name.known and (name.known.iso or name.known.name in texts)):
            continue
        spelt = [law for text, law in laws.items() if stands_for(name.text, text)]
        if len(spelt) == 1:
            name.type, name.known, name.short_for, name.sure = "LAW", None, spelt[0], True


@rule("names.spell_acronyms")
def spell_acronyms(draft: NamesDraft) -> None:
    """Link an undefined acronym to the only organisation with its initials.

    For example "UCT" after "the University of Cape Town".
    """
    full = {
        name.text: name
        for name in draft.names
        if name.type in _SPELT and not name.short_for and name.words()[-1] not in _NO_BODIES
    }
    for name in draft.names:
        is_short = not name.titled and name.text.isupper()
        if is_short and name.type == "PERSON" and name.text in draft.acronyms:
            name.type = "ORG"
        shortest = 2 if name.type == "ORG" else 3
        if not is_short or name.known or not shortest <= len(name.text) <= 8 or name.is_dateline:
            continue
        if name.text in draft.acronyms or " " in name.text:
            continue
        spelt = {text for text in full if stands_for(name.text, text)}
        if len(spelt) == 1:
            long = full[spelt.pop()]
            name.type, name.sure = long.type, True
            if long.type == "ORG":
                draft.acronyms[name.text] = long.text
            else:
                name.short_for = long


def _full_name(edit: Edit, full: Name | None, start: int, end: int) -> Name | None:
    """Return the name of exactly these words: an existing one, adjusted, or a new one."""
    first = edit.at(start)
    if first is not None and first.start < start:
        return full
    if full is None or full.start != start:
        for index in range(start, end):
            edit.remove(edit.at(index))
        sure, type_ = (full.sure, full.type) if full is not None else (False, "ORG")
        full = Name(start, end, type_, edit.draft.text(start, end), sure=sure)
        edit.add(full)
    if full.type in ("PERSON", "GPE", "NORP", "WORK", "PRODUCT", "LOC") and not full.sure:
        full.type = "ORG"
    return full


def _start_of(words: list[str], end: int, short: str) -> int | None:
    """Return where the words that spell the acronym begin, before `end`."""
    letters = [letter for letter in short if letter.isupper()]
    at = end - 1
    while at > 0 and words[at].strip(".") in _LEGAL:
        at -= 1
    while letters and at >= max(0, end - _LONGEST):
        word = words[at]
        if word[:1].isupper() and word[0] == letters[-1]:
            letters.pop()
        elif word[:1].isupper() or not (word in _SMALL or word in "-'’&" or word in ("'s", "’s")):
            return None
        at -= 1
    return at + 1 if not letters and end - at > 2 else None


def stands_for(short: str, full: str) -> bool:
    """Whether the letters are the initials of the words, with or without small words."""
    letters = short.replace(".", "").replace("&", "").upper()
    words = [word for word in re.split(r"[\s\-/]+", full) if word[:1].isalpha()]
    if len(words) < 2:
        return False
    everything = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return letters in (everything, capitals)


def is_acronym(name: Name) -> bool:
    return name.type == "ORG" and name.text.replace(".", "").isupper() and len(name.text) < 9
