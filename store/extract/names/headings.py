"""Weigh names in headings, where every word has a capital: "Mutual Trust: What It Means"."""

from __future__ import annotations

from collections.abc import Iterator

from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import EPITHETS, GIVEN_NAMES, NICKNAMES
from store.extract.rules import rule
from store.identity.folding import fold

# A line in title case tells nothing by its capitals: its names must stand in the text as well.

_FEWEST = 4
"""How many words a heading has at least."""
_MOST = 30
_PROSE = 8
"""How many words a sentence of the text has at least."""
_FEWEST_CAPITALS = 2
_MANY_CAPITALS = 6
"""With so many capitals one other word may be small."""
_SMALL = frozenset(
    "a an the of in on at to for with from by as and or nor but vs v is are be it its if up off "
    "out into over than per via not no s t n after before about amid against between during".split()
)
"""Words that a heading writes in lower case."""
_ENDS = frozenset([";", ","])
_FREE = frozenset({"ORG", "WORK", "PRODUCT", "FAC", "LOC", "EVENT", "LAW", "NORP", "PERSON"})


@rule("names.headings")
def weigh_headings(draft: NamesDraft) -> None:
    """Cut a name in a heading to the name that the text has, and drop it if there is none."""
    headings = _headings(draft)
    if not headings:
        return
    marked = bytearray(len(draft.words))
    for start, end in headings:
        marked[start:end] = b"\x01" * (end - start)
    grounds = {
        name.text.casefold(): name
        for name in draft.names
        if not marked[name.start] and name.text.lower() not in draft.lower
    }
    draft.names = [
        name
        for name in draft.names
        if not marked[name.start]
        or name.sure
        or name.type not in _FREE
        or _is_told(draft, name.text)
        or name.text.casefold() in grounds
        or _stands(draft, name, grounds)
    ]


def _is_told(draft: NamesDraft, text: str) -> bool:
    """Whether the gazetteer has the name."""
    gazetteer = draft.gazetteer
    found = gazetteer.place(text) or gazetteer.organization(text) or gazetteer.demonym(text)
    return found is not None or text in gazetteer.things or text in gazetteer.parties


def _headings(draft: NamesDraft) -> list[tuple[int, int]]:
    """Return the token ranges of lines in title case, if other lines are sentences."""
    has_prose = False
    found: list[tuple[int, int]] = []
    for start, end in draft.lines():
        if _FEWEST <= end - start <= _MOST and _is_heading(draft.words[start:end]):
            found.append((start, end))
        else:
            has_prose = has_prose or end - start >= _PROSE
    return found if has_prose else []


def _is_heading(words: list[str]) -> bool:
    if words[-1] in _ENDS:
        return False
    spelt = [word for word in words if word.isalpha() and len(word) > 1]
    capitals = sum(word[:1].isupper() and not word.isupper() for word in spelt)
    small = sum(word in _SMALL for word in spelt)
    others = sum(word.islower() for word in spelt) - small
    return capitals > _FEWEST_CAPITALS and others <= (capitals > _MANY_CAPITALS)


def _stands(draft: NamesDraft, name: Name, grounds: dict[str, Name]) -> bool:
    """Whether a name of a heading stays, perhaps shorter or with another type.

    Its own form may tell that it is a name, or a part of it may be a name of the text.
    """
    words = name.words()
    if _is_glued(draft, name, words, grounds):
        draft.reset(name, name.start, name.start + 1)
        return True
    if _is_formed(name, words):
        return True
    for start, end in _parts(name):
        ground = grounds.get(draft.text(start, end).casefold())
        is_whole = _is_full(name, words) and end == name.end
        if ground is not None and is_whole and ground.type == "PERSON":
            return True
        if ground is not None:
            draft.reset(name, start, end)
            name.type, name.known, name.sure = ground.type, ground.known, ground.sure
            return True
    if name.type != "PERSON":
        return False
    last = fold(words[-1])
    is_of_name = any(
        each.type == "PERSON" and last in (fold(each.words()[-1]), fold(each.words()[0]))
        for each in grounds.values()
    )
    return is_of_name or (len(words) == 3 and fold(words[0]) in GIVEN_NAMES)


@rule("names.glued_in_headings", off=lambda *_: False)
def _is_glued(draft: NamesDraft, name: Name, words: list[str], grounds: dict[str, Name]) -> bool:
    """Whether a noun of the text is glued to the first name of a person: "Ann Photo Surfaces"."""
    if name.type != "PERSON" or len(words) != 2 or words[1].lower() not in draft.lower:
        return False
    persons = [each.words() for each in grounds.values() if each.type == "PERSON"]
    is_named = any(each[0] == words[0] for each in persons)
    return is_named and all(each[-1] != words[1] for each in persons)


def _is_full(name: Name, words: list[str]) -> bool:
    """Whether it may be a first name and a surname, and is no trade with a surname."""
    return name.type == "PERSON" and len(words) == 2 and words[0].casefold() not in EPITHETS


def _is_formed(name: Name, words: list[str]) -> bool:
    """Whether the form alone shows a name: "Ann Lee", "Orvis Bank", "Oslo"."""
    if name.type == "PERSON":
        return len(words) == 2 and fold(words[0]) in GIVEN_NAMES
    is_told = settles_type(words) is not None or words[-1] in NICKNAMES
    return is_told or name.text in cities() or name.text.isupper()


def _parts(name: Name) -> Iterator[tuple[int, int]]:
    """Yield the token ranges inside a name, the longest first."""
    for length in range(name.end - name.start - 1, 0, -1):
        for start in range(name.start, name.end - length + 1):
            yield start, start + length


# A common noun at the start of a sentence is no name: "Hydrogen is made from water".

_COMMON = frozenset({"ORG", "PRODUCT", "WORK", "LOC", "FAC", "NORP"})


@rule("names.common_nouns")
def drop_common(draft: NamesDraft) -> None:
    """Drop a name that only begins sentences, if the text has all its words in lower case."""
    placed: dict[str, bool] = {}
    for name in draft.names:
        first = placed.get(name.text, True)
        placed[name.text] = first and bool(draft.doc[name.start].is_sent_start)
    draft.names = [
        name
        for name in draft.names
        if not (
            placed[name.text]
            and name.type in _COMMON
            and not (name.sure or name.known or name.titled)
            and all(word.lower() in draft.lower for word in name.words())
        )
    ]
