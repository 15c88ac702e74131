"""Find works and products by the words around them: quoted titles, parts of names, makers."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.other_meanings import is_on_games
from store.extract.names.type_heads import SURE_EVENTS, settles_type
from store.extract.names.words import GIVEN_NAMES, NICKNAMES
from store.extract.names.works import CALLED
from store.extract.rules import rule
from store.identity.folding import fold

# Titles in quotation marks, in an article of songs, films or books: “Winter Bear,” “Airplane”.

_CLOSING = {"“": "”", '"': '"', "``": "''", "‘": "’"}
_OF_ART = lexicon.words("names.screen") | lexicon.words("names.music")
_FEWEST = 4
"""How many different words mark such an article."""
_LONGEST = 9
_SMALL = frozenset(
    "of the and a an in on to for with from at by or & - : , ' ’ ’s 's n't n’t".split()
)
"""Words and marks between the capitalised words of a title."""
_NO_TITLE = CALLED | frozenset("word name nickname from to a an the so-called".split())
"""Words before what is quoted and no title."""
_SAID = frozenset("said says say told tells asked asks shouted shouts yelled chanted sang".split())
_LISTED = frozenset({",", "and", "&"})


@rule("names.titles_in_quotes")
def find_titles(draft: NamesDraft) -> None:
    """Make the words of a title in quotation marks a work, in an article of songs or films."""
    if len(draft.places.keys() & _OF_ART) < _FEWEST:
        return
    edit, ended = Edit(draft), -9
    for at in draft.find(_CLOSING.keys()):
        end = _end_of_title(draft, at)
        if end is None or not _may_be_title(draft, at, end):
            continue
        is_next = at - ended < 4 and not _LISTED.isdisjoint([*draft.words[ended:at], "&"][:2])
        if end - at > 2 or (is_next and edit.at(at + 1) is None) or _is_unclear(edit, at + 1, end):
            _put(edit, at + 1, end)
            ended = end
    edit.apply()


def _end_of_title(draft: NamesDraft, at: int) -> int | None:
    """Return the end of the title behind a quotation mark, without the comma before the closing."""
    window = draft.words[at + 1 : at + 2 + _LONGEST]
    closing = _CLOSING[draft.words[at]]
    if closing not in window:
        return None
    end = at + 1 + window.index(closing)
    while end > at + 1 and draft.words[end - 1] in (",", "."):
        end -= 1
    return end if end > at + 1 else None


def _may_be_title(draft: NamesDraft, at: int, end: int) -> bool:
    """Whether the words have capitals as in a title, and nobody says or is called them."""
    words = draft.words[at + 1 : end]
    if not all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in words):
        return False
    behind = draft.words[end : end + 4]
    is_said = not _SAID.isdisjoint(behind) or draft.before(at).casefold() in _NO_TITLE
    is_capital = words[0][:1].isupper() and words[-1][:1].isalnum()
    return is_capital and not is_said and not all(word.isupper() for word in words)


def _is_unclear(edit: Edit, start: int, end: int) -> bool:
    """Whether the model took exactly these words for a thing of another kind."""
    name = edit.at(start)
    is_whole = name is not None and (name.start, name.end) == (start, end)
    return name is not None and is_whole and name.type not in ("PERSON", "WORK")


def _put(edit: Edit, start: int, end: int) -> None:
    """Make these words a work, unless they hold a certain name or reach into another."""
    inside = {id(name): name for at in range(start, end) if (name := edit.at(at)) is not None}
    whole = {(start, end), (start + 1, end)}
    for name in inside.values():
        is_known = (name.start, name.end) in whole and (name.known or name.sure)
        if is_known or name.start < start or name.end > end:
            return
    for name in inside.values():
        edit.remove(name)
    edit.add(Name(start, end, "WORK", edit.draft.text(start, end), sure=True))


# The last word of a product's name alone: "the Raptor" for the F-150 Raptor.

_UNLIKE = frozenset({"ORG", "FAC", "GPE", "LOC", "NORP", "WORK", "EVENT"})


@rule("names.parts_of_products")
def join_parts_of_products(draft: NamesDraft) -> None:
    """Link the last word of a product to it, where the model took the word for something else."""
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type == "PRODUCT" and " " in name.text and name.words()[-1].isalpha():
            longer.setdefault(name.words()[-1], name)
    for name in draft.names if longer and not is_on_games(draft) else ():
        whole = longer.get(name.text)
        is_free = name.type in _UNLIKE and not (name.known or name.sure or name.titled)
        if whole is not None and is_free and name.text not in cities():
            name.type, name.short_for, name.sure = "PRODUCT", whole, True


# A maker with its thing or its branch: "Orvis Lip Gloss", "Polestar 2", "Lycos Europe".


@rule("names.of_makers")
def settle_of_makers(draft: NamesDraft) -> None:
    """Make a known company with a number or words behind it a product, with a place a company."""
    makers = {
        name.text
        for name in draft.names
        if name.type == "ORG" and " " not in name.text and (name.known or name.sure)
        if name.text not in draft.gazetteer.parties
    }
    for name in draft.names if makers else ():
        first, *rest = name.words()
        is_of_maker = rest and first in makers and fold(first) not in GIVEN_NAMES
        is_told = name.known or name.sure or name.titled or first.isupper()
        if not is_of_maker or is_told or not all(w.istitle() or w.isdigit() for w in rest):
            continue
        if name.type in ("LOC", "GPE") and draft.gazetteer.place(" ".join(rest)):
            name.type = "ORG"
        elif _is_number(rest[-1]) or (name.type == "PERSON" and settles_type(name.words()) is None):
            name.type = "PRODUCT"


def _is_number(word: str) -> bool:
    """Whether it is the number of a model; longer ones are seats, votes or points."""
    return word.isdigit() and len(word) < len("100")


# What people watch: "watched the Harbour Massacre".

_WATCHING = frozenset("watch watched watching rewatch rewatched binge binged stream".split())
_WATCHED = frozenset({"EVENT", "LOC", "FAC", "PRODUCT", "LAW", "ORG"})
_ARTICLES = frozenset({"the", "The"})


@rule("names.watched_works")
def settle_watched(draft: NamesDraft) -> None:
    """Make a work of two and more words that somebody watches: no team, no body, no event."""
    for name in draft.names:
        words = name.words()
        if name.type not in _WATCHED or len(words) < 2 or name.known or name.sure:
            continue
        start = name.start - (draft.words[name.start - 1] in _ARTICLES)
        is_body = words[-1] in NICKNAMES | SURE_EVENTS or settles_type(words) == "ORG"
        if start and draft.words[start - 1] in _WATCHING and not is_body:
            name.type, name.sure = "WORK", True


# Words with a capital inside are brands, hardly ever places: "VentureBeat".

_MIXED = re.compile(r"(?!Ma?c|De|La|Le|Fitz|Van|O'|So[A-Z])[A-Z][a-z]+[A-Z][A-Za-z]+")
_WHERE = frozenset("in near from around outside".split())
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})


@rule("names.mixed_case")
def settle_mixed_case(draft: NamesDraft) -> None:
    """Make a word with a capital inside an organisation, unless somebody is in it or from it."""
    mixed = [name for name in draft.names if name.type in _PLACES and _MIXED.fullmatch(name.text)]
    inside = {name.text for name in mixed if draft.before(name.start) in _WHERE}
    for name in mixed:
        if not (name.known or name.sure or name.text in inside or name.text in cities()):
            name.type = "ORG"
