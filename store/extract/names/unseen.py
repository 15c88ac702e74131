"""Find names that the model left out, by what the sentence says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.appositions import KINDS, described_behind
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import (
    CALENDAR,
    GIVEN_NAMES,
    HONORIFICS,
    NEVER,
    OFFICES,
    WELL_KNOWN,
)
from store.extract.rules import rule
from store.identity.folding import fold

_MIXED = re.compile(r"(?!Ma?c|De|La|Le|Fitz|Van)[A-Z]+[a-z]+[A-Z][A-Za-z]+")
"""A word with a capital inside, which only names have: "WhistlePig"."""
_STATION = re.compile(r"[KW][A-Z]{3}")
"""The call sign of an American station: "WBEZ"."""
_NO_NAMES = lexicon.words("names.no_names")
_LONGEST = 4
_SHORT = 2
"""The length of short forms that are no names more often than not."""
_PROPER = frozenset({"NNP", "NNPS"})
_NOUNS = frozenset({"NN", "NNS"})
_LISTED = frozenset([",", "and", "or", "&"])
_ENDS = frozenset(", . ; : ) and or ” '' \" ? !".split())
_LIKE = frozenset({"ORG", "GPE", "PRODUCT", "WORK"})
"""Types that the names of a list share; of persons the model leaves out none."""
_WHERE = frozenset("in near outside at from around".split())
_LED = frozenset(
    "director president chairman chairwoman chief executive head founder member members "
    "spokesman spokeswoman spokesperson co-founder secretary-general commissioner".split()
)
"""Those who belong to a body, before "of" and its name."""
_STAFF = frozenset(
    "spokesman spokeswoman spokesperson executive executives employee employees shareholders "
    "headquarters subsidiary officials drivers customers shares stock".split()
)
"""What a company or body has, behind its name."""
_NO_HEADS = frozenset({"Day", "School"})
"""Last words that show the type of a name but do not make one."""
_APART = frozenset(["-", "@", "#", ")", "/", "'", "’", "$"])
_SMALL = frozenset("of for and & on in to the".split())
"""Words inside a longer name: "Habitat for Humanity"."""
_THINGS: dict[str, str] = {
    **dict.fromkeys(
        "missile missiles rifle rifles bomber bombers chip chips chipset processor "
        "processors smartphone smartphones headphones earbuds console consoles engine engines "
        "spacecraft satellite helicopter helicopters jet jets".split(),
        "PRODUCT",
    ),
    **dict.fromkeys(
        "nightclub nightclubs restaurant restaurants hotel hotels grocery supermarket".split(),
        "ORG",
    ),
}
"""Maps a noun behind a name to the type of the name: "MX missiles", "the Pulse nightclub"."""


@rule("names.add_by_use")
def add_by_use(draft: NamesDraft) -> None:
    """Add capitalised words that the model left out and whose type the sentence shows.

    For example "the station BFMTV", "Orvis, a small firm", "Meta, Google and Orvis", "the MX
    missiles", "executive director of Orvis".
    """
    starts, ends = draft.starts(), {name.end: name for name in draft.names}
    surnames = full_surnames(draft)
    added: list[Name] = []
    for start, end in _unseen(draft):
        is_part = start in ends or end in starts or fold(draft.words[end - 1]) in surnames
        if is_part or not WELL_KNOWN.isdisjoint(draft.words[start:end]):
            continue
        type_ = _type_by_use(draft, start, end, ends)
        if type_:
            added.append(Name(start, end, type_, draft.text(start, end), sure=True))
    draft.add(added)


def _unseen(draft: NamesDraft) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words in no name that stand inside an ordinary sentence."""
    marks, done = draft.covered(), 0
    for at in draft.capitals:
        if at < done or marks[at] or not _may_be_named(draft, at):
            continue
        end = at + 1
        while (
            end < min(len(draft.words), at + _LONGEST)
            and not marks[end]
            and _may_be_named(draft, end)
        ):
            end += 1
        done = end
        if _is_inside(draft, at, end):
            yield at, end


def _may_be_named(draft: NamesDraft, at: int) -> bool:
    word = draft.words[at]
    plain = word.casefold().rstrip(".")
    if not word[:1].isupper() or len(word) < 2 or draft.doc[at].tag_ not in _PROPER:
        return False
    if word[-1] == "s" and word[:-1].isupper():
        return False
    if plain in OFFICES or plain in CALENDAR or plain in HONORIFICS or plain in NEVER:
        return False
    is_plain = word.replace("-", "").replace("&", "").isalnum()
    return is_plain and word not in _NO_NAMES and word.lower() not in draft.places


def _is_inside(draft: NamesDraft, start: int, end: int) -> bool:
    """Whether an ordinary sentence goes on before and behind it, and no capital is beside it."""
    words = draft.words
    if not start or end >= len(words) or draft.doc[start].is_sent_start:
        return False
    before, after = words[start - 1], words[end]
    if before[:1].isupper() or after[:1].isupper() or after == "-" or before in _APART:
        return False
    if after in _SMALL and words[end + 1 : end + 2] and words[end + 1][:1].isupper():
        return False
    if before in ("of", "for", "the") and words[max(0, start - 2)][:1].isupper():
        return False
    around = [w for w in words[max(0, start - 6) : end + 6] if w.isalpha()]
    return sum(word.islower() for word in around) * 2 >= len(around)


def _type_by_use(draft: NamesDraft, start: int, end: int, ends: dict[int, Name]) -> str:
    words, doc = draft.words, draft.doc
    text = words[start:end]
    if len(text) > 1 and text[-1] not in _NO_HEADS and (head := settles_type(text)) is not None:
        return head
    root = doc[start:end].root
    after = words[end]
    if doc[end].tag_ in _NOUNS and root.head.i >= end:
        if after in _THINGS:
            return _THINGS[after]
        if after in _STAFF:
            return "ORG"
    is_owner = text[0].isupper() and len(text[0]) > _SHORT and after in ("'s", "’s")
    is_station = bool(_STATION.fullmatch(text[0]))
    if end == start + 1 and (is_owner or is_station or _MIXED.fullmatch(text[0])):
        return "ORG"
    return (
        _called(draft, start, end)
        or _called_behind(draft, start, end)
        or _of_list(draft, start, end, ends)
        or _by_preposition(draft, start, end)
    )


def _called(draft: NamesDraft, start: int, end: int) -> str:
    """Return the type of the noun in "the station BFMTV" or "longtime aide Ann Lee"."""
    noun = draft.doc[start - 1]
    root = draft.doc[start:end].root
    if noun.text == "," and draft.words[end] == "," and draft.doc[start - 2].tag_ == "NN":
        return KINDS.get(draft.words[start - 2], "")  # "a security company, CTU,"
    if noun.tag_ != "NN" or not noun.text.islower() or draft.doc[end].tag_ in _NOUNS:
        return ""
    is_one = noun.head.i == root.i or (root.head.i == noun.i and root.dep_ == "appos")
    return KINDS.get(noun.text, "") if is_one and draft.words[end] not in ("'s", "’s") else ""


def _called_behind(draft: NamesDraft, start: int, end: int) -> str:
    """Return the type of the noun in "Orvis, a small firm"."""
    if draft.words[end] != "," or draft.words[end + 1 : end + 2] not in (
        ["a"],
        ["an"],
        ["the"],
        ["his"],
        ["her"],
        ["its"],
    ):
        return ""
    root = draft.doc[start:end].root
    noun = next((child for child in root.rights if child.dep_ == "appos"), None)
    if noun is None:
        return KINDS.get(described_behind(draft, end + 2), "")
    return KINDS.get(noun.text, "") if noun.i <= end + 6 and noun.tag_ in _NOUNS else ""


def _of_list(draft: NamesDraft, start: int, end: int, ends: dict[int, Name]) -> str:
    """Return the type of the names before it in "Meta, Google and Orvis"."""
    words = draft.words
    at = start
    found: list[str] = []
    while len(found) < 3 and words[at - 1] in _LISTED:
        at -= 1 + (words[at - 2] in _LISTED)
        name = ends.get(at)
        if name is None:
            break
        found.append(name.type)
        at = name.start
    is_list = len(found) > 1 and len(set(found)) == 1 and found[0] in _LIKE
    return found[0] if is_list and words[end] in _ENDS else ""


def _by_preposition(draft: NamesDraft, start: int, end: int) -> str:
    """Return the type in "in Revere", if the table has the town, or "director of Orvis"."""
    before, led = draft.words[start - 1], draft.words[max(0, start - 2)]
    text = draft.text(start, end)
    if before in _WHERE and text in cities() and fold(text) not in GIVEN_NAMES:
        return "GPE"
    is_told = led in _LED and before in ("of", "at", "for") and text not in cities()
    return "ORG" if is_told and draft.words[end] in _ENDS else ""
