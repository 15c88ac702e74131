"""Link acronyms to their full names, in either order: "Shanghai Cooperation Organization (SCO)"."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft, tokens
from store.extract.rules import rule

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


_CONVENTIONS = {
    "RNC": "Republican National Convention",
    "DNC": "Democratic National Convention",
}
"""Short forms of committees, and the meetings that have the same."""
_AROUND = frozenset("at of during before after outside on to".split())
_MEETING = frozenset(
    "speak speaks speaking spoke spoken speech speeches speaker speakers stage delegate delegates "
    "coverage protest protests protesters march marches marched keynote appear podium".split()
)
"""Words of a sentence about a meeting."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "POS"})
_HELD = frozenset("speech speeches stage speakers convention week podium keynote".split())
"""What a meeting has, behind its name."""


@rule("names.conventions")
def settle_conventions(draft: NamesDraft) -> None:
    """Make the short form of a party's committee its convention: "a speaker at the RNC"."""
    for name in draft.names:
        meeting = _CONVENTIONS.get(name.text)
        if meeting is not None and name.type == "ORG" and _is_meeting(draft, name):
            name.type, name.known, name.sure = "EVENT", None, True
            name.short_for = Name(name.start, name.end, "EVENT", meeting)


def _is_meeting(draft: NamesDraft, name: Name) -> bool:
    """Whether somebody is at, before or after it and speaks, protests or is a delegate."""
    words = draft.words
    following = words[name.end] if name.end < len(words) else ""
    if following in _HELD or (following == ":" and draft.before(name.start) == "at"):
        return True
    if following and draft.doc[name.end].tag_ in _NOUNS and not draft.doc[name.end].like_url:
        return False
    at = name.start - 1 - (words[name.start - 1] in ("the", "this", "#"))
    sentence = draft.doc[name.start].sent
    around = {token.lower_ for token in sentence}
    return at >= 0 and words[at].casefold() in _AROUND and not _MEETING.isdisjoint(around)


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
