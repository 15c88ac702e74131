"""Find further names of a thing: repeated, shortened, in capitals, or "Twitter, now X"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from store.extract import lexicon
from store.extract.names.acronyms import is_acronym
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_gazetteer import is_language
from store.extract.names.type_heads import is_organization_head
from store.extract.names.words import PARTICLES
from store.extract.rules import rule
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

# Find further mentions of a name in the article: repeated, shortened or in capitals.

# A name found once is a name wherever the article repeats it.

_REPEATED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT")


@rule("names.add_repeats")
def add_repeats(draft: NamesDraft) -> None:
    """Add mentions that the model missed.

    They have the same words or the surname of a person named in full, with a capital, outside every
    other name.
    """
    wanted = _sequences(draft)
    lengths = {
        first: sorted({len(pieces) for pieces in found}, reverse=True)
        for first, found in wanted.items()
    }
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.find(wanted.keys()):
        word = draft.words[index]
        if not marks[index]:
            found = _at(draft, index, wanted[word], lengths[word])
            if found and not any(marks[found.start : found.end]):
                added.append(found)
                marks[found.start : found.end] = b"\x01" * (found.end - found.start)
    draft.add(added)


@rule("names.wholes_over_parts")
def regrow_parts(draft: NamesDraft) -> None:
    """Extend the first words of a name to the whole that the article has elsewhere.

    For example "Cambridge" in "Cambridge Analytica", where the rest was left out or is a name of
    its own.
    """
    wanted: defaultdict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    for name in draft.names:
        pieces = tuple(draft.words[name.start : name.end])
        is_whole = len(pieces) > 1 and not name.chars and name.type in _REPEATED
        if is_whole and all(piece[:1].isupper() or piece[:1].isdigit() for piece in pieces):
            wanted[pieces[0]].setdefault(pieces, name)
    edit: Edit | None = None
    for name in tuple(draft.names):
        for pieces, whole in wanted.get(draft.words[name.start], {}).items():
            end = name.start + len(pieces)
            if end <= name.end or name.chars or tuple(draft.words[name.start : end]) != pieces:
                continue
            edit = edit or Edit(draft)
            inside = {id(n): n for i in range(name.start, end) if (n := edit.at(i)) is not None}
            if edit.at(name.start) is name and all(n.end <= end for n in inside.values()):
                for other in inside.values():
                    edit.remove(other)
                edit.add(_copy(draft, whole, name.start, end))
                break
    if edit is not None:
        edit.apply()


def _at(
    draft: NamesDraft, index: int, wanted: dict[tuple[str, ...], Name], lengths: list[int]
) -> Name | None:
    """Return the longest wanted name that begins here."""
    for length in lengths:
        model = wanted.get(tuple(draft.words[index : index + length]))
        if model is not None and index + length <= len(draft.words):
            if model.kind == "demonym" and length == 1 and _is_spoken(draft, index):
                return None
            return _copy(draft, model, index, index + length)
    return None


@rule("names.languages", off=lambda *_: False)
def _is_spoken(draft: NamesDraft, index: int) -> bool:
    """Whether a repeated "Spanish" is the language: "ads in Spanish", not "Spanish voters"."""
    token = draft.doc[index]
    describes = token.dep_ in {"amod", "compound"} and token.head.i == index + 1
    return not describes and is_language(draft, index)


def _copy(draft: NamesDraft, model: Name, start: int, end: int) -> Name:
    text = draft.text(start, end)
    copy = Name(start, end, model.type, text, model.kind, sure=model.sure)
    if text == model.text:
        copy.known, copy.short_for = model.known, model.short_for
    return copy


def _sequences(draft: NamesDraft) -> dict[str, dict[tuple[str, ...], Name]]:
    """Map first tokens to the token sequences to find, each with a name that has them."""
    wanted: defaultdict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    for name in draft.names:
        is_work = name.type == "WORK" and name.sure
        if name.chars or not (is_work or name.type in _REPEATED):
            continue
        pieces = tuple(draft.words[name.start : name.end])
        if len(pieces) > 1 or _is_distinctive(name):
            wanted[pieces[0]].setdefault(pieces, name)
        if name.type == "PERSON" and len(pieces) > 1 and _is_surname(pieces[-1]):
            wanted[pieces[-1]].setdefault(pieces[-1:], name)
    return dict(wanted)


def _is_distinctive(name: Name) -> bool:
    """Whether a single word is unlikely to mean anything else, such as the start of a sentence."""
    return (
        name.text[:1].isupper()
        and not is_organization_head(name.text)
        and name.text not in ("Embassy", "House", "State")
    ) and (name.sure or name.titled or is_acronym(name) or name.type in ("PERSON", "GPE", "ORG"))


def _is_surname(word: str) -> bool:
    is_word = len(word) > 1 and word[0].isupper() and word.casefold() not in PARTICLES
    return is_word and fold(word) not in GENERATIONS


# A shortened name of a body: "the Commission" after "the European Commission".

_HEADS = lexicon.words("names.heads")


@rule("names.add_shortened")
def add_shortened(draft: NamesDraft) -> None:
    """Link "the" and one capitalised word to the last longer organisation that ends with it.

    Without one it is an organisation of its own, inside a sentence.
    """
    found = draft.find(_HEADS)
    if not found:
        return
    longer: dict[str, Name] = {}
    ends = {name.end - 1: name for name in draft.names if name.type == "ORG"}
    marks = draft.covered()
    added: list[Name] = []
    for index in found:
        word = draft.words[index]
        name = ends.get(index)
        if name is not None and name.end - name.start > 1:
            longer[word] = name
        elif name is not None and word in longer:
            name.short_for = longer[word]
        elif (name or not marks[index]) and _stands_alone(draft, index):
            short = name or Name(index, index + 1, "ORG", word)
            short.short_for = longer.get(word)
            if name is None and (short.short_for or _is_named(draft, index)):
                added.append(short)
    draft.add(added)


def _is_named(draft: NamesDraft, index: int) -> bool:
    """Whether the capital alone marks a name, in the middle of a sentence."""
    return draft.words[index - 1] == "the" and not draft.doc[index - 1].is_sent_start


def _stands_alone(draft: NamesDraft, index: int) -> bool:
    words = draft.words
    following = words[index + 1] if index + 1 < len(words) else ""
    return index > 0 and words[index - 1] in ("the", "The") and not following[:1].isupper()


# In headlines in capitals, names that the article has in ordinary case are names too.

_FEWEST = 3
"""How many words in capitals make a line a headline."""
_LONGEST = 5
_CAPITAL_LINES_REPEATED = ("PERSON", "ORG", "GPE", "LOC", "FAC")


@rule("names.add_in_capitals")
def add_in_capitals(draft: NamesDraft) -> None:
    """Add known places and people, and the article's names and surnames, in lines of capitals."""
    lines = list(_lines(draft))
    if not lines:
        return
    wanted = _capital_sequences(draft)
    marks = draft.covered()
    added: list[Name] = []
    for start, end in lines:
        at = start
        while at < end:
            name = None if marks[at] else _capital_lines_at(draft, at, end, wanted)
            if name is not None and not any(marks[at : name.end]):
                added.append(name)
            at = name.end if name else at + 1
    draft.add(added)


def _lines(draft: NamesDraft) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of the lines in capitals."""
    for start, end in draft.lines():
        if _is_in_capitals(draft.words[start:end]):
            yield start, end


def _is_in_capitals(words: list[str]) -> bool:
    letters = 0
    for word in words:
        if word.isalpha():
            if not word.isupper():
                return False
            letters += 1
    return letters >= _FEWEST


def _capital_sequences(draft: NamesDraft) -> dict[tuple[str, ...], Name]:
    wanted: dict[tuple[str, ...], Name] = {}
    for name in draft.names:
        if name.type in _CAPITAL_LINES_REPEATED and not name.chars and not name.text.isupper():
            pieces = tuple(word.upper() for word in draft.words[name.start : name.end])
            wanted.setdefault(pieces, name)
            if name.type == "PERSON" and len(pieces) > 1 and len(pieces[-1]) > 2:
                wanted.setdefault(pieces[-1:], name)
    return wanted


def _capital_lines_at(
    draft: NamesDraft, at: int, end: int, wanted: dict[tuple[str, ...], Name]
) -> Name | None:
    for length in range(min(_LONGEST, end - at), 0, -1):
        model = wanted.get(tuple(draft.words[at : at + length]))
        if model is not None:
            text = draft.text(at, at + length)
            return Name(at, at + length, model.type, text, known=model.known, sure=model.sure)
    word = draft.words[at]
    place = draft.gazetteer.place(word) if len(word) > 3 else None
    if place is not None and place.iso:
        return Name(at, at + 1, "GPE", word, known=place, sure=True)
    if len(word) > 3 and word != "MALE" and draft.gazetteer.capital(word) is not None:
        return Name(at, at + 1, "GPE", word, sure=True)
    return None


# Join two names of one thing: "Twitter, now X", "Ann Lee, born Anna Li".

_OPENING = frozenset([",", "("])
_QUOTES = frozenset(["“", '"', "‘", "``"])
_CUE = re.compile(
    r"(?:(?:also|better|formerly|previously|now|once|originally|popularly|widely|sometimes|who is"
    r" (?:now|also|better|widely|sometimes|often)|who was once) )?(?:known|recognized|referred to)"
    r" (?:to (?:fans|friends) )?as(?: the)?"
    r"|(?:who )?(?:now |also )?(?:goes|went|known) by(?: the (?:name|nickname|alias))?(?: of)?"
    r"|a\.?k\.?a\.?|née|nee|nicknamed|dubbed|(?:who was )?born"
)
"""Words between two names of one thing."""
_FIRST = frozenset(
    "also better formerly previously now once originally popularly widely sometimes who known"
    " recognized goes went referred aka a.k.a. a.k.a née nee nicknamed dubbed born".split()
)
"""The first words of those."""
_GOES = frozenset({"goes", "went"})
_GOES_BY = re.compile(r"\b(?:goes|went) by(?: the (?:name|alias))?(?: of)?$")
_BARE = frozenset(["now", "formerly", "previously"])
"""Words that need no more between two companies or products."""
_LONGEST_CUE = 6
_TYPES = frozenset("ORG PRODUCT WORK FAC".split())


@rule("names.renamed")
def join_renamed(draft: NamesDraft) -> None:
    """Make the second name another name of the first entity."""
    edit = Edit(draft)
    for name in list(draft.names):
        start = _second(draft, name)
        if start is None or (other := _named_at(edit, start, name)) is None:
            continue
        for each in (other, *draft.names):
            if each.text == other.text and not each.known:
                each.type, each.sure = name.type, True
                each.short_for = name if name.type != "PERSON" else None
        if name.type == "PERSON":
            draft.renamed.setdefault(other.text, name)
    edit.apply()
    for name in draft.names if draft.places.keys() & _GOES else ():
        other = _of_surname(draft, name) if name.type == "PERSON" else None
        if other is not None:
            draft.renamed.setdefault(name.text, other)


def _of_surname(draft: NamesDraft, name: Name) -> Name | None:
    """Return the person whose other name it is in "the star, who goes by the name Ann Lee".

    It is the only one before it with the same surname.
    """
    before = " ".join(draft.words[max(0, name.start - _LONGEST_CUE) : name.start])
    if not _GOES_BY.search(before):
        return None
    surname = name.words()[-1]
    persons = {
        other.text: other
        for other in draft.names
        if other.end <= name.start and other.type == "PERSON" and " " in other.text
        if other.words()[-1] == surname and other.text != name.text
    }
    return next(iter(persons.values())) if len(persons) == 1 else None


def _second(draft: NamesDraft, name: Name) -> int | None:
    """Return where the second name begins, or None."""
    words, at = draft.words, name.end
    if name.type not in _TYPES | {"PERSON"} or at + 2 >= len(words):
        return None
    if words[at] in _OPENING:
        at += 1
    if words[at].casefold() not in _FIRST:
        return None
    if at > name.end and words[at] in _BARE and name.type in _TYPES:
        return at + 1
    for length in range(_LONGEST_CUE, 0, -1):
        if _CUE.fullmatch(" ".join(words[at : at + length]).casefold()):
            end = at + length
            return end + 1 if words[end : end + 1] and words[end] in _QUOTES else end
    return None


def _named_at(edit: Edit, start: int, name: Name) -> Name | None:
    """Return the name there, or a new one of the capitalised words.

    An owner is not a name here ("Twitter, now Musk's").
    """
    words = edit.draft.words
    found = edit.at(start)
    end = found.end if found is not None else start
    is_marked = name.type in _TYPES or words[start - 1] in _QUOTES
    while found is None and is_marked and end < len(words) and words[end].isalnum():
        if not words[end][:1].isupper():
            break
        end += 1
    if end == start or words[end : end + 1] in (["'s"], ["’s"]):
        return None
    if found is None:
        found = Name(start, end, name.type, edit.draft.text(start, end), sure=True)
        edit.add(found)
    is_free = found.start == start and not found.known and found.text != name.text
    return found if is_free else None
