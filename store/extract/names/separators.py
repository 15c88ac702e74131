"""Split names at what never stands inside one: a slash, a colon, half a pair of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import LEGAL, OPPOSITES, WELL_KNOWN
from store.extract.rules import rule
from store.reading import MentionKind

_ALWAYS = frozenset(["/", "]", "[", ">", "<", "=", "|", "•", "–", "—"])
_OUTSIDE_TITLES = frozenset([":", ",", ")"])
"""Marks that titles of works may hold."""
_PAIRS = {"“": "”", "‘": "’", "(": ")"}
_OPENING = frozenset(_PAIRS)
_CLOSING = frozenset("”)")
_TITLES = frozenset(["WORK", "EVENT", "LAW"])
_TOLD = frozenset({"VBD", "VBZ", "MD"})
_SHORTEST = 3
"""How many letters each side of a slash has: "Reuters/Ipsos", not "P/N"."""
_NICKNAME = 4
"""How many tokens a nickname in quotation marks has at most, with the closing mark."""
_PREFIXES = lexicon.words("names.prefixes")
"""Words before a hyphen and a name: "pro-Clinton"."""
_SUFFIXES = frozenset("era like style only style born based led area type wide bound".split())
_COUNTS = frozenset(["to", "percent", "points", "votes", "delegates"])


@rule("names.split_joined")
def split_joined(draft: NamesDraft) -> None:
    """Split "Reuters/Ipsos", "Facebook, Twitter" and "Ryan said, “Look" into their names."""
    kept: list[Name] = []
    for name in draft.names:
        pieces = list(_pieces(draft, name))
        kept += (
            [name]
            if len(pieces) == 1 and pieces[0] == (name.start, name.end)
            else [
                Name(start, end, name.type, draft.text(start, end), titled=name.titled and not n)
                for n, (start, end) in enumerate(pieces)
                if draft.words[start][:1].isupper() or draft.words[start][:1].isdigit()
            ]
        )
    draft.names = kept


def _pieces(draft: NamesDraft, name: Name) -> Iterator[tuple[int, int]]:
    """Yield the token ranges between the separators of a name."""
    if name.end - name.start < 3 or name.chars:
        yield name.start, name.end
        return
    start = name.start
    is_listed = ")" in draft.words[name.start : name.end]
    for at in range(name.start, name.end):
        if _separates(draft, name, at):
            if at > start:
                yield start, at
            if draft.words[at] == ":" and not is_listed:
                return
            start = at + 1
    if start < name.end:
        yield start, name.end


def _separates(draft: NamesDraft, name: Name, at: int) -> bool:
    words = draft.words
    word, before, after = words[at], words[at - 1], words[at + 1 : at + 2]
    if name.start < at < name.end - 1:
        if word == "/":
            return len(before) >= _SHORTEST and len(after[0]) >= _SHORTEST
        if word in _ALWAYS:
            return True
        if name.type not in _TITLES and word in _OUTSIDE_TITLES:
            if word == ",":
                return _lists(draft, name, at)
            return word == ":" or _is_half(name, words, at)
        if name.type not in _TITLES and word.islower() and draft.doc[at].tag_ in _TOLD:
            return after[0][:1].isupper() or after[0] in ("that", "the", ",")
    if name.type == "PERSON" and _PAIRS.get(word, "") in words[at + 1 : at + 1 + _NICKNAME]:
        return False
    return (word in _OPENING or word in _CLOSING) and _is_half(name, words, at)


def _lists(draft: NamesDraft, name: Name, comma: int) -> bool:
    """Whether a comma separates two names: not in "Sears, Roebuck and Co."."""
    rest = draft.words[comma + 1 : name.end]
    if _is_persons(draft, name, comma) and _ends_list_of_persons(draft, name, comma):
        return True
    if {draft.words[comma - 1], rest[0]} <= draft.gazetteer.things.keys():
        return True
    joined = {"and", "&"}.intersection((*rest, *draft.words[name.end : name.end + 1]))
    is_one = bool(joined) or rest[0].strip(".").casefold() in LEGAL
    return not is_one and " ".join(rest) not in cities() and rest[0][:1].isupper()


def _is_persons(draft: NamesDraft, name: Name, comma: int) -> bool:
    sides = draft.words[name.start], draft.words[comma + 1]
    return name.type == "PERSON" or WELL_KNOWN.issuperset(sides)


@rule("names.lists_of_persons", off=lambda *_: False)
def _ends_list_of_persons(draft: NamesDraft, name: Name, comma: int) -> bool:
    """Whether two surnames in a list are two persons: "Orvis, Lunde or Roe"."""
    words = draft.words
    is_pair = name.end - name.start == 3 and comma == name.start + 1
    is_listed = words[name.end : name.end + 1] in (["and"], ["or"], [","])
    is_begun = name.start > 0 and words[name.start - 1] == ","
    named = (words[name.start], words[name.end - 1])
    return is_pair and (is_listed or is_begun) and all(w.istitle() and w.isalpha() for w in named)


def _is_half(name: Name, words: list[str], at: int) -> bool:
    """Whether the other half of the pair is outside the name."""
    inside = words[name.start : name.end]
    if words[at] in _OPENING:
        return _PAIRS[words[at]] not in inside
    return not any(opening in inside for opening, closing in _PAIRS.items() if closing == words[at])


@rule("names.cut_affixes")
def cut_affixes(draft: NamesDraft) -> None:
    """Cut "pro-" before a name, and "-era" and counts after it ("Trump 46 to 40 percent")."""
    kept: list[Name] = []
    for name in draft.names:
        start, end = _core(draft.words, name)
        if end - start > 2 and _is_behind_dash(draft, end - 1):
            end -= 2  # "Tax Policy Center - half"
        if start < end:
            if start > name.start and name.type == "NORP":
                if draft.words[name.start] in OPPOSITES:
                    continue
                name.type = "ORG"  # "anti-Obama": later steps find what the rest is
            if (start, end) != (name.start, name.end):
                draft.reset(name, start, end)
            kept.append(name)
    draft.names = kept


def _is_behind_dash(draft: NamesDraft, at: int) -> bool:
    """Whether it is a word in lower case behind a dash between spaces."""
    is_dash = draft.words[at - 1] in ("-", "–", "—", "_") and draft.doc[at - 2].whitespace_
    return draft.words[at].islower() and bool(is_dash)


def _core(words: list[str], name: Name) -> tuple[int, int]:
    start, end = name.start, name.end
    if name.chars:
        return start, end
    while end - start > 1 and words[start] in _PREFIXES and words[start + 1] == "-":
        start += 2
    while end - start > 2 and words[end - 2] == "-" and words[end - 1] in _SUFFIXES:
        end -= 2
    if name.type in ("ORG", "PERSON", "PRODUCT"):
        end = next(
            (
                at
                for at in range(start + 1, end)
                if words[at].isdigit() and words[at + 1 : at + 2] and words[at + 1] in _COUNTS
            ),
            end,
        )
    while end - start > 1 and words[end - 1] in ("at", "-", "by", "with"):
        end -= 1
    return start, end


# Two countries in one token: "the U.S.-Mexico border".

_GLUED = re.compile(r"((?:[A-Z]\.){2,})[-–]([A-Z][\w.]+)")


@rule("names.glued_countries")
def split_glued_countries(draft: NamesDraft) -> None:
    """Make two names of "U.S.-Mexico", which is one token, unless a longer name holds it."""
    added: list[Name] = []
    for at in draft.capitals:
        match = _GLUED.fullmatch(draft.words[at])
        sides = [_glued(draft, at, match, side) for side in (1, 2)] if match else []
        added += [name for name in sides if name is not None] if all(sides) else []
    if added:
        gone = {name.start for name in added}
        held = {at for name in draft.names if name.end - name.start > 1 for at in _inside(name)}
        draft.names = [
            name for name in draft.names if name.end - name.start > 1 or name.start not in gone
        ]
        draft.add([name for name in added if name.start not in held])


def _inside(name: Name) -> range:
    return range(name.start, name.end)


def _glued(draft: NamesDraft, at: int, match: re.Match[str], side: int) -> Name | None:
    """Return the country on one side of the hyphen inside a token."""
    text = match[side]
    place = draft.gazetteer.place(text)
    known = place or draft.gazetteer.demonym(text)
    if known is None:
        return None
    first = draft.doc[at].idx + match.start(side)
    chars = (first, first + len(text))
    kind: MentionKind = "name" if place is not None else "demonym"
    return Name(at, at + 1, known.type, text, kind, chars=chars, known=known, sure=True)


# Two names that the model takes for one: "Instagram and Flickr".

_PAIRED = frozenset({"ORG", "PRODUCT", "PERSON", "WORK", "FAC", "GPE"})


@rule("names.split_pairs")
def split_pairs(draft: NamesDraft) -> None:
    """Split "Instagram and Flickr" if the text or a table has one of them alone."""
    pairs = [name for name in draft.names if _is_pair(draft, name)]
    if not pairs:
        return
    alone = {name.text: name for name in draft.names if name not in pairs}
    kept: list[Name] = []
    for name in draft.names:
        sides = _sides(draft, name) if name in pairs else ()
        if any(draft.text(*side) in alone or _is_told(draft, side) for side in sides):
            kept += [_side(draft, name, side, alone) for side in sides]
        else:
            kept.append(name)
    draft.names = kept


def _is_pair(draft: NamesDraft, name: Name) -> bool:
    inside = draft.words[name.start + 1 : name.end - 1]
    is_free = name.type in _PAIRED and not name.chars and inside.count("and") == 1
    return (
        is_free and settles_type(name.words()) is None and draft.words[name.end - 1][:1].isupper()
    )


def _sides(draft: NamesDraft, name: Name) -> tuple[tuple[int, int], tuple[int, int]]:
    at, end = draft.words.index("and", name.start + 1), name.end
    if end < len(draft.doc) and draft.doc[end].tag_ == "NNP" and draft.words[end].istitle():
        end += 1
    return (name.start, at), (at + 1, end)


def _is_told(draft: NamesDraft, side: tuple[int, int]) -> bool:
    text = draft.text(*side)
    return text in WELL_KNOWN or text in draft.gazetteer.things


def _side(draft: NamesDraft, name: Name, side: tuple[int, int], alone: dict[str, Name]) -> Name:
    """Return one of the two, with the type that it has alone."""
    text = draft.text(*side)
    same = alone.get(text)
    type_ = same.type if same else "PERSON" if text in WELL_KNOWN else name.type
    return Name(*side, type_, text)
