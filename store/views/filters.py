"""The filter that all panes share: terms in the order in which they were made."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Field = Literal[
    "entity",  # an entity's key: the article mentions it; in an event, it takes part
    "article",  # an article's number
    "source",  # a source's name, exactly
    "text",  # words or a phrase, in title or text
    "pub",  # the article's own date, "2024-07-01..2024-07-31"; either end may be missing
    "type",  # an event's type: CONSULT
    "mode",  # an event's mode: visit
    "date",  # when it happened, "2024-07-01..2024-07-31"; either end may be missing
    "is",  # copy; undated, no-month; an event's modality: claim, planned, negated, …
    "kind",  # an entity's type: narrows the list of entities, and nothing else
    "query",  # a whole query in the search language
]


class Term(Struct, frozen=True):
    field: Field
    value: str
    exclude: bool = False


class Filter(Struct, frozen=True):
    """All terms hold together.

    An article is shown when it satisfies all of them, those about events (`type`, `mode`,
    `date`, `is`) by one and the same event; an article without any event satisfies such a term
    only where it excludes. An event is shown when its article is shown and it satisfies those
    terms itself, where an entity term asks that the entity takes part: as actor, recipient,
    place, or according to it. An article whose event satisfies them so is shown too. An entity
    is shown when a shown article mentions it.
    """

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def add(self, term: Term) -> Filter:
        """With `term` at the end; the same filter when it has the term already.

        A term and its opposite do not stand together: the later one replaces the earlier.
        """
        if term in self.terms:
            return self
        opposite = Term(term.field, term.value, not term.exclude)
        return Filter((*(each for each in self.terms if each != opposite), term))

    def exclude(self, term: Term) -> Filter:
        return self.add(Term(term.field, term.value, exclude=True))

    def drop(self, term: Term) -> Filter:
        return Filter(tuple(each for each in self.terms if each != term))

    def drop_last(self) -> Filter:
        return Filter(self.terms[:-1])
