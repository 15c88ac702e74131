"""Correct where a name begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.words import (
    ARTICLES,
    HONORIFICS,
    NEWSROOMS,
    OFFICES,
    PARTICLES,
)
from store.extract.rules import rule

# A name excludes articles, titles, possessives and line breaks.

POSSESSIVES = frozenset(["'s", "’s", "'", "’", "'S", "’S", "´s", "`s"])
_DASHES = frozenset(["-", "–", "—", "--"])
_KEPT_TITLES = frozenset(["Sheikh", "Sheik"])
"""Titles that are part of the name if one word follows: "Sheikh Hasina"."""
_NO_NUMBERS = frozenset("PERSON GPE LOC".split())
_NO_CLAUSES = frozenset("PERSON GPE LOC ORG NORP".split())
"""Types whose names hold no article: "Hollerich a Machiavellian" is cut."""
_CLAUSES = NEWSROOMS | {"a", "an"}
_AFTER_PERSONS = frozenset("QC KC MP MBE OBE CBE PhD MD Esq".split())
"""Abbreviations after a person's name."""
_MEMBERS = frozenset("MP MPs MEP MEPs MSPs PACs CEO CEOs".split())
"""Short forms of offices after the name of a party or body: "Tory MPs"."""
_PRONOUNS = frozenset("I He She We They You It".split())
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}$")
_PARTIES = frozenset(["R", "D", "I", "Rep", "Dem"])
_PARTY_AND_STATE = re.compile(r"[RDI]-([A-Z][A-Za-z.]+)$")
_GLUED_COMPOUND = re.compile(r"^((?:[A-Z]\.)+[A-Z]?|[A-Z][A-Za-z.]+)[-–‑]([a-z]+)$")


@rule("names.cut_bounds")
def cut_bounds(draft: NamesDraft) -> None:
    """Trim every name, and drop names that become empty."""
    kept: list[Name] = []
    for name in draft.names:
        kept += _split_at_paragraph(draft, name)
    draft.names = kept


def _split_at_paragraph(draft: NamesDraft, name: Name) -> list[Name]:
    """Split a name that crosses the end of a paragraph."""
    inside = range(name.start, name.end)
    breaks = [i for i in inside if "\n" in draft.words[i] and draft.ends_paragraph(i)]
    if not breaks:
        return [name] if _trim(draft, name) else []
    edges = [name.start, *(i + 1 for i in breaks)], [*breaks, name.end]
    pieces = [
        Name(start, end, name.type, draft.text(start, end))
        for start, end in zip(*edges, strict=True)
        if start < end
    ]
    return [piece for piece in pieces if _trim(draft, piece)]


def _trim(draft: NamesDraft, name: Name) -> bool:
    """Trim a name, and return False if nothing is left."""
    words, start, end = draft.words, name.start, name.end
    while start < end and _outside(words[start]) and words[start + 1 : start + 2] != ["Hague"]:
        start += 1
    while start < end and (_after(words[end - 1]) or _is_tail(words, start, end)):
        end -= 1
    if "(" in words[start + 1 : end] and ")" not in words[start:end]:
        end = words.index("(", start + 1)
    while start < end - 1 and _is_stray(words, start):
        start += 1
    ends = _CLAUSES if name.type in _NO_CLAUSES else NEWSROOMS
    end = next((i for i in range(start, end) if _ends_name(words[i], ends)), end)
    if end - start > 1 and _SCORE.match(words[end - 1]):
        end -= 1
    elif end - start > 3 and _SCORE.match("".join(words[end - 3 : end])):
        end -= 3
    if name.type in _NO_NUMBERS:
        start, end = _past_numbers(words, start, end)
    if name.type == "PERSON":
        end = _before_letters(words, start, _before_dash(draft, start, end))
        start, name.titled = _past_titles(words, start, end)
        name.titled = name.titled or _title_before(words, start)
        name.title = draft.before(start).rstrip(".").casefold() if name.titled else ""
    if (start, end) != (name.start, name.end) and start < end:
        draft.reset(name, start, end)
    return start < end


def _ends_name(word: str, ends: frozenset[str]) -> bool:
    return word.casefold() in ends and (word.islower() or word.casefold() in NEWSROOMS)


def _is_tail(words: list[str], start: int, end: int) -> bool:
    """Whether a longer name ends in a pronoun ("Papa I’m"), in a short form ("Tory MPs") or in the
    title of the next one: "Army Capt." before Ann Lee."""
    last = words[end - 1]
    if end - start > 1 and (last in _MEMBERS or (last.endswith(".") and is_title(last))):
        return True
    is_pronoun = end - start > 1 and words[end - 1] in _PRONOUNS
    return is_pronoun and bool(words[end : end + 1]) and words[end][:1] in "'’"


def _outside(word: str) -> bool:
    return word in ARTICLES or _after(word)


def _past_numbers(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Exclude numbers at either end: "14:07 Beijing", "England 2-1"."""
    while start < end - 1 and not any(letter.isalpha() for letter in words[start]):
        start += 1
    while end > start + 1 and not any(letter.isalpha() for letter in words[end - 1]):
        end -= 1
    return start, end


def _before_dash(draft: NamesDraft, start: int, end: int) -> int:
    """End a person's name before a dash between spaces."""
    return next(
        (
            index
            for index in range(start + 1, end)
            if draft.words[index] in _DASHES and draft.doc[index - 1].whitespace_
        ),
        end,
    )


def _before_letters(words: list[str], start: int, end: int) -> int:
    """End a name before abbreviations after the surname: "Margaret Thornley QC"."""
    while end - start > 2 and words[end - 1] in _AFTER_PERSONS:
        end -= 1
    return end


def _is_stray(words: list[str], start: int) -> bool:
    """Whether a small word is not part of the name: "state" in "state Department of Revenue".

    "al" in "al Qaeda" is.
    """
    word = words[start]
    small = word.islower() and word.rstrip(".").isalpha() and word not in PARTICLES
    return small and words[start + 1].istitle()


def _after(word: str) -> bool:
    return word in POSSESSIVES or not any(letter.isalnum() for letter in word)


def _past_titles(words: list[str], start: int, end: int) -> tuple[int, bool]:
    """Return the first token after the titles, and whether there were any."""
    at = start
    if end - start == 2 and words[start] in _KEPT_TITLES:
        return start, True
    while at < end - 1 and is_title(words[at]):
        at += 1
        while at < end - 1 and words[at] in ".-":
            at += 1
    return at, at > start


def _title_before(words: list[str], start: int) -> bool:
    before = start - 1
    while before > 0 and words[before].isspace():
        before -= 1
    return before >= 0 and is_title(words[before])


def is_title(word: str) -> bool:
    """Whether it is a title or office, with a capital or abbreviated ("Gen.")."""
    bare = word.rstrip(".").casefold()
    return (bare in HONORIFICS and word[:1].isupper()) or bare in OFFICES


@rule("names.split_compounds")
def split_compounds(draft: NamesDraft) -> None:
    """Keep only the first part of a token such as "U.S.-dominated" as the name."""
    for index in draft.capitals:
        word = draft.words[index]
        if len(word) > 4 and word[0].isupper() and (match := _GLUED_COMPOUND.match(word)):
            _take_part(draft, index, match)


_BEFORE_PARTIES = frozenset({",", "(", "both", "all"})
"""What stands before the party and state of lawmakers: "both D-N.J."."""


@rule("names.lawmakers_states")
def find_lawmakers_states(draft: NamesDraft) -> None:
    """Find the state in "R-S.C." or "D-AZ" after a lawmaker's name."""
    words = draft.words
    states = draft.gazetteer.states
    found = [at for at in draft.find(_PARTIES) if at < len(words) - 2]
    for whole in draft.names:
        if whole.end - whole.start == 1 and (joined := _PARTY_AND_STATE.match(whole.text)):
            _take_state(draft, whole, joined[1])
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        if at and words[at + 1] == "-" and words[at - 1] in _BEFORE_PARTIES:
            known = states.get(words[at + 2]) or draft.gazetteer.place(words[at + 2])
            name = edit.at(at + 2)
            if known is not None and known.state and (name is None or name.known is None):
                edit.remove(name)
                edit.add(Name(at + 2, at + 3, "GPE", words[at + 2], known=known, sure=True))
    edit.apply()


def _take_state(draft: NamesDraft, name: Name, state: str) -> None:
    """Keep the state of a token such as "R-Ariz."."""
    known = draft.gazetteer.states.get(state) or draft.gazetteer.place(state)
    if known is not None and known.state:
        end = draft.doc[name.start].idx + len(name.text)
        name.text, name.chars = state, (end - len(state), end)
        name.type, name.known, name.sure = "GPE", known, True


def _take_part(draft: NamesDraft, index: int, match: re.Match[str]) -> None:
    known = draft.gazetteer.place(match[1]) or draft.gazetteer.organization(match[1])
    at = draft.doc[index].idx
    chars = (at, at + len(match[1]))
    for name in draft.names:
        if name.start <= index < name.end:
            if name.end - name.start == 1:
                name.text, name.chars = match[1], chars
            return
    if known:
        draft.add([Name(index, index + 1, known.type, match[1], chars=chars, known=known)])


_FAITHS = frozenset("Catholic Protestant Muslim Moslem Jewish Christian Sunni Shiite Hindu".split())


@rule("names.cut_faiths")
def cut_faiths(draft: NamesDraft) -> None:
    """Begin a known body behind a faith: "the mainly Catholic Irish Republican Army"."""
    for name in draft.names:
        if name.type == "ORG" and not name.chars and draft.words[name.start] in _FAITHS:
            at, find = name.start + 1, draft.gazetteer.organization
            if at < name.end and find(draft.text(at, name.end)) and not find(name.text):
                draft.reset(name, at, name.end)


# A lower-case phrase after a name is not part of it: "Papp for eleven years of service".

_WITHIN = PARTICLES | frozenset(
    "of and the for in on at to de la le du des et der die und y e zu zum im am van von with from "
    "bu against into without by or n up out off a an as s".split()
)
"""Small words inside names."""
_TYPES = frozenset({"ORG", "WORK", "PRODUCT", "FAC", "LOC"})
_COUNTS = frozenset({"last", "next", "several", "two", "three"})
_UNITS = lexicon.words("names.units")


@rule("names.cut_tails")
def cut_tails(draft: NamesDraft) -> None:
    """Cut a name before small words that lead to a lower-case word.

    A noun right after it ("the Fidesz party") stays, because it is the head of the phrase.
    """
    for name in draft.names:
        if name.type in _TYPES and not name.known and " " in name.text:
            end = _end(draft, name)
            if name.start < end < name.end:
                draft.reset(name, name.start, end)


def _end(draft: NamesDraft, name: Name) -> int:
    words = draft.words
    if not words[name.start][:1].isupper():
        return name.end
    plain = (
        at
        for at in range(name.start + 1, name.end)
        if _is_plain(words[at]) and (words[at - 1] in _WITHIN or words[at] == "per")
    )
    end = min(next(plain, name.end), _start_of_measure(words, name))
    while name.start + 1 < end < name.end and (words[end - 1] in _WITHIN or words[end - 1] == ","):
        end -= 1
    return end


@rule("names.cut_measures", off=lambda _, name: name.end)
def _start_of_measure(words: Sequence[str], name: Name) -> int:
    """Return where a time or an amount begins in a name: "McKay last month", "Nasdaq 2 percent"."""
    for at in range(name.start + 1, name.end - 1):
        is_count = words[at] in _COUNTS or words[at].replace(".", "").isdigit()
        if (is_count and words[at + 1] in _UNITS) or words[at + 1] == "ago":
            return at
    return name.end


def _is_plain(word: str) -> bool:
    return word.isalpha() and word.islower() and word not in _WITHIN


# Words attached to the end of a name: "University.[1][2]", "Security Council Resolution 2328".

_CITATION = re.compile(r"[.,]?\[\w{1,3}\]?.*$")
_GLUED_QUOTE = re.compile(r":[\"“‘']\w")
"""What follows a speaker without a space: "Ann Lee:“We"."""
_WHOSE = frozenset("Sheikh Sheik President Prime Mr. Mrs. Dr.".split())
_ACTS = frozenset("Resolution Resolutions Article Chapter Directive Act".split())


@rule("names.cut_citations")
def cut_citations(draft: NamesDraft) -> None:
    """End a name before citations and the like: "University.[1][2]"."""
    for name in draft.names:
        if "[" in name.text and (match := _CITATION.search(name.text)) and match.start():
            _cut_text(draft, name, match.start())
        if (glued := _GLUED_QUOTE.search(name.text)) and glued.start():
            _cut_text(draft, name, glued.start())
        if name.type in ("ORG", "LAW"):
            _cut_act(draft, name)
            _cut_amount(draft, name)


def _cut_text(draft: NamesDraft, name: Name, length: int) -> None:
    start = draft.doc[name.start].idx
    name.text = name.text[:length]
    name.chars = (start, start + length)
    end = name.start + 1
    while end < name.end and draft.doc[end].idx < start + length:
        end += 1
    name.end = end


def _cut_amount(draft: NamesDraft, name: Name) -> None:
    """Exclude an amount: "the Commission's 15 percent"."""
    for index in range(name.start + 1, name.end - 1):
        if draft.words[index] in ("'s", "’s", "'", "’") and draft.words[index + 1][:1].isdigit():
            draft.reset(name, name.start, index)
            return


def _cut_act(draft: NamesDraft, name: Name) -> None:
    """Exclude a numbered act of a body, and the owner of a body.

    For example "Security Council Resolution 2328", "the Awami League of Sheikh Hasina".
    """
    for index in range(name.start + 1, name.end - 1):
        if draft.words[index] in _ACTS:
            if draft.words[index + 1][:1].isdigit():
                draft.reset(name, name.start, index)
                name.type = "ORG"
            return
        if draft.words[index] == "of" and draft.words[index + 1] in _WHOSE:
            whose = (index + 1, name.end)
            draft.reset(name, name.start, index)
            draft.names.append(Name(*whose, "PERSON", draft.text(*whose)))
            return


# Marks glued to a name: the hyphen of a list's entry ("-Oslo, 5 percent"), and the dot of an
# abbreviation that also ends the sentence.

_GLUED_HYPHEN = re.compile(r"[-–—](?=[A-Z])")
_LAST_DOT = re.compile(r"\b(?:[A-Z]\.[A-Z]|Jr|Sr)$")


@rule("names.glued_hyphens")
def cut_glued_hyphens(draft: NamesDraft) -> None:
    """Begin a name after the hyphen that marks an entry of a list."""
    for name in draft.names:
        if not name.chars and _GLUED_HYPHEN.match(name.text):
            first, last = draft.doc[name.start], draft.doc[name.end - 1]
            name.text = name.text[1:]
            name.chars = (first.idx + 1, last.idx + len(last))


@rule("names.last_dots")
def add_last_dots(draft: NamesDraft) -> None:
    """End an abbreviation after its last dot, where that ends the sentence too: "U.S."."""
    for name in draft.names:
        if name.chars or not _LAST_DOT.search(name.text):
            continue
        first, last = draft.doc[name.start], draft.doc[name.end - 1]
        end = last.idx + len(last)
        if draft.source[end : end + 1] == ".":
            name.text += "."
            name.chars = (first.idx, end + 1)
