"""What a session by lines shows, has open and can change; its parts share it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from store import Corrections, Filter
from tui.view_model.log import readable
from tui.view_model.state import ViewHistory, ViewState, term_label
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import AnyAct, Batch, Store, Term, Views
    from tui.view_model.article import OpenedArticle

NOTHING_DONE = "There is nothing to correct here."


class Listing(NamedTuple):
    """The rows that the numbers of the last answer stand for."""

    pane: str
    """A pane, `hits`, `spans`, `saved`, `sentences` or `choices`."""
    rows: Sequence[Any]
    offset: int = 0
    total: int = 0
    about: Any = None
    """Of sentences: the row that they belong to. Of choices: the listing before the question."""


class Choice(NamedTuple):
    """A numbered answer to a question of the program."""

    words: str
    take: Callable[[], Iterator[str]]


class PlainState:
    """The store, its views, and what is filtered, listed and open."""

    def __init__(self, store: Store, views: Views) -> None:
        self.store = store
        self.views = views
        self.history = ViewHistory([ViewState(Filter())])
        self.names: dict[str, str] = {}
        """Names of the entities of filters, by key."""
        self.listing = Listing("articles", ())
        self.opened: OpenedArticle | None = None
        self.stop = -1
        """The index of the sentence, mention or hit that was read last."""

    @property
    def folder(self) -> Path:
        return self.store.folder

    @property
    def view(self) -> ViewState:
        return self.history.current

    @property
    def listed(self) -> Listing:
        """The last listing that is no question."""
        listed: Listing = self.listing.about if self.listing.pane == "choices" else self.listing
        return listed

    def row(self, said: str) -> Any:
        """Return the row of a number of the last answer; None where there is none."""
        rows = self.listing.rows
        at = int(said) if said.isdecimal() and said.isascii() and len(said) < 9 else 0
        return rows[at - 1] if 0 < at <= len(rows) else None

    def go(self, term: Term) -> Iterator[str]:
        """Add a filter, and say what is left."""
        return self.show(self.view.with_term(term).filter)

    def show(self, filter_: Filter) -> Iterator[str]:
        """Filter by this in place of what is filtered now, and say what is left.

        Raises:
            QueryError: it cannot be read, and is not kept.
        """
        self.views.counts(filter_)
        self.history.push(replace(self.view, filter=filter_))
        return self.where()

    def where(self) -> Iterator[str]:
        """Yield the filter and the counts."""
        view, views = self.view, self.views
        counts = views.counts(view.filter)
        events = views.event_count(view.filter, minor=view.minor)
        terms = [term_label(term, self.names) for term in view.filter.terms]
        yield f"filter: {', '.join(terms) or 'none'}"
        yield (
            f"{counts.articles[0]} of {plural(counts.articles[1], 'article')},"
            f" {counts.entities[0]} entities, {plural(events, 'event')}"
        )

    def ask(self, question: str, choices: Sequence[Choice]) -> Iterator[str]:
        """Yield a question and its numbered answers; the next number takes one of them."""
        self.listing = Listing("choices", choices, about=self.listed)
        yield question
        for number, choice in enumerate(choices, 1):
            yield f"{number}. {choice.words}"

    def take(self, choice: Choice) -> Iterator[str]:
        """Carry out an answer; then the numbers stand again for the rows before the question."""
        asked = self.listing
        yield from choice.take()
        if self.listing is asked:
            self.listing = asked.about

    def fresh(self, row: Any) -> Any:
        """Return a row of the last list as it is now, with the marks that it has got since."""
        every = Filter()
        rows: Sequence[Any]
        match self.listing.pane:
            case "articles":
                rows = self.views.article_rows(every, [row.number])
            case "entities":
                rank = self.views.ranks.entity(every, row.key)
                rows = self.views.entities(every, offset=rank, limit=1) if rank is not None else []
            case _:
                rows = [self.views.event(row.id)]
        return next(iter(rows), None) or row

    # Corrections

    def record(self, *acts: AnyAct) -> Iterator[str]:
        """Record acts as one correction, and say what was done.

        Raises:
            UserError: when the store is read-only or cannot be written.
        """
        if not acts:
            yield NOTHING_DONE
            return
        yield f"{self.change(lambda log: log.record(*acts))}; undo takes it back."

    def change(self, step: Callable[[Corrections], Batch | None]) -> str:
        """Change the log, index what it changed, and return a line on it; empty for no change.

        Raises:
            UserError: when the store is read-only or cannot be written.
        """
        batch = step(Corrections(self.store))
        if batch is None:
            return ""
        self.views.update()
        line = readable(self.views, batch.line)
        return line[:1].upper() + line[1:]
