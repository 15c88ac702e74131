"""Names that end in a country's short form: the party "Fairness UK" is not the country."""

from __future__ import annotations

from spacy.tokens import Span

from store.extract.names.draft import Draft, Edit, Name
from store.extract.names.words.beside import CALENDAR, OFFICES
from store.extract.tree import Edge, hang

_COUNTRIES = frozenset(["UK", "USA"])
_NAMES = frozenset(["NNP", "NNPS", "NN", "VB", "VBP"])
_COMPOUND = frozenset(["compound", "nmod", "amod"])
_OF_BODIES = frozenset(
    "leader mp mps party candidate candidates councillor councillors chairman chairwoman chair "
    "deputy member members voters supporters spokesman spokeswoman spokesperson founder".split()
)
"""What a party has, and a country hardly with a name right before it."""


def join_branches(draft: Draft) -> None:
    """A capitalised word that belongs to the country behind it makes one name with it."""
    edit = Edit(draft)
    for index, word in enumerate(draft.words):
        if word in _COUNTRIES and index and _belongs(draft, index):
            _join(edit, index)
    edit.apply()


def _belongs(draft: Draft, index: int) -> bool:
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
    _hang_on_last(draft.doc[start : index + 1])


def _hang_on_last(name: Span) -> None:
    """A verb in the name ("Vote Leave UK") is none: its last word is the head."""
    last = name[-1]
    outside = next((t for t in name if t.head not in name or t.head.i == t.i), last)
    if outside.i in (last.i, outside.head.i) or any(t.is_ancestor(outside.head) for t in name):
        return
    above = Edge(last.i, outside.head.i, outside.dep_.replace("csubj", "nsubj"))
    if hang(name.doc, above, *(Edge(t.i, last.i, "compound") for t in name[:-1])):
        for token in name[:-1]:
            token.tag_, token.pos_ = "NNP", "PROPN"


def _is_part(draft: Draft, index: int) -> bool:
    token = draft.doc[index]
    return token.text[:1].isupper() and token.tag_ in _NAMES and token.text.isalpha()
