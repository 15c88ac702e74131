"""Join names that the model split or cut short."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Span, Token

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.words import CALENDAR, GIVEN_NAMES, LEGAL, OFFICES
from store.extract.rules import rule
from store.extract.syntax.tree import Edge, attach
from store.identity.folding import fold
from store.identity.keys import GENERATIONS

# Names that end in a country's short form: the party "Fairness UK" is not the country.

_COUNTRIES = frozenset(["UK", "USA"])
_NAMES = frozenset(["NNP", "NNPS", "NN", "VB", "VBP"])
_COMPOUND = frozenset(["compound", "nmod", "amod"])
_OF_BODIES = lexicon.words("names.of_bodies")
"""Nouns that follow the name of a party, but hardly ever that of a country."""


@rule("names.join_branches")
def join_branches(draft: NamesDraft) -> None:
    """Join a capitalised word to the country after it if they are one name."""
    found = [index for index in draft.find(_COUNTRIES) if index and _belongs(draft, index)]
    if found:
        edit = Edit(draft)
        for index in found:
            _join(edit, index)
        edit.apply()


def _belongs(draft: NamesDraft, index: int) -> bool:
    country, before = draft.doc[index], draft.doc[index - 1]
    word = before.lower_
    if not before.text[:1].isupper() or before.tag_ not in _NAMES or not before.text.isalpha():
        return False
    if country.is_sent_start:
        return False
    if word in OFFICES or word in CALENDAR or before.text.isupper() or before.ent_type_ == "DATE":
        return False
    if draft.gazetteer.place(before.text) or draft.gazetteer.demonym(before.text):
        return False
    if country.dep_ in _COMPOUND and country.head.i > index:
        return draft.after(index + 1).casefold() in _OF_BODIES
    return before.head.i == index or (before.tag_.startswith("VB") and not before.is_sent_start)


def _join(edit: Edit, index: int) -> None:
    draft = edit.draft
    start = index - 1
    while start and not draft.doc[start].is_sent_start and _is_part(draft, start - 1):
        start -= 1
    others = {id(n): n for i in range(start, index + 1) if (n := edit.at(i)) is not None}
    if any(n.type == "PERSON" or n.start < start or n.end > index + 1 for n in others.values()):
        return
    for name in others.values():
        edit.remove(name)
    text = draft.text(start, index + 1)
    edit.add(Name(start, index + 1, "ORG", text, sure=True))
    _attach_to_last(draft.doc[start : index + 1])


def _attach_to_last(name: Span) -> None:
    """Make the last word the head of a name with a verb ("Vote Leave UK")."""
    last = name[-1]
    outside = next((t for t in name if t.head not in name or t.head.i == t.i), last)
    if outside.i in (last.i, outside.head.i) or any(t.is_ancestor(outside.head) for t in name):
        return
    above = Edge(last.i, outside.head.i, outside.dep_.replace("csubj", "nsubj"))
    if attach(name.doc, above, *(Edge(t.i, last.i, "compound") for t in name[:-1])):
        for token in name[:-1]:
            token.tag_, token.pos_ = "NNP", "PROPN"


def _is_part(draft: NamesDraft, index: int) -> bool:
    token = draft.doc[index]
    return token.text[:1].isupper() and token.tag_ in _NAMES and token.text.isalpha()


# A thrift, which the model cuts at "and": "Lincoln Savings and Loan Association".

_SAVINGS = frozenset({"Savings"})
_AND_LOAN = (["and", "Loan"], ["&", "Loan"])
_OF_THRIFTS = frozenset({"Association", "Insurance", "Corp.", "Corporation", "Bank", "Inc."})


@rule("names.thrifts")
def join_thrifts(draft: NamesDraft) -> None:
    """Join "Lincoln Savings" and "Loan Association" to one name, of which the first is short."""
    words = draft.words
    edit = Edit(draft)
    short: dict[str, Name] = {}
    for at in draft.find(_SAVINGS):
        if at == 0 or words[at + 1 : at + 3] not in _AND_LOAN:
            continue
        first = edit.at(at) or edit.at(at - 1)
        start = first.start if first is not None else at
        end = at + 3
        while end < len(words) and words[end] in _OF_THRIFTS:
            end += 1
        if start == at:
            continue
        for index in range(start, end):
            edit.remove(edit.at(index))
        whole = Name(start, end, "ORG", draft.text(start, end), sure=True)
        edit.add(whole)
        short.setdefault(draft.text(start, at + 1), whole)
    edit.apply()
    for name in draft.names:
        if name.text in short:
            name.type, name.short_for, name.sure = "ORG", short[name.text], True


# A company's name extends to its legal form: "Benetti" before "SpA", "Daimler" before
# "Truck Holding AG".

_TYPES = frozenset({"ORG", "PERSON", "GPE", "PRODUCT", "WORK"})
_FORMS = LEGAL - {"co", "limited", "se", "sa", "ab"}
"""Legal forms that have no other meaning after a name."""
_TAGS = frozenset({"NNP", "NNPS"})


@rule("names.grow_companies")
def grow_companies(draft: NamesDraft) -> None:
    """Extend a company to its legal form, and to a capitalised word before it."""
    marks = draft.covered()
    for name in draft.names:
        if name.type not in _TYPES or name.known or name.chars:
            continue
        end = name.end
        if _is_form(draft.words, end) and not marks[end] and not name.text.isupper():
            draft.reset(name, name.start, end + 1)
            name.type, name.titled = "ORG", False
        elif not _is_form(draft.words, end - 1):
            continue
        start = name.start - 1
        if (
            name.type == "ORG"
            and start >= 0
            and not marks[start]
            and _belongs_to_company(draft, name)
        ):
            draft.reset(name, start, name.end)


def _is_form(words: list[str], index: int) -> bool:
    word = words[index] if index < len(words) else ""
    return word[:1].isupper() and word.strip(".").casefold() in _FORMS


def _belongs_to_company(draft: NamesDraft, name: Name) -> bool:
    """Whether a word is a proper noun of the same phrase, with nothing between."""
    before: Token = draft.doc[name.start - 1]
    if before.tag_ not in _TAGS or not before.text.istitle() or not before.is_alpha:
        return False
    if before.lower_ in OFFICES or before.lower_ in CALENDAR or before.ent_type_ == "DATE":
        return False
    if draft.gazetteer.place(before.text) or draft.gazetteer.demonym(before.text):
        return False
    return before.dep_ == "compound" and name.start <= before.head.i < name.end


# A name whose two words the model gave two types: "Ararat" and "Mirzoyan".

_HALVES_TYPES = frozenset({"PERSON", "ORG", "NORP", "GPE", "PRODUCT"})


@rule("names.join_halves")
def join_halves(draft: NamesDraft) -> None:
    """Join two adjacent single words if the article uses one of them alone."""
    said = Counter(name.text for name in draft.names)
    joined: list[Name] = []
    for name in draft.names:
        last = joined[-1] if joined else None
        type_ = None
        if last is not None and last.end == name.start and last.type != "PERSON":
            type_ = _type_of_both(last, name, said)
        if last is None or type_ is None or not (_is_lone(draft, last) and _is_lone(draft, name)):
            joined.append(name)
        else:
            last.type = type_
            draft.reset(last, last.start, name.end)
    draft.names = joined


def _type_of_both(first: Name, second: Name, said: Counter[str]) -> str | None:
    """Return the type of the joined name.

    It is a person if the surname is used alone, a company if the first word is, and a person if
    both words are unknown peoples.
    """
    types = {first.type, second.type}
    if types == {"NORP"}:
        return "PERSON"
    if second.type != "PERSON" or not types <= _HALVES_TYPES:
        return None
    by_first, by_second = said[first.text] > 1, said[second.text] > 1
    if by_second and not by_first:
        return "PERSON"
    return "ORG" if first.type == "ORG" and by_first and not by_second else None


def _is_lone(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a single capitalised word that is in no table."""
    gazetteer = draft.gazetteer
    return (
        name.text.istitle()
        and name.text.isalpha()
        and not name.chars
        and name.text not in gazetteer.peoples
        and (name.type != "GPE" or name.text not in cities())
        and not gazetteer.place(name.text)
        and not gazetteer.demonym(name.text)
        and not gazetteer.organization(name.text)
    )


# A body of women, men or the like: "the U.S. Men’s National Team".

_MEMBERS = frozenset("Men Women Children People Girls Boys Ladies Workers Farmers Writers".split())
_OWN = frozenset({"'s", "’s", "'", "’"})


@rule("names.grow_members")
def grow_members(draft: NamesDraft) -> None:
    """Extend a name over "Men’s" to the capitalised words behind it."""
    found = draft.find(_MEMBERS)
    if not found:
        return
    edit = Edit(draft)
    for at in found:
        name = edit.at(at)
        if name is not None and not name.chars and name.end <= at + 2:
            _grow_over(edit, name, at + 1)
    edit.apply()


def _grow_over(edit: Edit, name: Name, own: int) -> None:
    """Extend a name over the possessive at `own` to the capitalised words behind it."""
    draft, end = edit.draft, own + 1
    while end < len(draft.words) and draft.words[end][:1].isupper():
        end += 1
    if end == own + 1 or draft.words[own] not in _OWN:
        return
    rest = {id(n): n for i in range(name.start, end) if (n := edit.at(i)) is not None}
    if all(other.end <= end for other in rest.values()):
        for other in rest.values():
            edit.remove(other)
        text = draft.text(name.start, end)
        is_sure = is_organization_head(text.split()[-1])
        edit.add(Name(name.start, end, "ORG", text, sure=is_sure))


# A name that the model split in two: "Luiz Inácio" and "Lula da Silva"; "Goodyear Tire and" and
# "Rubber Co" on the next line.


@rule("names.join_neighbours")
def join_neighbours(draft: NamesDraft) -> None:
    """Join a person to the person right after, and an organisation to its remaining words."""
    joined: list[Name] = []
    for name in draft.names:
        last = joined[-1] if joined else None
        if last is not None and last.type == name.type and _is_one(draft, last, name):
            draft.reset(last, last.start, name.end)
        else:
            joined.append(name)
    draft.names = joined


def _is_one(draft: NamesDraft, first: Name, second: Name) -> bool:
    if first.known or second.known or first.chars or second.chars:
        return False
    if first.type == "PERSON":
        is_ended = fold(first.words()[-1]) in GENERATIONS
        return first.end == second.start and not is_ended
    if first.type != "ORG" or not _touch(draft, first, second):
        return False
    return first.words()[-1] in ("and", "&", "of") or all(
        word.strip(".").casefold() in LEGAL for word in second.words()
    )


def _touch(draft: NamesDraft, first: Name, second: Name) -> bool:
    """Whether nothing, or only a line break inside a sentence, stands between two names."""
    between = range(first.end, second.start)
    return len(between) < 2 and all(
        draft.words[at].isspace() and not draft.ends_paragraph(at) for at in between
    )


# A nickname between quotation marks inside a name: 'Robert "Bob" Lang' is one person.

_OPENING = frozenset(['"', "“", "'", "‘", "("])
_CLOSING = {'"': '"', "“": "”", "'": "'", "‘": "’", "(": ")"}


@rule("names.join_nicknames")
def join_nicknames(draft: NamesDraft) -> None:
    """Join a first name, a nickname in quotation marks or brackets, and a surname."""
    words = draft.words
    found = [
        at
        for at in draft.find(_OPENING)
        if 0 < at < len(words) - 3 and words[at + 2] == _CLOSING[words[at]]
    ]
    if found:
        edit = Edit(draft)
        for at in found:
            if _is_nick(edit, at):
                _nicknames_join(edit, at)
        edit.apply()


def _is_nick(edit: Edit, at: int) -> bool:
    """Whether the three words are a person, by the first name or the model.

    None of them begins a sentence.
    """
    doc, words = edit.draft.doc, edit.draft.words
    first, nick, last = words[at - 1], words[at + 1], words[at + 3]
    if not all(word[:1].isupper() and _is_lettered(word) for word in (first, nick, last)):
        return False
    if words[at] in "('‘" and fold(nick) not in GIVEN_NAMES:
        return False
    before = edit.at(at - 1)
    is_person = before is not None and before.type == "PERSON"
    return (is_person or fold(first) in GIVEN_NAMES) and not doc[at + 3].is_sent_start


def _is_lettered(word: str) -> bool:
    """Whether it is letters only, but for the mark of an initial or of "O'Neill"."""
    return word.replace(".", "").replace("'", "").replace("’", "").isalpha()


def _nicknames_join(edit: Edit, at: int) -> None:
    before, after = edit.at(at - 1), edit.at(at + 3)
    start = before.start if before is not None else at - 1
    end = after.end if after is not None else at + 4
    for index in range(start, end):
        edit.remove(edit.at(index))
    edit.add(Name(start, end, "PERSON", edit.draft.text(start, end), sure=True))


# The second half of what a body is for: "the Department for Education and Skills".

_FOR = frozenset({"of", "for"})
_LONGEST_HALF = 2
"""How many words a second half may have."""


@rule("names.second_halves")
def grow_second_halves(draft: NamesDraft) -> None:
    """Extend a body to the second thing that it is for, where no other name begins there."""
    marks = draft.covered()
    for name in draft.names:
        end = _end_of_second_half(draft, name, marks)
        if end is not None:
            draft.reset(name, name.start, end)
            marks[name.start : end] = b"\x01" * (end - name.start)


def _end_of_second_half(draft: NamesDraft, name: Name, marks: bytearray) -> int | None:
    words, start = draft.words, name.end + 1
    inside = words[name.start : name.end]
    is_free = name.type == "ORG" and not name.known and not name.chars and words[start:]
    if not is_free or words[name.end] != "and" or _FOR.isdisjoint(inside[1:-1]):
        return None
    end = start
    while end < len(words) and words[end].istitle() and words[end].isalpha() and not marks[end]:
        end += 1
    if not start < end <= start + _LONGEST_HALF or any(marks[end : end + 1]):
        return None
    last = draft.doc[end - 1]
    of = next(at for at in range(name.end - 2, name.start, -1) if words[at] in _FOR)
    first = name.start if last.tag_ in {"NN", "NNS"} else of  # "the Museum of Art and History"
    is_one = first <= last.head.i < name.end
    of_place = draft.gazetteer.place(draft.text(of + 1, name.end))
    return end if is_one and not of_place and not is_organization_head(last.text) else None
