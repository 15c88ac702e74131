"""Saved searches, in the table `searches`: a filter with a name, and whether it has an alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from store.corrections.recording import account_name, check_writable, replace_halves
from store.errors import UserError
from store.query.tree import Agent, And, Named, Node, Or, QueryError, Text
from store.query.words import words
from store.views.filtering.filters import Filter, Term

if TYPE_CHECKING:
    from store.database import Store
    from store.reading import Article
    from store.views.views import Views

TABLE = "searches"


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A filter that was saved. Its name is unique in the store."""

    name: str
    query: str
    """The filter in words, as the filter bar shows it."""
    terms: tuple[Term, ...]
    names: dict[str, str] = {}
    """The names of the entities and stories in the filter, by key."""
    alert: bool = False
    """Whether new articles that match are reported."""
    who: str = ""
    """The account that saved it."""
    at: str = ""
    """When it was saved (ISO 8601, UTC)."""

    @property
    def filter(self) -> Filter:
        return Filter(self.terms)


class SavedSearches:
    """The saved searches of a store. Each change is one commit, synced to the disk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[SavedSearch]:
        """Yield them by name. Documents that this version cannot use are left out."""
        found = [search for _, search in self._numbered()]
        return iter(sorted(found, key=lambda search: (search.name.casefold(), search.name)))

    def named(self, name: str) -> SavedSearch:
        """Return the search of a name.

        Raises:
            UserError: There is none.
        """
        for search in self:
            if search.name == name:
                return search
        raise UserError(
            f"There is no saved search {name!r}.", "`dateline search --saved` lists them."
        )

    def put(self, search: SavedSearch) -> SavedSearch:
        """Save a search in place of one with its name, and return it as it was saved.

        Raises:
            UserError: The store is read-only.
        """
        from store.database.store import now

        check_writable(self._store)
        written = msgspec.structs.replace(search, who=account_name(), at=now())
        saved = msgspec.convert(replace_halves(msgspec.to_builtins(written)), SavedSearch)
        with self._store.transaction():
            self._drop(saved.name)
            self._store.db.table(TABLE).insert(msgspec.to_builtins(saved))
        return saved

    def remove(self, name: str) -> None:
        """Delete the search of a name, if it is there.

        Raises:
            UserError: The store is read-only.
        """
        check_writable(self._store)
        with self._store.transaction():
            self._drop(name)

    def _drop(self, name: str) -> None:
        old = [number for number, search in self._numbered() if search.name == name]
        if old:
            self._store.db.table(TABLE).remove(doc_ids=old)

    def _numbered(self) -> Iterator[tuple[int, SavedSearch]]:
        return self._store.documents(TABLE, SavedSearch)


def new_matches(views: Views, search: SavedSearch, first: int) -> Sequence[int]:
    """Return the numbers of the articles from number `first` on that a search selects. One that
    cannot be read any more selects none.
    """
    try:
        return views.article_numbers(Filter((*search.terms, Term("added", str(first)))))
    except QueryError:
        return ()


def matched_words(search: SavedSearch, article: Article) -> list[str]:
    """Return the words and names of a search that an article matched; if there are none, such as
    for `type:consult`, the search in words.
    """
    text = f" {' '.join(words(f'{article.title or ""}\n{article.text}'))} "
    found = [
        said
        for said, is_sure, prefix in _positive(search)
        if is_sure or f" {' '.join(words(said))}{'' if prefix else ' '}" in text
    ]
    return list(dict.fromkeys(found)) or [search.query]


def _positive(search: SavedSearch) -> Iterator[tuple[str, bool, bool]]:
    """Yield the words and names that a search asks for, whether each must hold whatever the text
    says, and whether it is the beginning of a word.
    """
    from store.query.parser import parse

    for term in search.terms:
        if term.exclude:
            continue
        if term.field == "entity":
            yield search.names.get(term.value, term.value), True, False
        elif term.field == "text":
            yield term.value, False, False
        elif term.field == "query":
            yield from _asked(parse(term.value), is_sure=True)


def _asked(node: Node, *, is_sure: bool) -> Iterator[tuple[str, bool, bool]]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked(part, is_sure=is_sure and isinstance(node, And))
        case Text(said, prefix, fuzzy):
            yield said, is_sure and fuzzy, prefix
        case Named(name) | Agent(name):
            yield name, is_sure, False
