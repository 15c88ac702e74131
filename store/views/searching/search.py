"""The search box: names, offices, events and texts that match what was typed so far."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from store.identity.folding import fold
from store.query.tree import QueryError, Text
from store.query.words import replace_surrogates
from store.views.correcting.corrected_journal import CorrectedJournal
from store.views.filtering.filters import Filter, Term
from store.views.indexing.index_file import IndexFile
from store.views.indexing.schema import EVENT_BITS
from store.views.lists.details import Hit
from store.views.lists.rows import ArticleRow, EntityRow, EventRow
from store.views.remembered import give_back
from store.views.searching.fulltext import FullText
from store.views.searching.name_index import OF_A_NAME, NameIndex
from store.views.searching.name_search import Found, Grade
from store.views.searching.nicknames import known_as, named_by, office_named_by
from store.views.searching.office_lines import OfficeHolder
from store.views.searching.office_search import (
    Offices,
    asked_words,
    is_exact,
    is_office,
    title_and_name,
    without_possessive,
)
from store.views.searching.other_words import OtherWords
from store.views.searching.snippets import (
    all_words,
    as_prefix_query,
    has_all,
    snippet,
    words_of,
)
from store.views.searching.tie_search import search_ties
from store.views.state import State

type RowsOf = Callable[[Sequence[int]], list[ArticleRow]]

_ENTITY = "SELECT key, name, type, total FROM entities WHERE id = ? AND total > 0"
_LABELS = "SELECT grp, label FROM events WHERE id >= ? AND id < ? AND faint = 0"
_BEST = 30
"""Articles with the words whose events are looked at."""
_SHARE_OF_EVENTS = 4
"""One in so many results may be an event."""
_OPERATORS = re.compile(r"[:()]|\bOR\b|(?<!\S)-")
_OFFICES = 5
_OF_A_TITLE = 100
"""Names of any type among which a person with a title is sought: "col north"."""
_WITH_AMPERSAND = "SELECT 1 FROM aliases WHERE entity = ? AND folded = ? AND name LIKE '%&%'"
_SO_CALLED = """
    SELECT folded, max(mentions + named) FROM aliases JOIN entities ON entities.id = entity
    WHERE entity = ?1 AND type = 'GPE' AND listed > 0 AND substr(folded, 1, length(?2)) = ?2"""
_SHORTEST_JOINED, _LONGEST_JOINED = 2, 4
"""Letters of what is typed for a name with "&", without it."""
_TRIMMED = 8
"""Searches after which freed memory goes back to the system."""


class Finder:
    """Finds entities by name and office, and what articles tell."""

    def __init__(self, connection: sqlite3.Connection, index: IndexFile) -> None:
        self._connection = connection
        self._names = NameIndex(index, connection)
        self._offices = Offices(index, connection)
        self._searches = 0

    def refresh(self) -> None:
        """Update after the index has changed."""
        self._names.refresh()

    def warm(self) -> None:
        """Read names and offices now, not on the first search."""
        self._names.warm()
        self._offices.warm()

    def names(self, typed: str, limit: int) -> list[EntityRow]:
        """Return entities by name, by title and name, and by office, best match first.

        The `note` of a row says why it was found, if its name does not.
        """
        other = OtherWords(self._connection, self._names, self._entity)
        typed = other.without_domain(replace_surrogates(typed))
        found = self._by_name(typed, limit)
        if not found or found[0].grade > Grade.OFFICE:
            found = [*self._by_title(typed, limit), *found]
        asked = office_named_by(typed) or typed
        offices = self._offices.search(asked, _OFFICES)
        is_strong = bool(offices) and is_exact(offices[0], asked)
        least = Grade.ANY_ORDER if is_strong else Grade.OFFICE
        if is_office(typed) or (is_strong and not self._is_whole(typed)):
            least = Grade.SLIP
        if is_strong:  # "First Lady", a work of one article, is not meant
            stated = offices[0].articles
            found = [each for each in found if self._total(each.entity) >= stated or each.grade]
        notes = {each.entity: _notes(each) for each in found if each.grade < least}
        if not notes and not is_strong:
            notes |= other.without_kind(typed)
        if not notes and not is_strong:
            notes |= search_ties(self._connection, typed, self._best_called)
        if not is_strong:
            known = self._known_as(asked)
            notes |= {number: f"known as {asked}" for number in known if number not in notes}
        held = _notes_of(offices)
        notes |= {number: note for number, note in held.items() if number not in notes}
        notes |= {each.entity: _notes(each) for each in found if each.entity not in notes}
        notes = notes or other.behind_epithet(typed) or other.with_fewer_words(typed)
        rows = ((self._entity(number), note) for number, note in notes.items())
        return [replace(row, note=note) for row, note in rows if row is not None][:limit]

    def _best_called(self, name: str) -> list[int]:
        """Return the entities that have these words in their name, best match first."""
        found = self._by_name(name, OF_A_NAME)
        return [each.entity for each in found if each.grade <= Grade.ANY_ORDER]

    def _by_name(self, typed: str, limit: int) -> list[Found]:
        """Return entities by name, with and without the article that is typed before it.

        Nobody's surname has an article: "the guardian" is the newspaper.
        """
        found = self._as_typed(typed, limit)
        bare = _without_article(typed)
        if bare is None:
            return found
        found = [each for each in found if each.grade <= Grade.ANY_ORDER]
        others = self._as_typed(bare, limit)
        others.sort(key=lambda each: (each.grade, self._is_person(each.entity)))
        both = sorted([*found, *others], key=lambda each: each.grade)
        return list({each.entity: each for each in reversed(both)}.values())[::-1][:limit]

    def _as_typed(self, typed: str, limit: int) -> list[Found]:
        """Return entities by name; those of a nickname are as good as those of the exact name."""
        found = self._own_name_first(self._names.search(typed, limit), typed)
        name = named_by(typed)
        meant = self._called(name) if name is not None else self._without_ampersand(typed)
        if meant:
            exact = [each for each in found if each.grade == Grade.EXACT and each not in meant]
            rest = [each for each in found if each.grade > Grade.EXACT]
            in_order = sorted([*meant, *exact], key=lambda each: -self._total(each.entity))
            found = [*in_order, *rest]
        return found

    def _own_name_first(self, found: list[Found], typed: str) -> list[Found]:
        """Return what was found, a city before the country that it only stands for: Washington
        before the United States."""
        city = self._stands_for(found[0].entity, fold(typed)) if found else None
        for at, each in enumerate(found if city else ()):
            row = self._entity(each.entity)
            if row is not None and fold(row.name) == city:
                return [Found(found[0].grade, each.entity), *found[:at], *found[at + 1 :]]
        return found

    def _stands_for(self, country: int, letters: str) -> str | None:
        """Return the name that begins so which articles list for a country, if no text uses it as
        a name of the country."""
        name, said = self._connection.execute(_SO_CALLED, (country, letters)).fetchone()
        return str(name) if said == 0 else None

    def _called(self, name: str) -> list[Found]:
        """Return the entity of this name, rather than one that is only sometimes called so."""
        found = self._names.exact(name)
        rows = ((number, self._entity(number)) for number in found)
        own = [number for number, row in rows if row is not None and fold(row.name) == fold(name)]
        return [Found(Grade.EXACT, number) for number in (own or found)[:1]]

    def _known_as(self, typed: str) -> list[int]:
        """Return the persons whom everybody knows by an office, most mentioned first."""
        words = asked_words(typed)
        named = known_as(words) or known_as(without_possessive(words))
        found = {each.entity for name in named for each in self._called(name)}
        return sorted(found, key=lambda number: -self._total(number))

    def _without_ampersand(self, typed: str) -> list[Found]:
        """Return the entity that is typed as one short word without its "&": "att"."""
        letters = fold(typed)
        if " " in letters or not _SHORTEST_JOINED <= len(letters) <= _LONGEST_JOINED:
            return []
        for at in range(1, len(letters)):
            apart = f"{letters[:at]} {letters[at:]}"
            for number in self._names.exact(apart)[:1]:
                if self._connection.execute(_WITH_AMPERSAND, (number, apart)).fetchone():
                    return [Found(Grade.EXACT, number)]
        return []

    def _is_whole(self, typed: str) -> bool:
        """Whether a name begins with all words as typed: not "presidential" by "president"."""
        name = _without_article(typed) or typed
        found = self._names.search(f"{name.rstrip()} ", 1)
        return bool(found) and found[0].grade <= Grade.BEGINS

    def _by_title(self, typed: str, limit: int) -> list[Found]:
        """Return persons by a title and a name: "pres putin". Those with the office come first."""
        said = title_and_name(typed)
        if said is None or named_by(typed) is not None:  # "prince charles" is one person
            return []
        title, name = said
        found = self._by_name(name, max(limit, _OF_A_TITLE))
        named = [each for each in found if each.grade <= Grade.ANY_ORDER]
        persons = [each.entity for each in named if self._is_person(each.entity)][:limit]
        titled = self._offices.titled(title, persons)
        return [Found(Grade.ANY_ORDER if holds else Grade.OFFICE, each) for each, holds in titled]

    def _total(self, number: int) -> int:
        row = self._entity(number)
        return 0 if row is None else row.total

    def _is_person(self, number: int) -> bool:
        row = self._entity(number)
        return row is not None and row.type == "PERSON"

    def entity_hits(self, typed: str, limit: int) -> list[Hit]:
        """Return entities by name, then by office."""
        typed = replace_surrogates(typed)
        return [
            _entity_hit(row, row.note or self._also(row, typed)) for row in self.names(typed, limit)
        ]

    def article_hits(
        self, leaves: Sequence[Text], best: Sequence[int], rows: RowsOf, journal: CorrectedJournal
    ) -> list[Hit]:
        """Return the articles that match these words best, in order, one per family."""
        found = {row.family: row for row in reversed(rows(best))}
        return [article_hit(row, leaves, journal) for row in reversed(found.values())]

    def events_with(self, leaves: Sequence[Text], best: Sequence[int], limit: int) -> list[int]:
        """Return rows of the timeline whose label has all these words, of the articles that match
        them best; those that say little else come first. Minor and unsure ones are left out.
        """
        found: dict[int, int] = {}
        for number in best[:_BEST]:
            span = (number << EVENT_BITS, (number + 1) << EVENT_BITS)
            told = self._connection.execute(_LABELS, span)
            found |= {group: len(label) for group, label in told if has_all(label, leaves)}
        return sorted(found, key=found.__getitem__)[:limit]

    def give_memory_back(self) -> None:
        """Return what searches left, now and then."""
        self._searches += 1
        if self._searches % _TRIMMED == 0:
            give_back()

    def _entity(self, number: int) -> EntityRow | None:
        row = self._connection.execute(_ENTITY, (number,)).fetchone()
        return None if row is None else EntityRow(row[0], row[1], row[2], row[3], row[3])

    def _also(self, row: EntityRow, typed: str) -> str:
        """Return another name of the entity if that is the one that was typed."""
        letters = fold(typed)
        if letters in fold(row.name):
            return ""
        others = self._connection.execute(
            "SELECT aliases.name FROM aliases JOIN entities ON entities.id = entity"
            " WHERE key = ? AND instr(folded, ?) ORDER BY mentions DESC LIMIT 1",
            (row.key, letters),
        ).fetchone()
        return "" if others is None else str(others[0])


def _without_article(typed: str) -> str | None:
    """Return what is typed after "the", or None if that is not how it begins."""
    first, _, rest = typed.lstrip().partition(" ")
    return rest.lstrip() or None if first.lower() == "the" else None


def _notes(found: Found) -> str:
    """Return what is odd about a match: its letters are only inside a word, or not quite these."""
    if found.grade in (Grade.SLIP, Grade.SWAPPED, Grade.LOOSE, Grade.MISSPELT):
        return "similar spelling"
    return "inside a word" if found.grade == Grade.INSIDE else ""


def _notes_of(offices: Sequence[OfficeHolder]) -> dict[int, str]:
    """Return the first office of each person, in order; one that is over is told so."""
    notes: dict[int, str] = {}
    for each in offices:
        note = str(each)
        if each.person not in notes or note.startswith("former "):
            notes[each.person] = note
    return notes


def _entity_hit(row: EntityRow, note: str) -> Hit:
    return Hit("entity", row.name, row.key, type=row.type, total=row.total, note=note)


def event_hit(row: EventRow) -> Hit:
    """Return the hit for an event. Its `id` is that of its row in the timeline."""
    return Hit("event", row.label, number=row.number, id=row.id, type=row.type, event=row)


def article_hit(row: ArticleRow, leaves: Sequence[Text], journal: CorrectedJournal) -> Hit:
    found = snippet(journal.article(row.number).text, leaves)
    note = ", ".join(each for each in (row.source, (row.published or "")[:10]) if each)
    return Hit(
        "article",
        row.title,
        number=row.number,
        id=row.id,
        note=note,
        snippet=found.text,
        marks=found.marks,
    )


# Searching while the user types.

_PATIENCE = 0.2
"""Seconds that a search waits for the full-text index to be updated."""


class Searching:
    """Answers the search box."""

    def __init__(
        self, state: State, finder: Finder, full_text: FullText, journal: CorrectedJournal
    ) -> None:
        self._state = state
        self._finder = finder
        self._full_text = full_text
        self._journal = journal

    def names(self, typed: str, limit: int) -> list[EntityRow]:
        """Return entities with a similar name, and holders of a similar office; none for a query
        with fields, brackets or words to leave out, which no name has.
        """
        return self._finder.names(typed, limit) if _is_of_words(typed) else []

    def find(self, typed: str, limit: int) -> list[Hit]:
        """Return names and offices, then events that several words tell, then texts. For a query
        with fields, return what it selects.

        Raises:
            QueryError: The query is invalid or incomplete. The error holds the position.
        """
        from store.query.parser import parse  # lark takes 50 ms to load

        node = parse(typed)
        leaves = words_of(as_prefix_query(node))
        if not leaves:
            return self._selected(typed, all_words(node), limit)
        hits = self._finder.entity_hits(typed, max(1, limit * 3 // 4))
        self._full_text.update(_PATIENCE)
        best = self._full_text.best(leaves, max(limit, _BEST))
        every = self._state.selection(Filter())
        if sum(len(leaf.words.split()) for leaf in leaves) > 1:
            groups = self._finder.events_with(leaves, best, limit // _SHARE_OF_EVENTS)
            hits += [event_hit(row) for row in self._state.events.rows(groups, every)]
        hits += self._finder.article_hits(
            leaves,
            best[: limit - len(hits)],
            lambda numbers: self._state.articles.rows(numbers, every),
            self._journal,
        )
        self._finder.give_memory_back()
        return hits

    def _selected(self, typed: str, leaves: list[Text], limit: int) -> list[Hit]:
        """Return the first events and articles that a query selects."""
        selection = self._state.selection(Filter((Term("query", typed),)))
        groups = selection.timeline.page(0, limit // 2)
        events = [event_hit(row) for row in self._state.events.rows(groups, selection)]
        rows = self._state.articles.page(selection, 0, limit - len(events), "published", ())
        return events + [article_hit(row, leaves, self._journal) for row in rows]


def _is_of_words(typed: str) -> bool:
    """Return whether a query has no fields, brackets or words to leave out."""
    if not _OPERATORS.search(typed):
        return True
    from store.query.parser import parse  # lark takes 50 ms to load

    try:
        return bool(words_of(parse(typed)))
    except QueryError:
        return True
