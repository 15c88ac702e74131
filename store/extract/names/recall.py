"""Find names that the model missed: by first and last words, neighbours and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from store.extract import lexicon
from store.extract.extensions import where
from store.extract.gazetteer import Gazetteer, KnownPlaces
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import CALENDAR, GIVEN_NAMES, OFFICES, PRODUCTS
from store.extract.rules import rule
from store.identity.folding import fold

# Names that the model missed, by their last or first word: "the Frank Forest Award", "Galaxy S7",
# "Google Assistant".

_FEWEST = 2
_RUN_LONGEST = 6
_NO_HEADS = frozenset({"Day", "Election", "Co", "Ltd", "Inc"})
"""Last words that show the type of a name but do not make one."""
_BEFORE_NAMES = frozenset("the a an his her its their ’s 's".split())


@rule("names.found_by_head")
def add_by_head(draft: NamesDraft) -> None:
    """Add capitalised words inside a sentence whose last word shows the type.

    They are in no name, except that the first may be.
    """
    marks = draft.covered()
    ends = {name.end: name for name in draft.names}
    added: list[Name] = []
    done = 0
    for at in draft.capitals:
        end = at if at < done or marks[at] else _end_of_run(draft, marks, at)
        if end == at:
            continue
        done = end
        before = ends.get(at)
        if before is not None:
            _grow_by_head(draft, before, end)
        elif _is_inside(draft, at, end):
            type_ = _type_of_run(draft.words[at:end])
            if type_ is not None:
                added.append(Name(at, end, type_, draft.text(at, end)))
    draft.add(added)


def _end_of_run(draft: NamesDraft, marks: bytearray, start: int) -> int:
    end = start
    while end < min(len(draft.words), start + _RUN_LONGEST) and _is_in_run(draft, marks, end):
        end += 1
    return end


def _is_in_run(draft: NamesDraft, marks: bytearray, index: int) -> bool:
    word = draft.words[index]
    is_capital = word[:1].isupper() or word in PRODUCTS
    is_word = is_capital and word.isalnum() and not marks[index]
    return is_word and draft.doc[index].tag_ in ("NNP", "NNPS", "CD")


def _type_of_run(words: list[str]) -> str | None:
    if words[0] in PRODUCTS:
        return "PRODUCT"
    if words[-1] in _NO_HEADS:
        return None
    is_plain = any(word.casefold() in OFFICES or word.casefold() in CALENDAR for word in words)
    return settles_type(words) if len(words) >= _FEWEST and not is_plain else None


def _is_inside(draft: NamesDraft, start: int, end: int) -> bool:
    """Whether it is after a lower-case word, in an ordinary sentence."""
    if not start or draft.doc[start].is_sent_start:
        return False
    around = [w for w in draft.words[max(0, start - 6) : end + 6] if w.isalpha()]
    plain = sum(word.islower() for word in around)
    is_behind = draft.words[start - 1].islower() or draft.words[start - 1] in _BEFORE_NAMES
    return is_behind and plain * 2 >= len(around)


def _grow_by_head(draft: NamesDraft, name: Name, end: int) -> None:
    """Extend a name to the word that shows its type: "Google" to "Google Assistant"."""
    type_ = settles_type([*name.words(), *draft.words[name.end : end]])
    is_word = end - name.end == 1 and draft.doc[end - 2].head.i == end - 1
    if type_ == "PRODUCT" and is_word and name.type == "ORG" and not name.chars:
        draft.reset(name, name.start, end)
        name.type, name.known, name.sure = type_, None, True


# Days with a name: "Super Tuesday", which the model takes for a place and a date.

_DAYS = frozenset("Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split())
_NAMED = lexicon.words("names.named_days")


@rule("names.named_days")
def find_named_days(draft: NamesDraft) -> None:
    """Make "Super Tuesday" an event."""
    found = [at for at in draft.find(_DAYS) if at and draft.words[at - 1] in _NAMED]
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        for index in (at - 1, at):
            edit.remove(edit.at(index))
        edit.add(Name(at - 1, at + 1, "EVENT", draft.text(at - 1, at + 1), sure=True))
    edit.apply()


# Organisations that the model missed beside one that it found: "Ralma and Orvis Motors
# announced".

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEALS = frozenset("announce agree merge form launch plan sign".split())
"""Verbs for what two companies do together."""


@rule("names.add_paired")
def add_paired(draft: NamesDraft) -> None:
    """Add a capitalised word that shares a subject with an organisation as an organisation.

    A word that the model took for a person counts too, if it has no other name and they make a
    deal.
    """
    marks = draft.covered()
    alone = {n.start: n for n in draft.names if n.type == "PERSON" and n.end == n.start + 1}
    surnames = full_surnames(draft)
    heads = {draft.doc[n.start : n.end].root.i for n in draft.names if n.type == "ORG"}
    added: list[Name] = []
    for index in where(draft.doc, "DEP", _SUBJECTS) if heads else ():
        token = draft.doc[index]
        if not draft.words[index][:1].isupper() or token.tag_ != "NNP":
            continue
        if not any(child.dep_ == "conj" for child in token.rights):
            continue
        if not heads.intersection(other.i for other in token.conjuncts):
            continue
        name = alone.get(token.i)
        if name is not None and token.head.lemma_ in _DEALS:
            word = fold(name.text)
            if not name.titled and word not in surnames and word not in GIVEN_NAMES:
                name.type = "ORG"
        start = token.i
        while (
            start and draft.doc[start - 1].head.i == token.i and _paired_is_part(draft, start - 1)
        ):
            start -= 1
        if not any(marks[start : token.i + 1]):
            added.append(Name(start, token.i + 1, "ORG", draft.text(start, token.i + 1)))
    draft.add(added)


def _paired_is_part(draft: NamesDraft, index: int) -> bool:
    token = draft.doc[index]
    return token.tag_ == "NNP" and token.dep_ == "compound"


# Names of several words that the gazetteer knows, found in the running text.

# Pieces of a name as spaCy would cut it: "Asia-Pacific", "People's", "Washington, D.C.".
_PIECE = re.compile(r"(?:[^\W\d_]\.)+|St\.|['’]s?\b|[^\W_]+|[-,:&.+/]")

Phrases = dict[str, dict[str, list[tuple[tuple[str, ...], KnownPlaces]]]]


@lru_cache(maxsize=1)
def phrases(gazetteer: Gazetteer) -> Phrases:
    """Map first and second words to the names that begin with them, the longest first."""
    found: Phrases = {}
    for name, known in gazetteer.spellings:
        pieces = tuple(piece.replace("’", "'") for piece in _PIECE.findall(name))
        if len(pieces) > 1:
            found.setdefault(pieces[0], {}).setdefault(pieces[1], []).append((pieces, known))
    for seconds in found.values():
        for choices in seconds.values():
            choices.sort(key=lambda choice: -len(choice[0]))
    return found


@rule("names.find_phrases")
def find_phrases(draft: NamesDraft) -> None:
    """Add the names of several words that the gazetteer knows.

    A known name replaces the model's names inside it or across its end. It is not added inside a
    longer name.
    """
    found = list(_matches(draft, phrases(draft.gazetteer)))
    if not found:
        return
    marks: dict[int, Name] = {}
    for name in draft.names:
        for index in range(name.start, name.end):
            marks[index] = name
    dropped: set[int] = set()
    added: list[Name] = []
    for start, end, known in found:
        others = {id(n): n for i in range(start, end) if (n := marks.get(i))}
        if any(_is_longer(draft, n, start, end) for n in others.values()):
            continue
        dropped |= {id(n) for n in others.values() if n.start >= start}
        for other in others.values():
            if other.start < start:
                draft.reset(other, other.start, start)
        text = draft.text(start, end)
        added.append(Name(start, end, known.type, text, known=known, sure=True))
    if added:
        draft.names = [name for name in draft.names if id(name) not in dropped]
        draft.add(added)


def _is_longer(draft: NamesDraft, name: Name, start: int, end: int) -> bool:
    """Whether a name holds these words; it may lack the "The" before them if it goes on behind."""
    if name.start <= start:
        return end <= name.end
    return draft.words[start] == "The" and name.start == start + 1 and end < name.end


def _matches(draft: NamesDraft, index: Phrases) -> Iterator[tuple[int, int, KnownPlaces]]:
    words, at = draft.words, 0
    for position in draft.find(index.keys()):
        if position < at or position + 1 == len(words):
            continue
        second = words[position + 1].replace("’", "'")
        for pieces, known in index[words[position]].get(second, ()):
            end = position + len(pieces)
            if end <= len(words) and all(
                words[position + n].replace("’", "'") == piece for n, piece in enumerate(pieces)
            ):
                yield position, end, known
                at = end
                break
