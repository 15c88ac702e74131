"""Put together names that the model cuts in pieces: sons, laws, law cases, teams of towns."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.names.bodies import is_generic
from store.extract.names.boundaries import POSSESSIVES
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.stray_words import is_small
from store.extract.names.type_heads import settles_type
from store.extract.names.words import GIVEN_NAMES, ORGANIZATIONS
from store.extract.rules import rule
from store.identity.folding import fold

# A son has his father's name and a word behind it: "Trump Jr.", "Ann Lee, III".


_NUMBERS = frozenset({"III", "IV"})
_GENERATIONS = _NUMBERS | {"Jr.", "Jr", "Sr.", "Sr"}


# Rivers with the name of a state, and bodies whose name the model cut: "the Washington Opera".

_RIVERS = frozenset({"river", "rivers", "Rivers"})
_OF_RIVERS = frozenset(
    "Missouri Mississippi Ohio Colorado Delaware Connecticut Tennessee Arkansas".split()
)
"""States with the name of a river."""
_NO_RIVERS = frozenset(["-", "–", "'s", "’s", "'", "’"])
_OF_ARTS = frozenset("Opera Symphony Philharmonic Ballet Penitentiary Abroad".split())
"""Last words of bodies besides the usual ones."""
_PLAIN_HEADS = frozenset(
    "Church Coalition Senate Congress Army Navy Police News Post Times".split()
)
"""Last words that leave it open whose body it is."""
_LONGEST_REST = 3
_GROWING = frozenset({"GPE", "NORP", "ORG", "LOC"})


@rule("names.rivers")
def find_rivers(draft: NamesDraft) -> None:
    """Make a river of "the Missouri" and of "the Ohio rivers"."""
    for name in draft.names:
        if name.text not in _OF_RIVERS or name.chars or name.is_dateline:
            continue
        after = draft.after(name.end)
        has_article = draft.before(name.start) in ("the", "The")
        is_alone = has_article and not after[:1].isalpha() and after not in _NO_RIVERS
        if is_alone or after in _RIVERS or (has_article and _is_pair(draft, name)):
            name.text, name.known, name.type, name.sure = f"{name.text} River", None, "LOC", True


@rule("names.pairs_of_rivers", off=lambda *_: False)
def _is_pair(draft: NamesDraft, name: Name) -> bool:
    """Whether it flows by a place, or another river follows: "the Ohio and Cedar rivers"."""
    words = draft.words[name.end : name.end + 3]
    if words[:1] == ["at"]:
        return draft.doc[name.end - 1].dep_ not in ("compound", "nmod", "amod")
    return words[:1] in (["and"], ["or"]) and words[-1] in _RIVERS


@rule("names.grow_to_heads")
def grow_to_heads(draft: NamesDraft) -> None:
    """Extend a name over the capitalised words behind it to the head of a body.

    For example "Washington" in "the Washington Opera", in a sentence that is not all in capitals.
    """
    marks = draft.covered()
    for name in draft.names:
        end = name.end if name.chars or name.type not in _GROWING else _head_behind(draft, name)
        if end > name.end and not any(marks[name.end : end]):
            marks[name.end : end] = b"\x01" * (end - name.end)
            draft.reset(name, name.start, end)
            name.type, name.kind, name.known, name.sure = "ORG", "name", None, True
            name.short_for = None


def _head_behind(draft: NamesDraft, name: Name) -> int:
    """Return the end of the longer name, or that of the name."""
    words, at = draft.words, name.end
    while at < min(len(words), name.end + _LONGEST_REST) and draft.doc[at].tag_ in ("NNP", "NNPS"):
        at += 1
    rest = words[name.end : at]
    if not rest or not all(word.istitle() and word.isalpha() for word in rest):
        return name.end
    is_head = rest[-1] in ORGANIZATIONS or rest[-1] in _OF_ARTS
    is_told = (
        at < len(words) and not words[at][:1].isupper() and draft.words[name.start - 1].islower()
    )
    is_one = draft.doc[name.end - 1].head.i in range(name.end, at)
    if not (is_head and is_told and is_one) or is_generic(" ".join(rest)):
        return name.end
    return at if rest[-1] not in _PLAIN_HEADS else name.end


# Bodies of a region, of which the model leaves out the region, and what is named after somebody
# with a title.

_OF_REGIONS = lexicon.words("names.of_regions")
"""Last words of bodies whose region is part of the name."""
_OF_TOWNS = frozenset({"Club", "Chamber", "University"})
"""Those that a town has too."""
_PLACES = frozenset({"GPE", "LOC"})
_BEHIND = (["-"], ["'s"], ["’s"])
"""What follows a region that is no part of a name."""


@rule("names.regions")
def grow_regions(draft: NamesDraft) -> None:
    """Extend a body to the region that it is of: "the Business Council of British Columbia".

    Where the name without the region is a known body, it is a branch, which news joins to it.
    """
    edit = Edit(draft)
    for name in draft.names:
        is_free = name.type == "ORG" and not name.chars and _may_be_of_region(draft, name)
        end = _end_of_region(edit, name) if is_free else name.end
        if end > name.end:
            for index in range(name.end, end):
                edit.remove(edit.at(index))
            draft.reset(name, name.start, end)
            name.sure = True
    edit.apply()


def _may_be_of_region(draft: NamesDraft, name: Name) -> bool:
    """Whether "of" follows the name of a body that is of a region, and belongs to it."""
    words, end = draft.words, name.end
    if words[end - 1] not in _OF_REGIONS or words[end : end + 1] != ["of"]:
        return False
    is_beside = name.start <= draft.doc[end].head.i < end and end - name.start > 1
    is_known = is_generic(name.text) or draft.gazetteer.organization(name.text) is not None
    return is_beside and not is_known


def _end_of_region(edit: Edit, name: Name) -> int:
    """Return the end of the region behind "of", or that of the name if there is none.

    A town before a comma is where the body is: "the Orvis Club of Hartford, Conn."
    """
    draft, words = edit.draft, edit.draft.words
    start = name.end + 1 + (words[name.end + 1 : name.end + 2] == ["the"])
    place = edit.at(start)
    ends = [place.end] if place is not None and place.type in _PLACES else []
    is_town = bool(ends) and words[name.end - 1] in _OF_TOWNS
    if is_town and words[ends[0] : ends[0] + 1] not in ([","], *_BEHIND):
        return ends[0]
    for end in (*ends, start + 2, start + 1):
        is_whole = words[end - 1 : end] != [] and words[end - 1][-1].isalpha()
        if is_whole and draft.gazetteer.place(draft.text(start, end)) is not None:
            return end if words[end : end + 1] not in _BEHIND else name.end
    return name.end


_HONOURED = lexicon.words("names.honoured")
"""Titles that stay in the name of what is named after somebody."""
_NAMED_AFTER = lexicon.words("names.named_after")
"""Last words of what is named after a person."""


@rule("names.named_after")
def grow_over_titles(draft: NamesDraft) -> None:
    """Keep a title in the name of a school or a street: "the King Magnus VI Hospital"."""
    marks = draft.covered()
    for name in draft.names:
        if name.type != "PERSON" or not name.titled or name.end - name.start < 2:
            continue
        at, words = name.start - 1, name.words()
        is_site = at >= 0 and words[-1] in _NAMED_AFTER and draft.words[at] in _HONOURED
        is_somebody = len(words) == 2 and fold(words[0]) in GIVEN_NAMES
        if is_site and not is_somebody and not marks[at]:
            draft.reset(name, at, name.end)
            name.type, name.titled, name.title = settles_type(words) or "ORG", False, ""
            name.sure = True


@rule("names.generations")
def join_generations(draft: NamesDraft) -> None:
    """Extend a person to the "Jr." behind the name, and end the name there."""
    words = draft.words
    ends = [at for at in draft.find(_GENERATIONS) if at and _is_generation(words, at)]
    if not ends:
        return
    edit = Edit(draft)
    for at in ends:
        name = edit.at(at - 2 if words[at - 1] == "," else at - 1)
        is_whole = name is not None and (name.type == "PERSON" or " " not in name.text)
        if name is not None and is_whole and not name.chars:
            _end_at(edit, name, at + 1)
        elif name is None:
            _add_with(edit, at)
    edit.apply()


def _add_with(edit: Edit, at: int) -> None:
    """Add the surname before "Jr.", which the model missed; "Jr." alone is no name."""
    if (alone := edit.at(at)) is not None and alone.end - alone.start > 1:
        return
    edit.remove(alone)
    if edit.draft.words[at - 1].istitle() and edit.draft.doc[at - 1].tag_ == "NNP":
        text = edit.draft.text(at - 1, at + 1)
        edit.add(Name(at - 1, at + 1, "PERSON", text, sure=True))


def _is_generation(words: list[str], at: int) -> bool:
    return words[at] not in _NUMBERS or words[at - 1].istitle()


def _end_at(edit: Edit, name: Name, end: int) -> None:
    """End a person after the token before `end`; what follows becomes a name of its own."""
    draft, rest = edit.draft, (end, name.end)
    inside = edit.at(end - 1)
    if inside is not None and inside is not name:
        edit.remove(inside)
    edit.remove(name)
    edit.add(
        Name(name.start, end, "PERSON", draft.text(name.start, end), titled=name.titled, sure=True)
    )
    if rest[0] < rest[1]:
        edit.add(Name(*rest, "PERSON", draft.text(*rest)))


# Laws: "the Hunting Heritage and Education Act" is one name.

_LAWS = frozenset({"Act"})
_WITHIN = frozenset("of and for in to on with from by at as & - / ’s 's".split())
"""Small words inside the name of a law."""
_NO_STARTS = frozenset("IN DT PRP PRP$ CC WRB WP RB MD VBD VBZ TO EX".split())
_STARTS = frozenset({"VBG", "VB"})
"""What stands before "the" in the name of a law: "Securing the Border Act"."""
_LONGEST_LAW = 14


@rule("names.whole_laws")
def join_laws(draft: NamesDraft) -> None:
    """Join the capitalised words before "Act" to one law, over "and" and "of"."""
    acts = [at for at in draft.find(_LAWS) if at]
    if not acts:
        return
    edit = Edit(draft)
    for at in acts:
        start = _start_of_law(draft, at)
        names = {id(n): n for i in range(start, at + 1) if (n := edit.at(i)) is not None}
        if at - start < 2 or any(n.start < start or n.end > at + 1 for n in names.values()):
            continue
        if any(n.end - n.start > 1 or n.end <= at for n in names.values()):
            for name in names.values():
                edit.remove(name)
            edit.add(Name(start, at + 1, "LAW", draft.text(start, at + 1), sure=True))
    edit.apply()


def _start_of_law(draft: NamesDraft, act: int) -> int:
    """Return the first of the capitalised words that end with the act."""
    words, doc = draft.words, draft.doc
    start = at = act
    while at > max(0, act - _LONGEST_LAW) and not doc[at].is_sent_start:
        at -= 1
        if words[at][:1].isupper() or words[at][:1].isdigit():
            start = at
        elif words[at] == "the" and doc[at - 1].tag_ in _STARTS and words[at - 1][:1].isupper():
            continue
        elif words[at] not in _WITHIN:
            break
    while start < act and (doc[start].tag_ in _NO_STARTS or words[start].isdigit()):
        start += 1
        while start < act and not words[start][:1].isupper():
            start += 1
    return start


# Bills: "House Bill 1523" is one name, of no house.

_BILLS = frozenset({"Bill", "Resolution", "File", "Concurrent", "Joint"})
_HOUSES = frozenset({"House", "Senate", "Assembly"})


@rule("names.bills")
def find_bills(draft: NamesDraft) -> None:
    """Make a chamber, "Bill" and a number one law."""
    words = draft.words
    edit = Edit(draft)
    for at in draft.find(_BILLS):
        end = at + 1
        while end < len(words) and words[end] in _BILLS:
            end += 1
        is_bill = at and words[at - 1] in _HOUSES and words[end : end + 1]
        if is_bill and words[end][:1].isdigit():
            for index in range(at - 1, end + 1):
                edit.remove(edit.at(index))
            text = draft.text(at - 1, end + 1)
            edit.add(Name(at - 1, end + 1, "LAW", text, sure=True))
    edit.apply()


# The whole of what a body is named for: "the Bill and Melinda Gates Foundation", "the Health,
# Education, Labor and Pensions Committee".

_LISTING = frozenset({",", "and", "&"})
_PANELS = frozenset({"Committee", "Subcommittee"})
_LONGEST_LIST = 9


@rule("names.listed_heads")
def join_listed_heads(draft: NamesDraft) -> None:
    """Extend a body to the first of the couple or of the fields that it is named for."""
    edit = Edit(draft)
    for name in draft.names:
        joins = name.start > 1 and draft.words[name.start - 1] in ("and", "&")
        is_free = joins and not name.known and not name.chars and " " in name.text
        if not is_free or name.words()[-1] not in ORGANIZATIONS:
            continue
        start = _start_of_couple(draft, name) or _start_of_fields(draft, name)
        if start is not None:
            for index in range(start, name.start):
                edit.remove(edit.at(index))
            draft.reset(name, start, name.end)
            name.type = "ORG"
    edit.apply()


def _start_of_couple(draft: NamesDraft, name: Name) -> int | None:
    """Return the first of several first names: "Bill" before "and Melinda Gates Foundation"."""
    words, at = draft.words, name.start
    if len(name.words()) < 3 or fold(name.words()[0]) not in GIVEN_NAMES:
        return None
    while at > 1 and words[at - 1] in _LISTING and fold(words[at - 2]) in GIVEN_NAMES:
        at -= 2
    return at if at < name.start and words[at].istitle() else None


def _start_of_fields(draft: NamesDraft, name: Name) -> int | None:
    """Return the first field of a panel, behind "the" or its chamber."""
    words, at = draft.words, name.start - 1
    if name.words()[-1] not in _PANELS:
        return None
    while at > name.start - _LONGEST_LIST and (words[at] in _LISTING or words[at].istitle()):
        at -= 1
    if words[at] != "the" or at + 1 == name.start - 1 or words[at + 1] in _LISTING:
        return None
    return at + 1


# Cases at law: "Lee v. Orvis Bank" is one name, of the law and of no person.

_AGAINST = frozenset({"v."})
_LONGEST_PARTY = 7


@rule("names.cases")
def join_cases(draft: NamesDraft) -> None:
    """Join the two sides of "Lee v. Orvis Bank" to one case."""
    cases = [at for at in draft.find(_AGAINST) if 0 < at < len(draft.words) - 1]
    if not cases:
        return
    edit = Edit(draft)
    for at in cases:
        start, end = _party_before(edit, at), _party_after(draft.words, at + 1)
        if start == at or end == at + 1:
            continue
        for index in range(start, end):
            edit.remove(edit.at(index))
        edit.add(Name(start, end, "LAW", draft.text(start, end), sure=True))
    edit.apply()


def _party_before(edit: Edit, against: int) -> int:
    """Return the start of the party before "v.": its name, or the capitalised words."""
    words, start = edit.draft.words, against
    while start > max(0, against - _LONGEST_PARTY) and _is_of_party(words, start - 1):
        if words[start - 1] in POSSESSIVES:
            break
        start -= 1
    while start < against and (not words[start][:1].isupper() or is_small(edit.draft, start)):
        start += 1
    return start


def _party_after(words: list[str], start: int) -> int:
    end = at = start
    while at < min(len(words), start + _LONGEST_PARTY) and _is_of_party(words, at):
        at += 1
        end = at if words[at - 1][:1].isupper() else end
    return end


def _is_of_party(words: list[str], at: int) -> bool:
    return words[at][:1].isupper() or words[at] in ("of", "’s", "'s", "&", "and", "-")
