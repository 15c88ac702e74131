"""Persons after a long title: "UN High Commissioner for Human Rights Nils Aalto said"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from store.extract.names.draft import Draft, Edit, Name
from store.extract.names.words.beside import OFFICES
from store.extract.tree import Edge, hang

_OF = frozenset("for of on to".split())
_WITHIN = frozenset("and of the for &".split())
"""Small words inside a portfolio."""
_FIELDS = frozenset(
    "rights affairs security defence defense policy trade health refugees operations development "
    "relations justice finance education energy environment transport agriculture industry "
    "commerce labour labor culture sport sports science technology migration immigration state "
    "interior information planning services innovation research housing tourism fisheries water "
    "climate action equality women children youth veterans communications economy treasury "
    "europe africa asia america americas pacific east".split()
)
"""The last word of what an office is for."""
_LONGEST = 9
"""Words of what an office is for, and of the name after it."""
_NOUNS = frozenset({"NNP", "NNPS", "NN", "NNS"})


def add_after_titles(draft: Draft) -> None:
    """Find the two words of the name behind what the office is for, where the model has none,
    and make the name what the parser took the office for."""
    edit = Edit(draft)
    for index, word in enumerate(draft.words):
        if word[:1].isupper() and word.casefold() in OFFICES and draft.after(index + 1) in _OF:
            end = _end(draft.words, index + 2)
            name = _person(edit, end - 2, end, index)
            if name is not None:
                name.titled = True
                _rehang(draft.doc[index], draft.doc[name.start : name.end])
    edit.apply()


def _person(edit: Edit, start: int, end: int, office: int) -> Name | None:
    """The person named there; what the model made of the title and the name goes."""
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


def _end(words: list[str], start: int) -> int:
    """After the capitalised words that begin here."""
    end = at = start
    while at < min(len(words), start + _LONGEST):
        if words[at][:1].isupper() and words[at].replace("-", "").isalpha():
            end = at + 1
        elif words[at] not in _WITHIN:
            break
        at += 1
    return end


def _is_named(draft: Draft, start: int, end: int, office: int) -> bool:
    """Two words that are no field themselves, right behind one."""
    words = [word.casefold() for word in draft.words[start:end]]
    if start < office + 3 or draft.words[start - 1].casefold() not in _FIELDS:
        return False
    tags = [draft.doc[i].tag_ for i in range(start, end)]
    return not _FIELDS.intersection(words) and all(tag in _NOUNS for tag in tags)


def _rehang(office: Token, name: Span) -> None:
    """ "Commissioner for Human Rights Nils Aalto said": it is Aalto who said."""
    person = name.root
    phrase = person.head
    if person.dep_ != "pobj" or phrase.head.i != office.i or office.head.i == office.i:
        return
    field = name.doc[name.start - 1]
    if not person.is_ancestor(field):
        return
    before = [child.i for child in person.lefts if child.i < name.start and child.i != field.i]
    hang(
        name.doc,
        Edge(field.i, phrase.i, "pobj"),
        *(Edge(child, field.i) for child in before),
        Edge(person.i, office.head.i, office.dep_),
        Edge(office.i, person.i, "nmod"),
    )
