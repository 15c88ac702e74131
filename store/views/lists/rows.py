"""The rows of the panes: one immutable object per line of a list.

Counts come in pairs: `shown` (with the current filter) and `total` (in the whole store). Names are
display names; `key` and `number` identify things in queries. The rows are msgspec structs, because
creating them as dataclasses took 7 ms of each start.
"""

from __future__ import annotations

from msgspec import Struct

from store.shown_events import is_unsure

type ArticleKey = int | str
"""An article's number, or `number/record` for another source of the identical text."""


class Marks(Struct, frozen=True):
    """What people said of a row."""

    starred: bool = False
    checked: bool = False
    edited: bool = False
    """Whether a correction changed it."""
    noted: bool = False
    hidden: bool = False
    """Of an article: whether something in it is hidden."""
    tags: tuple[str, ...] = ()


NO_MARKS = Marks()


class ArticleRow(Struct, frozen=True):
    """A row of the list of articles."""

    number: int
    id: str
    published: str | None
    source: str | None
    title: str
    """The headline, or the first sentence (see `title_is_sentence`)."""
    title_is_sentence: bool
    events: int
    """Events in this article, whatever the filter."""
    family: int = 0
    """The number of its original, or its own number if it is not a copy."""
    kind: str | None = None
    """Its relation to the original: `copy`, `update`, `excerpt`, or `same` for another source of
    the identical text.
    """
    record: int | None = None
    """For a `same` row, the record of `copies`. `number` is then that of the text."""
    url: str | None = None
    """The link of a `same` row."""
    copies: int = 0
    """The number of rows folded under this one: selected articles of the family, and other sources
    of identical texts.
    """
    unfolded: bool = False
    """Whether those have rows of their own below it."""
    under: bool = False
    """Whether this row is below another one."""
    marks: Marks = NO_MARKS

    @property
    def key(self) -> ArticleKey:
        return self.number if self.record is None else f"{self.number}/{self.record}"


class EntityRow(Struct, frozen=True):
    """A row of the list of entities."""

    key: str
    name: str
    type: str
    shown: int
    """Mentions in the selected articles."""
    total: int
    """Mentions in all articles."""
    marks: Marks = NO_MARKS
    note: str = ""
    """Why a search found it, if its name does not say so: an office, "similar spelling", "inside a
    word"."""


class EventRow(Struct, frozen=True):
    """A row of the timeline: one event, reported by one or several articles."""

    id: str
    """`number:event_id` of the first article that reports it, whatever the filter."""
    number: int
    """The first selected article that reports it, preferring those that name the actor. `event_id`
    is its id in that reading.
    """
    event_id: str
    type: str
    mode: str | None
    label: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    from_: str | None
    to: str | None
    precision: str | None
    date_basis: str | None
    modality: str
    sources: tuple[str, ...]
    """Names of the sources that the event is attributed to."""
    sentences: int
    """Pieces of evidence of all sources, whatever the filter."""
    voices: int
    """The number of independent voices, whatever the filter. An original and its copies are one,
    and so is everything from one source, or that goes back to one news agency.
    """
    salience: float
    confidence: float | None
    """How likely it is right, 0 to 1, by the article that tells it best; None where a reading
    of an older version says nothing of it."""
    marks: Marks = NO_MARKS
    """Those of all its reports."""
    articles: int = 1
    """The articles that report it, whatever the filter. An original and its copies count as one."""
    copies: int = 0
    """The copies that report it too."""
    disputed: bool = False
    """Whether its voices contradict each other."""

    @property
    def is_unsure(self) -> bool:
        """Whether lists leave it out unless they are asked for all rows."""
        return is_unsure(self.confidence, self.salience)


class Bucket(Struct, frozen=True):
    """A bar of the histogram. `from_` is None for events without a date as fine as the zoom."""

    label: str
    from_: str | None
    to: str | None
    shown: int
    total: int


class Heading(Struct, frozen=True):
    """A heading of the timeline, above the rows that begin in its days; or of the articles, above
    those of a story."""

    label: str
    length: str
    """`day` to `century`; `open` for periods with one end only; `undated`. `story`, and `no story`
    for the articles that are in none."""
    from_: str | None
    to: str | None
    shown: int
    """The number of rows under it."""
    total: int
    """The number of rows under it without a filter and with minor events."""
    runs: tuple[tuple[int, int], ...]
    """The rows under it as runs of row indexes: first row and length."""
    story: int | None = None
    """The number of the story."""


class Counts(Struct, frozen=True):
    """Pairs of `(shown, total)`."""

    articles: tuple[int, int]
    """Articles with a row of their own. An original and the articles folded under it
    count as one.
    """
    entities: tuple[int, int]
    events: tuple[int, int]
    folded: tuple[int, int] = (0, 0)
    """Articles that are folded under others as copies, updates or excerpts."""
