"""One name whose two words the model took for two kinds of things: "Ararat" and "Mirzoyan"."""

from __future__ import annotations

from collections import Counter

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name

_TYPES = frozenset({"PERSON", "ORG", "NORP", "GPE", "PRODUCT"})


def join_halves(draft: Draft) -> None:
    """Join two lone words that follow each other, by which of them the article says alone."""
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
    """A person whose surname is said alone; a firm that is called by its first word; and two
    peoples that no table has are a person."""
    types = {first.type, second.type}
    if types == {"NORP"}:
        return "PERSON"
    if second.type != "PERSON" or not types <= _TYPES:
        return None
    by_first, by_second = said[first.text] > 1, said[second.text] > 1
    if by_second and not by_first:
        return "PERSON"
    return "ORG" if first.type == "ORG" and by_first and not by_second else None


def _is_lone(draft: Draft, name: Name) -> bool:
    """A single capitalised word that no table knows."""
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
