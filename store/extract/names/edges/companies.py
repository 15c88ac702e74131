"""A company's name goes as far as its legal form: "Benetti" before "SpA", "Daimler" before
"Truck Holding AG"."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.names.draft import Draft, Name
from store.extract.names.words.beside import CALENDAR, OFFICES
from store.extract.names.words.head_words import LEGAL

_TYPES = frozenset({"ORG", "PERSON", "GPE", "PRODUCT", "WORK"})
_FORMS = LEGAL - {"co", "limited", "se", "sa", "ab"}
"""Legal forms that are no other word after a name."""
_TAGS = frozenset({"NNP", "NNPS"})


def grow_companies(draft: Draft) -> None:
    """Take in the legal form behind, and the capitalised word before that hangs on it."""
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
        if name.type == "ORG" and start >= 0 and not marks[start] and _belongs(draft, name):
            draft.reset(name, start, name.end)


def _is_form(words: list[str], index: int) -> bool:
    word = words[index] if index < len(words) else ""
    return word[:1].isupper() and word.strip(".").casefold() in _FORMS


def _belongs(draft: Draft, name: Name) -> bool:
    """A proper noun of the same phrase, with nothing between."""
    before: Token = draft.doc[name.start - 1]
    if before.tag_ not in _TAGS or not before.text.istitle() or not before.is_alpha:
        return False
    if before.lower_ in OFFICES or before.lower_ in CALENDAR or before.ent_type_ == "DATE":
        return False
    if draft.gazetteer.place(before.text) or draft.gazetteer.demonym(before.text):
        return False
    return before.dep_ == "compound" and name.start <= before.head.i < name.end
