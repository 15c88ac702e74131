"""The filter that all panes share: a list of terms in the order in which they were added."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Field = Literal[
    "entity",  # the key of an entity that the article, or a sentence of the event, mentions
    "article",  # an article's number, or several
    "added",  # the lowest number of the articles that count as new
    "source",  # a source's exact name
    "text",  # words or a phrase in the title or text
    "pub",  # the article date, "2024-07-01..2024-07-31"; either end may be missing
    "type",  # an event's type: CONSULT
    "mode",  # an event's mode: visit
    "date",  # the event date, "2024-07-01..2024-07-31"; either end may be missing
    "is",  # copy; starred, checked, …; undated, no-month; a modality: claim, planned, negated, …
    "tag",  # a tag of an article, an entity or an event
    "story",  # a story's number, or words of its label
    "kind",  # an entity's type: it limits the list of entities and nothing else
    "query",  # a whole query in the search language
]


SEVERAL = "\x1f"
"""Stands between the keys of a term on several entities, any of which may be meant."""


class Term(Struct, frozen=True):
    """One condition of a filter."""

    field: Field
    value: str
    exclude: bool = False


class Filter(Struct, frozen=True):
    """A list of terms, all of which must hold.

    Without a term on events (`type`, `mode`, `date`, `is`, or a query with `by:`), an article is
    selected if it satisfies all terms; an entity term then holds for an article that mentions the
    entity. An event is selected if its article is selected and it concerns the entities of the
    terms: an entity takes part in it, as actor, recipient, place or source, or a sentence that
    states it names the entity. A country is named with each place in it. What a query names
    (`who:`, `org:`) must take part, and its places (`place:`) must be where the event happens.

    With a term on events, all terms must hold for one and the same event. These events are
    selected, and the articles that report them. An article without events is
    selected only by terms that all exclude.

    An excluded entity excludes the articles that mention it, and so their events.

    A mark (`tag`, or `is` with `starred`, `checked`, `edited`, `noted`, `hidden`) holds for an
    article that has it, mentions an entity that has it, or has an event that has it. It holds for
    an event that has it or whose article has it; `starred`, `noted` and tags also if an entity that
    takes part has them.

    An entity is selected if a selected article mentions it.
    """

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def add(self, term: Term) -> Filter:
        """Return the filter with `term` at the end, or the same filter if it has the term.

        A term replaces its opposite.
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
