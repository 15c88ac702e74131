"""Words for a row: names in a list, verbs in the third person."""

from __future__ import annotations

from store.extract.found import FoundEntity

PLURAL = frozenset({"police", "people", "troops", "forces", "gunmen", "men", "women", "children"})
IRREGULAR = {"be": "is", "have": "has", "do": "does"}


def listed(entities: list[FoundEntity]) -> str:
    """ "A", "A and B", "A, B and others"."""
    names = [entity.name for entity in entities]
    if len(names) > 2:
        return f"{names[0]}, {names[1]} and others"
    return " and ".join(names)


def third_person(lemma: str) -> str:
    """ "meets", "carries", "clashes"."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def is_plural(entity: FoundEntity) -> bool:
    last = entity.name.split()[-1].lower() if entity.name else ""
    if last.endswith(("us", "is")):
        return False
    return last in PLURAL or (
        not entity.is_named and last.endswith("s") and not last.endswith("ss")
    )
