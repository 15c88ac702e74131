"""The rows of `assets/codebook/relations.tsv`, which says how to read them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from store.asset_files import shipped

ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to say that something holds. `adjective` must stand before the noun."""

    predicate: str
    adjective: str | None
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_types: frozenset[str]
    object_types: frozenset[str]
    past: bool


@dataclass(frozen=True, slots=True)
class Relational:
    """The rows by lemma."""

    verbs: dict[str, list[Row]]
    nouns: dict[str, list[Row]]
    hyphens: dict[str, list[Row]]


@cache
def relational() -> Relational:
    """The shipped table, read once."""
    parts: dict[str, dict[str, list[Row]]] = {"verb": {}, "noun": {}, "hyphen": {}}
    lines = shipped("codebook", "relations.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for predicate, part, words, subject, obj, subject_types, object_types, past in cells[1:]:
        for word in words.split("|"):
            adjective, _, lemma = word.rpartition(" ")
            row = Row(
                predicate,
                adjective or None,
                tuple(subject.split("|")),
                tuple(obj.split("|")),
                frozenset(subject_types.split("|")),
                frozenset(object_types.split("|")),
                past == "yes",
            )
            parts[part].setdefault(lemma, []).append(row)
    return Relational(parts["verb"], parts["noun"], parts["hyphen"])
