"""Find persons that the model missed, by their first name or a title: "Capt. Rod Beer"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from store.extract import lexicon
from store.extract.names.draft import Edit, Name, NamesDraft
from store.extract.names.type_heads import settles_type
from store.extract.names.words import GIVEN_NAMES, OFFICES
from store.extract.rules import rule
from store.extract.syntax.tree import Edge, attach
from store.identity.folding import fold

# Persons that the model missed, by the first name: "In Liguria, Stefano Bonazzi spoke".

_LONGEST = 4


@rule("names.add_given")
def add_given(draft: NamesDraft) -> None:
    """Add a first name with one to three capitalised words that are in no name.

    No capitalised word may stand before or after.
    """
    marks = draft.covered()
    added: list[Name] = []
    for index in draft.capitals:
        word = draft.words[index]
        if marks[index] or not word.istitle() or fold(word) not in GIVEN_NAMES:
            continue
        end = _end(draft, marks, index)
        if end > index:
            added.append(Name(index, end, "PERSON", draft.text(index, end)))
    draft.add(added)


def _end(draft: NamesDraft, marks: bytearray, start: int) -> int:
    """Return the end of the name, or its start if it is not one."""
    end = start
    while end < min(len(draft.words), start + _LONGEST) and _is_part(draft, marks, end):
        end += 1
    before = draft.words[start - 1] if start else ""
    after = draft.words[end] if end < len(draft.words) else ""
    is_alone = not any(word[:1].isupper() or word == "&" for word in (before, after))
    if end < start + 2 or not is_alone or settles_type(draft.words[start:end]):
        return start
    return end


def _is_part(draft: NamesDraft, marks: bytearray, index: int) -> bool:
    token = draft.doc[index]
    letters = token.text.replace("-", "").replace("’", "").replace("'", "")
    return token.tag_ == "NNP" and not marks[index] and letters.isalpha() and token.text.istitle()


# Persons after a long title: "UN High Commissioner for Human Rights Nils Aalto said".

_OF = frozenset("for of on to".split())
_WITHIN = frozenset("and of the for &".split())
"""Small words inside a portfolio."""
_FIELDS = lexicon.words("names.fields")
"""The last word of the field of an office."""
_LONGEST_TITLE = 9
"""How many words the field of an office and the name after it may have."""
_NOUNS = frozenset({"NNP", "NNPS", "NN", "NNS"})


@rule("names.add_after_titles")
def add_after_titles(draft: NamesDraft) -> None:
    """Add the two words of a name after the field of an office.

    The model has no name there. The name takes the place of the office in the parse.
    """
    found = [at for at in draft.find_capitals(OFFICES) if draft.after(at + 1) in _OF]
    if not found:
        return
    edit = Edit(draft)
    for index in found:
        end = _long_title_end(draft.words, index + 2)
        name = _person(edit, end - 2, end, index)
        if name is not None:
            name.titled = True
            _attach_to_name(draft.doc[index], draft.doc[name.start : name.end])
    edit.apply()


def _person(edit: Edit, start: int, end: int, office: int) -> Name | None:
    """Return the person there, replacing the model's names for title and person."""
    name = edit.at(start)
    if name is not None and name.type == "PERSON" and name.start >= office + 3:
        return name
    if not _is_named(edit.draft, start, end, office):
        return None
    others = {id(n): n for i in range(office, end) if (n := edit.at(i)) is not None}
    if any(n.start < office or n.end > end or n.known for n in others.values()):
        return None
    for other in others.values():
        edit.remove(other)
    name = Name(start, end, "PERSON", edit.draft.text(start, end), titled=True)
    edit.add(name)
    return name


def _long_title_end(words: list[str], start: int) -> int:
    """Return the end of the capitalised words that begin here."""
    end = at = start
    while at < min(len(words), start + _LONGEST_TITLE):
        if words[at][:1].isupper() and words[at].replace("-", "").isalpha():
            end = at + 1
        elif words[at] not in _WITHIN:
            break
        at += 1
    return end


def _is_named(draft: NamesDraft, start: int, end: int, office: int) -> bool:
    """Whether two words after a field are a name and not a field themselves."""
    words = [word.casefold() for word in draft.words[start:end]]
    if start < office + 3 or draft.words[start - 1].casefold() not in _FIELDS:
        return False
    tags = [draft.doc[i].tag_ for i in range(start, end)]
    return not _FIELDS.intersection(words) and all(tag in _NOUNS for tag in tags)


def _attach_to_name(office: Token, name: Span) -> None:
    """Give the person the place of the office in the parse.

    In "Commissioner for Human Rights Nils Aalto said", Aalto is the subject.
    """
    person = name.root
    phrase = person.head
    if person.dep_ != "pobj" or phrase.head.i != office.i or office.head.i == office.i:
        return
    field = name.doc[name.start - 1]
    if not person.is_ancestor(field):
        return
    before = [child.i for child in person.lefts if child.i < name.start and child.i != field.i]
    attach(
        name.doc,
        Edge(field.i, phrase.i, "pobj"),
        *(Edge(child, field.i) for child in before),
        Edge(person.i, office.head.i, office.dep_),
        Edge(office.i, person.i, "nmod"),
    )


# Persons that the model missed, by the title before them: "Capt. Rod Beer".

_TITLES = lexicon.words("names.titles")
_TITLED_LONGEST = 4


@rule("names.add_titled")
def add_titled(draft: NamesDraft) -> None:
    """Add the capitalised words after a title that only persons have."""
    words, found = draft.words, draft.find(_TITLES)
    if not found:
        return
    marks = draft.covered()
    added: list[Name] = []
    for index in found:
        end = _titled_end(words, index + 1)
        if end > index + 1 and not any(marks[index + 1 : end]):
            text = draft.text(index + 1, end)
            added.append(Name(index + 1, end, "PERSON", text, titled=True))
    draft.add(added)


def _titled_end(words: list[str], start: int) -> int:
    """Return the end of the words that may be a name."""
    end = start
    while end < min(len(words), start + _TITLED_LONGEST) and _titled_is_part(words[end]):
        end += 1
    return end


def _titled_is_part(word: str) -> bool:
    if word.casefold() in OFFICES:
        return False
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    return word[:1].isupper() and letters.isalpha() and word not in _TITLES
