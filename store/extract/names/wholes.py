"""Put together names that the model cuts in pieces: sons, laws, law cases, teams of towns."""

from __future__ import annotations

from store.extract.names.boundaries import POSSESSIVES
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.stray_words import is_small
from store.extract.rules import rule

# A son has his father's name and a word behind it: "Trump Jr.", "Ann Lee, III".


_NUMBERS = frozenset({"III", "IV"})
_GENERATIONS = _NUMBERS | {"Jr.", "Jr", "Sr.", "Sr"}


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
